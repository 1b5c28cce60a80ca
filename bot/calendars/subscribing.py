"""`/overzicht abonneer`: which calendars somebody has, a new one, and one that stops."""

import secrets
from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy.orm import Session

from bot.calendars import cards
from bot.calendars.cards import Subscribed
from bot.chat.cards import Card
from bot.chat.replies import Ask, Replace, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.findings import gather
from glossary import CalendarKind
from storage.people import calendar_feeds
from storage.people.calendar_feeds import CalendarFeed

WORD = "agenda"
"""The first word of every address."""
MOST = 12
"""Calendars of one colleague."""


def digest(secret: str) -> str:
    """All that we keep of an address."""
    return sha256(secret.encode()).hexdigest()


def menu(request: Request, db: Session) -> Sequence[Reply]:
    return [Say(_menu(request, db))]


def _menu(request: Request, db: Session, *, has_stopped: bool = False) -> Card:
    name = gather.areas(db).name
    have = [
        Subscribed(each.id, each.kind, name(each.area_code), each.made_at.astimezone(request.at.tzinfo).date())
        for each in calendar_feeds.feeds_of(db, request.person.id)
    ]
    is_reached = bool(request.contributed.web.url)
    return cards.menu(speech(request.language), have, is_reached=is_reached, has_stopped=has_stopped)


def area(request: Request, db: Session) -> Sequence[Reply]:
    return [Ask(cards.which_area(speech(request.language)))]


def subscribe(request: Request, db: Session) -> Sequence[Reply]:
    """A new address each time: the old one is not known to anybody but whoever has it, and stops."""
    t, url = speech(request.language), request.contributed.web.url
    kind = next((each for each in CalendarKind if each.value == request.args.get("kind")), None)
    code = request.text("area") if kind is CalendarKind.AREA else ""
    areas = gather.areas(db)
    if kind is None or (kind is CalendarKind.AREA and code not in areas):
        raise OldButton("kind")
    if not url:
        return menu(request, db)
    have = calendar_feeds.feeds_of(db, request.person.id)
    before = [each for each in have if (each.kind, each.area_code) == (kind, code)]
    if len(have) - len(before) >= MOST:
        return [Say(cards.too_many(t, MOST))]
    for each in before:
        calendar_feeds.stop_feed(db, request.person.id, each.id)
    secret = secrets.token_urlsafe(32)
    db.add(
        CalendarFeed(
            digest=digest(secret), kind=kind, colleague_id=request.person.id, made_at=request.at, area_code=code
        )
    )
    what = cards.named(t, kind, areas.name(code))
    return [Say(cards.subscribed(t, what, f"{url}/{WORD}/{secret}.ics", is_anew=bool(before)))]


def stop(request: Request, db: Session) -> Sequence[Reply]:
    """At once: the next time a calendar looks, there is nothing there."""
    calendar_feeds.stop_feed(db, request.person.id, request.id_of("feed"))
    return [Replace(_menu(request, db, has_stopped=True))]
