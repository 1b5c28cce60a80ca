"""What residents gave, what became of it, and who still has to tell them."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Index,
    Integer,
    Select,
    String,
    Subquery,
    Text,
    bindparam,
    func,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import PartialDate, Role, RoleState, Status
from storage.database import Base, Owned, Partial, part_of, points_at
from storage.people.personal import FilePart, KeyGoes, Moves, Shown, personal
from storage.register.moments import IS_ASK, Moment, MomentArea, is_exact, not_told
from storage.register.projects import Project, RoleAssignment


class FeedbackDebt(Owned, Base):
    """What is kept of the feedback that a contact moment owes; no row: nothing special yet.

    owner_id: who took it on; None: the communication adviser, or else the project lead. reminded_for: the day on which
    the last reminder came, or the last that nobody needs any more. reminders: how many went out since the answer was
    due, and nobody did anything. promised_on: a later day on which residents hear, and reason: why, when somebody said
    so. postponed: how often.
    """

    __tablename__ = "feedback_debt"
    __table_args__ = (
        part_of("moment_id", "moment.id"),
        points_at("owner_id", "colleague.id"),
        Index("ix_feedback_debt_owner", "owner_id"),
    )

    moment_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    owner_id: Mapped[int | None] = mapped_column(
        default=None, info=personal(KeyGoes(), Moves(), Shown(FilePart.FEEDBACK))
    )
    reminded_for: Mapped[dt.date | None] = mapped_column(default=None)
    reminders: Mapped[int] = mapped_column(Integer, default=0)
    postponed: Mapped[int] = mapped_column(Integer, default=0)
    promised_on: Mapped[dt.date | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(Text, default="")


_DEBT = select(FeedbackDebt).where(FeedbackDebt.moment_id == bindparam("moment"))


def debt(db: Session, moment_id: int) -> FeedbackDebt | None:
    return db.scalar(_DEBT, {"moment": moment_id})


_PROMISED_WITH_REASON = (
    select(FeedbackDebt.moment_id, FeedbackDebt.promised_on, FeedbackDebt.reason)
    .join(Moment, Moment.id == FeedbackDebt.moment_id)
    .where(FeedbackDebt.promised_on.is_not(None), Moment.project_id == bindparam("project"))
)


def promised_with_reason(db: Session, project_id: int) -> dict[int, tuple[dt.date, str]]:
    """Moment -> the later day on which residents hear, and why."""
    found = db.execute(_PROMISED_WITH_REASON, {"project": project_id})
    return {row[0]: (row[1], row[2]) for row in found if row[1]}


class DebtLine(NamedTuple):
    """A contact moment of which residents wait for an answer. areas: codes. owner: who took it on, if anybody did.

    reach: None is unknown. reminders, promised_on: as in FeedbackDebt. is_left: the project was completed, with a
    reason why they have none.
    """

    id: int
    title: str
    project_id: int
    project: str
    ended_on: dt.date
    owner: int | None
    reminded_for: dt.date | None
    areas: tuple[str, ...]
    reach: int | None
    reminders: int
    promised_on: dt.date | None
    is_left: bool

    def due(self, feedback: dt.timedelta) -> dt.date:
        """The last day on which the answer is in time; feedback: how long it may take."""
        return self.promised or self.ended_on + feedback

    @property
    def promised(self) -> dt.date | None:
        return still_promised(self.promised_on, self.ended_on)


def still_promised(promised_on: dt.date | None, ended_on: dt.date) -> dt.date | None:
    """What was promised before the moment itself moved to later counts no more."""
    return promised_on if promised_on and promised_on > ended_on else None


class DebtInShort(NamedTuple):
    """What is counted of a `DebtLine`."""

    id: int
    ended_on: dt.date
    reach: int | None
    promised_on: dt.date | None

    def due(self, feedback: dt.timedelta) -> dt.date:
        return still_promised(self.promised_on, self.ended_on) or self.ended_on + feedback


_AREAS = (
    select(func.aggregate_strings(MomentArea.area_code, ","))
    .where(MomentArea.moment_id == Moment.id)
    .correlate(Moment)
    .scalar_subquery()
)


def is_owed() -> Iterator[ColumnElement[bool]]:
    """An ask that ended before a day, and was not answered until another. Only exact days; information owes nothing.

    Which days is given with the question: `days`.
    """
    yield Moment.ends_on < bindparam("ended_before")
    yield or_(*not_told(Moment.residents_told_on))
    yield from may_be_owed()


def days(ended_before: dt.date, today: dt.date) -> dict[str, PartialDate]:
    """For a question with `is_owed`."""
    return {"ended_before": PartialDate.of(ended_before), "today": PartialDate.of(today)}


def may_be_owed() -> Iterator[ColumnElement[bool]]:
    """For who finds in another way which of them ended, and were not answered."""
    yield is_exact(Moment.ends_on)
    yield IS_ASK


def is_left() -> ColumnElement[bool]:
    """The project of a moment was completed while residents waited, and somebody said why."""
    closed = Project.status == Status.COMPLETED, Project.feedback_left_reason != ""
    return Moment.project_id.in_(select(Project.id).where(*closed))


def in_halves(question: Select[*tuple[Any, ...]]) -> Subquery:
    """Its rows that are owed, each half by an index. With both in one condition SQLite read all that ever ended.

    Nothing is looked for by its number among these: without statistics PostgreSQL found them all again
    for every moment.
    Trimmed, or SQLite reads all that ever ended for the few that are still to be told.
    """
    unknown, to_come = not_told(Moment.residents_told_on)
    ended = ((unknown, Moment.ends_on), (to_come, func.trim(Moment.ends_on, type_=Partial())))
    halves = (question.where(*may_be_owed(), half, on < bindparam("ended_before")) for half, on in ended)
    return union_all(*halves).subquery()


DEBT_LINE = (
    select(
        *(Moment.id, Moment.title, Moment.project_id, Project.name, type_coerce(Moment.ends_on, String)),
        *(FeedbackDebt.owner_id, FeedbackDebt.reminded_for, _AREAS.label("areas"), Moment.reach),
        *(func.coalesce(FeedbackDebt.reminders, 0), FeedbackDebt.promised_on, is_left()),
    )
    .join(Project, Project.id == Moment.project_id)
    .outerjoin(FeedbackDebt, FeedbackDebt.moment_id == Moment.id)
)


def longest_ago_first(question: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    found = in_halves(question)
    return select(*found.c).order_by(found.c.ends_on, found.c.id)


_DEBTS = longest_ago_first(DEBT_LINE)


def debt_lines(db: Session, today: dt.date) -> Sequence[DebtLine]:
    """All that is owed, longest ago first."""
    return [debt_line(*row) for row in db.execute(_DEBTS, days(today, today))]


def debts_in_short(db: Session, today: dt.date, codes: Collection[str] | None = None) -> Sequence[DebtInShort]:
    """All that is owed, or what is in one of these areas; longest ago first."""
    found = db.execute(_in_short(codes is not None), {**days(today, today), "codes": list(codes or ())})
    return [DebtInShort(row[0], dt.date.fromisoformat(row[1]), *row[2:]) for row in found]


@cache
def _in_short(some_codes: bool) -> Select[*tuple[Any, ...]]:
    question = select(Moment.id, type_coerce(Moment.ends_on, String), Moment.reach, FeedbackDebt.promised_on)
    question = question.outerjoin(FeedbackDebt, FeedbackDebt.moment_id == Moment.id)
    if some_codes:
        there = MomentArea.area_code.in_(bindparam("codes", expanding=True))
        question = question.where(Moment.id.in_(select(MomentArea.moment_id).where(there)))
    return longest_ago_first(question)


_NUMBERED = DEBT_LINE.where(Moment.id.in_(bindparam("moments", expanding=True)))


def debt_lines_of(db: Session, moments: Collection[int]) -> Sequence[DebtLine]:
    """Of these moments, of which residents wait for an answer; longest ago first."""
    lines = (debt_line(*row) for row in db.execute(_NUMBERED, {"moments": list(moments)}))
    # Put in order here: to read a few that way, SQLite goes along all days of the municipality.
    return sorted(lines, key=attrgetter("ended_on", "id"))


def debt_line(
    moment: int,
    title: str,
    project: int,
    name: str,
    ended: str,
    owner: int | None,
    reminded: dt.date | None,
    codes: str | None,
    *kept: Any,
) -> DebtLine:
    areas = tuple(sorted(codes.split(","))) if codes else ()
    return DebtLine(moment, title, project, name, dt.date.fromisoformat(ended), owner, reminded, areas, *kept)


def moments_without_feedback(
    db: Session, today: dt.date, limit: int, *, project: int | None = None, person: int | None = None
) -> Sequence[tuple[Moment, Project]]:
    """What is owed, longest ago first: in one project, or in what a colleague works on and took on."""
    which = {"limit": limit, "of_project": project, "person": person}
    found = db.execute(_without_feedback(project is not None, person is not None), {**days(today, today), **which})
    return [(row[0], row[1]) for row in found]


@cache
def _without_feedback(of_project: bool, of_person: bool) -> Select[Moment, Project]:
    query = (
        select(Moment, Project)
        .join(Project, Project.id == Moment.project_id)
        .where(*is_owed())
        .order_by(Moment.ends_on, Moment.id)
        .limit(bindparam("limit", type_=Integer))
    )
    if of_project:
        query = query.where(Moment.project_id == bindparam("of_project"))
    return query.where(concerns(tuple(Role))) if of_person else query


def concerns(roles: Collection[Role]) -> ColumnElement[bool]:
    """A moment of a project in which `person` said yes to one of these roles, or one that they took on."""
    theirs = select(RoleAssignment.project_id).where(
        RoleAssignment.colleague_id == bindparam("person"),
        RoleAssignment.role.in_(roles),
        RoleAssignment.state == RoleState.ACCEPTED,
    )
    taken_on = select(FeedbackDebt.moment_id).where(FeedbackDebt.owner_id == bindparam("person"))
    return or_(Moment.project_id.in_(theirs), Moment.id.in_(taken_on))


def reminded(db: Session, moment_id: int, day: dt.date | None, reminders: int = 0) -> None:
    """A reminder went out on `day`; None: as if there was none yet. reminders: as in FeedbackDebt."""
    known = _kept(db, moment_id)
    known.reminded_for, known.reminders = day, reminders


def postpone(
    db: Session, moment_id: int, day: dt.date, reason: str, reminded_for: dt.date | None, reminders: int
) -> None:
    """Residents hear on that day. reminded_for: the last reminder of it that nobody needs any more."""
    known = _kept(db, moment_id)
    known.promised_on, known.reason, known.postponed = day, reason, known.postponed + 1
    known.reminded_for, known.reminders = reminded_for, reminders


def take_on(db: Session, moment_id: int, owner_id: int | None) -> None:
    """None: it goes back to whose it is usually."""
    known = _kept(db, moment_id)
    known.owner_id, known.reminders = owner_id, 0


def _kept(db: Session, moment_id: int) -> FeedbackDebt:
    known = debt(db, moment_id)
    if known is None:
        known = FeedbackDebt(moment_id=moment_id)
        db.add(known)
    return known
