"""What fits: the ten lines that a channel gets, and a whole screen for whoever asks for more."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from bot.chat.cards import Text
from bot.chat.contributions import NICE_TO_KNOW, Line, Part

ROOM = 20
"""Lines that people read without scrolling, the titles of the parts included."""

OF_EACH_FIRST = 3
"""Every part gets so many of its most urgent lines, before one part with many urgent lines takes the rest of the room.

With many parts fewer, so that what is new is not pushed out by what is busy.
"""


TEN_LINES = 12
"""With the title above them and the picture below: more is not read."""

OF_EACH_IN_SHORT = 2
TITLE, PICTURE = 2, 1
"""TITLE: with the line that says since when, where there is one."""

WAITS_FOR_ME = 80
WORTH_A_PLACE = 40
MOST_AT_HOME = 7
MOST_FOR_ME = 2
"""Above an overview that is about everybody. The rest is in somebody's own week."""


class InShort(NamedTuple):
    """ahead: the coming days, of which all is said. lines: one of each other part, the most urgent first."""

    ahead: tuple[Part, ...]
    lines: tuple[Line, ...]

    @property
    def words(self) -> list[str]:
        """Of each line, by which it is known again."""
        return [mark(line) for line in (*(line for part in self.ahead for line in part.short), *self.lines)]


def mark(line: Line) -> str:
    return mark_of(line.row.text)


def mark_of(text: Text) -> str:
    """The same for the same words: what was told last time is kept so, and nothing can be read in it."""
    return hashlib.sha256(str(text).encode()).hexdigest()[:8]


def quarter_of(day: dt.date) -> tuple[int, int]:
    return day.year, (day.month + 2) // 3


def in_short(parts: Iterable[Part], told: Collection[str] = (), room: int = TEN_LINES) -> InShort:
    """Of every part a line that was not told last time, and where there is room a second one.

    told: marks of lines; those wait a week.
    """
    parts = list(parts)
    ahead = tuple(part for part in parts if part.is_ahead)
    fresh = [_fresh(part, told) for part in parts if not part.is_ahead]
    shown = [line for at in range(OF_EACH_IN_SHORT) for line in _most_urgent_first(each[at : at + 1] for each in fresh)]
    return InShort(ahead, tuple(_most_urgent_first([shown[: _beside(ahead, room)]])))


def _beside(ahead: Iterable[Part], room: int) -> int:
    """Lines that there is room for, beside the coming days."""
    return max(room - TITLE - PICTURE - sum(1 + len(part.short) for part in ahead), 0)


def least_in_short(parts: Sequence[Part], room: int) -> int:
    """How urgent a line of yet another part must be to be one of these; 0 as long as there is room for any.

    Of a part that is ahead nothing is left out, however urgent it is.
    """
    left = _beside((part for part in parts if part.is_ahead), room)
    first = _most_urgent_first(_fresh(part, ())[:1] for part in parts if not part.is_ahead)
    return first[left - 1].urgency if 0 < left <= len(first) else 0


def _most_urgent_first(lines: Iterable[Sequence[Line]]) -> list[Line]:
    return sorted((line for each in lines for line in each), key=lambda line: -line.urgency)


def at_home(own: Iterable[Part]) -> list[Line]:
    """Of every part that the page does not have yet the most urgent line, then what is most urgent; few in all."""
    parts = [part for part in ranked(own) if not part.is_at_home and part.lines[0].urgency >= WORTH_A_PLACE]
    first = [part.lines[0] for part in parts]
    others = [line for part in parts for line in part.lines[1:] if line.urgency >= WORTH_A_PLACE]
    shown = [*first, *sorted(others, key=lambda line: -line.urgency)][:MOST_AT_HOME]
    return sorted(shown, key=lambda line: -line.urgency)


def for_me(own: Iterable[Part]) -> list[Line]:
    """What somebody is asked for, the most urgent first."""
    waits = (line for part in ranked(own) for line in part.lines if line.urgency >= WAITS_FOR_ME)
    return sorted(waits, key=lambda line: -line.urgency)[:MOST_FOR_ME]


def least_for_me(own: Sequence[Part]) -> int:
    """How urgent a line of yet another part must be to be one of these."""
    mine = for_me(own)
    return mine[-1].urgency if len(mine) == MOST_FOR_ME else 0


def room_below(mine: Sequence[Line]) -> int:
    """Of ten lines, where these stand above them with a heading."""
    return TEN_LINES - (1 + len(mine) if mine else 0)


def nothing_waits(own: Iterable[Part]) -> bool:
    return not any(line.urgency > NICE_TO_KNOW for part in own for line in part.lines)


def _fresh(part: Part, told: Collection[str]) -> list[Line]:
    return [line for line in part.short or part.lines if mark(line) not in told]


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
