"""Quality in three factors: what may be told of it, and what it adds up to."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from glossary import Quarter

if TYPE_CHECKING:
    from storage.learning.quality import Measured

SCALES = ("process", "result", "support")
LEAST_OF_TRIANGLE = 3
STILL_FRESH = dt.timedelta(days=14)
"""After it is done: so long three people remember how working together went."""
MOST_ANSWERS = 1_000_000
ANSWERED_IN_TIME = dt.timedelta(days=28)


class Mean(NamedTuple):
    """value: 1 to 5. answers: how many people it is the mean of."""

    value: float
    answers: int


def mean(rows: "Iterable[Measured]", scale: str) -> Mean | None:
    """Weighted by how many people answered. What nobody answered counts for nothing: it is not zero."""
    said = [(getattr(row, scale), row.answers) for row in rows if getattr(row, scale) is not None]
    people = sum(answers for _, answers in said)
    return Mean(sum(tenths * answers for tenths, answers in said) / people / 10, people) if people else None


def spread(rows: "Sequence[Measured]", scale: str) -> float | None:
    """From the lowest to the highest of projects; None for fewer than two."""
    by_project: dict[int, list[Measured]] = {}
    for row in rows:
        by_project.setdefault(row.project_id, []).append(row)
    means = [found.value for its in by_project.values() if (found := mean(its, scale))]
    return max(means) - min(means) if len(means) > 1 else None


def by_year(rows: "Iterable[Measured]", scale: str) -> Mapping[int, Mean]:
    """Oldest year first."""
    years: dict[int, list[Measured]] = {}
    for row in rows:
        years.setdefault(row.measured_on.year, []).append(row)
    return {year: found for year in sorted(years) if (found := mean(years[year], scale))}


@dataclass(frozen=True, slots=True)
class Silence:
    """What participants thought where residents had their answer in time, and where they had not. None: nowhere."""

    answered: Mean | None
    waiting: Mean | None


def silence(
    rows: "Sequence[Measured]", answers: Mapping[int, tuple[dt.date, dt.date | None]], today: dt.date
) -> Silence:
    """answers: project -> the last day of an ask, and the day on which residents heard; where that is known."""

    def in_time(row: "Measured") -> bool | None:
        if row.project_id not in answers:
            return None
        ended, told = answers[row.project_id]
        if told is not None and told <= today:
            return told - ended <= ANSWERED_IN_TIME
        return False if today - ended > ANSWERED_IN_TIME else None

    known = [(row, in_time(row)) for row in rows]
    return Silence(
        mean((row for row, yes in known if yes), "process"),
        mean((row for row, yes in known if yes is False), "process"),
    )


# Area reports


ASKED_UNTIL = dt.timedelta(days=21)
"""After a quarter: later than this nobody is asked about it any more."""
REMIND_AFTER = dt.timedelta(days=10)


class SignedQuestion(Protocol):
    """About an area. None: not yet."""

    @property
    def asked_on(self) -> dt.date | None: ...
    @property
    def reminded_on(self) -> dt.date | None: ...
    @property
    def answered_on(self) -> dt.date | None: ...


def until(over: Quarter) -> dt.date:
    """The last day on which anybody is asked about it."""
    return over.last + ASKED_UNTIL


def is_to_be_asked(known: SignedQuestion | None, today: dt.date) -> bool:
    """Once, and once more when nothing came."""
    if known is None:
        return True
    if known.answered_on or known.reminded_on or known.asked_on is None:
        return False
    return today - known.asked_on >= REMIND_AFTER
