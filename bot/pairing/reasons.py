"""Why these people: what is said to a group about itself."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Literal, TypeVar

import msgspec

from bot.pairing.inputs import SIDES, SOON, Candidate, Group, Inputs, Side

T = TypeVar("T", int, str)

Together = Literal["never", "again", "soon", "some_again", "some_soon"]
About = Literal["project", "area", "elsewhere", Together, "mentor", "waited", "larger", "joined"]


class Why(msgspec.Struct, frozen=True, array_like=True):
    """One reason, the most telling first in a group.

    about: project, area (shared by all; `what` has ids or codes) · elsewhere (rather no shared work, and there is none)
    · never (none of them were together) · again (n rounds ago at last) · soon (again, for want of others) · some_again,
    some_soon (the same of some of them)
    · mentor (a new colleague with an experienced one) · waited (somebody had waited) · larger (more than two, because
    one discipline has more people) · joined (somebody came in later).
    """

    about: About
    what: tuple[str, ...] = ()
    n: int = 0


def reasons(inputs: Inputs, groups: Sequence[Group]) -> list[tuple[Why, ...]]:
    """Of every group, in order; never without any."""
    people = {person.id: person for person in inputs.candidates}
    ago = {frozenset((met.one, met.other)): met.ago for met in inputs.memory.met}
    fewest = {side: _fewest_waits(inputs, side) for side in SIDES}

    def of(group: Group) -> tuple[Why, ...]:
        members = [people[person] for person in group.ids]
        found = [*_work(inputs, members), _met(ago, group)]
        if inputs.wishes.mentors and len({person.is_new for person in members}) > 1:
            found.append(Why("mentor"))
        if any(inputs.memory.waits.get(person.id, 0) > fewest[person.side] for person in members):
            found.append(Why("waited"))
        if len(members) > 2:
            found.append(Why("larger", n=len(members)))
        return tuple(found)

    return [of(group) for group in groups]


def _fewest_waits(inputs: Inputs, side: Side) -> int:
    waits = inputs.memory.waits
    return min((waits.get(person.id, 0) for person in inputs.candidates if person.side == side), default=0)


def _work(inputs: Inputs, members: Sequence[Candidate]) -> list[Why]:
    projects = _in_all(members, lambda person: person.projects)
    areas = _in_all(members, lambda person: person.areas)
    if not (projects or areas):
        return [Why("elsewhere")] if inputs.wishes.shared == "avoid" else []
    shared = [Why("project", tuple(map(str, sorted(projects)))), Why("area", tuple(sorted(areas)))]
    return [why for why in shared if why.what]


def _in_all(members: Sequence[Candidate], of: Callable[[Candidate], frozenset[T]]) -> frozenset[T]:
    return reduce(frozenset.intersection, map(of, members))


def _met(ago: dict[frozenset[int], int], group: Group) -> Why:
    ties = [frozenset(tie) for tie in group.ties()]
    known = [ago[pair] for pair in ties if pair in ago]
    if not known:
        return Why("never")
    last, all_of_them = min(known), len(known) == len(ties)
    if last <= SOON:
        return Why("soon" if all_of_them else "some_soon", n=last)
    return Why("again" if all_of_them else "some_again", n=last)
