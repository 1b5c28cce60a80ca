"""Around a contact moment: who does what on the day, and what colleagues were asked before and after it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Index, Select, String, bindparam, or_, select, type_coerce, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import DayRole, Decision, Instrument, Level, PartialDate
from storage.database import Base, Owned, part_of, points_at
from storage.people import people
from storage.people.people import Colleague
from storage.people.personal import FilePart, KeyGoes, Moves, Shown, personal
from storage.register.moments import Moment, is_exact
from storage.register.outcomes import Outcome
from storage.register.projects import IS_LIVE, Project
from storage.register.text_words import AFTERWARDS, TextWords


def _somebody() -> dict[Any, Any]:
    return personal(KeyGoes(), Moves(), Shown(FilePart.ROLES_ON_THE_DAY))


class AroundMoment(Owned, Base):
    """Of one contact moment; no row: nothing yet. host_id, chair_id, reporter_id: whoever took that on themselves.

    before_on, asked_on, reminded_on: the day on which colleagues had the message before it, the question for a report,
    and that question once more. looked_back_on: a year after the answer, the question what came of it. Each comes once,
    however often the moment moves.
    """

    __tablename__ = "around_moment"
    __table_args__ = (
        part_of("moment_id", "moment.id"),
        points_at("host_id", "colleague.id"),
        points_at("chair_id", "colleague.id"),
        points_at("reporter_id", "colleague.id"),
        Index("ix_around_moment_host_id", "host_id"),
        Index("ix_around_moment_chair_id", "chair_id"),
        Index("ix_around_moment_reporter_id", "reporter_id"),
    )

    moment_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    host_id: Mapped[int | None] = mapped_column(default=None, info=_somebody())
    chair_id: Mapped[int | None] = mapped_column(default=None, info=_somebody())
    reporter_id: Mapped[int | None] = mapped_column(default=None, info=_somebody())
    before_on: Mapped[dt.date | None] = mapped_column(default=None)
    asked_on: Mapped[dt.date | None] = mapped_column(default=None)
    reminded_on: Mapped[dt.date | None] = mapped_column(default=None)
    looked_back_on: Mapped[dt.date | None] = mapped_column(default=None)


class DayRoles(NamedTuple):
    """Ids of whoever took each on; None: nobody did."""

    host: int | None = None
    chair: int | None = None
    reporter: int | None = None

    @property
    def taken(self) -> Mapping[DayRole, int]:
        return {DayRole.from_code(role): who for role, who in self._asdict().items() if who is not None}


_AROUND = select(AroundMoment).where(AroundMoment.moment_id == bindparam("moment"))


def around(db: Session, moment_id: int) -> AroundMoment | None:
    return db.scalar(_AROUND, {"moment": moment_id})


def day_roles(db: Session, moment_id: int) -> DayRoles:
    """Of whoever works here: what somebody took on who has left since is free again."""
    found = around(db, moment_id)
    if found is None:
        return DayRoles()
    who = found.host_id, found.chair_id, found.reporter_id
    there = people.languages_of(db, {one for one in who if one is not None})
    return DayRoles(*(one if one in there else None for one in who))


_HELD = {
    DayRole.HOST: AroundMoment.host_id,
    DayRole.CHAIR: AroundMoment.chair_id,
    DayRole.REPORTER: AroundMoment.reporter_id,
}


def take(db: Session, moment_id: int, role: DayRole, colleague_id: int) -> bool:
    """False when somebody else was first, also by the blink of an eye. What nobody here holds is free."""
    held = _HELD[role]
    of_ours = select(Colleague.id).where(*people.here())
    return _hold(db, moment_id, role, colleague_id, or_(held.is_(None), held == colleague_id, held.not_in(of_ours)))


def give_back(db: Session, moment_id: int, role: DayRole, colleague_id: int) -> None:
    """What somebody else took on stays theirs."""
    _hold(db, moment_id, role, None, _HELD[role] == colleague_id)


def _hold(db: Session, moment_id: int, role: DayRole, colleague_id: int | None, when: ColumnElement[bool]) -> bool:
    """In one statement: of two who click at once, one has it."""
    _kept(db, moment_id)
    held = update(AroundMoment).where(AroundMoment.moment_id == moment_id, when).values({_HELD[role]: colleague_id})
    return db.scalar(held.returning(AroundMoment.moment_id)) is not None


class Beside(NamedTuple):
    """A contact moment on exact days, of a live project, and what was asked around it."""

    id: int
    title: str
    project_id: int
    project: str
    starts_on: dt.date
    ends_on: dt.date
    instrument: Instrument | None
    level: Level | None
    reporter: int | None
    asked_on: dt.date | None


def _beside(*which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """With exact days: only those are sure."""
    return (
        select(
            *(Moment.id, Moment.title, Moment.project_id, Project.name),
            *(type_coerce(Moment.starts_on, String), type_coerce(Moment.ends_on, String)),
            *(Moment.instrument, Moment.level, AroundMoment.reporter_id, AroundMoment.asked_on),
        )
        .join(Project, Project.id == Moment.project_id)
        .outerjoin(AroundMoment, AroundMoment.moment_id == Moment.id)
        .where(is_exact(Moment.starts_on), is_exact(Moment.ends_on), *which)
        .where(IS_LIVE)
        .order_by(Moment.starts_on, Moment.id)
    )


_BEGINNING = _beside(
    Moment.starts_on > bindparam("after"),
    Moment.starts_on <= bindparam("until"),
    or_(AroundMoment.moment_id.is_(None), AroundMoment.before_on.is_(None)),
)
_ENDED = _beside(
    Moment.ends_on >= bindparam("since"),
    Moment.ends_on < bindparam("before"),
    Moment.reported_on.is_(None),
    or_(AroundMoment.moment_id.is_(None), AroundMoment.reminded_on.is_(None)),
)


def beginning(db: Session, after: dt.date, until: dt.date) -> Sequence[Beside]:
    """Of which the first day lies after the one day, and not after the other; of which nobody had a message yet."""
    return _read(db, _BEGINNING, {"after": PartialDate.of(after), "until": PartialDate.of(until)})


def unreported(db: Session, since: dt.date, before: dt.date) -> Sequence[Beside]:
    """Of which the last day lies in that time, without a report; colleagues were asked for it once at most."""
    return _read(db, _ENDED, {"since": PartialDate.of(since), "before": PartialDate.of(before)})


def _read(db: Session, question: Select[*tuple[Any, ...]], days: Mapping[str, PartialDate]) -> list[Beside]:
    return list(map(_line, db.execute(question, days)))


def _line(row: Iterable[Any]) -> Beside:
    found = Beside._make(row)
    first, last = (dt.date.fromisoformat(str(day)) for day in (found.starts_on, found.ends_on))
    return found._replace(starts_on=first, ends_on=last)


class LongAnswered(NamedTuple):
    """A contact moment of which residents heard long ago what was adopted."""

    id: int
    title: str
    project_id: int


_ADOPTED = select(Outcome.moment_id).where(
    Outcome.moment_id == Moment.id, Outcome.decision.in_([Decision.ADOPTED, Decision.PARTLY])
)
_SAID_SINCE = select(TextWords.id).where(TextWords.moment_id == Moment.id, TextWords.key == AFTERWARDS)
_LONG_ANSWERED = (
    select(Moment.id, Moment.title, Moment.project_id)
    .outerjoin(AroundMoment, AroundMoment.moment_id == Moment.id)
    .where(is_exact(Moment.residents_told_on))
    .where(Moment.residents_told_on.between(bindparam("since"), bindparam("until")))
    .where(or_(AroundMoment.moment_id.is_(None), AroundMoment.looked_back_on.is_(None)))
    .where(or_(Moment.done_with_input != "", _ADOPTED.exists()), ~_SAID_SINCE.exists())
    .order_by(Moment.id)
)


def long_answered(db: Session, since: dt.date, until: dt.date) -> Sequence[LongAnswered]:
    """Residents heard between those days, both included; nobody was asked yet what came of it, or said so."""
    days = {"since": PartialDate.of(since), "until": PartialDate.of(until)}
    return [LongAnswered(*row) for row in db.execute(_LONG_ANSWERED, days)]


def looked_back(db: Session, moment_id: int, day: dt.date) -> None:
    _kept(db, moment_id).looked_back_on = day


def told_before(db: Session, moment_id: int, day: dt.date) -> None:
    _kept(db, moment_id).before_on = day


def asked(db: Session, moment_id: int, day: dt.date) -> None:
    _kept(db, moment_id).asked_on = day


def asked_again(db: Session, moment_id: int, day: dt.date) -> None:
    _kept(db, moment_id).reminded_on = day


def _kept(db: Session, moment_id: int) -> AroundMoment:
    known = around(db, moment_id)
    if known is None:
        known = AroundMoment(moment_id=moment_id)
        db.add(known)
        db.flush()
    return known
