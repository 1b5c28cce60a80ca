"""An administrator looks at what did not arrive, and decides about it."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from sqlalchemy.orm import Session

from bot.chat.cards import from_json
from bot.chat.contributions import Section
from bot.chat.replies import Reply, Say
from bot.chat.requests import NotAllowed, OldButton, Request
from bot.chat.texts import Speech, speech
from bot.people import audit
from bot.undelivered import cards, rules
from bot.undelivered.cards import Undelivered
from glossary import Deed
from storage.messages import outbox, overviews
from storage.messages.outbox import IN_TROUBLE, MessageState, OutboxRow
from storage.people import people

ON_HOME = 3
IN_A_CARD = 12


def home(request: Request, db: Session) -> Iterator[Section]:
    if request.person.is_admin and (messages := outbox.messages_in_trouble(db)):
        t = speech(request.language)
        yield Section(3, cards.home(t, described(t, db, messages), ON_HOME))


def all_of_them(request: Request, db: Session) -> Sequence[Reply]:
    _only_administrators(request)
    t = speech(request.language)
    return [Say(cards.all_of_them(t, described(t, db, outbox.messages_in_trouble(db)), IN_A_CARD))]


def again(request: Request, db: Session) -> Sequence[Reply]:
    message = _message(request, db)
    _send_again(request, db, message)
    return _done(request, db, "again", message)


def again_all(request: Request, db: Session) -> Sequence[Reply]:
    """Leaves out those that may have arrived: somebody has to check each of them."""
    _only_administrators(request)
    refused = [message for message in outbox.messages_in_trouble(db) if message.state == MessageState.DEAD]
    for message in refused:
        _send_again(request, db, message)
    return [Say(cards.sent_all_again(speech(request.language), len(refused)))]


def drop(request: Request, db: Session) -> Sequence[Reply]:
    message = _message(request, db)
    reply = _done(request, db, "drop", message)
    message.state, message.card = MessageState.CANCELLED, b""
    return reply


def there(request: Request, db: Session) -> Sequence[Reply]:
    """The administrator saw it in the chat."""
    message = _message(request, db)
    if message.state != MessageState.DOUBTFUL:
        raise OldButton("undelivered.there")
    reply = _done(request, db, "there", message)
    message.state, message.reason, message.card = MessageState.SENT, "", b""
    return reply


def _send_again(request: Request, db: Session, message: OutboxRow) -> None:
    """Tries it as if for the first time. Somebody wants it now, so it is not too late either."""
    message.state, message.reason, message.doubts, message.waited_seconds = MessageState.PENDING, "", 0, 0
    message.attempted_at = message.expires_at = None
    audit.record(request, db, Deed.MESSAGE_RESENT, about=message.colleague_id)


def _done(request: Request, db: Session, what: str, message: OutboxRow) -> Sequence[Reply]:
    t = speech(request.language)
    return [Say(cards.done(t, what, described(t, db, [message])[0].title))]


def _message(request: Request, db: Session) -> OutboxRow:
    _only_administrators(request)
    message = outbox.message(db, request.id_of("letter"))
    if message is None or message.state not in IN_TROUBLE:
        raise OldButton("letter")
    return message


def _only_administrators(request: Request) -> None:
    if not request.person.is_admin:
        raise NotAllowed(speech(request.language)("undelivered.who_may"))


def described(t: Speech, db: Session, messages: Sequence[OutboxRow]) -> list[Undelivered]:
    names = people.names_of(db, {reader for message in messages for reader in _readers(message)})
    channels = {(each.platform, each.place): each.name for each in overviews.overview_channels(db)}
    return [
        Undelivered(
            message.id,
            _title(t, message),
            _reader(t, message, names) or _channel(t, message, channels),
            rules.why(message.reason, message.state == MessageState.DOUBTFUL, bool(_readers(message))),
            message.reason,
            message.state == MessageState.DOUBTFUL,
        )
        for message in messages
    ]


def _readers(message: OutboxRow) -> list[int]:
    return [message.colleague_id] if message.colleague_id else [int(each) for each in message.together.split()]


def _reader(t: Speech, message: OutboxRow, names: Mapping[int, str]) -> str:
    readers = [names.get(each) or str(t("chat.former_colleague")) for each in _readers(message)]
    return ", ".join(readers)


def _channel(t: Speech, message: OutboxRow, names: Mapping[tuple[str, str], str]) -> str:
    """By the name that people gave it; an id says nothing to them, and is all that there is of other channels."""
    known = names.get((message.platform, message.place))
    return str(t("undelivered.channel", place=known or message.place))


def _title(t: Speech, message: OutboxRow) -> str:
    try:
        return str(from_json(message.card).title)
    except msgspec.DecodeError:
        return str(t("undelivered.no_title"))
