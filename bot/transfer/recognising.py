"""Which list a sheet holds, and which of its columns mean something to us."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from bot.transfer.columns import COLUMNS, LIST_NAMES, OTHER_HEADERS, Column, ListName, folded
from bot.transfer.reading import Sheet

FEWEST_HEADERS = 2
"""That a sheet without a telling name must share with a list, to be taken for it."""


class MissingColumn(Exception):
    """A list without this column says nothing."""

    def __init__(self, header: str) -> None:
        super().__init__(header)
        self.header = header


@dataclass(frozen=True, slots=True)
class Layout:
    """cells: which cell goes to which column of ours, the columns in their own order. unknown: headers we ignore."""

    cells: tuple[tuple[int, Column], ...]
    unknown: tuple[str, ...]
    width: int


def recognised(sheet: Sheet, wanted: ListName | None) -> ListName | None:
    """What the person says it is; else by the name of the sheet, of the file, or by its headers."""
    return wanted or _by_name(sheet.title) or _by_name(PurePath(sheet.file).stem) or _by_headers(sheet)


def _by_name(name: str) -> ListName | None:
    words = {word.rstrip("0123456789") for word in re.split(r"[\W_]+", name.casefold().replace("'", ""))}
    return next((list_ for list_, names in LIST_NAMES.items() if words & names), None)


def _by_headers(sheet: Sheet) -> ListName | None:
    """The list that most headers belong to; None when two lists fit as well."""
    headers = {folded(header) for header in sheet.headers}
    fitting = {list_: _fit(headers, list_) for list_ in COLUMNS}
    fitting |= {list_: len(headers & own) for list_, own in OTHER_HEADERS.items()}
    best = max(fitting.values())
    found = [list_ for list_, fit in fitting.items() if fit == best]
    return found[0] if best >= FEWEST_HEADERS and len(found) == 1 else None


def _fit(headers: set[str], list_: ListName) -> int:
    meant = {column.header for column in _meanings(list_, headers).values()}
    needed = {column.header for column in COLUMNS[list_] if column.required}
    return len(meant) if needed <= meant else 0


def layout(sheet: Sheet, list_: ListName, key: str = "") -> Layout:
    """key: the header of the column to take for the id. Raises MissingColumn."""
    headers = [folded(header) for header in sheet.headers]
    identity = next(column for column in COLUMNS[list_] if column.kind == "key")
    meanings = dict(_meanings(list_, set(headers)))
    if key and folded(key) in headers:
        meanings = {header: column for header, column in meanings.items() if column is not identity}
        meanings[folded(key)] = identity
    cells, unknown, taken = [], [], set()
    for at, header in enumerate(headers):
        column = meanings.get(header)
        # Areas may come in several columns; of everything else the first is meant.
        if column is None or (header in taken) or (column in taken and column.kind != "areas"):
            unknown += [sheet.headers[at]] if header else []
            continue
        taken |= {column, header}
        cells.append((at, column))
    _require(list_, {column for _, column in cells})
    order = {column: at for at, column in enumerate(COLUMNS[list_])}
    return Layout(tuple(sorted(cells, key=lambda cell: order[cell[1]])), tuple(unknown), len(headers))


def _meanings(list_: ListName, headers: set[str]) -> Mapping[str, Column]:
    """Header -> column. The contract goes before what else people call a column."""
    exact = {column.header: column for column in COLUMNS[list_] if column.header in headers}
    found = dict(exact)
    for column in COLUMNS[list_]:
        if column in exact.values() and column.kind != "areas":
            continue
        for synonym in (*column.synonyms, column.field):
            if synonym in headers:
                found.setdefault(synonym, column)
    return found


def _require(list_: ListName, found: set[Column]) -> None:
    for column in COLUMNS[list_]:
        # A colleague can be known by their e-mail address; everything else needs an id.
        needed = column.required or (column.kind == "key" and list_ is not ListName.COLLEAGUES)
        if needed and column not in found:
            raise MissingColumn(column.header)
