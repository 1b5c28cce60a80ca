"""What residents were asked in a period, and what they heard: for a page without names."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Integer, bindparam, func, or_, select
from sqlalchemy.orm import Session

from glossary import Level, PartialDate
from storage.register.areas import Area
from storage.register.feedback import FeedbackDebt
from storage.register.moments import IS_ASK, Moment, MomentArea
from storage.register.projects import Project


class AskedLine(NamedTuple):
    """An ask. areas: names. told_on: may lie in the future. promised_on: when residents hear later than is usual."""

    id: int
    title: str
    project_id: int
    project: str
    starts_on: PartialDate
    ends_on: PartialDate
    level: Level | None
    told_on: PartialDate | None
    promised_on: dt.date | None
    areas: tuple[str, ...]


_AREAS = (
    select(func.aggregate_strings(Area.name, "\n"))
    .join(MomentArea, MomentArea.area_code == Area.code)
    .where(MomentArea.moment_id == Moment.id, Area.municipality_id == Moment.municipality_id)
    .correlate(Moment)
    .scalar_subquery()
)
_ASKED = (
    select(
        *(Moment.id, Moment.title, Moment.project_id, Project.name, Moment.starts_on, Moment.ends_on),
        *(Moment.level, Moment.residents_told_on, FeedbackDebt.promised_on, _AREAS),
    )
    .join(Project, Project.id == Moment.project_id)
    .outerjoin(FeedbackDebt, FeedbackDebt.moment_id == Moment.id)
    .where(IS_ASK)
    .where(
        or_(
            (Moment.starts_on <= bindparam("last")) & (Moment.ends_on >= bindparam("first")),
            Moment.residents_told_on.between(bindparam("first"), bindparam("last")),
        )
    )
    .order_by(Moment.starts_on, Moment.id)
    .limit(bindparam("limit", type_=Integer))
)


def asked_in(db: Session, first: dt.date, last: dt.date, limit: int) -> Sequence[AskedLine]:
    """Asks with a day from `first` to `last`, and those of which residents heard then; first day first."""
    days = {"first": PartialDate.of(first), "last": PartialDate.of(last), "limit": limit}
    return [_line(*row) for row in db.execute(_ASKED, days)]


def _line(*columns: Any) -> AskedLine:
    *others, areas = columns
    return AskedLine._make([*others, tuple(sorted(areas.split("\n"))) if areas else ()])
