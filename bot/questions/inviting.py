"""A session about what colleagues asked: they are invited, each in private, and nobody hears who they are."""

import datetime as dt
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Block
from bot.chat.contributions import SavedUp
from bot.chat.replies import Nudge, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.questions import cards, desk, rules, shipped
from storage.learning import questions, sessions
from storage.learning.questions import SessionWish
from storage.learning.sessions import KnowledgeSession
from storage.people import people

MOST_OPEN = 200
"""Questions that are looked at: the oldest wait longest."""


def invite_me(request: Request, db: Session) -> Sequence[Reply]:
    question = questions.question(db, request.id_of("id"))
    if question is None:
        raise OldButton("question")
    if questions.session_wish(db, question.id, request.person.id) is None:
        db.add(SessionWish(question_id=question.id, colleague_id=request.person.id))
    return [Say(cards.will_be_invited(speech(request.language)))]


def after_planning(request: Request, db: Session) -> Sequence[Reply]:
    """Whoever has a question open about it, and whoever wanted to hear of one: once, in their daily message."""
    session = sessions.session(db, request.id_of("id"))
    if session is None:
        return []
    invited = set(_who_asked(db, rules.about(desk.stems_of(session.topic), shipped.common_words())))
    languages = people.languages_of_reachable(db, invited - {request.person.id})
    zone = request.at.tzinfo
    return [
        Nudge(each, f"invited {session.id}", _said(language, session, zone), expires_at=session.starts_at)
        for each, language in languages.items()
    ]


def _who_asked(db: Session, topic: frozenset[str]) -> Iterator[int]:
    for question in questions.open_questions(db, MOST_OPEN):
        if question.asker_id and topic & desk.stems_of(question.question):
            yield question.asker_id
    for wish, question in questions.session_wishes(db):
        if topic & desk.stems_of(question.question):
            yield wish.colleague_id
            db.delete(wish)


def _said(language: str, session: KnowledgeSession, zone: dt.tzinfo | None) -> tuple[Block, ...]:
    t, local = speech(language), session.starts_at.astimezone(zone)
    return cards.invitation(t, session.topic, t.day(local.date()), f"{local:%H:%M}", session.id)


def anew(saved_up: SavedUp, db: Session) -> tuple[Block, ...]:
    """Nothing when it was called off, or when they come already."""
    session = sessions.session(db, int(saved_up.about))
    if session is None or session.cancelled_at or session.starts_at <= saved_up.at:
        return ()
    if sessions.guest(db, session.id, saved_up.colleague):
        return ()
    return _said(saved_up.language, session, saved_up.at.tzinfo)
