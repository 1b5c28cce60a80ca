"""An answer to residents that was recorded by mistake: open again, within a day."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Replace, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.moments import cards, keeping
from bot.register import fields, filling_in
from storage.register import changes, feedback
from storage.register.moments import Moment

WITHIN = dt.timedelta(days=1)
"""Later it has been told in overviews, and a wrong day is corrected in the form."""


def possible(request: Request, db: Session, moment: Moment) -> int:
    """The revision in which the answer was recorded; 0 when it can't be taken back any more."""
    if moment.residents_told_on is None or moment.changed_at < request.at - WITHIN:
        return 0
    recorded = changes.filled_in(db, moment.project_id, moment.id, "residents_told_on")
    return recorded.revision if recorded and recorded.at >= request.at - WITHIN else 0


def reopen(request: Request, db: Session) -> Sequence[Reply]:
    """What was written about the input stays, so nothing is lost by a click."""
    moment, project = keeping.editable(request, db)
    t = speech(request.language)
    if moment.residents_told_on is not None:
        recorded = possible(request, db, moment)
        if not recorded:
            return [Say(cards.too_late_to_reopen(t, moment))]
        if request.id_of("revision") != recorded:
            # Somebody opened it again, and then told residents: that answer was not seen when this button was drawn.
            raise OldButton("moment.reopen")
        codes = filling_in.codes_of(moment, fields.FEEDBACK) | {"residents_told_on": ""}
        filling_in.change(request, db, project, codes, fields.FEEDBACK, moment)
        # The reminder that was due went when the answer was recorded.
        feedback.reminded(db, moment.id, None)
    return [Replace(cards.reopened(t, moment))]
