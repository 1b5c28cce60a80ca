"""Whoever can do something about a message that did not arrive hears of it: once, and never about such a note."""

import datetime as dt

from sqlalchemy.orm import Session

from bot import enqueue
from bot.chat.cards import Card, Paragraph
from bot.chat.texts import speech
from bot.undelivered import cards
from bot.undelivered.conversation import described
from storage.messages import outbox
from storage.messages.outbox import MessageState, OutboxRow
from storage.people import people, standing
from storage.people.people import Colleague

NOTE = "undelivered-"
"""Keys of these notes begin with it: when one of them does not arrive either, it ends there."""


def tell(db: Session, letter: OutboxRow, at: dt.datetime) -> None:
    """letter: DEAD or DOUBTFUL, in the session of its municipality."""
    if letter.key.startswith(NOTE):
        return
    sharer = people.colleague(db, letter.on_refusal_tell) if letter.on_refusal_tell else None
    if letter.state == MessageState.DEAD and sharer and sharer.is_here:
        _tell_who_shared(db, letter, sharer, at)
    elif not _is_known(db, letter):
        _tell_administrators(db, letter, at)


def _tell_who_shared(db: Session, letter: OutboxRow, sharer: Colleague, at: dt.datetime) -> None:
    """They know the channel, and can invite the bot."""
    t = speech(sharer.language)
    title = described(t, db, [letter])[0].title
    card = Card(t("chat.not_delivered.title"), (Paragraph(t("chat.not_delivered.text", title=title)),))
    enqueue.tell(db, f"{NOTE}{letter.id}-{letter.attempts}", sharer.id, card, sharer.language, at)


def _is_known(db: Session, letter: OutboxRow) -> bool:
    """The same trouble with the same recipient stands on the administrators' page already."""
    return any(
        other.id != letter.id and (other.lane, other.reason, other.state) == (letter.lane, letter.reason, letter.state)
        for other in outbox.letters_in_trouble(db)
    )


def _tell_administrators(db: Session, letter: OutboxRow, at: dt.datetime) -> None:
    for administrator in standing.administrators(db):
        t = speech(administrator.language)
        card = cards.note(t, described(t, db, [letter])[0])
        key = f"{NOTE}{letter.id}-{letter.attempts}-{administrator.id}"
        enqueue.tell(db, key, administrator.id, card, administrator.language, at)
