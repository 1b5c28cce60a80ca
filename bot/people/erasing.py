"""A person is erased: by themselves, or by an administrator when they have left."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from bot.chat.cards import typed
from bot.chat.forms import Option
from bot.chat.replies import Ask, Happened, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.people import audit, cards
from bot.people.keeping import only_administrators
from glossary import Deed
from storage.messages import nudges, outbox
from storage.people import identity, people


def erase(request: Request, db: Session) -> Sequence[Reply]:
    myself = request.args.get("me") == "1"
    if not myself:
        only_administrators(request)
    known = people.colleague(db, request.id_of("colleague")) if "colleague" in request.args else None
    chosen = Option(str(known.id), typed(known.name)) if known and not known.erased_at else None
    return [Ask(cards.erase_form(speech(request.language), myself, chosen))]


def save_erase(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    if request.args.get("me") == "1":
        erased = request.person.id
    else:
        only_administrators(request)
        erased = request.picked("colleague")
    colleague = people.colleague_in_full(db, erased)
    if colleague is None or colleague.erased_at or request.text("sure") != "yes":
        raise OldButton("colleague")
    name = colleague.name
    identity.erase(db, colleague, request.at)
    audit.record(request, db, Deed.ERASED, about=erased)
    if name:
        _forget_in_messages(db, name)
    return [Say(cards.erased(t)), Happened("people.erased")]


def _forget_in_messages(db: Session, name: str) -> None:
    """Messages to others may hold the name: "Anna named you for a role"."""
    written = msgspec.json.encode(name)[1:-1]
    for message in outbox.messages_that_hold(db, written):
        instead = str(speech(message.language)("chat.former_colleague"))
        message.card = msgspec.json.encode(_without(msgspec.json.decode(message.card), name, instead))
    for nudge in nudges.that_hold(db, written):
        reader = people.colleague(db, nudge.colleague_id)
        instead = str(speech(reader.language if reader else "")("chat.former_colleague"))
        nudge.blocks = msgspec.json.encode(_without(msgspec.json.decode(nudge.blocks), name, instead))


def _without(part: Any, name: str, instead: str) -> Any:
    """What people typed, with the name replaced where it is a word of its own."""
    match part:
        case str():
            return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _: instead, part)
        case list():
            return [_without(item, name, instead) for item in part]
        case dict():
            ours = ("template", "action", "type", "content", "png")
            return {key: item if key in ours else _without(item, name, instead) for key, item in part.items()}
    return part
