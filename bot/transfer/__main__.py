"""The process that reads and writes lists. `in_subprocess` is the other end of the conversation."""

import os

from msgspec import Raw, msgpack

from bot import subprocesses
from bot.transfer import checking, receiving
from bot.transfer.columns import folded
from bot.transfer.in_subprocess import CheckedBatch, FoundLists, Head, Read, Write, in_order
from bot.transfer.known import Known
from bot.transfer.receiving import File, Readable
from bot.transfer.report import Report
from bot.transfer.writing import files


def main() -> None:
    if hasattr(os, "nice"):
        # People who wait for an answer go first.
        os.nice(5)
    match msgpack.decode(subprocesses.hear(), type=Read | Write):
        case Read() as order:
            read(order)
        case Write(tables=tables):
            for file in files(tables):
                subprocesses.say(msgpack.encode(file))
            subprocesses.say(msgpack.encode(None))


def read(order: Read) -> None:
    everything: list[Readable] = []
    while file := msgpack.decode(subprocesses.hear(), type=File | None):
        report = Report(checked_only=False)
        sheets = receiving.sheets(file, order.list_, report)
        found = [each for sheet in sheets if (each := receiving.readable(sheet, order.list_, order.key, report))]
        has_key = any(folded(order.key) in map(folded, sheet.headers) for sheet in sheets)
        heads = tuple(Head(each.list_, each.sheet.name, len(each.sheet.rows)) for each in found)
        subprocesses.say(msgpack.encode(FoundLists(heads, report, has_key, receiving.municipality_in(found))))
        everything += found
    left = Known().comparisons_left
    for each in in_order(everything):
        known = msgpack.decode(subprocesses.hear(), type=Known)
        known.comparisons_left = left
        for rows, entries, report in checking.batches(each, known):
            subprocesses.say(msgpack.encode(CheckedBatch(rows, Raw(msgpack.encode(entries)), report)))
        left = known.comparisons_left
        subprocesses.say(msgpack.encode(CheckedBatch(0, Raw(msgpack.encode([])), Report(checked_only=False))))


main()
