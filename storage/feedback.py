"""What residents gave, what became of it, and who still has to tell them."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ForeignKeyConstraint, Index, Integer, String, Text, delete, func, or_, select, type_coerce
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import Decision, Level, PartialDate, Role, RoleState
from storage.database import Base, Owned
from storage.moments import Moment, MomentArea
from storage.people import Municipality
from storage.projects import Project, RoleAssignment


class Outcome(Owned, Base):
    """One line of what was done with the input of a contact moment. number: its place, from 1."""

    __tablename__ = "outcome"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "moment_id"], ["moment.municipality_id", "moment.id"], ondelete="CASCADE"
        ),
    )

    moment_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    input: Mapped[str] = mapped_column(Text)
    decision: Mapped[Decision]
    reason: Mapped[str] = mapped_column(Text, default="")


class FeedbackDebt(Owned, Base):
    """What is kept of the feedback that a contact moment owes; no row: nothing special yet.

    owner_id: who took it on; None: the communication adviser, or else the project lead. reminded_for: the day on which
    the last reminder was due.
    """

    __tablename__ = "feedback_debt"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "moment_id"], ["moment.municipality_id", "moment.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["municipality_id", "owner_id"], ["colleague.municipality_id", "colleague.id"]),
        Index("ix_feedback_debt_owner", "owner_id"),
    )

    moment_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    owner_id: Mapped[int | None] = mapped_column(default=None)
    reminded_for: Mapped[dt.date | None] = mapped_column(default=None)


def outcomes_of(db: Session, moment_ids: Collection[int]) -> dict[int, list[Outcome]]:
    """Moment -> its lines in order; without an entry for a moment that has none."""
    found: dict[int, list[Outcome]] = {}
    query = select(Outcome).where(Outcome.moment_id.in_(moment_ids)).order_by(Outcome.moment_id, Outcome.number)
    for outcome in db.scalars(query):
        found.setdefault(outcome.moment_id, []).append(outcome)
    return found


def replace_outcomes(db: Session, moment_id: int, lines: Sequence[tuple[str, Decision, str]]) -> None:
    """Input, decision and reason of each line, in order."""
    db.execute(delete(Outcome).where(Outcome.moment_id == moment_id))
    for number, (said, decision, reason) in enumerate(lines, 1):
        db.add(Outcome(moment_id=moment_id, number=number, input=said, decision=decision, reason=reason))
    db.flush()


def debt(db: Session, moment_id: int) -> FeedbackDebt | None:
    return db.scalar(select(FeedbackDebt).where(FeedbackDebt.moment_id == moment_id))


def taken_on_by(db: Session, colleague_id: int) -> Sequence[str]:
    """The titles of the moments, oldest first."""
    query = select(Moment.title).join(FeedbackDebt, FeedbackDebt.moment_id == Moment.id)
    return db.scalars(query.where(FeedbackDebt.owner_id == colleague_id).order_by(Moment.id)).all()


class DebtLine(NamedTuple):
    """A contact moment of which residents wait for an answer. areas: codes. owner: who took it on, if anybody did."""

    id: int
    title: str
    project_id: int
    project: str
    ended_on: dt.date
    owner: int | None
    reminded_for: dt.date | None
    areas: tuple[str, ...]


_AREAS = (
    select(func.aggregate_strings(MomentArea.area_code, ","))
    .where(MomentArea.moment_id == Moment.id)
    .correlate(Moment)
    .scalar_subquery()
)


def debt_lines(db: Session, today: dt.date) -> Sequence[DebtLine]:
    """Every ask that is over and was not answered, longest ago first. Only exact days; information owes nothing."""
    query = (
        select(
            *(Moment.id, Moment.title, Moment.project_id, Project.name, type_coerce(Moment.ends_on, String)),
            *(FeedbackDebt.owner_id, FeedbackDebt.reminded_for, _AREAS),
        )
        .join(Project, Project.id == Moment.project_id)
        .outerjoin(FeedbackDebt, FeedbackDebt.moment_id == Moment.id)
        .where(Moment.ends_on < PartialDate.of(today), func.length(Moment.ends_on) == len("2026-11-23"))
        .where(or_(Moment.residents_told_on.is_(None), Moment.residents_told_on > PartialDate.of(today)))
        .where(or_(Moment.level.is_(None), Moment.level != Level.INFORM))
        .order_by(Moment.ends_on, Moment.id)
    )
    return [_debt(*row) for row in db.execute(query)]


def _debt(
    moment: int, title: str, project: int, name: str, ended: str, owner: Any, reminded: Any, codes: Any
) -> DebtLine:
    areas = tuple(sorted(codes.split(","))) if codes else ()
    return DebtLine(moment, title, project, name, dt.date.fromisoformat(ended), owner, reminded, areas)


def owners(db: Session, project_ids: Collection[int]) -> dict[int, int]:
    """Project -> who tells residents when nobody took it on; without an entry when there is nobody."""
    return {project: found[0] for project, found in candidates(db, project_ids).items() if found}


def candidates(db: Session, project_ids: Collection[int]) -> dict[int, list[int]]:
    """Project -> who may have to tell residents: the communication adviser first, then the project lead.

    After them the overview keeper of the municipality, so that no debt is out of sight.
    """
    corners = (Role.COMMUNICATION_ADVISER, Role.PROJECT_LEAD)
    held = db.execute(
        select(RoleAssignment.project_id, RoleAssignment.role, RoleAssignment.colleague_id)
        .where(RoleAssignment.project_id.in_(project_ids), RoleAssignment.role.in_(corners))
        .where(RoleAssignment.state != RoleState.LEFT)
    ).all()
    by_role = {(row[0], row[1]): row[2] for row in held}
    home = db.get_one(Municipality, db.info["municipality"])
    keeper = [home.keeper_id] if home.keeper_id is not None else []
    return {
        project: [*(by_role[project, role] for role in corners if (project, role) in by_role), *keeper]
        for project in project_ids
    }


def reminded(db: Session, moment_id: int, day: dt.date) -> None:
    """The reminder that was due on `day` went out."""
    _kept(db, moment_id).reminded_for = day


def take_on(db: Session, moment_id: int, owner_id: int | None) -> None:
    """None: it goes back to whose it is usually."""
    _kept(db, moment_id).owner_id = owner_id


def _kept(db: Session, moment_id: int) -> FeedbackDebt:
    known = debt(db, moment_id)
    if known is None:
        known = FeedbackDebt(moment_id=moment_id)
        db.add(known)
    return known
