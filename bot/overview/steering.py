"""The message that both department heads get together: a few lines, and the decisions that are asked of them."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from bot.chat.calendar_file import Appointment, Publisher, file_name, written
from bot.chat.cards import Attachment
from bot.chat.contributions import Contributed
from bot.chat.quiet import quiet_of
from bot.chat.replies import Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.settings import Chosen
from bot.chat.texts import speech
from bot.chat.when import Calendar, instant
from bot.findings import clock, gather, load
from bot.findings.finding import Kind
from bot.findings.goals import GoalCount
from bot.overview import budget_text, steering_cards
from bot.overview.steering_cards import MOST_NAMES, SteeringFacts
from bot.people.steering import only_who_steer
from bot.register import overviews
from bot.register.governance import governance
from glossary import Goal
from storage import settings
from storage.reports import steering
from storage.reports.narrowing import Narrow
from storage.reports.steering import WithoutAmount
from storage.reports.weekly import COUNT_TO

AHEAD = dt.timedelta(days=14)
"""From the message to the day that it proposes to meet on."""
AT, LENGTH = dt.time(10), dt.timedelta(minutes=30)


def show(request: Request, db: Session) -> Sequence[Reply]:
    heads = only_who_steer(request, db)
    found = facts(db, request.at, request.language, request.contributed)
    day = meet_on(request.today, heads, quiet_of(request.municipality, Chosen(settings.written(db))).calendar)
    return [Say(steering_cards.card(speech(request.language), found, meet_on=day))]


def meet_on(today: dt.date, heads: Sequence[int], calendar: Calendar) -> dt.date | None:
    """A day on which the heads can meet; None where there are no two of them."""
    return calendar.open_from(today + AHEAD) if len(heads) > 1 else None


def facts(db: Session, at: dt.datetime, language: str, contributed: Contributed) -> SteeringFacts:
    """at: in the municipality's own time zone."""
    today, norms, areas = at.date(), gather.norms(db), gather.areas(db)
    vacant, total = gather.vacant(db, Narrow(), at, today + overviews.SOON, MOST_NAMES)
    week = gather.weeks(db, areas, load.monday_of(today), today, norms, weeks=1)
    fatigue = {place: week.worst(place, 0) for place in range(len(week.neighbourhoods))}
    worst_first = sorted((place for place in fatigue if fatigue[place] >= norms.red), key=lambda place: -fatigue[place])
    figures = steering.figures(db, today - norms.feedback, today, clock.MOST_REMINDERS)
    without, do_without = _without_amount(db, at)
    money = steering.money(db, do_without)
    changed_on, review_on = figures.vision or (None, None)
    goals = gather.goals(db, today, norms)
    return SteeringFacts(
        today=today,
        norms=norms,
        live=money.projects,
        incomplete=[each.project.name for each in vacant],
        incomplete_in_all=total,
        too_much=[areas.name(week.neighbourhoods[place]) for place in worst_first],
        overdue=figures.overdue,
        left=figures.left,
        money=money,
        without_amount=without.names[:MOST_NAMES],
        only_communication=without.only_communication,
        teams=figures.teams,
        goals=goals,
        targets=figures.targets,
        governance=governance(Chosen(settings.written(db))),
        changed_on=changed_on,
        review_on=review_on,
        more=[line(language, at, db) for line in contributed.steering],
        do_without=_do_without(goals, total),
    )


def _do_without(goals: Sequence[GoalCount], incomplete: int) -> int:
    """Projects without a complete triangle where nobody looks for someone; 0 where they were not counted to the end."""
    triangles = next(each for each in goals if each.goal is Goal.TRIANGLES)
    return triangles.of - triangles.reached - incomplete if incomplete < COUNT_TO else 0


def _without_amount(db: Session, at: dt.datetime) -> tuple[WithoutAmount, Collection[int]]:
    """With the projects that do without, as their team agreed. One more than are named, so that others are known."""
    which = db, Kind.NO_PARTICIPATION_BUDGET, MOST_NAMES + 1
    found = steering.without_amount(*which)
    without = gather.agreed_on(db, at, Kind.NO_PARTICIPATION_BUDGET, found.agreed)
    return (steering.without_amount(*which, without) if without else found), without


def request_text(request: Request, db: Session) -> Sequence[Reply]:
    """For the spring memorandum or the budget: ready to paste."""
    only_who_steer(request, db)
    found = facts(db, request.at, request.language, Contributed())
    return [Say(budget_text.card(speech(request.language), found, request.municipality.name))]


def meet(request: Request, db: Session) -> Sequence[Reply]:
    """The day that was proposed, as a file for somebody's own calendar."""
    only_who_steer(request, db)
    try:
        day = dt.date.fromisoformat(request.args.get("day", ""))
    except ValueError as wrong:
        raise OldButton("day") from wrong
    t, home = speech(request.language), request.municipality
    starts = instant(day, AT, quiet_of(home, Chosen(settings.written(db))).zone)
    summary = str(speech(home.language)("overview.steering.title"))
    appointment = Appointment("sturen", day.toordinal(), starts, starts + LENGTH, summary)
    content = written(Publisher(home.calendar_code, home.name), [appointment], request.at)
    file = Attachment(file_name(summary, day.isoformat()), content)
    return [Say(steering_cards.meeting_file(t, day, file))]
