"""From a sheet to the proposal: which list it is, and which of its columns mean what."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from bot.transfer.columns import COLUMNS
from bot.transfer.contract import Column, ListName
from bot.transfer.reading.sheets import Sheet
from bot.transfer.recognising import by_values
from bot.transfer.recognising.headers import squashed
from bot.transfer.recognising.matching import SEVERAL, Match, close, matches
from bot.transfer.recognising.proposal import (
    NOT_USED,
    Certainty,
    Choice,
    ColumnProposal,
    KeyedOn,
    Proposal,
    header_key,
)
from bot.transfer.recognising.vocabulary import LIST_NAMES, read_columns

LOOKED_AT, MOST = 1000, 0.8
"""Rows, and how many of them must have a number of their own."""
FEWEST_HEADERS = 2
"""That a sheet without a telling name must share with a list, to be taken for it."""

Meant = Mapping[int, tuple[Column, Certainty]]
"""By the place of the column in the file."""


def propose(sheet: Sheet, choice: Choice, by_name: bool = True) -> Proposal:
    """choice: what the person said. by_name: the name of the file counts; its sheets may have names of their own."""
    list_ = choice.list_ or _list_of(sheet, choice, by_name)
    meant = _meant(sheet, list_, choice) if list_ and list_ in COLUMNS else {}
    fields = {column.field for column, _ in meant.values()}
    columns = tuple(
        ColumnProposal(at, header, *_told(meant.get(at)), sheet.samples(at))
        for at, header in enumerate(sheet.headers)
        if header or sheet.samples(at, 1)
    )
    has_key = bool(fields & {"key", "code"})
    keyed_on = KeyedOn.KEY if has_key or list_ is ListName.COLLEAGUES else KeyedOn.NAME
    return Proposal(sheet.name, list_, keyed_on, columns, len(sheet.rows), header_key(sheet.headers))


def _told(meant: tuple[Column, Certainty] | None) -> tuple[str, Certainty]:
    return (meant[0].header, meant[1]) if meant else (NOT_USED, Certainty.NONE)


def _list_of(sheet: Sheet, choice: Choice, by_name: bool) -> ListName | None:
    """By the name of the sheet or the file, unless its columns can't be that list and can be another; else by them."""
    named = _named(sheet.title) or (_named(PurePath(sheet.file).stem) if by_name else None)
    if named and (named not in COLUMNS or _is_possible(sheet, named, choice)):
        return named
    return _by_columns(sheet, choice) or named


def _named(name: str) -> ListName | None:
    words = {word.rstrip("0123456789") for word in re.split(r"[\W_]+", name.casefold().replace("'", ""))}
    return next((list_ for list_, names in LIST_NAMES.items() if words & names), None)


def _is_possible(sheet: Sheet, list_: ListName, choice: Choice) -> bool:
    return not missing(list_, {column for column, _ in _meant(sheet, list_, choice).values()})


def _by_columns(sheet: Sheet, choice: Choice) -> ListName | None:
    """The list that most columns belong to; None when two lists fit as well."""
    fitting = {list_: _fit(sheet, list_, choice) for list_ in COLUMNS}
    best = max(fitting.values())
    found = [list_ for list_, fit in fitting.items() if fit == best]
    return found[0] if best >= FEWEST_HEADERS and len(found) == 1 else None


def _fit(sheet: Sheet, list_: ListName, choice: Choice) -> int:
    meant = _meant(sheet, list_, choice)
    columns = {column for column, _ in meant.values()}
    return len(columns) if not missing(list_, columns) else 0


def missing(list_: ListName, found: set[Column]) -> list[Column]:
    """Columns without which the list says nothing."""
    fields = {column.field for column in found}
    return [
        column
        for column in COLUMNS[list_]
        if column.required and column not in found and not (column.field == "name" and "surname" in fields)
    ]


def _meant(sheet: Sheet, list_: ListName, choice: Choice) -> Meant:
    """Each column of ours once, but for those that may lie over several; the surest header for it, and the first."""
    meant = dict(_chosen(sheet, list_, choice))
    decided = {squashed(ours) for ours in choice.columns}
    free = [column for column in read_columns(list_) if squashed(column.header) not in decided]
    taken = {column.field for column, _ in meant.values()}
    if "key" in taken or "code" in taken:
        free = [column for column in free if column.kind != "key"]
    refused = {squashed(header) for header in choice.columns.values() if header}
    left = [at for at, header in enumerate(sheet.headers) if at not in meant and squashed(header) not in refused]
    for at, column, certainty in (*_by_header(sheet, list_, left), *_by_cells(sheet, list_, left)):
        if at in meant or column not in free or (column.field in taken and column.kind not in SEVERAL):
            continue
        if certainty is Certainty.VALUES and column.field in taken:
            continue
        taken.add(column.field)
        meant[at] = column, certainty
    if (key := next((column for column in free if column.kind == "key"), None)) and key.field not in taken:
        meant |= _first_column(sheet, key, meant, left)
    return meant


def _first_column(sheet: Sheet, key: Column, meant: Meant, left: Sequence[int]) -> Meant:
    """Where names come twice, rows are told apart by the first column, when it has another value in each."""
    names = next((at for at, (column, _) in meant.items() if column.field in ("name", "title")), None)
    if names is None or 0 in meant or 0 not in left:
        return {}
    called, values = ([row.cell(at) for row in sheet.rows] for at in (names, 0))
    is_key = all(values) and len(set(values)) == len(values) and len(set(called)) < len(called)
    return {0: (key, Certainty.VALUES)} if is_key else {}


def _chosen(sheet: Sheet, list_: ListName, choice: Choice) -> Iterator[tuple[int, tuple[Column, Certainty]]]:
    places = {squashed(header): at for at, header in reversed(list(enumerate(sheet.headers)))}
    for column in read_columns(list_):
        header = next((its for ours, its in choice.columns.items() if squashed(ours) == squashed(column.header)), "")
        if column.kind == "key" and choice.key:
            header = choice.key
        at = places.get(squashed(header)) if header else None
        if at is not None:
            yield at, (column, Certainty.CHOSEN)


def _by_header(sheet: Sheet, list_: ListName, places: Sequence[int]) -> Iterator[tuple[int, Column, Certainty]]:
    """Surest first."""
    found = []
    for at in places:
        header = sheet.headers[at]
        its = matches(list_, header)
        found += [(match.rank, at, match.column, match.certainty) for match in its if _may_be(sheet, at, match, its)]
        if not its and (near := close(list_, header)) and by_values.fits(near.column, by_values.values_of(sheet, at)):
            found.append((near.rank, at, near.column, near.certainty))
    for _, at, column, certainty in sorted(found, key=lambda each: (each[0], each[1])):
        yield at, column, certainty


def _may_be(sheet: Sheet, at: int, match: Match, others: Sequence[Match]) -> bool:
    """What others call a number is one when every row has its own; "Medewerker" may also be a name."""
    if match.column.kind != "key" or match.certainty is Certainty.OURS:
        return True
    cells = [cell for row in sheet.rows[:LOOKED_AT] if (cell := row.cell(at))]
    if len(cells) < len(sheet.rows[:LOOKED_AT]) * MOST or len(set(cells)) < len(cells) * MOST:
        return False
    return len({other.column for other in others}) < 2 or by_values.fits(match.column, by_values.values_of(sheet, at))


def _by_cells(sheet: Sheet, list_: ListName, places: Sequence[int]) -> Iterator[tuple[int, Column, Certainty]]:
    columns = read_columns(list_)
    for at in places:
        if matches(list_, sheet.headers[at]):
            continue
        if column := by_values.column_of(list_, columns, by_values.values_of(sheet, at)):
            yield at, column, Certainty.VALUES
