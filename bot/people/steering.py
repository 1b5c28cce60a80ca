"""What both departments steer on together is for their heads, and for whoever keeps the register."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.requests import NotAllowed, Request
from bot.chat.texts import speech
from bot.people import rights
from storage.reports import steering


def only_who_steer(request: Request, db: Session) -> Sequence[int]:
    """Ids of the heads, lowest first. Raises NotAllowed for everybody else."""
    heads = steering.department_heads(db)
    if not rights.may_steer(request.person, request.municipality, heads):
        raise NotAllowed(speech(request.language)("people.who_steers"))
    return heads
