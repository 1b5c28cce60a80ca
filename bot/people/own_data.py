"""What is stored about a person: they get it as a file, and can be erased."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from bot import outgoing
from bot.chat.cards import Attachment, Card, Paragraph, Text, from_json, typed
from bot.chat.exchange import HIGHEST_ID, Ask, Happened, OldButton, Reply, Request, Say
from bot.chat.forms import Option
from bot.chat.texts import speech
from bot.people import cards
from bot.people.keeping import only_administrators
from storage import (
    buddies,
    changes,
    drafts,
    feedback,
    identity,
    joining,
    knowledge,
    nudges,
    outbox,
    overviews,
    people,
    projects,
    sessions,
)
from storage.people import Municipality


def overview(request: Request, db: Session) -> Sequence[Reply]:
    return [Say(cards.own_data(speech(request.language)))]


def download(request: Request, db: Session) -> Sequence[Reply]:
    """The file goes to the person's own chat, wherever the question was asked."""
    t = speech(request.language)
    content = json.dumps(_everything(request, db), ensure_ascii=False, indent=1).encode()
    file = Attachment("samenspel-gegevens.json", content)
    card = Card(t("people.data.file_title"), (Paragraph(t("people.data.file")),), files=(file,))
    sent = Card(t("people.data.title"), (Paragraph(t("people.data.sent")),))
    return [Say(card, to=request.person.id), Say(sent)]


def _everything(request: Request, db: Session) -> Mapping[str, Any]:
    """Every row about this person, under the names of the columns."""
    person = people.colleague_in_full(db, request.person.id)
    assert person is not None
    return {
        "colleague": {
            **{key: _plain(getattr(person, key)) for key in ("id", "key", "name", "email", "department", "language")},
            "joined_on": _plain(person.joined_on),
            "is_admin": person.is_admin,
            "buddy_key": person.buddy_key,
            "disciplines": [row.discipline.value for row in person.disciplines],
            "areas": [row.area_code for row in person.areas],
        },
        "accounts": [f"{row.platform} {row.tenant} {row.user}" for row in people.accounts_of(db, [person.id])],
        "roles": [
            {
                "project": project.name,
                "role": role.role.value,
                "state": role.state.value,
                "asked_at": _plain(role.asked_at),
                "asked_again_at": _plain(role.asked_again_at),
                "answered_at": _plain(role.answered_at),
            }
            for role, project in projects.roles_of(db, person.id)
        ],
        "changes": [
            {
                "at": _plain(row.at),
                "project": row.project_id,
                "field": row.field,
                "before": row.before,
                "after": row.after,
            }
            for row in changes.made_by(db, person.id)
        ],
        "lessons": [
            {"key": row.key, "lesson": row.lesson, "what_happened": row.what_happened, "shows_author": row.shows_author}
            for row in knowledge.lessons_written_by(db, person.id)
        ],
        "sessions": [
            {"topic": each.topic, "starts_at": _plain(each.starts_at), "took_away": took_away}
            for each, took_away in sessions.all_of(db, person.id)
        ],
        "registered": list(projects.registered_by(db, person.id)),
        "buddies": _buddies(db, person.id),
        "own_week": overviews.own_week(db, person.id) is not None,
        "takes_feedback_of": list(feedback.taken_on_by(db, person.id)),
        "joint_proposals": [
            {"at": _plain(row.proposed_at), "moment": row.moment_id, "other_moment": row.other_moment_id}
            for row in joining.proposals_by(db, person.id)
        ],
        "joint_answers": [
            {"at": _plain(row.answered_at), "proposal": row.proposal_id, "is_good": row.is_good}
            for row in joining.answers_by(db, person.id)
        ],
        "drafts": [{"at": _plain(row.created_at), "codes": row.codes} for row in drafts.drafts_of(db, person.id)],
        "looks_after": _keeps(request.municipality, person.id),
        "waiting_for_the_daily_message": [
            _text_of(outgoing.blocks_of(row)) for row in nudges.waiting_for(db, person.id)
        ],
        "messages": [
            {"at": _plain(letter.created_at), "text": _text(letter.card)} for letter in outbox.letters_to(db, person.id)
        ],
    }


def _buddies(db: Session, colleague_id: int) -> Mapping[str, Any]:
    """What others wish about being paired with this person is theirs, and not in here."""
    member = buddies.member(db, colleague_id)
    names = people.names_of(db, buddies.avoided_by(db, colleague_id))
    keys = ("asked_at", "is_on", "paused_until", "most", "side", "bio", "learns", "offers")
    return {
        "taking_part": {key: _plain(getattr(member, key)) for key in keys} if member else None,
        "rather_not_with": list(names.values()),
        "rounds": [
            {
                "round": round_.number,
                "begun_at": _plain(round_.begun_at),
                "had_buddies": seat.group_id is not None,
                "answer": seat.answer,
                "took_away": seat.took_away,
            }
            for seat, round_ in buddies.seats_of(db, colleague_id)
        ],
    }


def _keeps(municipality: Municipality, colleague_id: int) -> list[str]:
    keepers = {"overview_keeper": municipality.keeper_id, "deputy": municipality.deputy_id}
    return [name for name, keeper in keepers.items() if keeper == colleague_id]


def _text(card: bytes) -> str:
    """Every sentence of a message, from top to bottom."""
    return _text_of(from_json(card))


def _text_of(part: object) -> str:
    return "\n".join(str(text) for text in _texts(part))


def _texts(part: object) -> Iterator[Text]:
    match part:
        case Text():
            yield part
        case msgspec.Struct():
            for name in part.__struct_fields__:
                yield from _texts(getattr(part, name))
        case tuple():
            for item in part:
                yield from _texts(item)


def _plain(value: object) -> Any:
    return msgspec.to_builtins(value)


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
        chosen = request.text("colleague")
        erased = int(chosen) if chosen.isdecimal() and int(chosen) <= HIGHEST_ID else 0
    colleague = people.colleague_in_full(db, erased)
    if colleague is None or colleague.erased_at or request.text("sure") != "yes":
        raise OldButton("colleague")
    name = colleague.name
    identity.erase(db, colleague, request.at)
    if name:
        _forget_in_letters(db, name)
    return [Say(cards.erased(t)), Happened("people.erased")]


def _forget_in_letters(db: Session, name: str) -> None:
    """Messages to others may hold the name: "Anna named you for a role"."""
    written = msgspec.json.encode(name)[1:-1]
    for letter in outbox.letters_that_hold(db, written):
        instead = str(speech(letter.language)("chat.former_colleague"))
        letter.card = msgspec.json.encode(_without(msgspec.json.decode(letter.card), name, instead))
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
