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
from storage.messages import outbox
from storage.messages.outbox import IN_TROUBLE, MessageState, OutboxRow
from storage.people import people

ON_HOME = 3
IN_A_CARD = 12


def home(request: Request, db: Session) -> Iterator[Section]:
    if request.person.is_admin and (letters := outbox.letters_in_trouble(db)):
        t = speech(request.language)
        yield Section(3, cards.home(t, described(t, db, letters), ON_HOME))


def all_of_them(request: Request, db: Session) -> Sequence[Reply]:
    _only_administrators(request)
    t = speech(request.language)
    return [Say(cards.all_of_them(t, described(t, db, outbox.letters_in_trouble(db)), IN_A_CARD))]


def again(request: Request, db: Session) -> Sequence[Reply]:
    letter = _letter(request, db)
    _send_again(request, db, letter)
    return _done(request, db, "again", letter)


def again_all(request: Request, db: Session) -> Sequence[Reply]:
    """Not those that may have arrived: about each of them somebody has to look."""
    _only_administrators(request)
    refused = [letter for letter in outbox.letters_in_trouble(db) if letter.state == MessageState.DEAD]
    for letter in refused:
        _send_again(request, db, letter)
    return [Say(cards.sent_all_again(speech(request.language), len(refused)))]


def drop(request: Request, db: Session) -> Sequence[Reply]:
    letter = _letter(request, db)
    reply = _done(request, db, "drop", letter)
    letter.state, letter.card = MessageState.CANCELLED, b""
    return reply


def there(request: Request, db: Session) -> Sequence[Reply]:
    """The administrator saw it in the chat."""
    letter = _letter(request, db)
    if letter.state != MessageState.DOUBTFUL:
        raise OldButton("undelivered.there")
    reply = _done(request, db, "there", letter)
    letter.state, letter.reason, letter.card = MessageState.SENT, "", b""
    return reply


def _send_again(request: Request, db: Session, letter: OutboxRow) -> None:
    """As if it was never tried. Somebody wants it now, so it is not too late either."""
    letter.state, letter.reason, letter.doubts, letter.waited_seconds = MessageState.PENDING, "", 0, 0
    letter.attempted_at = letter.expires_at = None
    audit.record(request, db, Deed.MESSAGE_RESENT, about=letter.colleague_id)


def _done(request: Request, db: Session, what: str, letter: OutboxRow) -> Sequence[Reply]:
    t = speech(request.language)
    return [Say(cards.done(t, what, described(t, db, [letter])[0].title))]


def _letter(request: Request, db: Session) -> OutboxRow:
    _only_administrators(request)
    letter = outbox.letter(db, request.id_of("letter"))
    if letter is None or letter.state not in IN_TROUBLE:
        raise OldButton("letter")
    return letter


def _only_administrators(request: Request) -> None:
    if not request.person.is_admin:
        raise NotAllowed(speech(request.language)("undelivered.who_may"))


def described(t: Speech, db: Session, letters: Sequence[OutboxRow]) -> list[Undelivered]:
    names = people.names_of(db, {reader for letter in letters for reader in _readers(letter)})
    return [
        Undelivered(
            letter.id,
            _title(t, letter),
            _reader(t, letter, names),
            rules.why(letter.reason, letter.state == MessageState.DOUBTFUL, bool(_readers(letter))),
            letter.reason,
            letter.state == MessageState.DOUBTFUL,
        )
        for letter in letters
    ]


def _readers(letter: OutboxRow) -> list[int]:
    return [letter.colleague_id] if letter.colleague_id else [int(each) for each in letter.together.split()]


def _reader(t: Speech, letter: OutboxRow, names: Mapping[int, str]) -> str:
    readers = [names.get(each) or str(t("chat.former_colleague")) for each in _readers(letter)]
    return ", ".join(readers) if readers else str(t("undelivered.channel", place=letter.place))


def _title(t: Speech, letter: OutboxRow) -> str:
    try:
        return str(from_json(letter.card).title)
    except msgspec.DecodeError:
        return str(t("undelivered.no_title"))
