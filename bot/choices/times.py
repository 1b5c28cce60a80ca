"""Each job that Samenspel does by itself: on or off, on which days, when, in which channel. Effective at once."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot import timetable
from bot.chat.cards import Text
from bot.chat.feature import Job
from bot.chat.quiet import Quiet, quiet_of
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.settings import Chosen
from bot.chat.texts import speech
from bot.chat.when import When, first_after
from bot.choices import cards
from bot.people import audit
from bot.people.keeping import only_administrators
from glossary import Deed, DeedPart
from storage import settings
from storage.messages import schedule


def jobs(request: Request, db: Session) -> Sequence[Reply]:
    only_administrators(request)
    t = speech(request.language)
    rows = {row.name: row for row in schedule.schedules(db)}
    quiet = _quiet(request, db)
    lines = [_line(request, job, rows.get(job.name), quiet) for job in request.contributed.jobs]
    return [Say(cards.jobs(t, lines))]


def _quiet(request: Request, db: Session) -> Quiet:
    return quiet_of(request.municipality, Chosen(settings.written(db)))


def _line(request: Request, job: Job, row: schedule.ScheduleRow | None, quiet: Quiet) -> cards.JobLine:
    if row is None:
        when, channel, is_on = job.when, None, True
        next_due = None if job.posts else first_after(when, quiet.zone, quiet.calendar, request.at)
    else:
        when, channel, is_on, next_due = timetable.when_of(row, job), timetable.channel_of(row), row.is_on, row.next_due
    local = next_due.astimezone(quiet.zone) if next_due else None
    return cards.JobLine(job, when, is_on, channel, local)


def job(request: Request, db: Session) -> Sequence[Reply]:
    only_administrators(request)
    job = _meant(request)
    row = schedule.schedule_of(db, job.name)
    return [Ask(cards.job_form(speech(request.language), _line(request, job, row, _quiet(request, db))))]


def _meant(request: Request) -> Job:
    for job in request.contributed.jobs:
        if job.name == request.args.get("job"):
            return job
    raise OldButton("job")


def save(request: Request, db: Session) -> Sequence[Reply]:
    only_administrators(request)
    job, t, quiet = _meant(request), speech(request.language), _quiet(request, db)
    row = schedule.schedule_of(db, job.name)
    before = _line(request, job, row, quiet)
    is_on, channel = request.text("on") == "yes", request.channel("channel") if job.posts else None
    when, errors = _read(request, before.when, quiet)
    if job.posts and is_on and channel is None:
        errors["channel"] = t("choices.times.channel_missing")
    if errors:
        return [Ask(cards.job_form(t, cards.JobLine(job, when, is_on, channel, None)), errors)]
    if when.weeks != before.when.weeks:
        when = _from_the_first_week(when, request, quiet)
    if (is_on, when, channel) == (before.is_on, before.when, before.channel):
        # Not planned anew either: that would forget what failed just now, and is tried again.
        return [Say(cards.job_saved(t, before))]
    row = timetable.row_of(db, job, request.at)
    timetable.choose(row, job, is_on, when, channel)
    audit.record(request, db, Deed.SETTINGS_CHANGED, part=DeedPart.TIMES)
    timetable.plan_next(row, job, request.at, quiet)
    return [Say(cards.job_saved(t, _line(request, job, row, quiet)))]


def _read(request: Request, before: When, quiet: Quiet) -> tuple[When, dict[str, Text]]:
    """What was filled in, as far as it can be, and what is wrong with it by field."""
    t = speech(request.language)
    errors: dict[str, Text] = {}
    days = frozenset(int(day) for day in request.several("days") if day in cards.DAYS)
    at = _time(request.text("at")) or before.at
    if not days:
        errors["days"] = t("choices.times.no_days")
    if at != before.at and not quiet.until <= at.hour < quiet.starting:
        errors["at"] = t("choices.times.quiet_then", until=f"{quiet.until}:00", starting=f"{quiet.starting}:00")
    weeks = request.text("weeks")
    when = replace(
        before,
        days=days,
        at=at,
        weeks=int(weeks) if weeks in map(str, cards.WEEKS) else before.weeks,
        holidays=cards.HOLIDAYS.get(request.text("holidays"), before.holidays),
    )
    return when, errors


def _time(words: str) -> dt.time | None:
    try:
        return dt.time.fromisoformat(words)
    except ValueError:
        return None


def _from_the_first_week(when: When, request: Request, quiet: Quiet) -> When:
    """ "Every other week" begins with the first day that comes."""
    if when.weeks == 1:
        return replace(when, anchor=When(when.days, when.at).anchor)
    first = first_after(replace(when, weeks=1), quiet.zone, quiet.calendar, request.at)
    return replace(when, anchor=first.astimezone(quiet.zone).date()) if first else when
