"""Which of the two disciplines somebody takes part for."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from bot.pairing.inputs import Side
from glossary import Discipline

if TYPE_CHECKING:
    from storage.learning.buddies import BuddyMember
    from storage.people.people import Colleague

_OF: dict[Discipline, Side] = {
    Discipline.COMMUNICATION: "communication",
    Discipline.PARTICIPATION: "participation",
    Discipline.COORDINATOR: "participation",
}


def sides_of(colleague: "Colleague") -> tuple[Side, ...]:
    """None, one or both, of a colleague with their disciplines."""
    found = {_OF[row.discipline] for row in colleague.disciplines if row.discipline in _OF}
    return tuple(sorted(found))


def as_chosen(taking_part: "Sequence[tuple[BuddyMember, Colleague]]") -> dict[int, Side]:
    """Colleague -> side. Whoever is of both and chose nothing for this round helps the side that has fewest people."""
    found = {colleague.id: sides_of(colleague) for _, colleague in taking_part}
    chosen = {member.colleague_id: member.side for member, _ in taking_part}
    sides: dict[int, Side] = {one: own[0] for one, own in found.items() if len(own) == 1}
    both = [one for one, own in found.items() if len(own) == 2]
    for one in both:
        if chosen[one]:
            sides[one] = "communication" if chosen[one] == "communication" else "participation"
    for one in both:
        if one not in sides:
            sides[one] = _fewest(sides.values())
    return sides


def _fewest(sides: Collection[Side]) -> Side:
    taken = list(sides)
    return "communication" if taken.count("communication") < taken.count("participation") else "participation"
