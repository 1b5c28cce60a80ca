"""`/overzicht wachten`: what waiting for each other costs, over all projects; for whoever decides.

Totals: no project and nobody is named.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.baseline import dependencies, gather, rules, versions, waiting_cards
from bot.baseline.dependencies import Cost
from bot.baseline.steps import Baseline
from bot.chat.cards import Text
from bot.chat.feature import Task
from bot.chat.replies import Reply, Say, Work
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.people.steering import only_who_steer
from glossary import LIVE


@dataclass(frozen=True, slots=True)
class AllWaiting:
    """costs: most expensive first. projects: that wait for something."""

    baseline: Baseline
    costs: Sequence[Cost]
    projects: int


def show(request: Request, db: Session) -> Sequence[Reply]:
    """The words at once, and the picture when it is drawn."""
    t = speech(request.language)
    only_who_steer(request, db)
    found = waiting(db, request.at)
    card = Say(waiting_cards.costs(t, found.baseline, found.costs, found.projects))
    return [card, Work("baseline.draw_costs")] if found.costs else [card]


def draw(task: Task) -> Sequence[Say]:
    """The worker behind it; nothing when it can't be drawn: all of it was said in words."""
    t = speech(task.language)
    with task.begin() as db:
        found = waiting(db, task.at)
    drawing = waiting_cards.drawing(t, found.baseline, found.costs)
    (png,) = task.draw([drawing])
    return [Say(waiting_cards.picture(t, drawing, png))] if png else []


def in_short(language: str, at: dt.datetime, db: Session) -> Text:
    """In what the heads get together."""
    found = waiting(db, at)
    return waiting_cards.in_short(speech(language), found.baseline, found.costs, found.projects)


def waiting(db: Session, at: dt.datetime) -> AllWaiting:
    """Of the projects that go on or begin, by the newest steps."""
    own, marks = versions.versions(db), gather.marks(db)
    days = []
    for here in gather.situations(db, at, statuses=LIVE, only_days=True):
        followed = own.of_project(here.project.id, here.project.registered_at).baseline
        # Only of the steps that wait for each other, and of most of those it does not matter how far they are.
        find = rules.finder(followed, here, marks.get(here.project.id, {}))
        days.append(dependencies.waiting_days(followed, find, here))
    baseline = own.newest.baseline
    return AllWaiting(baseline, dependencies.costs(baseline, days), projects=sum(map(bool, days)))
