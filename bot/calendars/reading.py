"""What a calendar gets at its address: what the colleague who has it may see, as the register says it now."""

import datetime as dt
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.calendars import cards
from bot.calendars.subscribing import WORD, digest
from bot.chat import calendar_file
from bot.chat.calendar_file import Appointment, Publisher
from bot.chat.served import NOTHING_RUNS, Served, Visit
from bot.chat.texts import Speech, speech
from bot.findings import gather
from bot.findings.facts import Areas
from bot.register import appointments
from glossary import CalendarKind
from storage.database import stay_within
from storage.learning import sessions
from storage.people import calendar_feeds
from storage.people.municipalities import Municipality
from storage.reports import agenda
from storage.reports.agenda import AgendaFilter

__all__ = ["WORD", "serve"]

BACK, AHEAD = dt.timedelta(weeks=8), dt.timedelta(weeks=52)
MOST = 500
"""Of each: moments, sessions, answers."""
KIND = "text/calendar; charset=utf-8"
END = ".ics"


class Subscriber(NamedTuple):
    """Whose calendar it is, and when. at: in the municipality's own time zone."""

    t: Speech
    colleague: int
    areas: Areas
    feedback: dt.timedelta
    at: dt.datetime

    @property
    def zone(self) -> ZoneInfo:
        assert isinstance(self.at.tzinfo, ZoneInfo)
        return self.at.tzinfo


def serve(visit: Visit, db: Session) -> Served | None:
    match visit.parts:
        case (name,) if name.endswith(END):
            found = calendar_feeds.feed_at(db, digest(name.removesuffix(END)))
        case _:
            found = None
    if found is None:
        return None
    feed, colleague = found
    home = db.get_one(Municipality, feed.municipality_id)
    stay_within(db, home.id)
    t, at = speech(colleague.language), visit.at.astimezone(ZoneInfo(home.timezone))
    reader = Subscriber(t, colleague.id, gather.areas(db), gather.norms(db).feedback, at)
    name = str(t("calendars.called", what=cards.named(t, feed.kind, reader.areas.name(feed.area_code))))
    # Of this day: what did not change is the same, and is not sent again.
    today = dt.datetime.combine(at.date(), dt.time(), reader.zone)
    planned = tuple(_appointments(db, reader, feed.kind, feed.area_code))
    publisher = Publisher(home.calendar_code, home.name)
    return Served(_written(publisher, name, planned, today, reader.zone), kind=KIND, policy=NOTHING_RUNS)


@lru_cache(maxsize=4)
def _written(
    publisher: Publisher, name: str, planned: tuple[Appointment, ...], at: dt.datetime, zone: ZoneInfo
) -> bytes:
    """Everybody who has the calendar of the municipality gets the same, and a large one takes a quarter of a second."""
    return calendar_file.subscribed(publisher, name, planned, at, zone)


def _appointments(db: Session, reader: Subscriber, kind: CalendarKind, area: str) -> Iterator[Appointment]:
    match kind:
        case CalendarKind.MUNICIPALITY:
            yield from _moments(db, reader)
            yield from map(appointments.of_removed, agenda.removed_moments(db, _since(reader)))
        case CalendarKind.AREA:
            # A removed moment has no place any more: it is not there, and calendars take it away.
            yield from _moments(db, reader, codes=reader.areas.touching(area))
        case CalendarKind.OWN:
            yield from _moments(db, reader, person=reader.colleague)
            removed = agenda.removed_moments(db, _since(reader), reader.colleague)
            yield from map(appointments.of_removed, removed)
            theirs = sessions.sessions_since(db, reader.colleague, reader.at - BACK, MOST)
            yield from map(appointments.of_session, theirs)
            yield from _answers(db, reader, reader.colleague)
        case CalendarKind.ANSWERS:
            yield from _answers(db, reader)


def _since(reader: Subscriber) -> dt.date:
    return reader.at.date() - BACK


def _moments(
    db: Session, reader: Subscriber, codes: Collection[str] | None = None, person: int | None = None
) -> Iterator[Appointment]:
    wanted = AgendaFilter(codes, person=person)
    for line in agenda.moments_in(db, _since(reader), reader.at.date() + AHEAD, wanted, MOST):
        if each := appointments.of_moment(reader.t, line, reader.areas.name, reader.zone):
            yield each


def _answers(db: Session, reader: Subscriber, person: int | None = None) -> Iterator[Appointment]:
    """The last day on which an answer is in time; gone once residents have it."""
    for each in agenda.answers_due(db, reader.at.date() - AHEAD, reader.at.date(), MOST, person):
        day = each.due(reader.feedback)
        summary = str(reader.t("calendars.answer", title=each.title, project=each.project))
        yield Appointment("antwoord", each.id, day, day + appointments.ONE_DAY, summary, each.changes, is_busy=False)
