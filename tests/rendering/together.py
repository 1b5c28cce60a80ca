"""Celebrating together, and the learning festival, made by the bot's own builders."""

import datetime as dt
from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from bot.chat.cards import Card
from bot.chat.texts import Speech
from bot.daily import cards as daily
from bot.knowledge import festival_cards
from bot.knowledge.festival_cards import SeenFestival
from bot.knowledge.session_cards import Seen
from bot.thanks import cards as thanks
from storage.learning.festivals import Festival
from storage.learning.sessions import KnowledgeSession
from storage.register.projects import Project
from storage.register.thanks import Thanks

NASTY = "Loten *in de wijk* <!channel> [hier](http://x) {niets}?"
DAY = dt.datetime(2026, 11, 26, 12, 0, tzinfo=dt.UTC)
CHANGED = ("Meer *bankjes* <b>", "lang " * 48)


def _project() -> Project:
    return Project(key="P01", name="Haven *kade* <!here>", created_at=DAY, changed_at=DAY)


def question(t: Speech) -> Card:
    kept = Thanks(project_id=1, asked_on=DAY.date(), channel="nieuws <!channel>", place="C1")
    kept.id = 7
    asked = thanks.question(t, kept, _project(), CHANGED, leads=True, may_move=True)
    nowhere = Thanks(project_id=1, asked_on=DAY.date())
    nowhere.id = 8
    return daily.bundle(t, [asked, thanks.question(t, nowhere, _project(), (), leads=True, may_move=True)], 0)


def post(t: Speech) -> Card:
    return thanks.post(t, _project(), CHANGED, ["Anna <b>", "Bert *B*", "Cor"])


def _festival() -> Festival:
    kept = Festival(proposed_on=DAY.date(), held_on=DAY.date(), starts_at="13:00", place="Zaal <3>")
    kept.id = 5
    return kept


def _sessions() -> list[Seen]:
    """Twelve, the most there may be; one was called off, and some that nobody tells yet."""
    found = []
    for number in range(12):
        session = KnowledgeSession(topic=NASTY, starts_at=DAY + dt.timedelta(hours=number // 3), minutes=45)
        session.id = number + 1
        session.cancelled_at = DAY if number == 3 else None
        hosts = [] if number % 4 == 1 else ["Anna <b>"]
        found.append(Seen(session, ZoneInfo("Europe/Amsterdam"), hosts, guests=number, comes=number == 2))
    return found


def programme(t: Speech) -> Card:
    return festival_cards.programme(t, _festival(), _sessions())


def over(t: Speech) -> Card:
    seen = SeenFestival(_festival(), organises=True, sessions=_sessions(), is_over=True, take_aways=[NASTY] * 20)
    return festival_cards.festival(t, seen)


CARDS: Mapping[str, Callable[[Speech], Card]] = {
    "thanks": question,
    "thanks_post": post,
    "festival": programme,
    "festival_over": over,
}
