"""From one cell to the value that the register keeps, or to the reason why not."""

import datetime as dt
import difflib
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from bot.chat.editing import LARGEST_NUMBER
from bot.transfer.columns import Column
from bot.transfer.known import AMBIGUOUS, Known
from bot.transfer.problems import RowProblem, short
from glossary import AreaKind, ImpossibleDate, PartialDate, Word

YEARS = range(1900, 2200)
"""What a date in a register of projects can be in; 0026 and 20226 are slips of the finger."""

LIKE_A_CODE = re.compile(r"(?:\d{4})?[A-Za-z]{0,4}\d\w*")
"""A code of an area, also one that nobody knows; names of areas have more letters, or a space."""

_CBS_CODE = re.compile(r"(?:\d{4})?(GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4})", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:[. ,]\d{3})+")
_KIND_OF_CODE = {"GM": AreaKind.MUNICIPALITY, "WK": AreaKind.DISTRICT, "BU": AreaKind.NEIGHBOURHOOD}


class RefusedCell(ValueError):
    """reason: the key under `transfer.reason`; near: what the person may have meant."""

    def __init__(self, reason: str, near: str = "", **values: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.near = near
        self.values = values

    def at(self, file: str, line: int, column: str) -> RowProblem:
        """Told as what was found there."""
        values = {name: short(value) if isinstance(value, str) else value for name, value in self.values.items()}
        return RowProblem(file, line, column, self.reason, values, self.near)


@lru_cache(maxsize=10_000)
def parted(cell: str) -> tuple[str, ...]:
    """Several values in one cell, parted by commas (or by semicolons or lines, as people do)."""
    return tuple(part.strip() for part in re.split(r"[,;\n]", cell) if part.strip())


@lru_cache(maxsize=10_000)
def area_code(cell: str) -> str:
    """Old files of CBS write "2022BU00140000" and "BU00140000  "."""
    cell = cell.strip()
    found = _CBS_CODE.fullmatch(cell)
    return found[1].upper() if found else cell


def kind_of_code(code: str) -> AreaKind | None:
    return _KIND_OF_CODE.get(code[:2]) if _CBS_CODE.fullmatch(code) else None


def parent_of_code(code: str) -> str:
    """The code of what a CBS area lies in: the municipality of a district, the district of a neighbourhood."""
    match kind_of_code(code):
        case AreaKind.DISTRICT:
            return f"GM{code[2:6]}"
        case AreaKind.NEIGHBOURHOOD:
            return f"WK{code[2:8]}"
    return ""


def area_rank(code: str, kind: str) -> int:
    """The larger the area, the lower: by its code, or by the word of the list for its kind."""
    found = kind_of_code(area_code(code)) or word_or_none(AreaKind, kind)
    return next((at for at, known in enumerate(AreaKind) if known is found), len(AreaKind))


def text(column: Column, cell: str) -> str:
    if len(cell) > column.longest:
        raise RefusedCell("too_long", length=len(cell), longest=column.longest)
    return cell


@lru_cache(maxsize=10_000)
def word_or_none(words: type[Word], cell: str) -> Word | None:
    try:
        return words.from_dutch(cell)
    except KeyError:
        return None


def word(words: type[Word], cell: str) -> Word:
    word = word_or_none(words, cell)
    if word is None:
        known = [known.dutch for known in words]
        near = difflib.get_close_matches(cell.casefold()[:60].replace(" ", "_"), known, n=1, cutoff=0.6)
        raise RefusedCell("unknown_word", near[0] if near else "", value=cell, allowed=", ".join(known))
    return word


@lru_cache(maxsize=100_000)
def _date_or_none(cell: str) -> PartialDate | None:
    try:
        date = PartialDate.parse(cell)
    except ImpossibleDate:
        return None
    return date if int(date.iso[:4]) in YEARS else None


def _date(cell: str) -> PartialDate:
    date = _date_or_none(cell)
    if date is None:
        raise RefusedCell("impossible_date", value=cell)
    return date


def _day(cell: str) -> dt.date:
    date = _date(cell)
    if date.day is None:
        raise RefusedCell("imprecise_date", value=cell)
    return date.day


@lru_cache(maxsize=10_000)
def _number_or_none(cell: str) -> int | None:
    """18000, 18.000, € 18.000,- and 18000,00; None for what is no whole number."""
    bare = re.sub(r"(?:,-{1,2}|[.,]0{1,2})\Z", "", re.sub(r"[€\s]|eur(?:o)?\b", " ", cell.casefold()).strip())
    sign = -1 if bare.startswith("-") else 1
    bare = bare.removeprefix("-").strip()
    if _THOUSANDS.fullmatch(bare):
        bare = re.sub(r"[. ,]", "", bare)
    return sign * int(bare) if re.fullmatch(r"[0-9]{1,15}", bare) else None


def _number(cell: str) -> int:
    number = _number_or_none(cell)
    if number is None:
        raise RefusedCell("no_number", value=cell)
    if number < 0:
        raise RefusedCell("negative", value=cell)
    if number > LARGEST_NUMBER:
        raise RefusedCell("too_much", value=cell, largest=LARGEST_NUMBER)
    return number


def _tags(column: Column, cell: str) -> str:
    return text(column, ",".join(dict.fromkeys(part.casefold() for part in parted(cell))))


def _email(column: Column, cell: str) -> str:
    text(column, cell)
    # A point inside the part behind the @; looked for in the pattern, it would be tried at every point again.
    if not _EMAIL.fullmatch(cell) or "." not in cell.partition("@")[2][1:-1]:
        raise RefusedCell("no_email", value=cell)
    # As chat platforms give it: two spellings would be two colleagues.
    return text(column, cell.lower())


def _area(known: Known, cell: str) -> str:
    code = known.areas.get(area_code(cell).casefold())
    if code is None:
        raise RefusedCell("unknown_area", known.near(cell, known.areas), value=cell)
    return code


def person(known: Known, cell: str) -> int:
    """By their id in lists, their e-mail address, or their name when nobody else has it."""
    found = known.people.get(cell.casefold())
    if found is None:
        raise RefusedCell("unknown_colleague", known.near(cell, known.people), value=cell)
    if found == AMBIGUOUS:
        raise RefusedCell("ambiguous_colleague", value=cell)
    return found


def _buddy(known: Known, cell: str) -> str:
    if cell.casefold() not in known.buddies:
        raise RefusedCell("unknown_colleague", known.near(cell, known.buddies), value=cell)
    return cell


def _project(known: Known, cell: str) -> int:
    found = known.projects.get(cell.casefold())
    if found is None:
        raise RefusedCell("unknown_project", known.near(cell, known.projects), value=cell)
    return found


READ: Mapping[str, Callable[[Known, Column, str], Any]] = {
    "text": lambda _, column, cell: text(column, cell),
    "word": lambda _, column, cell: word(column.words or Word, cell),
    "date": lambda _, __, cell: _date(cell),
    "day": lambda _, __, cell: _day(cell),
    "number": lambda _, __, cell: _number(cell),
    "tags": lambda _, column, cell: _tags(column, cell),
    "email": lambda _, column, cell: _email(column, cell),
    "area": lambda known, _, cell: _area(known, cell),
    "buddy": lambda known, _, cell: _buddy(known, cell),
    "project": lambda known, _, cell: _project(known, cell),
}
