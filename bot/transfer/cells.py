"""A cell on its own, read by the kind of its column: the value, or why it stays open."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from bot.chat.editing import LARGEST_NUMBER, LAST_YEAR, RefusedEdit, web_address
from bot.transfer.contract import Column
from bot.transfer.known import AMBIGUOUS, Known
from bot.transfer.problems import RowProblem, short
from bot.transfer.reading.sheets import CellKind
from bot.transfer.understanding import amounts, dates, names, times, words
from glossary import AreaKind, PartialDate, Quarter, Word, scores

LIKE_A_CODE = re.compile(r"(?:\d{4})?[A-Za-z]{0,4}\d\w*")
"""A code of an area, also one that nobody knows; names of areas have more letters, or a space."""

MONEY = frozenset({"participation_budget", "communication_budget"})
ENDS = frozenset({"ends_on"})
"""Of a stretch of time the last date is meant; of everything else the first."""

_CBS_CODE = re.compile(r"(?:\d{4})?(GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4})", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+")
_KIND_OF_CODE = {"GM": AreaKind.MUNICIPALITY, "WK": AreaKind.DISTRICT, "BU": AreaKind.NEIGHBOURHOOD}
_AND = re.compile(r" en | & |/|\+")


def code_in(cell: str) -> str:
    """What stands in brackets at the end: our workbooks write "Oude Haven (BU99990101)"."""
    return cell[:-1].rpartition("(")[2].strip() if cell.endswith(")") else ""


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
        if "allowed" in self.values:
            # A list of words that breaks off helps nobody.
            values["allowed"] = self.values["allowed"]
        return RowProblem(file, line, column, self.reason, values, self.near)


@dataclass(slots=True)
class CellContext:
    """What a cell can't tell by itself. kind: what its file says it is. times: its numbers are in thousands, or so.

    doubts: what was done with it that is told.
    """

    known: Known
    column: Column
    kind: CellKind = CellKind.TEXT
    month_first: bool = False
    times: int = 1
    doubts: list[RefusedCell] = field(default_factory=list)

    def doubt(self, reason: str, **values: str | int) -> None:
        self.doubts.append(RefusedCell(reason, "", **values))


@lru_cache(maxsize=10_000)
def parted(cell: str) -> tuple[str, ...]:
    """Several values in one cell, parted by commas (or by semicolons or lines, as people do)."""
    return tuple(part.strip() for part in re.split(r"[,;\n]", cell) if part.strip())


def each_part(cell: str, is_known: Callable[[str], bool]) -> Iterator[str]:
    """Also "huurders en kopers" and "Noord/Zuid" are two, when a part of them is known and the whole is not."""
    for part in parted(cell):
        smaller = [] if is_known(part) else [each.strip() for each in _AND.split(part) if each.strip()]
        if len(smaller) > 1 and any(map(is_known, smaller)):
            yield from smaller
        else:
            yield part


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
    found = kind_of_code(area_code(code)) or words.word(AreaKind, kind)
    return next((at for at, known in enumerate(AreaKind) if known is found), len(AreaKind))


def text(column: Column, cell: str) -> str:
    if len(cell) > column.longest:
        raise RefusedCell("too_long", length=len(cell), longest=column.longest)
    return cell


def word(known: type[Word], cell: str) -> Word:
    found = words.word(known, cell)
    if found is None:
        near = words.guess(known, cell)
        allowed = ", ".join(each.dutch for each in known)
        raise RefusedCell("unknown_word", near.dutch if near else "", value=cell, allowed=allowed)
    return found


def period(context: CellContext, cell: str) -> dates.Period:
    found = dates.period(cell, context.month_first)
    if found is None or found.end.latest.year > LAST_YEAR:
        raise RefusedCell("impossible_date", value=cell)
    return found


def _date(context: CellContext, cell: str) -> PartialDate:
    found = period(context, cell)
    kept = found.common or (found.end if context.column.field in ENDS else found.begin)
    if found.vague:
        context.doubt("kept_coarser", value=cell, kept=kept.iso)
    return kept


def _day(context: CellContext, cell: str) -> dt.date:
    found = period(context, cell)
    if found.begin != found.end or found.begin.day is None:
        raise RefusedCell("imprecise_date", value=cell)
    return found.begin.day


def _number(context: CellContext, cell: str) -> int:
    whole = context.column.field not in MONEY
    if context.kind is CellKind.NUMBER:
        found = amounts.numeric(cell, whole, context.times)
    else:
        found = amounts.amount(amounts.in_full(cell, context.times), whole)
    if found.reason:
        raise RefusedCell(found.reason, value=cell)
    if found.number > LARGEST_NUMBER:
        raise RefusedCell("too_much", value=cell, largest=LARGEST_NUMBER)
    if found.rounded:
        context.doubt("rounded" if found.number >= 1000 else "rounded_small", value=cell, kept=found.number)
    return found.number


_NO_MORE_TO_SAY = re.compile(r"(?<=[.,][0-9])0+\Z")


def _score(cell: str) -> int:
    found = scores.tenths(_NO_MORE_TO_SAY.sub("", cell))
    if found is None:
        raise RefusedCell("no_score", value=cell)
    return found


def _quarter(cell: str) -> str:
    found = Quarter.read(cell)
    if found is None:
        raise RefusedCell("no_quarter", value=cell)
    return found.code


def hours(cell: str) -> times.Hours:
    found = times.hours(cell)
    if found is None:
        raise RefusedCell("no_time", value=cell)
    return found


def _web_address(cell: str) -> str:
    try:
        return web_address(cell)
    except RefusedEdit as refused:
        raise RefusedCell("no_web_address", value=cell) from refused


def _tags(column: Column, cell: str) -> str:
    return text(column, ",".join(dict.fromkeys(part.casefold() for part in parted(cell))))


def is_email(cell: str) -> bool:
    # A point inside the part behind the @; looked for in the pattern, it would be tried at every point again.
    return _EMAIL.fullmatch(cell) is not None and "." in cell.partition("@")[2][1:-1]


def _email(column: Column, cell: str) -> str:
    text(column, cell)
    if not is_email(cell):
        raise RefusedCell("no_email", value=cell)
    # As chat platforms give it: two spellings would be two colleagues.
    return text(column, cell.lower())


def _area(known: Known, cell: str) -> str:
    code = known_area(known, cell) or known.area_named(cell)
    if not code:
        raise RefusedCell("unknown_area", known.near(cell, known.areas), value=cell)
    return code


def known_area(known: Known, cell: str) -> str | None:
    """By its code."""
    return known.areas.get(area_code(cell).casefold()) or known.areas.get(code_in(cell).casefold())


def _person_with_code(known: Known, inside: str) -> int | None:
    """ "Anna (Bert)" names two people; of an id or an address there is no doubt."""
    return known.people.get(inside) if inside in known.buddies or is_email(inside) else None


def person(known: Known, cell: str) -> int:
    """By their id in lists, their e-mail address, or a name that fits nobody else."""
    found = known.people.get(cell.casefold()) or _person_with_code(known, code_in(cell).casefold())
    if found is None:
        if names.is_several(cell) and known.who.meant(cell) is None:
            raise RefusedCell("several_colleagues", value=cell)
        found = known.who.meant(cell)
    if found is None:
        part = known.who.perhaps(cell)
        near = known.name_of(part) if part and part != AMBIGUOUS else known.near(cell, known.people)
        raise RefusedCell("ambiguous_colleague" if part == AMBIGUOUS else "unknown_colleague", near, value=cell)
    if found == AMBIGUOUS:
        raise RefusedCell("ambiguous_colleague", value=cell)
    return found


def _buddy(known: Known, cell: str) -> str:
    inside = code_in(cell)
    if inside.casefold() in known.buddies:
        return inside
    if cell.casefold() not in known.buddies:
        raise RefusedCell("unknown_colleague", known.near(cell, known.buddies), value=cell)
    return cell


def _project(known: Known, cell: str) -> int:
    found = known.projects.get(cell.casefold()) or known.projects.get(code_in(cell).casefold())
    if found is None:
        found = known.project_named(cell)
    if found is None:
        raise RefusedCell("unknown_project", known.near(cell, known.projects), value=cell)
    if found == AMBIGUOUS:
        raise RefusedCell("ambiguous_project", value=cell)
    return found


def _moment(known: Known, cell: str) -> int:
    found = known.moments.get(cell.casefold()) or known.moments.get(code_in(cell).casefold())
    if found is None:
        raise RefusedCell("unknown_moment", value=cell)
    return found


READ: Mapping[str, Callable[[CellContext, str], Any]] = {
    "text": lambda context, cell: text(context.column, cell),
    "word": lambda context, cell: word(context.column.words or Word, cell),
    "date": _date,
    "day": _day,
    "number": _number,
    "web_address": lambda context, cell: _web_address(cell),
    "tags": lambda context, cell: _tags(context.column, cell),
    "email": lambda context, cell: _email(context.column, cell),
    "area": lambda context, cell: _area(context.known, cell),
    "buddy": lambda context, cell: _buddy(context.known, cell),
    "project": lambda context, cell: _project(context.known, cell),
    "moment": lambda context, cell: _moment(context.known, cell),
    "colleague": lambda context, cell: person(context.known, cell),
    "score": lambda context, cell: _score(cell),
    "quarter": lambda context, cell: _quarter(cell),
}
