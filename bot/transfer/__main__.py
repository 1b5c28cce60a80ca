"""The process that reads and writes lists. `in_subprocess` is the other end of the conversation."""

import os
from collections.abc import Sequence

from msgspec import Raw, msgpack

from bot import subprocesses
from bot.transfer import checking, receiving
from bot.transfer.in_subprocess import CheckedBatch, FoundLists, Head, ProblemLines, Read, Write, in_order
from bot.transfer.known import Known
from bot.transfer.reading.sheets import shown
from bot.transfer.receiving import File, Readable
from bot.transfer.recognising.headers import squashed
from bot.transfer.report import ProblemTable, Report


def main() -> None:
    if hasattr(os, "nice"):
        # People who wait for an answer go first.
        os.nice(5)
    match msgpack.decode(subprocesses.hear(), type=Read | Write):
        case Read() as order:
            read(order)
        case Write(tables=tables, names=names, about=about):
            # Whoever reads does not wait for it.
            from bot.transfer.written_files import files

            for file in files(tables, names, about):
                subprocesses.say(msgpack.encode(file))
            subprocesses.say(msgpack.encode(None))


def read(order: Read) -> None:
    everything: list[Readable] = []
    while file := msgpack.decode(subprocesses.hear(), type=File | None):
        report = Report(checked_only=False)
        sheets = receiving.sheets(file, report)
        looked = receiving.look_at(sheets, order.choice, order.remembered, report)
        found = [each.readable for each in looked if each.readable]
        headers = {squashed(header) for sheet in sheets for header in sheet.headers}
        named = frozenset(header for header in order.choice.headers if squashed(header) in headers)
        heads = tuple(
            Head(number, each.list_, each.sheet.name, len(each.sheet.rows))
            for number, each in enumerate(found, start=len(everything))
        )
        proposals = tuple(each.proposal for each in looked)
        subprocesses.say(msgpack.encode(FoundLists(heads, proposals, report, named, receiving.municipality_in(found))))
        everything += found
    left = Known().comparisons_left
    for each in in_order(everything):
        known = msgpack.decode(subprocesses.hear(), type=Known)
        known.comparisons_left = left
        for rows, entries, report, passed_over in checking.batches(each, known):
            batch = CheckedBatch(rows, Raw(msgpack.encode(entries)), report, passed_over)
            subprocesses.say(msgpack.encode(batch))
        left = known.comparisons_left
        subprocesses.say(msgpack.encode(CheckedBatch(0, Raw(msgpack.encode([])), Report(checked_only=False))))
    wanted = msgpack.decode(subprocesses.hear(), type=ProblemLines)
    subprocesses.say(msgpack.encode([_table(everything[at], lines) for at, lines in wanted.lines.items()]))


def _table(readable: Readable, lines: Sequence[int]) -> ProblemTable:
    sheet, asked = readable.sheet, set(lines)
    rows = {row.line: shown(row) for row in sheet.rows if row.line in asked}
    return ProblemTable(sheet.name, readable.list_, sheet.headers, rows)


main()
