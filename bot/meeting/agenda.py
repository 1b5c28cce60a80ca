"""What is on the agenda: the busiest area, who is looked for, who waits, what comes, a lesson, and what went well.

Every question reads a bounded number of rows, so that a large register asks no more of it than a small one.
"""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.findings import gather, load
from bot.findings.load import Colour
from bot.meeting.cards import AgendaFacts, Busiest, Good, ShownAction
from bot.meeting.when import FORTNIGHT, ONE_DAY
from bot.register import overviews
from storage.learning import knowledge
from storage.messages import meetings
from storage.people import people
from storage.reports import weekly
from storage.reports.narrowing import Narrow
from storage.reports.weekly import Since

OLDEST, MOST_ASKING, MOST_VACANT, MOST_COMING, MOST_ACTIONS = 2, 3, 4, 5, 6
ANSWERED = "moment.residents_told_on"


def facts(db: Session, at: dt.datetime) -> AgendaFacts:
    """at: in the municipality's own time zone."""
    today, everywhere = at.date(), Narrow()
    until = today + FORTNIGHT - ONE_DAY
    vacant, vacant_in_all = gather.vacant(db, everywhere, at, today + overviews.SOON, weekly.COUNT_TO)
    owed, _ = weekly.owed(db, everywhere, today, today, OLDEST)
    coming, in_all = weekly.coming_moments(db, everywhere, today, until, MOST_COMING)
    return AgendaFacts(
        good=_good(db, at),
        busiest=_busiest(db, today),
        vacant=tuple(each.project.name for each in vacant[:MOST_VACANT]),
        vacant_in_all=vacant_in_all,
        owed=tuple(owed),
        coming=tuple(coming),
        coming_in_all=in_all,
        until=until,
        lesson=_lesson(db, today),
        actions=_actions(db, until, today),
    )


def _busiest(db: Session, today: dt.date) -> Busiest | None:
    """The neighbourhood of which some group is the most tired; None where nothing is busy."""
    norms, areas, monday = gather.norms(db), gather.areas(db), load.monday_of(today)
    week = gather.weeks(db, areas, monday, today, norms, weeks=1)
    tired = {code: week.worst(place, 0) for place, code in enumerate(week.neighbourhoods)}
    worst = min(tired, key=lambda code: (-tired[code], code), default=None)
    if worst is None or load.colour(tired[worst], norms) is Colour.GREEN:
        return None
    asks = gather.asks_of(db, week, [worst])
    most = load.together(load.tallies_of_week(areas, asks, monday, today, norms, [worst])[worst])[0]
    projects = tuple(dict.fromkeys(ask.project for ask in most.tally.asks))
    return Busiest(areas.name(worst), most.tally.fatigue, most.groups, most.is_everybody, projects[:MOST_ASKING])


def _good(db: Session, at: dt.datetime) -> Good | None:
    """One thing of the last two weeks: a project that was completed with an answer, else an answer to residents."""
    since = Since(at - FORTNIGHT, at)
    news = weekly.news(db, Narrow(), since, (ANSWERED,), weekly.COUNT_TO)
    if news.answered:
        return Good("completed", news.answered[0].name)
    told = (each.project.name for each in news.changed if ANSWERED in each.fields)
    return next((Good("answered", name) for name in told), None)


def _lesson(db: Session, today: dt.date) -> str:
    """Another one each time; empty when there is none."""
    year, week, _ = today.isocalendar()
    found = knowledge.lesson_to_reread(db, year * 53 + week)
    return found.lesson if found else ""


def _actions(db: Session, until: dt.date, today: dt.date) -> Sequence[ShownAction]:
    """Of whoever said yes themselves and still works here the name; of others nothing."""
    found = meetings.to_ask_after(db, until, today, MOST_ACTIONS)
    owners = {each.owner_id for each in found if each.owner_id and each.is_agreed}
    there = people.languages_of(db, owners) if owners else {}
    names = people.names_of(db, there) if there else {}
    return tuple(ShownAction(each.id, each.what, names.get(each.owner_id or 0, ""), each.until) for each in found)
