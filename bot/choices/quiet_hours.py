"""Between which hours, and on which days, Samenspel may disturb people."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot import timetable
from bot.chat.quiet import QUIET_FROM, QUIET_UNTIL, WORKING_DAYS, quiet_of
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import Request
from bot.chat.settings import Chosen, Setting, Value
from bot.chat.texts import speech
from bot.choices import cards, numbers
from bot.people.keeping import only_administrators
from glossary import DeedPart
from storage import settings
from storage.messages import schedule


def hours(request: Request, db: Session) -> Sequence[Reply]:
    only_administrators(request)
    quiet = quiet_of(request.municipality, Chosen(settings.written(db)))
    form = cards.quiet_form(speech(request.language), quiet.until, quiet.starting, quiet.calendar.working_days)
    return [Ask(form)]


def save(request: Request, db: Session) -> Sequence[Reply]:
    only_administrators(request)
    t = speech(request.language)
    until, starting = _hour(request, QUIET_UNTIL, "until"), _hour(request, QUIET_FROM, "starting")
    days = frozenset(int(day) for day in request.several("days") if day in cards.DAYS)
    kept = quiet_of(request.municipality, Chosen(settings.written(db)))
    if (until, starting, days) == (kept.until, kept.starting, kept.calendar.working_days):
        return [Say(cards.quiet_saved(t, until, starting, days))]
    if not days:
        return [Ask(cards.quiet_form(t, until, starting, days), {"days": t("choices.quiet.no_days")})]
    chosen: dict[Setting, Value] = {
        QUIET_UNTIL: until,
        QUIET_FROM: starting,
        WORKING_DAYS: " ".join(map(str, sorted(days))),
    }
    numbers.keep(request, db, chosen, DeedPart.QUIET)
    _plan_anew(request, db)
    return [Say(cards.quiet_saved(t, until, starting, days))]


def _hour(request: Request, setting: Setting, key: str) -> int:
    written = request.text(key)
    hour = int(written) if written.isdecimal() and len(written) <= 2 else int(setting.default)
    return min(max(hour, setting.lowest), setting.highest)


def _plan_anew(request: Request, db: Session) -> None:
    """Plans every job by the new days off. The scheduler still does first what was due before now."""
    db.flush()
    quiet = quiet_of(request.municipality, Chosen(settings.written(db)))
    jobs = {job.name: job for job in request.contributed.jobs}
    for row in schedule.schedules(db):
        if row.name in jobs and (row.next_due is None or row.next_due > request.at):
            timetable.plan_next(row, jobs[row.name], request.at, quiet)
