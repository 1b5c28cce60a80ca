"""All that decides a round. Kept with the round, so that it can be drawn again exactly."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

Side = Literal["communication", "participation"]
SIDES: tuple[Side, Side] = ("communication", "participation")
SOON = 3
"""Rounds in which two colleagues would rather not be together again."""
Shared = Literal["seek", "avoid", "ignore"]


class Candidate(msgspec.Struct, frozen=True, array_like=True):
    """Somebody who takes part. most: buddies of the other discipline that they want at once, at least 1.

    areas, projects: where they work now. is_new: not long with the municipality, or never in a round.
    """

    id: int
    side: Side
    most: int = 3
    is_new: bool = False
    areas: frozenset[str] = frozenset()
    projects: frozenset[int] = frozenset()


class Met(msgspec.Struct, frozen=True, array_like=True):
    """Two colleagues who were in one group before. ago: rounds since the last time, 1 is the round before this one."""

    one: int
    other: int
    ago: int
    times: int = 1

    @property
    def is_soon(self) -> bool:
        """To be together again would be a repeat."""
        return self.ago <= SOON


class PairingHistory(msgspec.Struct, frozen=True, array_like=True):
    """What earlier rounds leave to this one, by colleague.

    waits: how often they waited. extras: how often they had a buddy more than one.
    """

    met: tuple[Met, ...] = ()
    waits: dict[int, int] = msgspec.field(default_factory=dict)
    extras: dict[int, int] = msgspec.field(default_factory=dict)


class Wishes(msgspec.Struct, frozen=True):
    """What the municipality chose. largest: colleagues in a group. shared: seek or avoid a shared project or area.

    mentors: rather not two new colleagues together.
    """

    largest: int = 4
    shared: Shared = "avoid"
    mentors: bool = True


USUAL = Wishes()


class Inputs(msgspec.Struct, frozen=True):
    """never: pairs of colleagues who are not to be together, in any order. seed: breaks the ties."""

    candidates: tuple[Candidate, ...]
    seed: int
    memory: PairingHistory = PairingHistory()
    never: frozenset[tuple[int, int]] = frozenset()
    wishes: Wishes = USUAL

    def of(self, side: Side) -> list[Candidate]:
        """By id: the order in which people are given makes no difference."""
        return sorted((person for person in self.candidates if person.side == side), key=lambda person: person.id)

    def room(self, person: Candidate) -> int:
        """How many buddies of the other discipline they can have."""
        return max(1, min(person.most, self.wishes.largest - 1))


class Group(NamedTuple):
    """Ids, in order."""

    communication: tuple[int, ...]
    participation: tuple[int, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        return (*self.communication, *self.participation)

    def ties(self) -> Iterator[tuple[int, int]]:
        """Every pair across the disciplines, communication first."""
        return ((one, other) for one in self.communication for other in self.participation)


class Held(NamedTuple):
    """A round as it was: who were together, and who waited."""

    groups: Sequence[Group] = ()
    waiting: Group = Group((), ())
