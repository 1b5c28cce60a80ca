"""What residents gave, what became of it, and who still has to tell them."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from functools import cache
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

from glossary import Level, PartialDate, Role, RoleState, Status
from storage.database import Base, Owned, Partial, part_of, points_at
from storage.people import people
from storage.people.municipalities import Municipality
from storage.people.people import Colleague
from storage.people.personal import FilePart, KeyGoes, Moves, Shown, personal
from storage.register.moments import Moment, MomentArea, not_told
from storage.register.projects import Project, RoleAssignment


class FeedbackDebt(Owned, Base):
    """What is kept of the feedback that a contact moment owes; no row: nothing special yet.

    owner_id: who took it on; None: the communication adviser, or else the project lead. reminded_for: the day on which
    the last reminder was due. reminders: how many went out since the answer was due, and nobody did anything.
    promised_on: a later day on which residents hear, and reason: why, when somebody said so. postponed: how often.
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
        """What was promised before the moment itself moved to later counts no more."""
        return self.promised_on if self.promised_on and self.promised_on > self.ended_on else None


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
    yield func.length(Moment.ends_on) == len("2026-11-23")
    yield or_(Moment.level.is_(None), Moment.level != Level.INFORM)


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


_DEBT_LINE = (
    select(
        *(Moment.id, Moment.title, Moment.project_id, Project.name, type_coerce(Moment.ends_on, String)),
        *(FeedbackDebt.owner_id, FeedbackDebt.reminded_for, _AREAS.label("areas"), Moment.reach),
        *(func.coalesce(FeedbackDebt.reminders, 0), FeedbackDebt.promised_on, is_left()),
    )
    .join(Project, Project.id == Moment.project_id)
    .outerjoin(FeedbackDebt, FeedbackDebt.moment_id == Moment.id)
)


def _longest_ago_first(question: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    found = in_halves(question)
    return select(*found.c).order_by(found.c.ends_on, found.c.id)


_DEBTS = _longest_ago_first(_DEBT_LINE)


def debt_lines(db: Session, today: dt.date) -> Sequence[DebtLine]:
    """All that is owed, longest ago first."""
    return [_debt(*row) for row in db.execute(_DEBTS, days(today, today))]


def _debt(
    moment: int, title: str, project: int, name: str, ended: str, owner: Any, reminded: Any, codes: Any, *kept: Any
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
    return query.where(_concerns(tuple(Role))) if of_person else query


def _concerns(roles: Collection[Role]) -> ColumnElement[bool]:
    """A moment of a project in which `person` said yes to one of these roles, or one that they took on."""
    theirs = select(RoleAssignment.project_id).where(
        RoleAssignment.colleague_id == bindparam("person"),
        RoleAssignment.role.in_(roles),
        RoleAssignment.state == RoleState.ACCEPTED,
    )
    taken_on = select(FeedbackDebt.moment_id).where(FeedbackDebt.owner_id == bindparam("person"))
    return or_(Moment.project_id.in_(theirs), Moment.id.in_(taken_on))


# Who tells residents

TELLING = (Role.COMMUNICATION_ADVISER, Role.PROJECT_LEAD)
"""Whose it is as long as nobody took it on: the first of them who said yes. A duty is nobody's without their yes."""
_HELD = (
    select(RoleAssignment.project_id, RoleAssignment.role, RoleAssignment.colleague_id)
    .where(RoleAssignment.project_id.in_(bindparam("projects", expanding=True)), RoleAssignment.role.in_(TELLING))
    .where(RoleAssignment.state == RoleState.ACCEPTED)
)


def owners(db: Session, project_ids: Collection[int]) -> dict[int, int]:
    """Project -> who tells residents when nobody took it on; without an entry when there is nobody."""
    return {project: found[0] for project, found in _candidates(db, project_ids).items() if found}


def _candidates(db: Session, project_ids: Collection[int]) -> dict[int, list[int]]:
    """After the roles comes the overview keeper of the municipality, so that no debt is out of sight."""
    held = db.execute(_HELD, {"projects": list(project_ids)}).all()
    by_role = {(row[0], row[1]): row[2] for row in held}
    keeper = _keeper(db)
    keepers = [keeper] if keeper is not None else []
    return {
        project: [*(by_role[project, role] for role in TELLING if (project, role) in by_role), *keepers]
        for project in project_ids
    }


def _keeper(db: Session) -> int | None:
    return db.get_one(Municipality, db.info["municipality"]).keeper_id


def tellers(db: Session, lines: Collection[DebtLine]) -> dict[int, int]:
    """Moment -> who tells residents, and hears of it: the first whom we can reach of who took it on and whose it is.

    Without an entry where there is nobody.
    """
    usual = _candidates(db, {line.project_id for line in lines})
    chosen = {line.id: [*([line.owner] if line.owner else []), *usual[line.project_id]] for line in lines}
    there = set(people.languages_of_reachable(db, {one for each in chosen.values() for one in each}))
    found = {moment: next((one for one in each if one in there), None) for moment, each in chosen.items()}
    return {moment: one for moment, one in found.items() if one is not None}


def listeners(db: Session, lines: Collection[DebtLine]) -> dict[int, list[int]]:
    """Moment -> who hears that an answer is due: who tells residents, and then whoever leads or writes to them.

    Of what somebody took on only they. Without an entry where there is nobody whom we can reach.
    """
    first = tellers(db, lines)
    held = db.execute(_HELD, {"projects": list({line.project_id for line in lines})}).all()
    there = people.languages_of_reachable(db, {row[2] for row in held})
    by_role = {(row[0], row[1]): row[2] for row in held if row[2] in there}
    found: dict[int, list[int]] = {}
    for line in lines:
        if line.id in first:
            roles = () if line.owner == first[line.id] else TELLING
            also = [by_role[line.project_id, role] for role in roles if (line.project_id, role) in by_role]
            found[line.id] = list(dict.fromkeys([first[line.id], *also]))
    return found


def debts_of(db: Session, colleague_id: int, ended_before: dt.date, today: dt.date) -> Sequence[DebtLine]:
    """What this colleague tells residents, of asks that ended before that day; longest ago first."""
    is_keeper = colleague_id == _keeper(db)
    which = {**days(min(ended_before, today), today), "person": colleague_id}
    found = ((row[:-3], row[-3:]) for row in db.execute(_debts_of(is_keeper), which))
    lines = (_debt(*row) for row, there in found if next(filter(None, there), colleague_id) == colleague_id)
    return [line for line in lines if not line.is_left]


@cache
def _debts_of(keeper: bool) -> Select[*tuple[Any, ...]]:
    """With who of its owner and the two roles can be reached, as in `tellers`: the first of them tells.

    keeper: of the register; theirs is also what nobody else tells.
    """
    concerns = _concerns(TELLING)
    they = select(Colleague.id).where(*people.here(), Colleague.id.in_(people.reachable()))
    owner = they.where(Colleague.id == FeedbackDebt.owner_id).correlate(FeedbackDebt)
    held = they.join(RoleAssignment, RoleAssignment.colleague_id == Colleague.id).where(
        RoleAssignment.project_id == Moment.project_id, RoleAssignment.state == RoleState.ACCEPTED
    )
    of_roles = (held.where(RoleAssignment.role == role).correlate(Moment) for role in TELLING)
    there = (each.scalar_subquery() for each in (owner, *of_roles))
    question = _DEBT_LINE.add_columns(*(each.label(f"teller{at}") for at, each in enumerate(there)))
    question = question.where(they.where(Colleague.id == bindparam("person")).exists())
    return _longest_ago_first(
        question.where(or_(concerns, Moment.project_id.not_in(_told_by_a_role())) if keeper else concerns)
    )


def _told_by_a_role() -> Select[int]:
    """The projects in which somebody whom we can reach has one of these roles."""
    held = RoleAssignment.role.in_(TELLING), RoleAssignment.state == RoleState.ACCEPTED
    return select(RoleAssignment.project_id).where(*held, RoleAssignment.colleague_id.in_(people.reachable()))


def reminded(db: Session, moment_id: int, day: dt.date | None, reminders: int = 0) -> None:
    """The reminder that was due on `day` went out; None: as if there was none yet. reminders: as in FeedbackDebt."""
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
