"""What residents said, a point a line: from a text to the lines of input, decision and reason, and back."""

import re
from collections.abc import Sequence

from bot.moments.outcome_lines import OutcomeLine
from bot.register.fields import LONGEST_OUTCOME
from glossary import Decision

LONGEST = 3000
_BULLET = re.compile(r"^(?:[-–•*·]|\d{1,3}[.)])\s+")


def points(text: str) -> list[str]:
    """Each once, without the signs that people put before them."""
    lines = (_BULLET.sub("", line.strip()).strip() for line in text.split("\n"))
    return list(dict.fromkeys(line for line in lines if line))


def shown(kept: Sequence[OutcomeLine]) -> int:
    """How many of them, from the first, a field has room for; the others stay as they are."""
    room = LONGEST
    for number, line in enumerate(kept):
        room -= len(line.input) + 1
        if room < 0:
            return number
    return len(kept)


def too_long(points: Sequence[str]) -> int:
    """The number of the first that does not fit, from 1; 0 when all do."""
    return next((number for number, point in enumerate(points, 1) if len(point) > LONGEST_OUTCOME), 0)


def with_decisions(kept: Sequence[OutcomeLine], points: Sequence[str]) -> list[OutcomeLine]:
    """The points, each with what was decided about it. What was decided of a point stays when its line goes.

    Of as many lines as before, one that has other words is the same one, corrected.
    """
    known = {line.input: line for line in kept}
    corrected = dict(zip(points, kept, strict=True)) if len(points) == len(kept) else {}
    found = []
    for point in points:
        was = known.get(point)
        if was is None and point in corrected and corrected[point].input not in points:
            was = corrected[point]
        found.append(OutcomeLine(point, was.decision, was.reason) if was else OutcomeLine(point, Decision.OPEN.value))
    if not corrected:
        found += [line for line in kept if line.input not in points and not line.waits]
    return found
