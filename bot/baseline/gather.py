"""The facts of steps, from storage: always a constant number of statements."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.baseline import rules, versions
from bot.baseline.rules import LeftOut, Progress, Situation, StepSaid
from bot.baseline.steps import Baseline
from bot.baseline.versions import Versions
from bot.findings import gather
from bot.findings.facts import ProjectFacts
from bot.findings.norms import Norms
from glossary import Status
from storage.register import step_marks
from storage.reports import left_out


class ProjectProgress(NamedTuple):
    """baseline: the steps that hold for this project. marks: what somebody said of them. found: how far it is.

    is_older: it follows an older version of the municipality's steps.
    """

    here: Situation
    baseline: Baseline
    marks: Mapping[str, StepSaid]
    found: Mapping[str, Progress]
    is_older: bool


Marks = Mapping[int, Mapping[str, StepSaid]]
"""Project -> step -> what somebody said of it."""


def situations(
    db: Session,
    at: dt.datetime,
    wanted: Collection[int] | None = None,
    statuses: Collection[Status] | None = None,
    *,
    only_days: bool = False,
) -> Sequence[Situation]:
    """Of these projects or of all, oldest first. statuses: only with one of these. only_days: as in `projects`."""
    norms = gather.norms(db)
    projects = gather.projects(db, at, wanted, statuses, only_days=only_days)
    return [_situation(project, at.date(), norms) for project in projects]


def _situation(project: ProjectFacts, today: dt.date, norms: Norms) -> Situation:
    return Situation(
        project,
        today,
        norms,
        with_input=frozenset(each.id for each in project.moments if each.has_outcomes),
        divided=frozenset(each.id for each in project.moments if each.is_divided),
        reported=frozenset(each.id for each in project.moments if each.is_reported),
    )


def looked_at(
    db: Session,
    at: dt.datetime,
    wanted: Collection[int] | None = None,
    statuses: Collection[Status] | None = None,
    said: Marks | None = None,
    own: Versions | None = None,
) -> Iterator[ProjectProgress]:
    """How far each of these projects is with its own steps. said, own: where they were read already."""
    own = own or versions.versions(db)
    if said is None:
        said = marks(db, wanted)
    for here in situations(
        db,
        at,
        wanted,
        statuses,
    ):
        version = own.of_project(here.project.id, here.project.registered_at)
        of_project = said.get(here.project.id, {})
        found = rules.progress(version.baseline, here, of_project)
        yield ProjectProgress(here, version.baseline, of_project, found, is_older=version.number < own.newest.number)


def for_one(
    db: Session, at: dt.datetime, project_id: int, person: int
) -> tuple[ProjectProgress, Mapping[str, LeftOut]]:
    """How far one project is, and what its lead left out of another in which this person has a role, by step."""
    of_project, before = dict[str, StepSaid](), dict[str, LeftOut]()
    for line in left_out.step_lines(db, project_id, person):
        if line.project_id == project_id:
            of_project[line.step] = _said(line.is_done, line.reason, line.about)
        elif line.reason and (code := rules.CHECKS.get(line.step) if line.is_point else line.step):
            before.setdefault(code, LeftOut(line.project_id, line.project, line.reason))
    [found] = looked_at(db, at, [project_id], said={project_id: of_project})
    return found, before


def marks(db: Session, wanted: Collection[int] | None = None) -> Marks:
    found: dict[int, dict[str, StepSaid]] = {}
    for row in step_marks.step_marks(db, wanted):
        found.setdefault(row.project_id, {})[row.step] = _said(row.is_done, row.reason, row.about)
    return found


def _said(is_done: bool, reason: str, about: str) -> StepSaid:
    return StepSaid(is_done, reason, frozenset(filter(None, about.split(";"))))
