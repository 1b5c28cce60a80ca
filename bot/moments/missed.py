"""While somebody plans a contact moment: whom we missed in that area before."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from bot.chat import editing
from bot.chat.cards import Block, Paragraph
from bot.chat.contributions import Planned
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.findings import gather, missed


def advise(request: Request, db: Session, planned: Planned) -> Iterator[Block]:
    """Nothing for a project: that is not yet a day on which somebody can be missed."""
    codes = editing.parts(planned.codes.get("areas", ""))
    if planned.kind == "moment" and codes:
        t = speech(request.language)
        yield from map(Paragraph, missed.in_words(t, gather.missed(db, gather.areas(db), codes, request.today)))
