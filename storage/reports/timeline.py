"""Which projects go on, and when they ask residents something."""

import datetime as dt
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from glossary import PartialDate
from storage.register.projects import Project
from storage.reports.narrowing import Narrow
from storage.reports.weekly import COUNT_TO, Coming, Named, coming_moments


class ProjectSpan(NamedTuple):
    """A project in a timeline, with its moments, first day first. starts_on, ends_on: as precise as they are known."""

    project: Named
    starts_on: PartialDate | None
    ends_on: PartialDate | None
    moments: tuple[Coming, ...]


def timeline(db: Session, narrow: Narrow, first: dt.date, last: dt.date, limit: int) -> tuple[list[ProjectSpan], int]:
    """Live projects with a contact moment on one of these days; those whose moment comes first on top."""
    moments, _ = coming_moments(db, narrow, first, last, COUNT_TO, begun=True)
    by_project: dict[int, list[Coming]] = {}
    for moment in moments:
        by_project.setdefault(moment.project.id, []).append(moment)
    shown = list(by_project)[:limit]
    periods = db.execute(select(Project.id, Project.starts_on, Project.ends_on).where(Project.id.in_(shown)))
    period = {row[0]: (row[1], row[2]) for row in periods}
    spans = [ProjectSpan(by_project[each][0].project, *period[each], tuple(by_project[each])) for each in shown]
    return spans, len(by_project)
