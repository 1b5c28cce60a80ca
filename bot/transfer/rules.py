"""From the cells of a row to the values of the register, or to the reasons why not; and what that would change.

An empty cell says nothing: what is there stays. So nobody loses what a colleague filled in in chat, because a list was
made before that. To empty something, change it in chat.
"""

import datetime as dt
import difflib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from bot.chat import residents
from bot.chat.editing import LARGEST_NUMBER
from bot.chat.texts import Value
from bot.transfer.columns import Column, ListName
from bot.transfer.problems import Problem
from bot.transfer.reading import Row, Sheet, clean
from bot.transfer.recognising import Layout
from glossary import AreaKind, ImpossibleDate, PartialDate, Role, Status, Word

YEARS = range(1900, 2200)
"""What a date in a register of projects can be in; 0026 and 20226 are slips of the finger."""

_CBS_CODE = re.compile(r"(?:\d{4})?((?:GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4}))", re.IGNORECASE)
# What `residents.traces` looks at takes it a while; most cells hold nothing like it.
_MAY_BE_PERSONAL = re.compile(r"@|\d[\d ()./-]{6,}\d")
_LIKE_A_CODE = re.compile(r"(?:\d{4})?[A-Za-z]{0,4}\d\w*")
_THOUSANDS = re.compile(r"\d{1,3}(?:[. ,]\d{3})+")
_KIND_OF_CODE = {"GM": AreaKind.MUNICIPALITY, "WK": AreaKind.DISTRICT, "BU": AreaKind.NEIGHBOURHOOD}
_MOST_COMPARISONS = 100_000
"""In search of near words: a second or so. Who made more mistakes than that has seen the pattern by then."""

NEW = 0
"""In the place of an id: of a row that is not there yet. Only an import that just checks meets it."""

AMBIGUOUS = -1
"""In the place of an id: several colleagues have this name."""


@dataclass
class Known:
    """What the register holds and rows may refer to. Keys are case-folded; grows while lists go in."""

    areas: dict[str, str] = field(default_factory=dict)
    """code -> code as it is written"""
    area_names: dict[str, str] = field(default_factory=dict)
    """name -> code; "" when several areas have the name"""
    people: dict[str, int] = field(default_factory=dict)
    """id in lists, e-mail address or name -> id; AMBIGUOUS when several people have the name"""
    buddies: set[str] = field(default_factory=set)
    """ids in lists: of colleagues who are here, and of those in the list that is read"""
    projects: dict[str, int] = field(default_factory=dict)
    comparisons_left: int = _MOST_COMPARISONS

    def add_area(self, code: str, name: str) -> None:
        self.areas[code.casefold()] = code
        known = self.area_names.setdefault(name.casefold(), code)
        if known != code:
            self.area_names[name.casefold()] = ""

    def add_person(self, colleague_id: int, key: str | None, email: str | None, name: str) -> None:
        for sure in filter(None, (key, email)):
            self.people[sure.casefold()] = colleague_id
        if key:
            self.buddies.add(key.casefold())
        known = self.people.setdefault(name.casefold(), colleague_id)
        if known != colleague_id:
            self.people[name.casefold()] = AMBIGUOUS

    def near(self, typed: str, candidates: Collection[str]) -> str:
        """The candidate that looks most like it, or nothing."""
        self.comparisons_left -= len(candidates)
        if self.comparisons_left < 0:
            return ""
        folded = {candidate.casefold(): candidate for candidate in candidates if candidate}
        found = difflib.get_close_matches(typed.casefold()[:60], folded, n=1, cutoff=0.6)
        return folded[found[0]] if found else ""


@dataclass(slots=True)
class Entry:
    """A row that can go in. values: by field. parts: what hangs on it (areas, groups, disciplines), complete.

    roles: only who is named; a role that the list leaves open is not in it. named: who it is about, in problems.
    """

    line: int
    key: str
    values: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, frozenset[Any]] = field(default_factory=dict)
    roles: dict[Role, int] = field(default_factory=dict)


class Refused(ValueError):
    def __init__(self, reason: str, near: str = "", **values: Value) -> None:
        super().__init__(reason)
        self.reason = reason
        self.near = near
        self.values = values


@dataclass
class Check:
    """Reads the rows of one sheet. errors: rows that stay out. warnings: rows that go in, with a doubt."""

    sheet: Sheet
    list_: ListName
    layout: Layout
    known: Known
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def entry(self, row: Row) -> Entry | None:
        """None, with the reasons in `errors`, when the row can't go in."""
        errors = len(self.errors)
        entry = Entry(row.line, "")
        if any(row.cells[self.layout.width :]):
            self._refuse(row, "", Refused("too_many_cells"))
        for at, column in self.layout.cells:
            cell = row.cell(at)
            if not cell:
                if column.required:
                    self._refuse(row, column.header, Refused("missing"))
                continue
            try:
                self._take(entry, row, column, cell)
            except Refused as refused:
                self._refuse(row, self.sheet.headers[at], refused)
        return entry if len(self.errors) == errors else None

    def _take(self, entry: Entry, row: Row, column: Column, cell: str) -> None:
        match column.kind:
            case "key":
                entry.key = _text(column, area_code(cell) if self.list_ is ListName.AREAS else cell)
            case "areas":
                self._take_areas(entry, row, column, cell)
            case "area_words":
                named = entry.values.get(column.field)
                entry.values[column.field] = _text(column, f"{named}, {cell}" if named else cell)
            case "person":
                entry.roles[Role.from_code(column.field)] = _person(self.known, cell)
            case "words":
                assert column.words
                _text(column, cell)
                entry.parts[column.field] = frozenset(_word(column.words, part) for part in parted(cell))
            case kind:
                entry.values[column.field] = _READ[kind](self.known, column, cell)
                if kind == "text" and self.list_ is not ListName.COLLEAGUES and _MAY_BE_PERSONAL.search(cell):
                    self._warn_about_residents(row, column, cell)

    def _take_areas(self, entry: Entry, row: Row, column: Column, cell: str) -> None:
        """Codes, and names. A name that no area has, or several, is kept as text where there is room for that."""
        _text(column, cell)
        codes, words = set(entry.parts.get(column.field, ())), []
        names = False
        for part in parted(cell):
            code = self.known.areas.get(area_code(part).casefold())
            if code is None and _LIKE_A_CODE.fullmatch(part):
                raise Refused("unknown_area", self.known.near(part, self.known.areas.values()), value=part)
            names = names or code is None
            code = code or self.known.area_names.get(part.casefold())
            if code:
                codes.add(code)
            else:
                words.append(part)
                self._warn_about_area(row, part)
        if codes:
            entry.parts[column.field] = frozenset(codes)
        if names and self.list_ is not ListName.COLLEAGUES:
            before = entry.values.get("areas_in_words", "")
            entry.values["areas_in_words"] = ", ".join(dict.fromkeys([*([before] if before else []), *words]))

    def _warn_about_area(self, row: Row, name: str) -> None:
        reason = "unknown_area_name"
        if name.casefold() in self.known.area_names:
            reason = "ambiguous_area_name"
        elif self.list_ is ListName.COLLEAGUES:
            reason = "unknown_area_left_out"
        self.warnings.append(Problem(self.sheet.name, row.line, "", reason, {"value": name}))

    def _warn_about_residents(self, row: Row, column: Column, cell: str) -> None:
        for trace in residents.traces(cell):
            self.warnings.append(Problem(self.sheet.name, row.line, column.header, f"resident_{trace}"))

    def _refuse(self, row: Row, column: str, refused: Refused) -> None:
        self.errors.append(self.problem(row.line, column, refused))

    def problem(self, line: int, column: str, refused: Refused) -> Problem:
        return Problem(self.sheet.name, line, column, refused.reason, refused.values, refused.near)


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
    found = kind_of_code(area_code(code)) or _word_or_none(AreaKind, kind)
    return next((at for at, known in enumerate(AreaKind) if known is found), len(AreaKind))


def status_at(start: PartialDate | None, end: PartialDate | None, today: dt.date) -> Status:
    """For a new project whose list does not say: over when the last day has been, to come until the first."""
    if end and end.latest < today:
        return Status.COMPLETED
    if start is None or start.earliest > today:
        return Status.UPCOMING
    return Status.ONGOING


def ends_before_it_starts(start: PartialDate | None, end: PartialDate | None) -> bool:
    """Of imprecise dates only what is certain counts: 2024 may end before 2024-05 begins, but need not."""
    return start is not None and end is not None and end.latest < start.earliest


def _text(column: Column, cell: str) -> str:
    if len(cell) > column.longest:
        raise Refused("too_long", length=len(cell), longest=column.longest)
    return cell


@lru_cache(maxsize=10_000)
def _word_or_none(words: type[Word], cell: str) -> Word | None:
    try:
        return words.from_dutch(cell)
    except KeyError:
        return None


def _word(words: type[Word], cell: str) -> Word:
    word = _word_or_none(words, cell)
    if word is None:
        known = [known.dutch for known in words]
        near = difflib.get_close_matches(cell.casefold()[:60].replace(" ", "_"), known, n=1, cutoff=0.6)
        raise Refused("unknown_word", near[0] if near else "", value=cell, allowed=", ".join(known))
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
        raise Refused("impossible_date", value=cell)
    return date


def _day(cell: str) -> dt.date:
    date = _date(cell)
    if date.day is None:
        raise Refused("imprecise_date", value=cell)
    return date.day


@lru_cache(maxsize=10_000)
def _number_or_none(cell: str) -> int | None:
    """18000, 18.000, € 18.000,- and 18000,00; None for what is no whole number."""
    bare = re.sub(r"(?:,-{1,2}|[.,]0{1,2})$", "", re.sub(r"[€\s]|eur(?:o)?\b", " ", cell.casefold()).strip())
    sign = -1 if bare.startswith("-") else 1
    bare = bare.removeprefix("-").strip()
    if _THOUSANDS.fullmatch(bare):
        bare = re.sub(r"[. ,]", "", bare)
    return sign * int(bare) if re.fullmatch(r"[0-9]{1,15}", bare) else None


def _number(cell: str) -> int:
    number = _number_or_none(cell)
    if number is None:
        raise Refused("no_number", value=cell)
    if number < 0:
        raise Refused("negative", value=cell)
    if number > LARGEST_NUMBER:
        raise Refused("too_much", value=cell, largest=LARGEST_NUMBER)
    return number


def _tags(column: Column, cell: str) -> str:
    return _text(column, ",".join(dict.fromkeys(part.casefold() for part in parted(cell))))


def _email(column: Column, cell: str) -> str:
    if not re.fullmatch(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+", cell):
        raise Refused("no_email", value=cell)
    # As chat platforms give it: two spellings would be two colleagues.
    return _text(column, cell.lower())


def _area(known: Known, cell: str) -> str:
    code = known.areas.get(area_code(cell).casefold())
    if code is None:
        raise Refused("unknown_area", known.near(cell, known.areas.values()), value=cell)
    return code


def _person(known: Known, cell: str) -> int:
    """By their id in lists, their e-mail address, or their name when nobody else has it."""
    found = known.people.get(cell.casefold())
    if found is None:
        raise Refused("unknown_colleague", known.near(cell, known.people), value=cell)
    if found == AMBIGUOUS:
        raise Refused("ambiguous_colleague", value=cell)
    return found


def _buddy(known: Known, cell: str) -> str:
    if cell.casefold() not in known.buddies:
        raise Refused("unknown_colleague", known.near(cell, known.buddies).upper(), value=cell)
    return cell


def _project(known: Known, cell: str) -> int:
    found = known.projects.get(cell.casefold())
    if found is None:
        raise Refused("unknown_project", known.near(cell, known.projects).upper(), value=cell)
    return found


_READ: Mapping[str, Callable[[Known, Column, str], Any]] = {
    "text": lambda _, column, cell: _text(column, cell),
    "word": lambda _, column, cell: _word(column.words or Word, cell),
    "date": lambda _, __, cell: _date(cell),
    "day": lambda _, __, cell: _day(cell),
    "number": lambda _, __, cell: _number(cell),
    "tags": lambda _, column, cell: _tags(column, cell),
    "email": lambda _, column, cell: _email(column, cell),
    "area": lambda known, _, cell: _area(known, cell),
    "buddy": lambda known, _, cell: _buddy(known, cell),
    "project": lambda known, _, cell: _project(known, cell),
}


@dataclass(slots=True)
class Difference:
    """What a row changes. values and parts: field -> (before, after). roles: role -> (who was named, who is now)."""

    values: dict[str, tuple[Any, Any]]
    parts: dict[str, tuple[frozenset[Any], frozenset[Any]]]
    roles: dict[Role, tuple[int | None, int]]

    def __bool__(self) -> bool:
        return bool(self.values or self.parts or self.roles)


def difference(
    entry: Entry,
    values: Mapping[str, Any],
    parts: Mapping[str, Collection[Any]],
    roles: Mapping[Role, int],
) -> Difference:
    """values, parts, roles: what the register holds now.

    Another name in a role replaces the one that is there. An empty role cell does not: a list that was made before
    somebody said yes in chat may not take their yes away.
    """
    return Difference(
        {
            name: (values[name], new)
            for name, new in entry.values.items()
            if values[name] != new and not _is_same_text(values[name], new)
        },
        {name: (old, new) for name, new in entry.parts.items() if (old := frozenset(parts[name])) != new},
        {role: (roles.get(role), new) for role, new in entry.roles.items() if roles.get(role) != new},
    )


def _is_same_text(before: Any, after: Any) -> bool:
    return isinstance(before, str) and not isinstance(before, Word) and clean(before) == after
