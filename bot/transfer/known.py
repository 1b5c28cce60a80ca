"""What rows may refer to: looked up once, and added to while lists go in."""

import difflib
from collections.abc import Collection
from dataclasses import dataclass, field

MOST_COMPARISONS = 100_000
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
    """id -> id of the row"""
    spelling: dict[str, str] = field(default_factory=dict)
    """of everything above, as it is written"""
    comparisons_left: int = MOST_COMPARISONS

    def add_area(self, code: str, name: str) -> None:
        self.areas[code.casefold()] = self.spelling[code.casefold()] = code
        known = self.area_names.setdefault(name.casefold(), code)
        if known != code:
            self.area_names[name.casefold()] = ""

    def add_person(self, colleague_id: int, key: str | None, email: str | None, name: str) -> None:
        for sure in filter(None, (key, email)):
            self.people[sure.casefold()] = colleague_id
        if key:
            self.add_buddy(key)
        self.spelling[name.casefold()] = name
        known = self.people.setdefault(name.casefold(), colleague_id)
        if known != colleague_id:
            self.people[name.casefold()] = AMBIGUOUS

    def add_buddy(self, key: str) -> None:
        self.buddies.add(key.casefold())
        self.spelling[key.casefold()] = key

    def add_project(self, project_id: int, key: str) -> None:
        self.projects[key.casefold()] = project_id
        self.spelling[key.casefold()] = key

    def near(self, typed: str, candidates: Collection[str]) -> str:
        """The candidate that looks most like it, as it is written, or nothing. candidates: case-folded."""
        self.comparisons_left -= len(candidates)
        if self.comparisons_left < 0:
            return ""
        found = difflib.get_close_matches(typed.casefold()[:60], candidates, n=1, cutoff=0.6)
        return self.spelling.get(found[0], found[0]) if found else ""
