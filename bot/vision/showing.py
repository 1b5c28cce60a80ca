"""`/samenspel visie`: what both departments want, how it goes, and honestly when there is no vision."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Reply, Say
from bot.chat.requests import Request
from bot.chat.settings import Chosen
from bot.chat.texts import speech
from bot.findings import gather
from bot.people import rights
from bot.register.governance import governance
from bot.vision import cards
from bot.vision.cards import VisionFacts
from storage import settings
from storage.register import visions
from storage.reports import steering


def show(request: Request, db: Session) -> Sequence[Reply]:
    return [Say(cards.vision(speech(request.language), facts(request, db)))]


def facts(request: Request, db: Session) -> VisionFacts:
    found, heads, norms = visions.vision(db), steering.department_heads(db), gather.norms(db)
    touched, targets = (visions.touched(db), visions.targets(db)) if found else ({}, {})
    return VisionFacts(
        principles=[(each.words, touched.get(each.id, 0)) for each in visions.principles(db)] if found else [],
        # Counted over two years, so only where somebody set a target.
        goals=gather.goals(db, request.today, norms) if targets else (),
        targets=targets,
        norms=norms,
        review_on=found.review_on if found else None,
        owners=len(heads),
        governance=governance(Chosen(settings.written(db))),
        today=request.today,
        may_edit=rights.may_steer(request.person, request.municipality, heads),
    )
