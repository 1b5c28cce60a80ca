"""From the files that somebody hands over to the lists that can go in."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.transfer import reading, recognising
from bot.transfer.columns import ListName, folded
from bot.transfer.problems import Problem
from bot.transfer.reading import Sheet, Unreadable
from bot.transfer.recognising import Layout, MissingColumn
from bot.transfer.report import Report


class File(NamedTuple):
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Order:
    """What the person asked for. list_: None is to be recognised. key: the header of the column to take for the id.

    at: aware, in the municipality's time zone. person: who imports; None from the console.
    """

    at: dt.datetime
    list_: ListName | None = None
    key: str = ""
    check_only: bool = False
    person: int | None = None


class Readable(NamedTuple):
    list_: ListName
    sheet: Sheet
    layout: Layout


def read(files: Sequence[File], order: Order, report: Report) -> list[Readable]:
    """The sheets that can go in, in the order in which lists build on each other."""
    sheets = [sheet for file in files for sheet in _sheets(file, order, report)]
    if order.key and not any(folded(order.key) in map(folded, sheet.headers) for sheet in sheets):
        report.errors.append(Problem(files[0].name, 0, order.key, "no_such_column"))
    found = [readable for sheet in sheets if (readable := _readable(sheet, order, report))]
    return sorted(found, key=lambda readable: list(ListName).index(readable.list_))


def _sheets(file: File, order: Order, report: Report) -> Sequence[Sheet]:
    try:
        sheets = reading.read(file.name, file.content)
    except Unreadable as unreadable:
        report.errors.append(Problem(file.name, unreadable.line, "", unreadable.reason))
        return []
    if order.list_ is None or len(sheets) == 1:
        return sheets
    # A workbook has other sheets too; the person says which list to read.
    return [sheet for sheet in sheets if recognising.recognised(sheet, None) is order.list_] or sheets[:1]


def _readable(sheet: Sheet, order: Order, report: Report) -> Readable | None:
    list_ = recognising.recognised(sheet, order.list_)
    if list_ is None:
        report.errors.append(Problem(sheet.name, 0, "", "unknown_list"))
        return None
    if not list_.is_used:
        report.not_used.append((sheet.name, list_))
        return None
    try:
        layout = recognising.layout(sheet, list_, order.key)
    except MissingColumn as missing:
        reason = "missing_id_column" if missing.header == "id" else "missing_column"
        report.errors.append(Problem(sheet.name, 0, missing.header, reason, {"list": list_.dutch}))
        return None
    if layout.unknown:
        report.unknown_columns.append((sheet.name, layout.unknown))
    return Readable(list_, sheet, layout)
