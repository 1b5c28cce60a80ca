"""What public pages say beside the register itself, of several projects at once."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, ScalarSelect, String, bindparam, func, select, type_coerce
from sqlalchemy.orm import Session

from glossary import Decision
from storage.register.feedback import FeedbackDebt
from storage.register.moments import Moment, MomentArea, MomentGroup
from storage.register.outcomes import Outcome
from storage.register.projects import Project, ProjectArea
from storage.register.text_words import TextWords

_PROJECTS = bindparam("projects", expanding=True, type_=Integer)
_WORDS = (
    select(TextWords.moment_id, TextWords.key, TextWords.words)
    .where(TextWords.project_id.in_(_PROJECTS), TextWords.moment_id.is_not(None))
    .order_by(TextWords.id)
)
_PROMISES = (
    select(FeedbackDebt.moment_id, FeedbackDebt.promised_on, FeedbackDebt.reason)
    .join(Moment, Moment.id == FeedbackDebt.moment_id)
    .where(FeedbackDebt.promised_on.is_not(None), Moment.project_id.in_(_PROJECTS))
)
_project, _moment, _project_area, _moment_area, _moment_group, _line = (
    each.__table__.c for each in (Project, Moment, ProjectArea, MomentArea, MomentGroup, Outcome)
)


def _text(column: ColumnElement[Any]) -> ColumnElement[str]:
    """As it is kept: most pages are as they were a moment ago, and then nobody needs more than that."""
    return type_coerce(column, String)


def _joined(code: ColumnElement[Any], belongs: ColumnElement[bool]) -> ScalarSelect[str]:
    return select(func.aggregate_strings(_text(code), ",")).where(belongs).scalar_subquery()


# Asked of the connection, which the session does not confine to its municipality: so they do so themselves.
_SHOWN = (
    select(
        *(_project.id, _project.name, _text(_project.status), _project.summary, _project.fixed, _project.open),
        *(_text(_project.level), _project.areas_in_words, _text(_project.decision_on), _project.web_page),
        *(_project.feedback_left_reason, _project.completed_on),
        _joined(_project_area.area_code, _project_area.project_id == _project.id),
    )
    .where(_project.municipality_id == bindparam("own"), _project.id.in_(_PROJECTS))
    .order_by(_project.id)
)
_MOMENTS = (
    select(
        *(_moment.id, _moment.project_id, _moment.title, _text(_moment.starts_on), _text(_moment.ends_on)),
        *(_moment.changed_at, _moment.begins_at, _moment.ends_at, _text(_moment.level), _text(_moment.instrument)),
        *(_moment.areas_in_words, _moment.streets, _text(_moment.residents_told_on), _moment.done_with_input),
        _joined(_moment_area.area_code, _moment_area.moment_id == _moment.id),
        _joined(_moment_group.target_group, _moment_group.moment_id == _moment.id),
    )
    # In no order: for that of its days SQLite reads the whole municipality.
    .where(_moment.municipality_id == bindparam("own"), _moment.project_id.in_(_PROJECTS))
)


_LINES = (
    select(_line.moment_id, _line.input, _line.decision, _line.reason)
    .join(Moment, _moment.id == _line.moment_id)
    .where(_moment.municipality_id == bindparam("own"), _moment.project_id.in_(_PROJECTS))
    .order_by(_line.moment_id, _line.number)
)


class PublicProjectRow(NamedTuple):
    """A project, as far as a public page says anything of it: days and words as text. areas: codes and commas."""

    id: int
    name: str
    status: str
    summary: str
    fixed: str
    open: str
    level: str | None
    areas_in_words: str
    decision_on: str | None
    web_page: str
    feedback_left_reason: str
    completed_on: dt.date | None
    areas: str | None


class PublicMomentRow(NamedTuple):
    """The same of a contact moment. groups: codes, joined by commas."""

    id: int
    project_id: int
    title: str
    starts_on: str
    ends_on: str
    changed_at: dt.datetime
    begins_at: dt.time | None
    ends_at: dt.time | None
    level: str | None
    instrument: str | None
    areas_in_words: str
    streets: str
    residents_told_on: str | None
    done_with_input: str
    areas: str | None
    groups: str | None


def shown_projects(db: Session, projects: Collection[int]) -> Sequence[PublicProjectRow]:
    """Those of them that are there, by id."""
    return [PublicProjectRow._make(row) for row in db.connection().execute(_SHOWN, _which(db, projects))]


def shown_moments(db: Session, projects: Collection[int]) -> Sequence[PublicMomentRow]:
    """First day first."""
    found = map(PublicMomentRow._make, db.connection().execute(_MOMENTS, _which(db, projects)))
    return sorted(found, key=lambda moment: (moment.starts_on, moment.id))


def lines_of_moments(db: Session, projects: Collection[int]) -> Mapping[int, Sequence[tuple[str, Decision, str]]]:
    """Moment -> what residents gave, what became of it and why, in order."""
    found: dict[int, list[tuple[str, Decision, str]]] = {}
    for moment, *line in db.connection().execute(_LINES, _which(db, projects)):
        found.setdefault(moment, []).append((line[0], line[1], line[2]))
    return found


def _which(db: Session, projects: Collection[int]) -> Mapping[str, Any]:
    return {"own": db.info["municipality"], "projects": list(projects)}


def words_of_moments(db: Session, projects: Collection[int]) -> Mapping[int, Mapping[str, str]]:
    """Moment -> what somebody filled in for texts about it, by its key."""
    found: dict[int, dict[str, str]] = {}
    for moment, key, words in db.execute(_WORDS, {"projects": list(projects)}):
        found.setdefault(moment or 0, {})[key] = words
    return found


def promises(db: Session, projects: Collection[int]) -> Mapping[int, tuple[dt.date, str]]:
    """Moment -> the later day on which residents hear, and why."""
    return {row[0]: (row[1], row[2]) for row in db.execute(_PROMISES, {"projects": list(projects)}) if row[1]}
