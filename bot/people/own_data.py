"""What is stored about a person: they get it as a file, and can be erased."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from bot.chat.cards import Attachment, Card, Paragraph
from bot.chat.exchange import HIGHEST_ID, Ask, OldButton, Reply, Request, Say
from bot.chat.texts import speech
from bot.people import cards
from bot.people.keeping import only_administrators
from storage import people, projects


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
            for row in projects.changes_by(db, person.id)
        ],
    }


def _plain(value: object) -> Any:
    return msgspec.to_builtins(value)


def erase(request: Request, db: Session) -> Sequence[Reply]:
    myself = request.args.get("me") == "1"
    if not myself:
        only_administrators(request)
    return [Ask(cards.erase_form(speech(request.language), myself))]


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
    people.erase(db, colleague, request.at)
    return [Say(cards.erased(t))]
