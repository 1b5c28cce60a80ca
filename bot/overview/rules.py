"""What fits on one screen: the most urgent lines, together with what they belong to."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.chat.contributions import Part

ROOM = 20
"""Lines that people read without scrolling, the titles of the parts included."""

OF_EACH_FIRST = 3
"""Every part gets so many of its most urgent lines, before one part with many urgent lines takes the rest of the room.

With many parts fewer, so that what is new is not pushed out by what is busy.
"""


class Screen(NamedTuple):
    """shown: what fits, most urgent part first. rest: the lines that do not, in the same order."""

    shown: tuple[Part, ...]
    rest: tuple[Part, ...]

    @property
    def lines(self) -> int:
        return sum(len(part.lines) for part in self.shown)


def ranked(parts: Iterable[Part]) -> list[Part]:
    """The part with the most urgent line first, and so within each part. What is equally urgent keeps its order."""
    ordered = [
        part._replace(lines=tuple(sorted(part.lines, key=lambda line: -line.urgency))) for part in parts if part.lines
    ]
    return sorted(ordered, key=lambda part: -part.lines[0].urgency)


def on_one_screen(parts: Iterable[Part], room: int = ROOM) -> Screen:
    """First a few lines of each part, in order of urgency; then whatever is most urgent, as long as there is room."""
    ordered = ranked(parts)
    taken = _first_lines(ordered, room)
    left = room - sum(1 + count for count in taken if count)
    waiting = [
        (-line.urgency, at, number)
        for at, part in enumerate(ordered)
        for number, line in enumerate(part.lines)
        if taken[at] and number >= taken[at]
    ]
    for _, at, _ in sorted(waiting)[: max(left, 0)]:
        taken[at] += 1
    shown = [_split(part, count)[0] for part, count in zip(ordered, taken, strict=True) if count]
    rest = [_split(part, count)[1] for part, count in zip(ordered, taken, strict=True)]
    return Screen(tuple(shown), tuple(part for part in rest if part.lines or part.more))


def _first_lines(ordered: Sequence[Part], room: int) -> list[int]:
    """How many lines of each part are sure of a place; a part that has no room for its title and a line gets none."""
    taken: list[int] = []
    of_each = max(1, min(OF_EACH_FIRST, room // max(len(ordered), 1) - 1))
    for part in ordered:
        fits = min(len(part.lines), of_each, room - 1)
        taken.append(max(fits, 0))
        room -= 1 + fits if fits > 0 else 0
    return taken


def _split(part: Part, count: int) -> tuple[Part, Part]:
    """What is shown, which says how many more there are, and what is left."""
    left = part.lines[count:]
    return part._replace(lines=part.lines[:count], more=len(left) + part.more), part._replace(lines=left)
