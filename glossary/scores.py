"""Scores of 1 to 5 with one decimal, kept in tenths: 4,1 is 41."""

import re

LOWEST, HIGHEST = 10, 50
_SCORE = re.compile(r"([1-5])(?:[.,]([0-9])0?)?")


def tenths(words: str) -> int | None:
    """None when it is no such score."""
    found = _SCORE.fullmatch(words)
    score = int(found[1]) * 10 + int(found[2] or 0) if found else 0
    return score if LOWEST <= score <= HIGHEST else None


def written(score: int | None, point: str) -> str:
    """point: what stands before the decimal. Empty for no score."""
    return "" if score is None else f"{score // 10}{point}{score % 10}"
