"""What a plan builds on, from storage: what residents of the place are asked by others, and what was learned before."""

import datetime as dt

from sqlalchemy.orm import Session

from bot.findings import clock, gather
from bot.findings.norms import Norms
from bot.writing.facts import AskNearby, Surroundings
from storage.register.projects import Project
from storage.search import similar
from storage.search.similar import Earlier

WEEKS = 12
"""Ahead: longer than that nobody knows what will be asked."""
ALIKE = 2
"""Of domain, area and group: with one of them alone every project is like every other."""
MOST_LESSONS = 3


def surroundings(db: Session, project: Project, today: dt.date, norms: Norms) -> Surroundings:
    areas = gather.areas(db)
    monday = today - dt.timedelta(days=today.weekday())
    codes = project.area_codes
    asks = gather.asks_of_weeks(db, areas, codes, monday, WEEKS, today, norms) if codes else ()
    nearby = [
        AskNearby(
            ask.project, ask.title, ask.starts_on, ask.ends_on, clock.feedback_days_overdue(ask, today, norms) > 0
        )
        for ask in asks
        if ask.project_id != project.id
    ]
    return Surroundings(tuple(nearby), gather.missed(db, areas, codes, today), _lessons(db, project))


def _lessons(db: Session, project: Project) -> tuple[str, ...]:
    """Of projects that are like this one, of the likest first, what helped most often."""
    known = [(_likeness(project, each), each.id) for each in similar.earlier_projects(db) if each.id != project.id]
    alike = [project_id for likeness, project_id in sorted(known, reverse=True) if likeness >= ALIKE]
    lessons = similar.lessons_of_projects(db, alike)
    return tuple(lesson.lesson for project_id in alike for lesson in lessons.get(project_id, ()))[:MOST_LESSONS]


def _likeness(project: Project, earlier: Earlier) -> int:
    return (
        (project.domain is not None and project.domain is earlier.domain)
        + bool(earlier.areas & set(project.area_codes))
        + bool(earlier.groups & set(project.target_groups))
    )
