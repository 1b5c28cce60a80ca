"""The figures of a season, each with what it may be."""

from collections.abc import Iterator
from statistics import mean
from typing import NamedTuple

from tests.season import measures
from tests.season.play import Played
from tests.season.town import Job

WANTED_SECONDS = 90
MONTHS = 12
"""Weeks after which newcomers must have been there."""


class Figure(NamedTuple):
    """most, least: what people would want (issue 19)."""

    name: str
    value: float
    most: float
    least: float = 0.0

    @property
    def is_fine(self) -> bool:
        return self.least <= self.value <= self.most


def figures(played: Played) -> list[Figure]:
    """Always the same, in the same order."""
    return [
        *_repeated(played),
        *_counted(played),
        *_around_moments(played),
        *_welcome(played),
        *_of_overviews(played),
        *_of_pages(played),
        *_of_messages(played),
        Figure("seconds of processor time", played.seconds, WANTED_SECONDS),
    ]


def _repeated(played: Played) -> Iterator[Figure]:
    leads, advisers = (
        played.everybody("projectleider"),
        played.everybody("communicatieadviseur", "participatieadviseur"),
    )
    of_leads = measures.repeated(played.messages, leads)
    nothing = measures.Again(0, 0)
    for kind in ("point", "reminder", "all"):
        yield Figure(f"% of lines had before, leads, {kind}", of_leads.get(kind, nothing).percent, 5)
    for who, readers in (("advisers", advisers), ("everybody", played.everybody())):
        yield Figure(
            f"% of lines had before, {who}", measures.repeated(played.messages, readers).get("all", nothing).percent, 5
        )


def _counted(played: Played) -> Iterator[Figure]:
    yield Figure("questions without a button that answers", len(measures.unanswerable(played.messages)), 0)
    yield Figure("points after their last useful day", len(measures.too_late(played.messages)), 0)
    yield Figure("bundles for a person on one day, most", max(measures.bundles(played.messages).values(), default=0), 1)
    yield Figure(
        "told once more after three without an answer", len(measures.after_enough(played.messages, played.pressed)), 0
    )


def _around_moments(played: Played) -> Iterator[Figure]:
    yield Figure("told or asked twice around a moment", len(measures.twice_around(played.messages)), 0)
    yield Figure("% of asks with what residents said", played.asks.percent, 100, 60)


def _welcome(played: Played) -> Iterator[Figure]:
    found = measures.tips(played.messages)
    yield Figure("tips to a newcomer, most", found.in_all, 4, 1 if played.weeks > MONTHS else 0)
    yield Figure("tips to a newcomer in a week, most", found.in_a_week, 1)


def _of_overviews(played: Played) -> Iterator[Figure]:
    found = measures.overviews(played.messages)
    yield Figure("overview: lines, most", max((each.lines for each in found), default=0), 12)
    yield Figure("overview: buttons, most", max((each.buttons for each in found), default=0), 8)
    again = [each.last_week.percent for each in found[1:]]
    yield Figure("overview: % of lines in last week's", mean(again) if again else 0.0, 30)


def _of_pages(played: Played) -> Iterator[Figure]:
    for page, name in (("week", "Jouw week"), ("home", "Home")):
        looked = sum(each.page == page for each in played.looks)
        empty = len(measures.empty(played.looks, page))
        yield Figure(f"% of {name} that names nothing of what is due", 100 * empty / looked if looked else 0.0, 0)


def _of_messages(played: Played) -> Iterator[Figure]:
    def a_week(*jobs: Job) -> float:
        weeks_here = {who: played.people[who].weeks_here(played.weeks) for who in played.everybody(*jobs)}
        return measures.a_week(played.messages, weeks_here)

    yield Figure("direct messages a week: lead", a_week("projectleider"), 1.5, 0.4)
    yield Figure("direct messages a week: adviser", a_week("communicatieadviseur", "participatieadviseur"), 2)
    yield Figure("direct messages a week: area manager", a_week("omgevingsmanager"), 1)
    yield Figure("direct messages a week: head", a_week("afdelingshoofd"), 0.5)
    yield Figure("direct messages a week: administrator", a_week("beheerder"), 1)
