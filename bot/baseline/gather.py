"""The facts of steps, from storage: always a constant number of statements."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.baseline import rules, versions
from bot.baseline.rules import Progress, Situation, StepSaid
from bot.baseline.steps import Baseline
from bot.findings import gather
from glossary import Status
from storage.register import outcomes, step_marks


class ProjectProgress(NamedTuple):
    """baseline: the steps that hold for this project. marks: what somebody said of them. found: how far it is.

    is_older: it follows an older version of the municipality's steps.
    """

    here: Situation
    baseline: Baseline
    marks: Mapping[str, StepSaid]
    found: Mapping[str, Progress]
    is_older: bool


LIVE = tuple(status for status in Status if status.is_live)


def situations(
    db: Session, at: dt.datetime, wanted: Collection[int] | None = None, statuses: Collection[Status] | None = None
) -> Sequence[Situation]:
    """Of these projects or of all, oldest first. statuses: only with one of these."""
    norms = gather.norms(db)
    projects = gather.projects(db, at, wanted, statuses)
    with_input = outcomes.moments_with_outcomes(db, wanted)
    return [Situation(project, at.date(), norms, with_input) for project in projects]


def looked_at(
    db: Session, at: dt.datetime, wanted: Collection[int] | None = None, statuses: Collection[Status] | None = None
) -> Iterator[ProjectProgress]:
    """How far each of these projects is with its own steps."""
    said, own = marks(db, wanted), versions.versions(db)
    for here in situations(db, at, wanted, statuses):
        version = own.of_project(here.project.id, here.project.registered_at)
        of_project = said.get(here.project.id, {})
        found = rules.progress(version.baseline, here, of_project)
        yield ProjectProgress(here, version.baseline, of_project, found, is_older=version.number < own.newest.number)


def marks(db: Session, wanted: Collection[int] | None = None) -> Mapping[int, Mapping[str, StepSaid]]:
    """Project -> step -> what somebody said of it."""
    found: dict[int, dict[str, StepSaid]] = {}
    for row in step_marks.step_marks(db, wanted):
        found.setdefault(row.project_id, {})[row.step] = StepSaid(
            row.is_done, row.reason, frozenset(filter(None, row.about.split(";")))
        )
    return found
