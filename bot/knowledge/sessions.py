"""Planning a session, changing it and calling it off."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import structs
from sqlalchemy.orm import Session

from bot.chat.cards import Card
from bot.chat.replies import Ask, Happened, Replace, Reply, Say
from bot.chat.requests import Channel, NotAllowed, OldButton, Request
from bot.chat.texts import speech
from bot.chat.when import instant
from bot.knowledge import (
    festival_cards,
    festival_rules,
    session_calendar,
    session_cards,
    session_filled,
    session_forms,
    timing,
)
from bot.knowledge.session_cards import Seen
from bot.knowledge.session_filled import zone_of
from bot.people import rights
from bot.register import filling_in, saving
from glossary import Discipline
from storage.learning import festivals, sessions
from storage.learning.sessions import KnowledgeSession, SessionHost
from storage.messages import outbox, reminders
from storage.people import people

MOST_COMING = 10
MOST_SHARED = 20
"""Times that one session is shared, and still follows what changes."""

REMINDERS = ("session.week", "session.host", "session.day", "session.hour", "session.after")


def new(request: Request, db: Session) -> Sequence[Reply]:
    """`/kennis sessie Loten doe je zo` fills the topic in already; a sentence also the day."""
    filled = {"topic": (request.args.get("words") or request.args.get("text", ""))[:200]}
    if day := filling_in.understood(request).get("starts_on"):
        filled["day"] = day
    return [Ask(session_forms.new(speech(request.language), filled))]


def create(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    filled = session_filled.filled(request)
    errors = session_filled.wrong(request, filled)
    form = session_forms.new(t, filled, request.channel("channel"), request.colleague("host"))
    if request.picked_an_outsider("host"):
        errors["host"] = t("knowledge.session.wrong.outsider")
    if returned := saving.returned(request, form, errors):
        return [returned]
    planned = _planned(request, db, filled)
    other = _invite(request, db, planned)
    seen = [seen_by(request, db, each) for each in planned]
    channel = request.channel("channel")
    said: list[Reply] = [
        Say(session_cards.planned(t, seen, other, channel is not None, _one_discipline(db, planned[0])))
    ]
    if channel:
        said.append(Say(announcement(request, db, seen), to=channel, key=announced(planned)))
    if other:
        said.append(_question(request, db, seen[0]))
    return [*said, Happened("session.planned", {"id": str(planned[0].id)})]


def _planned(request: Request, db: Session, filled: Mapping[str, str]) -> list[KnowledgeSession]:
    day, at = session_filled.day_of(filled["day"]), session_filled.time_of(filled["time"])
    assert day is not None
    assert at is not None
    weeks = int(filled["repeat"]) if filled["repeat"].isdecimal() else 0
    times = int(filled["times"] or 4) if weeks else 1
    holidays: Literal["skip", "shift"] = "skip" if filled["holidays"] == "skip" else "shift"
    channel = request.channel("channel") or Channel("", "", "")
    planned = []
    for starts_at in timing.series(day, at, weeks, times, holidays, zone_of(request)):
        session = KnowledgeSession(
            topic=filled["topic"], starts_at=starts_at, minutes=int(filled["minutes"]), place=filled["place"],
            prepare=filled["prepare"], platform=channel.platform, tenant=channel.tenant, channel=channel.id,
            series=request.id if weeks else "", created_by=request.person.id,
        )  # fmt: skip
        db.add(session)
        db.flush()
        # Whoever plans it hosts it, and said so by planning it.
        db.add(SessionHost(session_id=session.id, colleague_id=request.person.id, has_accepted=True))
        plan_reminders(db, session, zone_of(request), request.at)
        planned.append(session)
    return planned


def plan_reminders(db: Session, session: KnowledgeSession, zone: ZoneInfo, now: dt.datetime) -> None:
    """All anew: after a change some may have gone by already."""
    for name in REMINDERS:
        reminders.cancel(db, name, str(session.id))
    for each in timing.reminders(session.starts_at, session.minutes, zone, now):
        if festival_rules.number(session.series) and each.name != "session.host":
            continue  # Of all that somebody comes to that day they hear at once.
        reminders.plan(db, each.name, str(session.id), each.due_at, each.expires_at)


def _invite(request: Request, db: Session, planned: Sequence[KnowledgeSession]) -> str | None:
    """The other host, of all of them; nobody hosts without their own yes."""
    invited = request.colleague("host")
    if not invited or invited == request.person.id:
        return None
    for session in planned:
        db.add(SessionHost(session_id=session.id, colleague_id=invited, has_accepted=False))
    return people.names_of(db, [invited]).get(invited)


def _question(request: Request, db: Session, seen: Seen) -> Say:
    invited = people.colleague(db, request.colleague("host") or 0)
    assert invited is not None
    return Say(session_cards.ask_host(speech(invited.language), seen, request.person.name), to=invited.id)


def announcement(request: Request, db: Session, seen: Sequence[Seen]) -> Card:
    t, number = speech(request.municipality.language), festival_rules.number(seen[0].session.series)
    if festival := festivals.festival(db, number) if number else None:
        return festival_cards.programme(t, festival, sorted(seen, key=lambda each: each.session.starts_at))
    return session_cards.announcement(t, seen)


def announced(together: Sequence[KnowledgeSession]) -> str:
    """The key of the announcement."""
    return f"session {together[0].id} announced"


def announce_anew(
    request: Request, db: Session, together: Sequence[KnowledgeSession], changed: Sequence[KnowledgeSession]
) -> list[Reply]:
    """What stands in channels is what holds now: how many come, who hosts it, when it is.

    together: what one announcement tells of; whoever changes the count has locked them before. changed: those of them.
    """
    shared = [post for session in changed for post in _share_anew(request, db, session)]
    if not together[0].channel:
        return shared
    card = announcement(request, db, [seen_by(request, db, each) for each in together])
    return [Say(card, to=_channel_of(together[0]), instead_of=announced(together)), *shared]


def _channel_of(session: KnowledgeSession) -> Channel:
    return Channel(session.platform, session.tenant, session.channel)


def _one_discipline(db: Session, session: KnowledgeSession) -> bool:
    both = {Discipline.COMMUNICATION, Discipline.PARTICIPATION}
    hosts = [people.colleague_in_full(db, row.colleague_id) for row in sessions.hosts_of(db, [session.id])]
    found = {row.discipline for host in hosts if host for row in host.disciplines}
    return len(found & both) == 1


# What everybody sees


def existing(db: Session, session_id: int) -> KnowledgeSession:
    """Raises OldButton."""
    session = sessions.session(db, session_id)
    if session is None:
        raise OldButton("session")
    return session


def seen_by(request: Request, db: Session, session: KnowledgeSession) -> Seen:
    hosts = sessions.hosts_of(db, [session.id])
    guests = sessions.guests_of(db, session.id)
    gives = any(row.colleague_id == request.person.id and row.has_accepted for row in hosts)
    names = people.names_of(db, [row.colleague_id for row in hosts] + [row.colleague_id for row in guests])
    return Seen(
        session=session,
        zone=zone_of(request),
        hosts=[name for row in hosts if row.has_accepted and (name := names.get(row.colleague_id))],
        guests=len(guests),
        comes=any(row.colleague_id == request.person.id for row in guests),
        gives=gives,
        may_change=may_change(request, db, session),
        over=session.ends_at <= request.at,
        names=[name for row in guests if (name := names.get(row.colleague_id))] if gives else (),
        # In an order of their own: beside the names it would tell who wrote what.
        take_aways=sorted(row.took_away for row in guests if row.took_away) if gives else (),
    )


def may_change(request: Request, db: Session, session: KnowledgeSession) -> bool:
    """Whoever hosts it, planned it, or keeps the register."""
    if session.created_by == request.person.id or rights.may_keep_register(request.person, request.municipality):
        return True
    hosting = sessions.host(db, session.id, request.person.id)
    return hosting is not None and hosting.has_accepted


def show(request: Request, db: Session) -> Sequence[Reply]:
    """When it is shared, under a key by which it follows what changes."""
    session = existing(db, request.id_of("id"))
    card = session_cards.session(speech(request.language), seen_by(request, db, session), request.public)
    return [Say(card, key=_free_key(db, session) if request.public else "")]


def _free_key(db: Session, session: KnowledgeSession) -> str:
    """Empty when it was shared so often that one more does not follow."""
    keys = _shared(session)
    taken = {post.key for post in outbox.messages_called(db, keys)}
    return next((key for key in keys if key not in taken), "")


def _shared(session: KnowledgeSession) -> list[str]:
    """The keys of what was shared of it with "Deel in kanaal"."""
    return [f"session {session.id} shared {number}" for number in range(1, MOST_SHARED + 1)]


def _share_anew(request: Request, db: Session, session: KnowledgeSession) -> list[Reply]:
    t = speech(request.municipality.language)
    card = structs.replace(session_cards.session(t, seen_by(request, db, session), public=True), share=None)
    posts = outbox.messages_called(db, _shared(session))
    return [Say(card, to=Channel(post.platform, post.tenant, post.place), instead_of=post.key) for post in posts]


def coming(request: Request, db: Session) -> Sequence[Reply]:
    found = sessions.coming_sessions(db, request.at, MOST_COMING)
    seen = [seen_by(request, db, each) for each in found]
    return [Say(session_cards.coming(speech(request.language), seen))]


# Changing and calling off: everybody who was told hears it


def changeable(request: Request, db: Session) -> KnowledgeSession:
    """Raises OldButton and NotAllowed."""
    session = existing(db, request.id_of("id"))
    if session.cancelled_at:
        raise OldButton("session")
    if not may_change(request, db, session):
        raise NotAllowed(speech(request.language)("knowledge.session.not_allowed"))
    return session


def edit(request: Request, db: Session) -> Sequence[Reply]:
    session = changeable(request, db)
    return [Ask(session_forms.edit(speech(request.language), session, _kept(request, session)))]


def _kept(request: Request, session: KnowledgeSession) -> dict[str, str]:
    """As it stands in the form."""
    local = session.starts_at.astimezone(zone_of(request))
    return {
        "topic": session.topic, "day": local.date().isoformat(), "time": f"{local:%H:%M}",
        "minutes": str(session.minutes), "place": session.place, "prepare": session.prepare,
    }  # fmt: skip


def save(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    session, filled = changeable(request, db), session_filled.filled(request)
    form, errors = session_forms.edit(t, session, filled), session_filled.wrong(request, filled)
    if returned := saving.returned(request, form, errors):
        return [returned]
    day, at = session_filled.day_of(filled["day"]), session_filled.time_of(filled["time"])
    assert day is not None
    assert at is not None
    if filled.items() >= _kept(request, session).items():
        return [Say(session_cards.told(t, "saved", seen_by(request, db, session)))]
    session.topic, session.place, session.prepare = filled["topic"], filled["place"], filled["prepare"]
    session.minutes, session.starts_at = int(filled["minutes"]), instant(day, at, zone_of(request))
    session.sequence += 1
    plan_reminders(db, session, zone_of(request), request.at)
    return [Say(session_cards.told(t, "saved", seen_by(request, db, session))), *_tell(request, db, session, "changed")]


def cancel(request: Request, db: Session) -> Sequence[Reply]:
    session = changeable(request, db)
    call_off(db, session, request.at)
    done = session_cards.told(speech(request.language), "cancelled", seen_by(request, db, session))
    return [Replace(done), *_tell(request, db, session, "cancelled")]


def call_off(db: Session, session: KnowledgeSession, at: dt.datetime) -> None:
    session.cancelled_at, session.sequence = at, session.sequence + 1
    for name in REMINDERS:
        reminders.cancel(db, name, str(session.id))


def _tell(request: Request, db: Session, session: KnowledgeSession, key: str) -> list[Reply]:
    """Guests, hosts who were asked, and the channel; not who did it."""
    told = {row.colleague_id for row in sessions.guests_of(db, session.id)}
    told |= {row.colleague_id for row in sessions.hosts_of(db, [session.id])}
    seen, file = seen_by(request, db, session), session_calendar.file(session, request.municipality, request.at)
    said: list[Reply] = []
    for colleague_id in sorted(told - {request.person.id}):
        reader = people.colleague(db, colleague_id)
        if reader and reader.is_here:
            card = session_cards.told(speech(reader.language), key, seen, file)
            said.append(Say(card, to=colleague_id, key=f"session {session.id} {key} {session.sequence} {colleague_id}"))
    if session.channel:
        public = session_cards.told(speech(request.municipality.language), key, seen)
        said.append(Say(public, to=_channel_of(session), key=f"session {session.id} {key} {session.sequence}"))
    together = sessions.announced_together(db, session.id, session.series)
    return [*said, *announce_anew(request, db, together, [session])]
