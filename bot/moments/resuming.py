"""Going on with what somebody filled in, when they closed the second step."""

import json
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Block, Button, Choices, Paragraph
from bot.chat.replies import Reply
from bot.chat.requests import Request
from bot.chat.texts import Speech, speech
from bot.moments import weighing
from storage.register import drafts
from storage.register.drafts import Draft


def offer(request: Request, db: Session, project: int = 0, moment: int = 0) -> tuple[Block, ...]:
    """At the top of the form. project: 0 is any; moment: 0 is a new one."""
    left = drafts.left_open(db, request.person.id, request.at, project, moment)
    return tuple(_offer(speech(request.language), left)) if left else ()


def _offer(t: Speech, left: Draft) -> Iterator[Block]:
    yield Paragraph(t("moments.draft.left", title=json.loads(left.codes).get("title", "")))
    yield Choices((Button(t("moments.draft.resume"), "moment.resume", {"draft": str(left.id)}),))


def resume(request: Request, db: Session) -> Sequence[Reply]:
    """The first step with what they had. It is kept until they save it, a day at most."""
    draft, project, codes = weighing.draft_of(request, db)
    return [weighing.first_step(request, db, draft, project, codes)]
