"""What the cells of a column hold, where its header does not say it, or only nearly."""

import re
from collections.abc import Callable, Mapping, Sequence

from bot.transfer.cells import area_code, is_email, kind_of_code, parted
from bot.transfer.contract import Column, ListName
from bot.transfer.reading.sheets import Sheet
from bot.transfer.understanding import amounts, dates, times, words
from bot.transfer.understanding.plain import is_empty
from glossary import Instrument, Level, Phase, Size, Status, TargetGroup, Word

LOOKED_AT = 50
"""Filled cells of a column."""
MOST = 0.8
"""Of the cells must be of a kind, for a column to be of that kind."""
HALF = 0.5
FEWEST = 2
"""Different values, of which a word of a fixed list may be one by chance."""


def values_of(sheet: Sheet, at: int) -> Sequence[str]:
    """The first cells that say something."""
    found = list[str]()
    for row in sheet.rows:
        if (cell := row.cell(at)) and not is_empty(cell):
            found.append(cell)
            if len(found) == LOOKED_AT:
                break
    return found


def _share(cells: Sequence[str], is_one: Callable[[str], bool]) -> float:
    return sum(map(is_one, cells)) / len(cells) if cells else 0


def is_area_code(cell: str) -> bool:
    parts = parted(cell)
    return bool(parts) and all(kind_of_code(area_code(part)) for part in parts)


def _are_words(known: type[Word]) -> Callable[[str], bool]:
    def is_one(cell: str) -> bool:
        parts = parted(cell)
        return bool(parts) and all(words.word(known, part) for part in parts)

    return is_one


def fits(column: Column, cells: Sequence[str]) -> bool:
    """Whether a column that is nearly called so may be it: about half of its cells can be understood."""
    match column.kind:
        case "date" | "day":
            return _share(cells, lambda cell: dates.period(cell) is not None) >= HALF
        case "time":
            return _share(cells, lambda cell: times.hours(cell) is not None) >= HALF
        case "web_address":
            return _share(cells, lambda cell: "://" in cell) >= HALF
        case "number":
            return _share(cells, lambda cell: not amounts.amount(cell).reason) >= HALF
        case "word" | "words" if column.words:
            return _share(cells, _are_words(column.words)) >= HALF
        case "email":
            return _share(cells, is_email) >= HALF
        case "person":
            return _share(cells, lambda cell: bool(re.search(r"[^\W\d_]", cell))) >= HALF
        case "key":
            return _is_key(cells)
    return True


def _is_key(cells: Sequence[str]) -> bool:
    """Every value once, and each with a digit: a name is no number."""
    return len(set(cells)) == len(cells) and _share(cells, lambda cell: any(map(str.isdigit, cell))) == 1


_WORDS: Mapping[str, type[Word]] = {
    "status": Status,
    "phase": Phase,
    "size": Size,
    "level": Level,
    "groups": TargetGroup,
    "instrument": Instrument,
}


def column_of(list_: ListName, columns: Sequence[Column], cells: Sequence[str]) -> Column | None:
    """What a column without a telling header is, when its cells leave no doubt."""
    by_field = {column.field: column for column in columns}
    if _share(cells, is_area_code) >= MOST:
        return by_field.get("code" if list_ is ListName.AREAS else "areas")
    if _share(cells, is_email) >= MOST:
        return by_field.get("email")
    if len(set(cells)) < FEWEST:
        return None
    fitting = [
        by_field[name]
        for name, known in _WORDS.items()
        if name in by_field and _share(cells, _are_words(known)) >= MOST
    ]
    # "uitvoering" is a phase and a status.
    return fitting[0] if len(fitting) == 1 else None
