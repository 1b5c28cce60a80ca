"""What rows may refer to: looked up once, and added to while lists go in."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.transfer.recognising.headers import squashed
from bot.transfer.understanding.names import SEVERAL, NamesOfColleagues

MOST_COMPARISONS = 2_000_000
"""In search of near words: a second or so. Who made more mistakes than that has seen the pattern by then."""

NEAR = 0.8
"""How much of a word must be the same to be guessed."""

NEW = 0
"""In the place of an id: of a row that is not there yet."""

FIRST_PROVISIONAL = -2
"""Below it are ids of rows that an import which only checks would make."""

AMBIGUOUS = SEVERAL
"""In the place of an id: several rows have this name."""

_WHOLE_MUNICIPALITY = frozenset(
    map(squashed, ("gemeentebreed", "hele gemeente", "gehele gemeente", "stadsbreed", "hele stad", "heel de gemeente"))
)


@dataclass
class Known:
    """What the register holds and rows may refer to. Keys are case-folded; grows while lists go in."""

    areas: dict[str, str] = field(default_factory=dict)
    """code -> code as it is written"""
    area_names: dict[str, str] = field(default_factory=dict)
    """name -> code; "" when several areas have the name"""
    people: dict[str, int] = field(default_factory=dict)
    """id in lists, e-mail address or name -> id; AMBIGUOUS when several people have the name"""
    names: dict[str, int] = field(default_factory=dict)
    """name as it is written -> id; AMBIGUOUS when several people have it"""
    buddies: set[str] = field(default_factory=set)
    """ids in lists: of colleagues who are here, and of those in the list that is read"""
    projects: dict[str, int] = field(default_factory=dict)
    """id -> id of the row"""
    project_names: dict[str, int] = field(default_factory=dict)
    """name, squashed -> id of the row; AMBIGUOUS when several projects have the name"""
    moments: dict[str, int] = field(default_factory=dict)
    """id -> id of the row; only while a list is about them"""
    spelling: dict[str, str] = field(default_factory=dict)
    """of everything above, as it is written"""
    comparisons_left: int = MOST_COMPARISONS

    def add_area(self, code: str, name: str) -> None:
        self.areas[code.casefold()] = self.spelling[code.casefold()] = code
        for spelt in {name.casefold(), squashed(name)}:
            known = self.area_names.setdefault(spelt, code)
            if known != code:
                self.area_names[spelt] = ""

    def area_named(self, name: str) -> str | None:
        """The code of the area; "" when there are several, None when there is none."""
        for spelt in (name.casefold(), squashed(name)):
            if (found := self.area_names.get(spelt)) is not None:
                return found
        if squashed(name) in _WHOLE_MUNICIPALITY:
            whole = [code for folded, code in self.areas.items() if folded.startswith("gm") and len(folded) == 6]
            return whole[0] if len(whole) == 1 else None
        return None

    def add_person(self, colleague_id: int, key: str | None, email: str | None, name: str) -> None:
        for sure in filter(None, (key, email)):
            self.people[sure.casefold()] = colleague_id
        if key:
            self.add_buddy(key)
        self.spelling[name.casefold()] = name
        known = self.people.setdefault(name.casefold(), colleague_id)
        if known != colleague_id:
            self.people[name.casefold()] = AMBIGUOUS
        if self.names.setdefault(name, colleague_id) != colleague_id:
            self.names[name] = AMBIGUOUS

    @cached_property
    def who(self) -> NamesOfColleagues:
        """As it is when it is first asked for: the process that reads a list gets what it may refer to at its begin."""
        return NamesOfColleagues.of(self.names.items())

    def name_of(self, colleague_id: int) -> str:
        return next((name for name, found in self.names.items() if found == colleague_id), "")

    def add_buddy(self, key: str) -> None:
        self.buddies.add(key.casefold())
        self.spelling[key.casefold()] = key

    def add_project(self, project_id: int, key: str, name: str) -> None:
        if key:
            self.projects[key.casefold()] = project_id
            self.spelling[key.casefold()] = key
        if self.project_names.setdefault(squashed(name), project_id) != project_id:
            self.project_names[squashed(name)] = AMBIGUOUS

    def project_named(self, name: str) -> int | None:
        """AMBIGUOUS when several are called so."""
        return self.project_names.get(squashed(name))

    def near(self, typed: str, candidates: Collection[str]) -> str:
        """The candidate that is nearly written like it, as it is written, or nothing. candidates: case-folded."""
        self.comparisons_left -= len(candidates)
        if self.comparisons_left < 0:
            return ""
        found = process.extractOne(
            typed.casefold()[:60], [*candidates], scorer=OSA.normalized_similarity, score_cutoff=NEAR
        )
        return self.spelling.get(found[0], found[0]) if found else ""
