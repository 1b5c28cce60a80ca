"""What Samenspel does without being asked: one job or reminder in, one transaction, messages out."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot import enqueue
from bot.chat.cards import Card, Paragraph
from bot.chat.contributions import Contributed
from bot.chat.feature import Job, Occasion, RunReminder
from bot.chat.quiet import Quiet, quiet_of
from bot.chat.replies import Nudge, Say, Together, Work
from bot.chat.requests import Channel
from bot.chat.settings import Chosen
from bot.chat.texts import speech
from bot.chat.when import Due, due_between
from bot.timetable import channel_of, plan_next, when_of
from storage import settings
from storage.messages import schedule
from storage.messages.clocks import LONGEST_PAUSE
from storage.messages.reminders import ReminderRow
from storage.messages.schedule import ScheduleRow
from storage.people import people, standing
from storage.people.municipalities import Municipality

Said = Sequence[Say | Nudge | Work]


@dataclass(frozen=True, slots=True)
class Here:
    """One municipality, now."""

    municipality: Municipality
    now: dt.datetime
    quiet: Quiet
    contributed: Contributed

    @property
    def zone(self) -> ZoneInfo:
        return self.quiet.zone

    def occasion(self, due: Due, channel: Channel | None = None, ready: object = None) -> Occasion:
        at, was_due = self.now.astimezone(self.zone), due.at.astimezone(self.zone)
        return Occasion(at, was_due, due.day.isoformat(), self.municipality, channel, self.contributed, ready)


def here(db: Session, now: dt.datetime, contributed: Contributed) -> Here:
    """db: of one municipality."""
    municipality = db.get_one(Municipality, db.info["municipality"])
    return Here(municipality, now, quiet_of(municipality, Chosen(settings.written(db))), contributed)


# Jobs


def think_ahead(db: Session, row: ScheduleRow, job: Job, at: Here) -> Callable[[], object] | None:
    """What the job may find out before its transaction. None when it has nothing to do, or nothing to think about."""
    _, latest = _due(row, job, at)
    return job.ahead(at.occasion(latest, channel_of(row)), db) if job.ahead and latest else None


def do_what_is_due(db: Session, row: ScheduleRow, job: Job, at: Here, ready: object) -> None:
    """Of all times that were missed only the latest is done, and only within its grace; the others are recorded."""
    due, latest = _due(row, job, at)
    missed = [each for each in due if each is not latest]
    _remember(row, _decided(db, row, missed, at, schedule.SKIPPED), at, schedule.SKIPPED)
    if latest:
        do(db, row, job, latest, at, ready)
    plan_next(row, job, at.now, at.quiet)


def _due(row: ScheduleRow, job: Job, at: Here) -> tuple[Sequence[Due], Due | None]:
    """Every time that was not decided yet, and the one that is to be done."""
    due = due_between(when_of(row, job), at.zone, at.quiet.calendar, row.decided_until, at.now)
    return due, due[-1] if due and at.now - due[-1].at <= job.grace else None


def do(db: Session, row: ScheduleRow, job: Job, due: Due, at: Here, ready: object = None) -> bool:
    """False when it had been done already."""
    decided = _decided(db, row, [due], at, schedule.DONE)
    if not decided:
        return False
    said = job.run(at.occasion(due, channel_of(row), ready), db)
    if when_of(row, job).holidays == "ignore":
        at = replace(at, quiet=at.quiet.on_any_day())
    keep(db, f"{job.name}-{at.municipality.id}-{due.day.isoformat()}", said, at)
    # Last: it is written together with when the next one is due.
    _remember(row, decided, at, schedule.DONE)
    return True


def _decided(db: Session, row: ScheduleRow, times: Sequence[Due], at: Here, result: str) -> Collection[str]:
    """times: the earliest first. Those that had not been decided before."""
    return schedule.record(db, row.name, {due.day.isoformat(): due.at for due in times}, at.now, result)


def _remember(row: ScheduleRow, decided: Collection[str], at: Here, result: str) -> None:
    if decided:
        row.last_key, row.last_result, row.last_at = max(decided), result, at.now


# Reminders


def remind(db: Session, row: ReminderRow, run: RunReminder, at: Here) -> None:
    """One that comes too late falls away, and that is recorded. Either way the row goes."""
    due = Due(row.due_at.astimezone(at.zone).date(), row.due_at)
    name, about, expired = row.name, row.about, row.expires_at <= at.now
    key = f"{about} {due.day.isoformat()}"
    db.delete(row)
    # Gone before the function runs: it may plan the next one about the same.
    db.flush()
    if expired:
        schedule.record(db, name, {key: due.at}, at.now, schedule.SKIPPED)
        return
    keep(db, f"{name}-{row.id}-{key}", run(at.occasion(due), db, about), at)


# What they say


def keep(db: Session, key: str, said: Said, at: Here) -> None:
    """What was said becomes rows. Nobody is disturbed in the quiet hours, but with what they asked for themselves."""
    named = {reply.to for reply in said if isinstance(reply, Say | Nudge) and isinstance(reply.to, int)}
    languages = people.languages_of(db, named) if named else {}
    told = list[enqueue.ForColleague]()
    for number, reply in enumerate(said):
        name = f"{key}-{number}"
        match reply:
            case Say(to=int() as to):
                if to in languages:
                    told.append(
                        enqueue.ForColleague(
                            reply.key or name, to, reply.card, languages[to], _not_before(reply, at), reply.expires_at
                        )
                    )
            case Say(to=Channel() | Together()):
                language = at.municipality.language
                enqueue.send(db, name, reply, language, at.now, _not_before(reply, at), reply.expires_at)
            case Nudge(to=colleague_id):
                if colleague_id in languages:
                    enqueue.remind(db, reply, at.now)
            case Work():
                if keeper := _who_looks_after(db, at.municipality):
                    enqueue.put_to_work(db, keeper.id, keeper.language, reply, at.now)
            case _:
                raise TypeError(f"nobody asked, so there is no {reply!r}")
    enqueue.tell_all(db, told, at.now)


def _not_before(say: Say, at: Here) -> dt.datetime:
    return at.now if say.asked_for else at.quiet.next_allowed(at.now)


def _who_looks_after(db: Session, municipality: Municipality) -> people.Colleague | None:
    """Work of nobody in particular is for the overview keeper; else for an administrator."""
    keeper = people.colleague(db, municipality.keeper_id) if municipality.keeper_id else None
    return keeper or next(iter(standing.administrators(db)), None)


# What goes wrong

TELL_AFTER = 2
"""Failures in a row; a database that was busy for a moment is nobody's concern."""
FIRST_PAUSE = dt.timedelta(minutes=1)


def put_off(db: Session, row: ScheduleRow | ReminderRow, what: str, reference: str, at: Here) -> None:
    """After a failure: later again, each time after a longer pause. The administrators are told once.

    what: the key of the text that says what it is. reference: stands in the log too.
    """
    row.failures += 1
    row.retry_at = at.now + min(FIRST_PAUSE * 2 ** min(row.failures - 1, 10), LONGEST_PAUSE)
    if row.failures != TELL_AFTER:
        return
    for administrator in standing.administrators(db):
        t = speech(administrator.language)
        text = t("chat.by_itself_failed.text", what=t(what), number=reference)
        card = Card(t("chat.by_itself_failed.title"), (Paragraph(text),))
        key = f"failed-{reference}-{at.now:%Y%m%d%H%M%S}-{administrator.id}"
        keep(db, key, [Say(card, to=administrator.id)], at)
