"""Asking for an overview in between, for what did not fit, and for one's own week."""

from collections.abc import Iterator, Sequence
from functools import partial

from sqlalchemy.orm import Session

from bot.chat.cards import Button
from bot.chat.contributions import Line, Scope, Section
from bot.chat.replies import Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.overview import cards, composing, rules
from storage.database import only_reads
from storage.messages import overviews
from storage.messages.overviews import OwnWeek


def menu(request: Request, db: Session) -> Sequence[Reply]:
    """What there is to tell now, to the asker alone; with "Deel in kanaal"."""
    only_reads(db)  # What both halves ask is read once.
    t = speech(request.language)
    scope = _of_now(request, db)
    mine = () if request.public else _for_me(request, db)
    least = partial(rules.least_in_short, room=rules.room_below(mine))
    return [Say(cards.on_request(t, scope, composing.parts(request.contributed, scope, db, least), mine))]


def _for_me(request: Request, db: Session) -> Sequence[Line]:
    own = _own(request, rules.WAITS_FOR_ME)
    return rules.for_me(composing.parts(request.contributed, own, db, rules.least_for_me))


def more(request: Request, db: Session) -> Sequence[Reply]:
    """All of it: of an overview in a channel as it is today, or of the one that was just asked for."""
    t = speech(request.language)
    scope = _of_post(request, db) if request.args.get("post") else _of_now(request, db)
    return [Say(cards.everything(t, scope, composing.parts(request.contributed, scope, db)))]


def _of_now(request: Request, db: Session) -> Scope:
    """Since the last one that the channel of this municipality got; of the first channel when there are more."""
    return composing.everything(overviews.first_told_until(db), request.at, request.language)


def _of_post(request: Request, db: Session) -> Scope:
    post = overviews.overview_post(db, request.id_of("post"))
    channel = overviews.overview_channel(db, post.channel_id) if post else None
    if post is None or channel is None:
        raise OldButton("post")
    return composing.of_channel(channel, post.after, post.until.astimezone(request.at.tzinfo), request.language, db)


def _own(request: Request, at_least: int = 0) -> Scope:
    return composing.own(None, request.at, request.language, request.person.id, at_least)


def own_week(request: Request, db: Session) -> Sequence[Reply]:
    """My week, now; and whether I want it every Monday."""
    t = speech(request.language)
    scope = _own(request)
    parts = composing.parts(request.contributed, scope, db)
    return [Say(cards.own_week(t, scope, parts, (_switch(request, db),)))]


def home(request: Request, db: Session) -> Iterator[Section]:
    """The few most urgent things of my week; what other sections of the page say is not said twice."""
    lines = rules.at_home(composing.parts(request.contributed, _own(request, rules.WORTH_A_PLACE), db))
    if lines:
        yield Section(12, cards.at_home(speech(request.language), lines))


def _switch(request: Request, db: Session) -> Button:
    t = speech(request.language)
    if overviews.own_week(db, request.person.id):
        return Button(t("overview.own.stop"), "overview.own_off")
    return Button(t("overview.own.start"), "overview.own_on", style="primary")


def own_on(request: Request, db: Session) -> Sequence[Reply]:
    if overviews.own_week(db, request.person.id) is None:
        db.add(OwnWeek(colleague_id=request.person.id, asked_at=request.at))
    return [Say(cards.own_week_on(speech(request.language)))]


def own_off(request: Request, db: Session) -> Sequence[Reply]:
    if wanted := overviews.own_week(db, request.person.id):
        db.delete(wanted)
    return [Say(cards.own_week_off(speech(request.language)))]
