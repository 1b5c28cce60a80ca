"""Which principle a new project touches: one click, or nothing."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Block
from bot.chat.contributions import Planned
from bot.chat.replies import Replace, Reply
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.register import which_project
from bot.vision import cards
from storage.register import visions


def advise(request: Request, db: Session, planned: Planned) -> Iterator[Block]:
    """Once, when it was registered; never where there is no vision."""
    if planned.kind != "project" or not planned.project:
        return
    if principles := [(each.id, each.number, each.words) for each in visions.principles(db)]:
        yield cards.which_principle(speech(request.language), planned.project, principles)


def touch(request: Request, db: Session) -> Sequence[Reply]:
    project = which_project.editable(request, db, request.id_of("project"))
    principle = visions.principle(db, request.id_of("principle"))
    if principle is None:
        raise OldButton("principle")
    visions.place_under(db, project.id, principle.id)
    return [Replace(cards.touches(speech(request.language), project.name, principle.words))]
