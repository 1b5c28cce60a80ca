"""How much waits, and since when: of all municipalities together."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.outbox import IN_TROUBLE, ON_ITS_WAY, LetterState, OutboxRow, WorkRow
from storage.reminders import ReminderRow

_UNSENT = [*ON_ITS_WAY, *IN_TROUBLE]


@dataclass(frozen=True, slots=True)
class Waiting:
    """letters, work: how many in each state, without what is done. since: of the oldest whose time has come."""

    letters: dict[str, int]
    letter_since: dt.datetime | None
    work: dict[str, int]
    work_since: dt.datetime | None
    reminder_since: dt.datetime | None


def in_all(db: Session, now: dt.datetime) -> Waiting:
    """Looks across municipalities; five statements, each over an index."""
    due = (OutboxRow.state == LetterState.PENDING, OutboxRow.not_before <= now)
    return Waiting(
        letters=_by_state(db, OutboxRow),
        letter_since=db.scalar(select(func.min(OutboxRow.not_before)).where(*due)),
        work=_by_state(db, WorkRow),
        work_since=db.scalar(select(func.min(WorkRow.created_at)).where(WorkRow.state == LetterState.PENDING)),
        reminder_since=db.scalar(select(func.min(ReminderRow.due_at)).where(ReminderRow.due_at <= now)),
    )


def _by_state(db: Session, table: type[OutboxRow] | type[WorkRow]) -> dict[str, int]:
    """Every state, also with none: a graph must see a zero."""
    found = db.execute(select(table.state, func.count()).where(table.state.in_(_UNSENT)).group_by(table.state))
    return {state.value: 0 for state in _UNSENT} | {str(row[0]): row[1] for row in found}
