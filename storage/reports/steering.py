"""What both department heads steer on: totals of projects and teams, never of a person."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    bindparam,
    case,
    func,
    literal,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from glossary import BudgetKind, BudgetState, Discipline, Domain, Goal, Role, RoleState
from storage.database.rows_as_json import rows_as_json
from storage.people.people import CHOSEN, Colleague, ColleagueDiscipline, here
from storage.register.agreements import Agreement
from storage.register.feedback import FeedbackDebt, days, is_left, is_owed
from storage.register.moments import Moment
from storage.register.projects import IS_LIVE, Project, RoleAssignment
from storage.register.visions import Vision, VisionGoal

ADVISERS = {
    Discipline.COMMUNICATION: Role.COMMUNICATION_ADVISER,
    Discipline.PARTICIPATION: Role.PARTICIPATION_ADVISER,
}
"""The two teams, and what they do in a project."""


class Team(NamedTuple):
    """advisers: how many colleagues; whoever only says so themselves is not counted.

    projects: live ones that have one of them; vacant: live ones that have none."""

    advisers: int
    projects: int
    vacant: int


class DomainMoney(NamedTuple):
    """Live projects of a domain, and how many of them have an amount for participation."""

    domain: Domain | None
    projects: int
    with_amount: int


class Money(NamedTuple):
    """Of live projects, in whole euros. one_off, structural, project_costs: for participation, by where it is from.

    of_no_kind: of which nobody said that. without: how many projects have no amount for participation. communication:
    for that. requested, granted: of what is for participation, where somebody filled that in. domains: in their fixed
    order, those with projects.
    """

    one_off: int
    structural: int
    without: int
    of_no_kind: int = 0
    project_costs: int = 0
    communication: int = 0
    requested: int = 0
    granted: int = 0
    domains: Sequence[DomainMoney] = ()

    @property
    def projects(self) -> int:
        return sum(each.projects for each in self.domains)

    @property
    def with_amount(self) -> int:
        return sum(each.with_amount for each in self.domains)

    @property
    def in_all(self) -> int:
        """For participation."""
        return self.one_off + self.structural + self.project_costs + self.of_no_kind


class WithoutAmount(NamedTuple):
    """Names of live projects without money for participation, changed last first.

    only_communication: of those with money for communication, by name. agreed: ids of those in which a team agreed on
    this once.
    """

    names: Sequence[str]
    only_communication: Sequence[str]
    agreed: frozenset[int]


class SteeringFigures(NamedTuple):
    """overdue: asks that ended too long ago, and were not answered yet; not what was left with a reason.

    left: those among them of which nobody is reminded any more, so that they are left to the heads. vision: when it was
    changed, and when the heads look at it again; None where there is none. targets: of its goals, in percent.
    """

    overdue: int
    left: int
    teams: Mapping[Discipline, Team]
    vision: tuple[dt.date, dt.date] | None
    targets: Mapping[Goal, int]


def _held(role: Role) -> ColumnElement[int]:
    held = select(RoleAssignment.project_id).where(RoleAssignment.role == role, RoleAssignment.state != RoleState.LEFT)
    return select(func.count(Project.id)).where(IS_LIVE, Project.id.in_(held)).scalar_subquery()


def _are(discipline: Discipline) -> tuple[ColumnElement[bool], ...]:
    """Colleagues who are here; not those who only say so themselves."""
    theirs = select(ColleagueDiscipline.colleague_id).where(
        ColleagueDiscipline.discipline == discipline, ColleagueDiscipline.how != CHOSEN
    )
    return *here(), Colleague.id.in_(theirs)


def _members(discipline: Discipline) -> ColumnElement[int]:
    return select(func.count(Colleague.id)).where(*_are(discipline)).scalar_subquery()


_NOT_AGREED = Project.id.not_in(bindparam("agreed", expanding=True))
_MONEY = (
    select(
        *(Project.domain, Project.participation_budget_kind, Project.participation_budget_state),
        func.sum(Project.participation_budget),
        func.count(Project.participation_budget),
        func.count(case((Project.participation_budget.is_(None) & _NOT_AGREED, 1))),
        func.sum(Project.communication_budget),
        func.count(),
    )
    .where(IS_LIVE)
    .group_by(Project.domain, Project.participation_budget_kind, Project.participation_budget_state)
)
_UNPAID = select(Project.id, Project.name).where(IS_LIVE, Project.participation_budget.is_(None))
_CHANGED_LAST = Project.changed_at.desc(), Project.id
_BY_NAME = Project.name, Project.id
_AGREED_ONCE = select(Agreement.project_id).where(Agreement.kind == bindparam("kind", type_=String))


OrderBy = ColumnElement[Any] | InstrumentedAttribute[Any]


def _first(which: str, unpaid: Select[int, str], by: tuple[OrderBy, ...]) -> Select[*tuple[Any, ...]]:
    few = unpaid.add_columns(func.row_number().over(order_by=by)).order_by(*by)
    return select(literal(which), *few.limit(bindparam("most", type_=Integer)).subquery().c)


_WITHOUT = union_all(
    _first("names", _UNPAID.where(_NOT_AGREED), _CHANGED_LAST),
    _first("only", _UNPAID.where(Project.communication_budget > 0), _BY_NAME),
    _UNPAID.where(Project.id.in_(_AGREED_ONCE)).with_only_columns(
        literal("agreed"), Project.id, Project.name, literal(0)
    ),
)
_HEADS = select(Colleague.id).where(*_are(Discipline.DEPARTMENT_HEAD)).order_by(Colleague.id)
_OVERDUE = (
    select(
        func.count(Moment.id),
        func.count(case((FeedbackDebt.reminders >= bindparam("enough", type_=Integer), 1))),
    )
    .outerjoin(FeedbackDebt, FeedbackDebt.moment_id == Moment.id)
    .where(*is_owed(), ~is_left())
    .subquery()
)
_FIGURES = select(
    *_OVERDUE.c,
    select(Vision.changed_on).scalar_subquery(),
    select(Vision.review_on).scalar_subquery(),
    select(rows_as_json(type_coerce(VisionGoal.goal, String), VisionGoal.target)).scalar_subquery(),
    select(func.count(Project.id)).where(IS_LIVE).scalar_subquery(),
    *(figure for discipline, role in ADVISERS.items() for figure in (_members(discipline), _held(role))),
)


def figures(db: Session, ended_before: dt.date, today: dt.date, enough: int) -> SteeringFigures:
    """enough: after so many reminders nobody gets any more."""
    which = {**days(ended_before, today), "enough": enough}
    overdue, left, changed_on, review_on, goals, live, *found = db.execute(_FIGURES, which).one()
    pairs = zip(ADVISERS, zip(found[::2], found[1::2], strict=True), strict=True)
    return SteeringFigures(
        overdue,
        left,
        {each: Team(members, held, live - held) for each, (members, held) in pairs},
        (changed_on, review_on) if changed_on else None,
        {Goal.from_code(code): target for code, target in msgspec.json.decode(goals or "[]")},
    )


class _MoneyLine(NamedTuple):
    """Of projects with the same domain, and the same kind and state of budget."""

    domain: Domain | None
    kind: BudgetKind | None
    state: BudgetState | None
    amount: int | None
    with_amount: int
    without: int
    communication: int | None
    projects: int


def money(db: Session, agreed: Collection[int] = ()) -> Money:
    """agreed: projects that do without an amount."""
    lines = [_MoneyLine(*row) for row in db.execute(_MONEY, {"agreed": list(agreed)})]

    def of_kind(*kinds: BudgetKind | None) -> int:
        return sum(int(line.amount or 0) for line in lines if line.kind in kinds)

    def of_state(state: BudgetState) -> int:
        return sum(int(line.amount or 0) for line in lines if line.state is state)

    return Money(
        one_off=of_kind(BudgetKind.ONE_OFF),
        structural=of_kind(BudgetKind.STRUCTURAL),
        without=sum(line.without for line in lines),
        of_no_kind=of_kind(BudgetKind.NONE, None),
        project_costs=of_kind(BudgetKind.PROJECT_COSTS),
        communication=sum(int(line.communication or 0) for line in lines),
        requested=of_state(BudgetState.REQUESTED),
        granted=of_state(BudgetState.GRANTED),
        domains=tuple(_of_domains(lines)),
    )


def _of_domains(lines: Sequence[_MoneyLine]) -> Iterator[DomainMoney]:
    """Those without one come last."""
    for domain in (*Domain, None):
        of_it = [line for line in lines if line.domain is domain]
        if of_it:
            yield DomainMoney(domain, sum(line.projects for line in of_it), sum(line.with_amount for line in of_it))


def without_amount(db: Session, kind: str, most: int, agreed: Collection[int] = ()) -> WithoutAmount:
    """Of at most so many live projects. kind: of the finding that a team may have agreed on."""
    rows = db.execute(_WITHOUT, {"agreed": list(agreed), "most": most, "kind": kind}).all()
    in_order = sorted(rows, key=itemgetter(3))
    names, only = ([row[2] for row in in_order if row[0] == which] for which in ("names", "only"))
    return WithoutAmount(names, only, frozenset(row[1] for row in rows if row[0] == "agreed"))


def department_heads(db: Session) -> Sequence[int]:
    """Ids of colleagues, lowest first. Not of those who only say so themselves: it opens what others do not see."""
    return db.scalars(_HEADS).all()
