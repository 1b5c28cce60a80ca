"""What is stored about a person: they get it as a file."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from bot.chat.cards import Attachment, Block, Card, Paragraph, Text
from bot.chat.replies import Reply, Say
from bot.chat.requests import Request
from bot.chat.texts import Speech, speech
from bot.people import audit, cards
from glossary import Deed, Word
from storage.people.personal import FilePart
from storage.reports import own_data
from storage.reports.own_data import Row

FILE = "samenspel-gegevens.json"


def overview(request: Request, db: Session) -> Sequence[Reply]:
    return [Say(cards.own_data(speech(request.language), own_data.parts_about(db, request.person.id)))]


def download(request: Request, db: Session) -> Sequence[Reply]:
    """The file goes to the person's own chat, wherever the question was asked."""
    t = speech(request.language)
    audit.record(request, db, Deed.OWN_DATA_ASKED, about=request.person.id)
    db.flush()
    file = Attachment(FILE, _file(t, own_data.everything_about(db, request.person.id)))
    card = Card(t("people.data.file_title"), (Paragraph(t("people.data.file")),), files=(file,))
    sent = Card(t("people.data.title"), (Paragraph(t("people.data.sent")),))
    return [Say(card, to=request.person.id), Say(sent)]


def _file(t: Speech, parts: Mapping[FilePart, Sequence[Row]]) -> bytes:
    """What is in it comes first; then every part under its name."""
    told = {cards.part(t, part): [_plain(t, row) for row in rows] for part, rows in parts.items()}
    file = {str(t("people.data.contents")): list(told), **told}
    return json.dumps(file, ensure_ascii=False, indent=1).encode()


def _plain(t: Speech, row: Row) -> Mapping[str, Any]:
    return {name: _readable(t, value) for name, value in row.items()}


def _readable(t: Speech, value: object) -> Any:
    match value:
        case bytes():
            return _said(t, value)
        case Word():
            return value.dutch if t.language == "nl" else value.value
    return msgspec.to_builtins(value)


def _said(t: Speech, stored: bytes) -> str:
    """Every sentence of a message, from top to bottom. A message that was sent has none any more."""
    try:
        said = msgspec.json.decode(stored, type=Card | tuple[Block, ...])
    except msgspec.DecodeError:
        return str(t("people.data.text_gone"))
    return "\n".join(str(text) for text in _texts(said))


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
