"""From the files that somebody hands over to the lists that can go in."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.transfer.cells import area_rank
from bot.transfer.contract import ListName
from bot.transfer.problems import RowProblem
from bot.transfer.reading import files
from bot.transfer.reading.sheets import LONGEST_HEADER, Sheet, UnreadableSheet
from bot.transfer.recognising.headers import squashed
from bot.transfer.recognising.layouts import Layout, MissingColumn, layout
from bot.transfer.recognising.proposal import Choice, KeyedOn, Proposal, header_key
from bot.transfer.recognising.proposing import propose
from bot.transfer.recognising.vocabulary import REMARKS
from bot.transfer.report import Report
from bot.transfer.understanding.amounts import times_in
from bot.transfer.writing import ABOUT


class File(NamedTuple):
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What the person asked for. list_: None is to be recognised. key: the header of the column to take for the id.

    at: aware, in the municipality's time zone. person: who imports; None from the console. columns: the header of our
    column -> the header in the file. remembered: what was chosen before, by the key of the header row.
    same: whether a row is the one that is there already, by `row_name`; same_else: of all others; None asks.
    """

    at: dt.datetime
    list_: ListName | None = None
    key: str = ""
    check_only: bool = False
    person: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, Choice] = field(default_factory=dict)
    same: Mapping[str, bool] = field(default_factory=dict)
    same_else: bool | None = None

    def is_same(self, number: int, line: int) -> bool | None:
        """number: of the list, among those of the import."""
        return self.same.get(row_name(number, line), self.same_else)

    @property
    def choice(self) -> Choice:
        return Choice(self.list_, self.key, self.columns)


def row_name(number: int, line: int) -> str:
    return f"{number}.{line}"


class Readable(NamedTuple):
    list_: ListName
    sheet: Sheet
    layout: Layout


class LookedAt(NamedTuple):
    """readable: None when it can't go in."""

    proposal: Proposal
    readable: Readable | None


def sheets(file: File, report: Report) -> Sequence[Sheet]:
    """The sheets of the file that may be lists."""
    name = file.name[-LONGEST_HEADER:]
    try:
        return files.read(name, file.content)
    except UnreadableSheet as unreadable:
        most = {"most": unreadable.most} if unreadable.most else {}
        report.errors.append(RowProblem(name, unreadable.line, "", unreadable.reason, most))
        return []


def look_at(
    found: Sequence[Sheet], choice: Choice, remembered: Mapping[str, Choice], report: Report
) -> Sequence[LookedAt]:
    """All sheets of one file; why one can't go in stands in the report."""
    proposals = [propose(sheet, _choice_for(sheet, choice, remembered), len(found) == 1) for sheet in found]
    if choice.list_ and len(found) > 1:
        # A workbook has other sheets too; the person says which list to read.
        alone = [propose(sheet, Choice(), by_name=False) for sheet in found]
        wanted = [at for at, proposal in enumerate(alone) if proposal.list_ is choice.list_] or [0]
        found, proposals = [found[at] for at in wanted], [proposals[at] for at in wanted]
    is_list = [proposal.list_ is not None for proposal in proposals]
    looked = []
    for sheet, proposal in zip(found, proposals, strict=True):
        report.note(sheet.remarks)
        if proposal.list_ is None and any(is_list):
            if sheet.title != ABOUT:
                report.note([RowProblem(sheet.name, 0, "", "no_list")])
            looked.append(LookedAt(proposal, None))
            continue
        looked.append(LookedAt(proposal, _readable(sheet, proposal, report)))
    return looked


def _choice_for(sheet: Sheet, choice: Choice, remembered: Mapping[str, Choice]) -> Choice:
    return choice.over(remembered.get(header_key(sheet.headers)))


def _readable(sheet: Sheet, proposal: Proposal, report: Report) -> Readable | None:
    list_ = proposal.list_
    if list_ is None:
        report.errors.append(RowProblem(sheet.name, 0, "", "unknown_list"))
        return None
    try:
        found = layout(sheet, list_, proposal)
    except MissingColumn as missing:
        columns = ", ".join(filter(None, sheet.headers[:MOST_NAMED]))
        values = {"list": list_.dutch, "columns": columns}
        report.errors.append(RowProblem(sheet.name, 0, missing.header, "missing_column", values))
        return None
    _note_columns(sheet, list_, found, report)
    return Readable(list_, sheet, found)


MOST_NAMED = 30
"""Columns, in one sentence."""


def _note_columns(sheet: Sheet, list_: ListName, found: Layout, report: Report) -> None:
    unknown = tuple(header for header in found.unknown if squashed(header) != squashed(REMARKS))
    if unknown:
        report.unknown_columns.append((sheet.name, unknown))
    for header, ours in found.guessed:
        report.note([RowProblem(sheet.name, 0, header, "column_taken_for", {"ours": ours})])
    for at, column in found.cells:
        if column.kind == "number" and (times := times_in(sheet.headers[at])) > 1:
            values = {"times": times, "example": 5 * times}
            report.note([RowProblem(sheet.name, 0, sheet.headers[at], "times", values)])
    if found.keyed_on is KeyedOn.NAME and list_.is_numbered:
        report.note([RowProblem(sheet.name, 0, "", "keyed_on_name", {"list": list_.dutch})])
    bare = [at for at, header in enumerate(sheet.headers) if not header and sheet.samples(at, 1)]
    for at in bare[:MOST_NAMED]:
        report.note([RowProblem(sheet.name, 0, "", "column_without_header", {"number": at + 1})])


def municipality_in(found: Sequence[Readable]) -> str:
    """What the lists call it: the row of kind "gemeente" of a list of areas, or else a column of which every row says
    the same; empty when there is neither.
    """
    of_areas = [its for its in found if its.list_ is ListName.AREAS]
    return next(filter(None, (*map(_in_areas, of_areas), *map(_in_column, found))), "")[:LONGEST_HEADER]


def _in_areas(areas: Readable) -> str:
    at = {column.field: at for at, column in areas.layout.cells}
    for row in areas.sheet.rows:
        kind = row.cell(at["kind"]) if "kind" in at else ""
        if area_rank(row.cell(at["code"]), kind) == 0 and row.cell(at["name"]):
            return row.cell(at["name"])
    return ""


def _in_column(found: Readable) -> str:
    for at, header in enumerate(found.sheet.headers):
        if squashed(header) in _MUNICIPALITY and len(named := found.sheet.samples(at, 2)) == 1:
            return named[0]
    return ""


_MUNICIPALITY = frozenset({"gemeente", "gemeentenaam", "naamgemeente", "municipality"})
"""Of a list of projects or colleagues: where the whole of it is about."""
