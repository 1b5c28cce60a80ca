"""From the files that somebody hands over to the lists that can go in."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.transfer import reading, recognising
from bot.transfer.cells import area_rank
from bot.transfer.columns import ListName
from bot.transfer.problems import RowProblem
from bot.transfer.reading import LONGEST_HEADER, Sheet, UnreadableSheet
from bot.transfer.recognising import Layout, MissingColumn
from bot.transfer.report import Report


class File(NamedTuple):
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ImportOrder:
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


def sheets(file: File, list_: ListName | None, report: Report) -> Sequence[Sheet]:
    """The sheets of the file that may be lists."""
    name = file.name[-LONGEST_HEADER:]
    try:
        found = reading.read(name, file.content)
    except UnreadableSheet as unreadable:
        most = {"most": unreadable.most} if unreadable.most else {}
        report.errors.append(RowProblem(name, unreadable.line, "", unreadable.reason, most))
        return []
    if list_ is None or len(found) == 1:
        return found
    # A workbook has other sheets too; the person says which list to read.
    return [sheet for sheet in found if recognising.recognised(sheet, None) is list_] or found[:1]


def readable(sheet: Sheet, wanted: ListName | None, key: str, report: Report) -> Readable | None:
    """None, and why in the report, when it can't go in."""
    list_ = recognising.recognised(sheet, wanted)
    if list_ is None:
        report.errors.append(RowProblem(sheet.name, 0, "", "unknown_list"))
        return None
    if not list_.is_used:
        report.not_used.append((sheet.name, list_))
        return None
    try:
        layout = recognising.layout(sheet, list_, key)
    except MissingColumn as missing:
        reason = "missing_id_column" if missing.header == "id" else "missing_column"
        report.errors.append(RowProblem(sheet.name, 0, missing.header, reason, {"list": list_.dutch}))
        return None
    if layout.unknown:
        report.unknown_columns.append((sheet.name, layout.unknown))
    return Readable(list_, sheet, layout)


def municipality_in(found: Sequence[Readable]) -> str:
    """The name in the row of kind "gemeente" of a list of areas; empty when there is none."""
    for list_, sheet, layout in found:
        if list_ is not ListName.AREAS:
            continue
        at = {column.field: at for at, column in layout.cells}
        for row in sheet.rows:
            kind = row.cell(at["kind"]) if "kind" in at else ""
            if area_rank(row.cell(at["code"]), kind) == 0 and row.cell(at["name"]):
                return row.cell(at["name"])[:200]
    return ""
