"""The overviews that go out by themselves: to channels, and to colleagues who asked for their own week."""

import datetime as dt
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Button
from bot.chat.feature import Occasion
from bot.chat.quiet import quiet_of
from bot.chat.replies import Say, Together, Work
from bot.chat.requests import Channel
from bot.chat.settings import Chosen
from bot.chat.texts import speech
from bot.overview import cards, composing, rules, steering, steering_cards
from storage import settings
from storage.messages import overviews
from storage.messages.overviews import OverviewChannel, OverviewPost
from storage.people import people
from storage.reports.steering import department_heads

QUIET_FOR = dt.timedelta(days=28)
"""How long a channel without news hears nothing at all, before one friendly line."""


def to_channels(occasion: Occasion, db: Session) -> Sequence[Say | Work]:
    """One overview for each channel that wants one, of what happened since the last one that it really got."""
    return [
        say
        for channel in overviews.overview_channels(db)
        if channel.started_at is not None
        for say in _to_channel(occasion, db, channel)
    ]


def _to_channel(occasion: Occasion, db: Session, channel: OverviewChannel) -> Iterator[Say | Work]:
    language = occasion.municipality.language
    t = speech(language)
    to, key = Channel(channel.platform, channel.tenant, channel.place), f"overview-{channel.id}-{occasion.key}"
    since = overviews.told_until(db, channel.id)
    scope = composing.of_channel(channel, since, occasion.at, language, db)
    parts = composing.parts(occasion.contributed, scope, db)
    if not parts and _heard_something_lately(db, channel.id, occasion.at):
        return
    shown = rules.in_short(parts, overviews.told_last(db, channel.id, occasion.at))
    post = _keep(db, channel.id, key, scope.since, occasion.at, sum(len(part.lines) for part in parts))
    post.told = " ".join(shown.words)
    if not parts:
        yield Say(cards.nothing(t, occasion.today), to, key)
        return
    yield Say(cards.overview(t, scope, shown, cards.more_of(t, post)), to, key)
    yield Work("overview.draw", {"post": str(post.id)})


def _heard_something_lately(db: Session, channel_id: int, now: dt.datetime) -> bool:
    last = overviews.told_until(db, channel_id)
    return last is not None and now - last < QUIET_FOR


def own_weeks(occasion: Occasion, db: Session) -> Sequence[Say]:
    """To everybody who asked for it, also when there is nothing: no news is news when you plan your week."""
    return [_own_week(occasion, db, colleague_id) for colleague_id in overviews.who_asked_for_their_week(db)]


def _own_week(occasion: Occasion, db: Session, colleague_id: int) -> Say:
    colleague = people.colleague(db, colleague_id)
    assert colleague is not None
    scope = composing.own(occasion.at - composing.A_WEEK, occasion.at, colleague.language, colleague_id)
    t = speech(colleague.language)
    stop = Button(t("overview.own.stop"), "overview.own_off")
    card = cards.own_week(t, scope, composing.parts(occasion.contributed, scope, db), (stop,))
    return Say(card, colleague_id, f"week-{colleague_id}-{occasion.key}")


def _keep(db: Session, channel_id: int, key: str, after: dt.datetime, until: dt.datetime, lines: int) -> OverviewPost:
    post = OverviewPost(channel_id=channel_id, key=key, after=after, until=until, lines=lines)
    db.add(post)
    db.flush()
    return post


def to_both_heads(occasion: Occasion, db: Session) -> Sequence[Say]:
    """One message for all heads together, so that neither hears another story. Without heads there is nobody to ask.

    The first of a quarter proposes that they meet; whoever heads both departments alone has nobody to meet.
    """
    heads = department_heads(db)
    if not heads:
        return []
    language = occasion.municipality.language
    t = speech(language)
    key = f"steering-{occasion.municipality.id}-{occasion.key}"
    to = Together(tuple(heads)) if len(heads) > 1 else heads[0]
    found = steering.facts(db, occasion.at, language, occasion.contributed)
    last = overviews.told_to_heads(db)
    before = steering_cards.Before(frozenset(last.told.split()), last.told_on) if last else None
    calendar = quiet_of(occasion.municipality, Chosen(settings.written(db))).calendar
    is_first = last is None or rules.quarter_of(last.told_on) != rules.quarter_of(occasion.today)
    meet_on = steering.meet_on(occasion.today, heads, calendar) if is_first else None
    overviews.tell_heads(db, " ".join(steering_cards.marks(t, found)), occasion.today)
    return [Say(steering_cards.card(t, found, before, meet_on), to, key)]
