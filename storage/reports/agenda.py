"""Contact moments by time: what residents are asked and told, and when."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, String, bindparam, cast, func, or_, select
from sqlalchemy.orm import Session

from glossary import Instrument, Level, PartialDate, Role, RoleState, Status, TargetGroup
from storage.register.changes import Change
from storage.register.feedback import FeedbackDebt, concerns, may_be_owed
from storage.register.moments import Moment, MomentArea, MomentGroup, not_told
from storage.register.projects import Project, RoleAssignment


@dataclass(frozen=True, slots=True)
class AgendaFilter:
    """area_codes: a moment has one of these; None is any. groups: names one of these; empty is any.

    project, instrument: None is any. person: only what they work on, or took on to answer; None is any.
    """

    area_codes: Collection[str] | None = None
    groups: Collection[TargetGroup] = ()
    project: int | None = None
    instrument: Instrument | None = None
    person: int | None = None


class AgendaLine(NamedTuple):
    """areas, groups: codes."""

    id: int
    title: str
    project_id: int
    project: str
    starts_on: PartialDate
    ends_on: PartialDate
    hours: tuple[dt.time | None, dt.time | None]
    level: Level | None
    instrument: Instrument | None
    areas: tuple[str, ...]
    groups: tuple[TargetGroup, ...]
    revision: int


class RemovedMoment(NamedTuple):
    """As it was when it was removed."""

    id: int
    revision: int
    first: dt.date
    last: dt.date
    title: str


_REMOVED = (
    select(Change.before, Change.after)
    .where(Change.field == "moment_removed", Change.before != "")
    .order_by(Change.id.desc())
    .limit(200)
)
_REMOVED_OF = _REMOVED.where(
    Change.project_id.in_(
        select(RoleAssignment.project_id).where(
            RoleAssignment.colleague_id == bindparam("person"), RoleAssignment.state == RoleState.ACCEPTED
        )
    )
)


def removed_moments(db: Session, since: dt.date, person: int | None = None) -> Sequence[RemovedMoment]:
    """Those of the last two hundred that would not be over by that day. person: only of what they work on."""
    question = _REMOVED if person is None else _REMOVED_OF
    found = [(row[0].split(), row[1]) for row in db.execute(question, {"person": person})]
    removed = [
        RemovedMoment(int(id_), int(revision), dt.date.fromisoformat(first), dt.date.fromisoformat(last), title)
        for (id_, revision, first, last), title in found
    ]
    return [each for each in removed if each.last >= since]


_AREAS = (
    select(func.aggregate_strings(MomentArea.area_code, ","))
    .where(MomentArea.moment_id == Moment.id)
    .correlate(Moment)
    .scalar_subquery()
)
_GROUPS = (
    select(func.aggregate_strings(cast(MomentGroup.target_group, String), ","))
    .where(MomentGroup.moment_id == Moment.id)
    .correlate(Moment)
    .scalar_subquery()
)


def moments_in(db: Session, first: dt.date, last: dt.date, wanted: AgendaFilter, limit: int) -> Sequence[AgendaLine]:
    """With a day from `first` to `last`, first day first. A day that is not known may lie anywhere in its month."""
    narrowed = {
        "areas": None if wanted.area_codes is None else list(wanted.area_codes),
        "groups": list(wanted.groups) or None,
        "project": wanted.project,
        "instrument": wanted.instrument,
        "person": wanted.person,
    }
    given = frozenset(name for name, value in narrowed.items() if value is not None)
    days = {"first": PartialDate.of(first), "of_first": _of_which(first), "last": PartialDate.of(last)}
    found = db.execute(_moments_in(given), {**days, **narrowed, "limit": limit})
    return sorted((_line(*row) for row in found), key=_when)


@cache
def _moments_in(given: frozenset[str]) -> Select[*tuple[Any, ...]]:
    """given: which conditions there are, by the names of their values."""
    touched = select(MomentArea.moment_id).where(MomentArea.area_code.in_(bindparam("areas", expanding=True)))
    named = select(MomentGroup.moment_id).where(MomentGroup.target_group.in_(bindparam("groups", expanding=True)))
    narrowed = {
        "areas": Moment.id.in_(touched),
        "groups": Moment.id.in_(named),
        "project": Moment.project_id == bindparam("project"),
        "instrument": Moment.instrument == bindparam("instrument"),
        "person": concerns(tuple(Role)),
    }
    return (
        select(
            *(Moment.id, Moment.title, Moment.project_id, Project.name, Moment.starts_on, Moment.ends_on),
            *(Moment.level, Moment.instrument, Moment.begins_at, Moment.ends_at, Moment.revision, _AREAS, _GROUPS),
        )
        .join(Project, Project.id == Moment.project_id)
        .where(Moment.starts_on <= bindparam("last"), *(narrowed[name] for name in sorted(given)))
        # "2026-12" comes before every day of that month, and "2026" before every month.
        .where(or_(Moment.ends_on >= bindparam("first"), Moment.ends_on.in_(bindparam("of_first", expanding=True))))
        .order_by(Moment.starts_on, Moment.id)
        .limit(bindparam("limit", type_=Integer))
    )


class AnswerDue(NamedTuple):
    """A contact moment of which residents wait for an answer, or will. changes: grows with every change."""

    id: int
    title: str
    project: str
    ended_on: PartialDate
    promised_on: dt.date | None
    changes: int

    def due(self, feedback: dt.timedelta) -> dt.date:
        """The last day on which the answer is in time; feedback: how long it may take."""
        ended = self.ended_on.latest
        return self.promised_on if self.promised_on and self.promised_on > ended else ended + feedback


_POSTPONED = func.coalesce(FeedbackDebt.postponed, 0)
_ANSWERS = (
    select(
        *(Moment.id, Moment.title, Project.name, Moment.ends_on),
        *(FeedbackDebt.promised_on, Moment.revision + _POSTPONED),
    )
    .join(Project, Project.id == Moment.project_id)
    .outerjoin(FeedbackDebt, FeedbackDebt.moment_id == Moment.id)
    .where(
        *may_be_owed(),
        or_(*not_told(Moment.residents_told_on)),
        Moment.ends_on >= bindparam("since"),
        Project.status != Status.STOPPED,
        or_(Project.status != Status.COMPLETED, Project.feedback_left_reason == ""),
    )
    .order_by(Moment.ends_on, Moment.id)
    .limit(bindparam("limit", type_=Integer))
)
_ANSWERS_OF = _ANSWERS.where(concerns(tuple(Role)))


def answers_due(
    db: Session, since: dt.date, today: dt.date, limit: int, person: int | None = None
) -> Sequence[AnswerDue]:
    """Of what ended since that day, or is still to come. person: only what they work on, or took on to answer."""
    days = {"since": PartialDate.of(since), "today": PartialDate.of(today)}
    question = _ANSWERS if person is None else _ANSWERS_OF
    return [AnswerDue(*row) for row in db.execute(question, {**days, "limit": limit, "person": person})]


def _of_which(day: dt.date) -> list[PartialDate]:
    """The year and the month that a day is of."""
    return [PartialDate(day.isoformat()[:length]) for length in (4, 7)]


def _line(*columns: Any) -> AgendaLine:
    *others, level, instrument, begins_at, ends_at, revision, areas, groups = columns
    named = (TargetGroup.from_code(code) for code in _parts(groups))
    parts = tuple(sorted(_parts(areas))), tuple(sorted(named, key=list(TargetGroup).index))
    return AgendaLine._make([*others, (begins_at, ends_at), level, instrument, *parts, revision])


def _when(line: AgendaLine) -> tuple[str, dt.time, int]:
    """What has no time comes before what has, on the same day."""
    return line.starts_on.iso, line.hours[0] or dt.time.min, line.id


def _parts(joined: str | None) -> list[str]:
    return joined.split(",") if joined else []
