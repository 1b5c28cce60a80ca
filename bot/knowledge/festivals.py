"""The festival, from its day to its programme: whoever organises it plans, and everybody may tell something."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Ask, Replace, Reply, Say
from bot.chat.requests import Channel, NotAllowed, OldButton, Request
from bot.chat.texts import speech
from bot.knowledge import festival_cards, festival_forms, session_filled, sessions
from bot.knowledge.festival_cards import SeenFestival
from bot.people import rights
from bot.register import saving
from storage.learning import festivals, questions
from storage.learning import sessions as kept_sessions
from storage.learning.festivals import Festival, FestivalOffer
from storage.messages import nudges

REMEMBERED = dt.timedelta(days=90)
"""So long after it `/kennis festival` shows what people took along."""


def about(festival: Festival) -> str:
    """Names the proposal among what waits for the daily message."""
    return f"festival {festival.id}"


def may_organise(request: Request, db: Session) -> bool:
    return rights.may_coordinate(request.person, request.municipality, questions.coordinators(db))


def only_organisers(request: Request, db: Session) -> None:
    if not may_organise(request, db):
        raise NotAllowed(speech(request.language)("festival.not_allowed"))


def existing(request: Request, db: Session) -> Festival:
    """That goes on. Raises OldButton."""
    festival = festivals.festival_to_write(db, request.id_of("id"))
    if festival is None or festival.called_off_on:
        raise OldButton("festival")
    return festival


def planned(request: Request, db: Session) -> Festival:
    """That has a day, to come. Raises OldButton."""
    festival = existing(request, db)
    if festival.held_on is None or festival.held_on < request.today:
        raise OldButton("festival")
    return festival


def show(request: Request, db: Session) -> Sequence[Reply]:
    """`/kennis festival`, or the button of one."""
    t = speech(request.language)
    found = festivals.festival(db, request.id_of("id")) if "id" in request.args else festivals.last_festival(db)
    if found is None or found.held_on is None or found.held_on < request.today - REMEMBERED:
        return [Say(festival_cards.none(t, may_organise(request, db)))]
    if found.called_off_on:
        return [Say(festival_cards.called_off(t, found))]
    return [Say(festival_cards.festival(t, seen_by(request, db, found)))]


def seen_by(request: Request, db: Session, festival: Festival) -> SeenFestival:
    assert festival.held_on is not None
    organises = may_organise(request, db)
    programme = festivals.programme(db, festival.series)
    mine = festivals.offer_of(db, festival.id, request.person.id)
    over = [each.ends_at <= request.at for each in programme if not each.cancelled_at]
    return SeenFestival(
        festival,
        organises,
        offers=len(festivals.who_tells(db, festival.id)),
        mine=mine.topic if mine else "",
        sessions=[sessions.seen_by(request, db, each) for each in programme],
        is_over=all(over) if over else festival.held_on < request.today,
        take_aways=_took_away(db, festival) if organises else (),
    )


def _took_away(db: Session, festival: Festival) -> list[str]:
    """In an order of their own: nothing tells who wrote what."""
    programme = festivals.programme(db, festival.series)
    guests = [guest for each in programme for guest in kept_sessions.guests_of(db, each.id)]
    return sorted(guest.took_away for guest in guests if guest.took_away)


# Its day


def plan(request: Request, db: Session) -> Sequence[Reply]:
    only_organisers(request, db)
    t, number = speech(request.language), request.id_of("id")
    if number == 0 and (coming := _coming(request, db)):
        return [Say(festival_cards.festival(t, seen_by(request, db, coming)))]
    filled, channel = dict[str, str](), None
    if number:
        known = existing(request, db)
        if known.held_on:
            _no_programme_yet(db, known)
            filled = {"day": known.held_on.isoformat(), "time": known.starts_at, "minutes": str(known.minutes)}
            filled["place"], channel = known.place, channel_of(known)
    return [Ask(festival_forms.plan(t, filled, channel, number))]


def _coming(request: Request, db: Session) -> Festival | None:
    last = festivals.last_festival(db)
    return last if last and last.held_on and last.held_on >= request.today else None


def _no_programme_yet(db: Session, festival: Festival) -> None:
    """Raises OldButton: after that each session is changed as sessions are."""
    if festivals.programme(db, festival.series):
        raise OldButton("festival")


def save(request: Request, db: Session) -> Sequence[Reply]:
    """Then everybody in the channel is asked what they want to tell."""
    only_organisers(request, db)
    t, number, channel = speech(request.language), request.id_of("id"), request.channel("channel")
    filled = {key: request.text(key) for key in ("day", "time", "minutes", "place")}
    errors = session_filled.wrong(request, {**filled, "topic": "festival", "times": ""})
    if returned := saving.returned(request, festival_forms.plan(t, filled, channel, number), errors):
        return [returned]
    coming = _coming(request, db)
    if coming and coming.id != number:
        return [Say(festival_cards.festival(t, seen_by(request, db, coming)))]
    if number:
        festival = existing(request, db)
        _no_programme_yet(db, festival)
    else:
        festival = Festival(proposed_on=request.today)
        db.add(festival)
    before = channel_of(festival)
    festival.held_on, festival.starts_at = session_filled.day_of(filled["day"]), filled["time"].replace(".", ":")
    festival.minutes, festival.place = int(filled["minutes"]), filled["place"]
    festival.platform, festival.tenant, festival.channel = channel or ("", "", "")
    festival.created_by = festival.created_by or request.person.id
    db.flush()
    nudges.forget(db, about(festival))
    done = Say(festival_cards.planned(t, seen_by(request, db, festival), channel is not None))
    return [done, *_call(request, festival, before)]


def _call(request: Request, festival: Festival, before: Channel | None) -> list[Reply]:
    """In a channel that has it already it changes where it stands."""
    channel = channel_of(festival)
    if channel is None:
        return []
    card = festival_cards.call(speech(request.municipality.language), festival)
    if channel == before:
        return [Say(card, to=channel, instead_of=call_key(festival))]
    return [Say(card, to=channel, key=call_key(festival))]


def call_key(festival: Festival) -> str:
    return f"festival {festival.id} call {festival.channel}"[:100]


def channel_of(festival: Festival) -> Channel | None:
    return Channel(festival.platform, festival.tenant, festival.channel) if festival.channel else None


def not_this_year(request: Request, db: Session) -> Sequence[Reply]:
    """Nobody is asked again before next year."""
    only_organisers(request, db)
    festival = existing(request, db)
    if festival.held_on:
        raise OldButton("festival")
    festival.called_off_on = request.today
    nudges.forget(db, about(festival))
    return [Replace(festival_cards.declined(speech(request.language)))]


# Who tells something


def offer(request: Request, db: Session) -> Sequence[Reply]:
    festival, t = _open(request, db), speech(request.language)
    mine = festivals.offer_of(db, festival.id, request.person.id)
    return [Ask(festival_forms.offer(t, festival, mine.topic if mine else ""))]


def save_offer(request: Request, db: Session) -> Sequence[Reply]:
    festival, t, topic = _open(request, db), speech(request.language), request.text("topic")[:200]
    errors = {} if topic else {"topic": t("chat.refused.empty")}
    if returned := saving.returned(request, festival_forms.offer(t, festival, topic), errors):
        return [returned]
    mine = festivals.offer_of(db, festival.id, request.person.id)
    if mine:
        mine.topic = topic
    else:
        db.add(FestivalOffer(festival_id=festival.id, colleague_id=request.person.id, topic=topic))
    return [Say(festival_cards.offered(t, festival, topic))]


def take_offer_back(request: Request, db: Session) -> Sequence[Reply]:
    festival = _open(request, db)
    if mine := festivals.offer_of(db, festival.id, request.person.id):
        db.delete(mine)
    return [Say(festival_cards.taken_back(speech(request.language)))]


def _open(request: Request, db: Session) -> Festival:
    """That has no programme yet. Raises OldButton."""
    festival = planned(request, db)
    _no_programme_yet(db, festival)
    return festival
