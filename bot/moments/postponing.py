"""An answer to residents that comes on a later day: a new day, or a decision that is not there yet."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Text
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import Speech, speech
from bot.findings import gather
from bot.findings.clock import MOST_REMINDERS
from bot.moments import keeping, owed_cards, rules
from bot.moments.jobs import answers
from bot.moments.owed_cards import LATER, SHIFT
from bot.moments.owing import is_owed
from bot.register import history, saving
from storage.messages import nudges
from storage.register import feedback

WITHIN = dt.timedelta(days=366)
"""Later is a slip of the finger: nobody waits for that."""


def shift(request: Request, db: Session) -> Sequence[Reply]:
    return _ask(request, db, SHIFT)


def decided_later(request: Request, db: Session) -> Sequence[Reply]:
    return _ask(request, db, LATER)


def _ask(request: Request, db: Session, why: str) -> Sequence[Reply]:
    moment, _ = keeping.answerable(request, db)
    t = speech(request.language)
    if not is_owed(request, moment):
        return [Say(owed_cards.answered_already(t, moment))]
    return [Ask(owed_cards.later_form(t, moment, why))]


def save(request: Request, db: Session) -> Sequence[Reply]:
    """With the proposal of a message to residents: it is theirs to hear that they wait longer."""
    moment, project = keeping.answerable(request, db)
    t, why = speech(request.language), request.args.get("why", "")
    if why not in (SHIFT, LATER):
        raise OldButton("why")
    if not is_owed(request, moment):
        return [Say(owed_cards.answered_already(t, moment))]
    day, reason = request.text("promised_on"), request.text("reason")
    form = owed_cards.later_form(t, moment, why, day, reason)
    if returned := saving.returned(request, form, _errors(t, request, why, day, reason)):
        return [returned]
    known, norms = feedback.debt(db, moment.id), gather.norms(db)
    before = known.promised_on if known else None
    promised = dt.date.fromisoformat(day)
    history.remember(
        request, db, project, "promised_on", before.isoformat() if before else "", promised.isoformat(), moment
    )
    postponed = known.postponed if known else 0
    had = rules.had_by_then(known.reminders if known else 0, postponed)
    feedback.postpone(db, moment.id, promised, reason, rules.reminder_day(promised, request.today), had)
    nudges.forget(db, answers.about(moment.id))
    ended = moment.ends_on.day
    was = before or (ended + norms.feedback if ended else None)
    is_last = had >= MOST_REMINDERS
    return [Say(owed_cards.postponed(t, moment, project, promised, was, reason, is_last))]


def _errors(t: Speech, request: Request, why: str, day: str, reason: str) -> dict[str, Text]:
    errors: dict[str, Text] = {}
    try:
        chosen = dt.date.fromisoformat(day)
    except ValueError:
        errors["promised_on"] = t("chat.refused.date")
    else:
        if not request.today < chosen <= request.today + WITHIN:
            errors["promised_on"] = t("moments.later.day_to_come")
    if why == LATER and not reason:
        errors["reason"] = t("moments.later.say_why")
    return errors
