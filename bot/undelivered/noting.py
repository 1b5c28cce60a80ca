"""Whoever can do something about a message that did not arrive hears of it: once, and never about such a note."""

import datetime as dt

from sqlalchemy.orm import Session

from bot import enqueue
from bot.chat.cards import Card, Paragraph
from bot.chat.texts import speech
from bot.undelivered import cards, rules
from bot.undelivered.conversation import described
from storage.messages import outbox, overviews
from storage.messages.outbox import IN_TROUBLE, MessageState, OutboxRow
from storage.people import people, standing
from storage.people.people import Colleague

NOTE = "undelivered-"
"""Keys of these notes begin with it: when one of them does not arrive either, it ends there."""


def tell(db: Session, message: OutboxRow, at: dt.datetime) -> None:
    """message: DEAD or DOUBTFUL, or waiting for whoever let us in no more; in the session of its municipality."""
    if message.key.startswith(NOTE):
        return
    _tell_who_asked(db, message, at)
    if message.state not in IN_TROUBLE:
        return
    if _is_of_an_archived_channel(db, message, at):
        return
    sharer = people.colleague(db, message.on_refusal_tell) if message.on_refusal_tell else None
    if message.state == MessageState.DEAD and sharer and sharer.is_here:
        _tell_who_shared(db, message, sharer, at)
    elif not _is_known(db, message):
        _tell_administrators(db, message, at)


def _is_of_an_archived_channel(db: Session, message: OutboxRow, at: dt.datetime) -> bool:
    """Nobody reads along there any more, and an old overview is of no use: it is switched off, with a question."""
    if message.state != MessageState.DEAD or rules.why(message.reason, False, to_people=False) != "archived":
        return False
    channel = overviews.channel_at(db, message.platform, message.tenant, message.place)
    if channel is None:
        return False
    message.state, message.card = MessageState.CANCELLED, b""
    if channel.started_at:
        channel.started_at = None
        for administrator in standing.administrators(db):
            card = cards.channel_is_archived(speech(administrator.language), channel.id, channel.name)
            key = f"{NOTE}{message.id}-{message.attempts}-{administrator.id}"
            enqueue.tell(db, key, administrator.id, card, administrator.language, at)
    return True


def _tell_who_shared(db: Session, message: OutboxRow, sharer: Colleague, at: dt.datetime) -> None:
    """They know the channel, and can invite the bot."""
    t = speech(sharer.language)
    title = described(t, db, [message])[0].title
    card = Card(t("chat.not_delivered.title"), (Paragraph(t("chat.not_delivered.text", title=title)),))
    enqueue.tell(db, f"{NOTE}{message.id}-{message.attempts}", sharer.id, card, sharer.language, at)


def _tell_who_asked(db: Session, message: OutboxRow, at: dt.datetime) -> None:
    """They wait for an answer, and can ask in another way. That somebody is away they hear once."""
    asker = people.colleague(db, message.asked_by) if message.asked_by else None
    if asker is None or not asker.is_here or message.colleague_id is None:
        return
    t = speech(asker.language)
    about = described(t, db, [message])[0]
    match message.state:
        case MessageState.PENDING:
            what, key = "away", f"{NOTE}away-{message.colleague_id}-{asker.id}-{_since(db, message.colleague_id)}"
        case MessageState.DOUBTFUL:
            what, key = "unsure", f"{NOTE}{message.id}-{message.attempts}-asker"
        case _:
            what, key = "not_there", f"{NOTE}{message.id}-{message.attempts}-asker"
    enqueue.tell(db, key, asker.id, cards.for_the_asker(t, what, about), asker.language, at)


def _since(db: Session, colleague_id: int) -> str:
    """Since when no account of theirs lets anything in."""
    since = [each.refuses_since for each in people.accounts_of(db, [colleague_id]) if each.refuses_since]
    return f"{max(since):%Y%m%d%H%M%S}" if since else ""


def _is_known(db: Session, message: OutboxRow) -> bool:
    """The same trouble with the same recipient stands on the administrators' page already."""
    return any(
        other.id != message.id
        and (other.lane, other.reason, other.state) == (message.lane, message.reason, message.state)
        for other in outbox.messages_in_trouble(db)
    )


def _tell_administrators(db: Session, message: OutboxRow, at: dt.datetime) -> None:
    for administrator in standing.administrators(db):
        t = speech(administrator.language)
        card = cards.note(t, described(t, db, [message])[0])
        key = f"{NOTE}{message.id}-{message.attempts}-{administrator.id}"
        enqueue.tell(db, key, administrator.id, card, administrator.language, at)
