"""The facts of steps, from storage: always a constant number of statements."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.orm import Session

from bot.baseline.rules import Situation, StepSaid
from bot.findings import gather
from glossary import Status
from storage.register import outcomes, step_marks


def situations(
    db: Session, at: dt.datetime, wanted: Collection[int] | None = None, statuses: Collection[Status] | None = None
) -> Sequence[Situation]:
    """Of these projects or of all, oldest first. statuses: only with one of these."""
    norms = gather.norms(db)
    projects = gather.projects(db, at, wanted, statuses)
    with_input = outcomes.moments_with_outcomes(db, wanted)
    return [Situation(project, at.date(), norms, with_input) for project in projects]


def marks(db: Session, wanted: Collection[int] | None = None) -> Mapping[int, Mapping[str, StepSaid]]:
    """Project -> step -> what somebody said of it."""
    found: dict[int, dict[str, StepSaid]] = {}
    for row in step_marks.step_marks(db, wanted):
        found.setdefault(row.project_id, {})[row.step] = StepSaid(row.is_done, row.reason)
    return found
