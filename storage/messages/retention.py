"""How long rows stay that nobody needs any more; docs/monitoring.md and docs/privacy.md say the same."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import CursorResult, Delete, delete, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.learning.pulses import PulseAsk
from storage.learning.questions import Question
from storage.learning.questions import is_old as is_old_question
from storage.messages import outbox
from storage.messages.hosted_files import HostedFile
from storage.messages.meetings import MeetingAction
from storage.messages.nudges import NudgeRow
from storage.messages.outbox import MessageState, OutboxRow, Received
from storage.messages.schedule import OccurrenceRow
from storage.messages.tasks import TaskRow
from storage.messages.uploads import Upload
from storage.people.audit import AuditRow
from storage.people.newcomers import Newcomer
from storage.register.drafts import Draft
from storage.register.drafts import is_old as is_old_draft
from storage.register.thanks import ThanksYes
from storage.register.thanks import is_old as is_old_thanks

RECEIVED = dt.timedelta(days=30)
"""Slack repeats an event within the hour; a form may stay open for days."""
IN_TROUBLE = dt.timedelta(days=365)
"""Messages that did not arrive, and work that failed: an administrator has a year to look at them."""
NEWCOMERS = dt.timedelta(days=182)
"""Twice as long as anybody is new: without the row they would hear all of it again."""
PULSE = dt.timedelta(days=60)
"""Whoever did not answer by then does not answer any more; that a triangle was asked stays known without names."""
MEETING_ACTIONS = dt.timedelta(days=365)
"""A year after the day by which something was to be done."""
AUDIT = dt.timedelta(days=365)
"""The audit log, where nothing else was chosen."""

_FINISHED = (MessageState.SENT, MessageState.EXPIRED, MessageState.CANCELLED)


def forget(db: Session, now: dt.datetime, keep: dt.timedelta, at_most: int = 500, audit: dt.timedelta = AUDIT) -> int:
    """Deletes at most so many rows of each kind; how many they were. To be called again until there are none.

    keep: for what was sent, done or decided. audit: for the audit log. Looks across municipalities.
    """
    deleted = 0
    for statement in _old(now, keep, at_most, audit):
        result = db.execute(statement.execution_options(synchronize_session=False))
        assert isinstance(result, CursorResult)
        deleted += result.rowcount
    return deleted


def _old(now: dt.datetime, keep: dt.timedelta, at_most: int, audit: dt.timedelta) -> Iterator[Delete]:
    message, work = OutboxRow, TaskRow
    for states, since in ((_FINISHED, now - keep), (outbox.IN_TROUBLE, now - IN_TROUBLE)):
        yield _some(message, (message.id,), at_most, message.state.in_(states), message.not_before < since)
        yield _some(work, (work.id,), at_most, work.state.in_(states), work.created_at < since)
    # Whoever comes back after so long is not to get everything at once that they missed.
    is_away = message.state == MessageState.PENDING, message.reason == outbox.AWAY
    yield _some(message, (message.id,), at_most, *is_away, message.not_before < now - keep)
    yield _some(Received, (Received.key,), at_most, Received.at < now - RECEIVED)
    key = (OccurrenceRow.municipality_id, OccurrenceRow.name, OccurrenceRow.key)
    yield _some(OccurrenceRow, key, at_most, OccurrenceRow.at < now - keep)
    yield _some(Draft, (Draft.id,), at_most, is_old_draft(now))
    yield _some(Question, (Question.id,), at_most, is_old_question(now))
    asked = (ThanksYes.thanks_id, ThanksYes.colleague_id)
    yield _some(ThanksYes, asked, at_most, is_old_thanks(now.date()))
    yield _some(Newcomer, (Newcomer.colleague_id,), at_most, Newcomer.told_on < (now - NEWCOMERS).date())
    pulse = (PulseAsk.project_id, PulseAsk.colleague_id)
    yield _some(PulseAsk, pulse, at_most, PulseAsk.asked_on < (now - PULSE).date())
    yield _some(MeetingAction, (MeetingAction.id,), at_most, MeetingAction.until < (now - MEETING_ACTIONS).date())
    yield _some(HostedFile, (HostedFile.key,), at_most, HostedFile.until < now)
    yield _some(Upload, (Upload.id,), at_most, Upload.until < now)
    yield _some(AuditRow, (AuditRow.id,), at_most, AuditRow.at < now - audit)
    yield _some(NudgeRow, (NudgeRow.id,), at_most, NudgeRow.expires_at < now)


def _some(table: Any, key: tuple[InstrumentedAttribute[Any], ...], at_most: int, *old: Any) -> Delete:
    found = select(*key).where(*old).limit(at_most)
    return delete(table).where((key[0] if len(key) == 1 else tuple_(*key)).in_(found))
