"""A new row that may be one that is there already: Excel made another number of its own, or somebody typed the name
anew. It is asked before it is stored.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.transfer.checking import identity
from bot.transfer.contract import ListName
from bot.transfer.known import MOST_COMPARISONS
from bot.transfer.recognising.headers import squashed
from bot.transfer.rules import Entry

NEAR = 0.9
"""How much of a name must be the same to ask."""
ALIKE = 0.5
"""And of one with nearly the same number."""
SHORTEST = 8
"""Signs of a name of which a few may differ by mistake."""

_NUMBERS = re.compile(r"\d+")


class Double(NamedTuple):
    """A row of the register. id: of the row."""

    id: int
    key: str
    name: str


class Doubles:
    """What the register held before the import. rows: with their number, and what they are known by without one."""

    def __init__(self, list_: ListName, rows: Sequence[Mapping[str, Any]]) -> None:
        self._list = list_
        self._by_name = _once(((identity(list_, row), row) for row in rows), list_)
        self._by_key = _once(((_bare(row["key"]), row) for row in rows), list_)
        self._comparisons_left = MOST_COMPARISONS

    def of(self, entry: Entry) -> Double | None:
        """entry: new, by its number or its name."""
        if not self._by_name:
            return None
        name = identity(self._list, entry.values)
        if not entry.keyed_on and (same := self._by_name.get(name)):
            return same
        return self._with_key_like(entry) or self._near(name)

    def _with_key_like(self, entry: Entry) -> Double | None:
        """Every office numbers from 1: only with a name that has something of it."""
        found = self._by_key.get(_bare(entry.key)) if entry.key else None
        if found is None:
            return None
        names = (squashed(str(entry.values[_NAMES[self._list]])), squashed(found.name))
        return found if OSA.normalized_similarity(*names) >= ALIKE else None

    def _near(self, name: str) -> Double | None:
        """Of projects alone: a name with another number in it is another part, or another year."""
        if self._list is not ListName.PROJECTS or len(name) < SHORTEST or self._comparisons_left < len(self._by_name):
            return None
        self._comparisons_left -= len(self._by_name)
        scorer = OSA.normalized_similarity
        for found, _, _ in process.extract(name, self._by_name.keys(), scorer=scorer, score_cutoff=NEAR, limit=3):
            if found != name and _NUMBERS.findall(found) == _NUMBERS.findall(name):
                return self._by_name[found]
        return None


def _once(named: Iterable[tuple[str, Mapping[str, Any]]], list_: ListName) -> dict[str, Double]:
    """Without what two rows are called."""
    found, twice = dict[str, Double](), set[str]()
    for name, row in named:
        if name in found:
            twice.add(name)
        found[name] = Double(row["id"], row["key"], str(row[_NAMES[list_]]))
    return {name: row for name, row in found.items() if name and name not in twice}


_NAMES: Mapping[ListName, str] = {ListName.PROJECTS: "name", ListName.MOMENTS: "title", ListName.LESSONS: "lesson"}


def _bare(key: str) -> str:
    """007 and 7, P-12 and p12: a spreadsheet, or somebody in a hurry, made the one of the other."""
    bare = _NUMBERS.sub(lambda digits: digits[0].lstrip("0") or "0", squashed(key))
    return bare if any(map(str.isdigit, bare)) else ""
