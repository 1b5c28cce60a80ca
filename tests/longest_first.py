"""Beside each other, the longest files go first: else one worker is still at one when the others are done.

How long each takes is in `seconds.txt`, for those of five seconds or more. It only orders, so nobody keeps it exact;
from a run on a quiet machine: `make test ARGS=--durations=0 | python -m tests.longest_first`.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

SECONDS = Path(__file__).with_name("seconds.txt")
LEAST = 5.0
USUAL = 0.03
"""For a test of a file that is not in it."""

_TOOK = re.compile(r"^ *([0-9.]+)s (?:setup|call|teardown) +(\S+?)::")


@cache
def kept() -> dict[str, float]:
    """By file, as pytest names it."""
    lines = (line.split() for line in SECONDS.read_text("utf-8").splitlines())
    return {file: float(seconds) for seconds, file in lines}


def seconds(file: str, tests: int) -> float:
    return kept().get(file, tests * USUAL)


def found(lines: Iterable[str]) -> dict[str, float]:
    """What pytest says that took longest."""
    every = defaultdict[str, float](float)
    for took in filter(None, map(_TOOK.match, lines)):
        every[took[2]] += float(took[1])
    longest = sorted(every.items(), key=lambda each: -each[1])
    return {file: seconds for file, seconds in longest if seconds >= LEAST}


if __name__ == "__main__":
    SECONDS.write_text("".join(f"{seconds:.0f} {file}\n" for file, seconds in found(sys.stdin).items()), "utf-8")
