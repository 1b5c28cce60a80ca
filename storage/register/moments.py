"""Contact moments: every occasion on which residents or organisations are asked or informed."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Index,
    Integer,
    SQLColumnExpression,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    event,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

from glossary import Instrument, Level, Medium, PartialDate, TargetGroup
from storage.database import Base, MunicipalSession, Owned, children, fill, next_key, part_of, points_at
from storage.register.about import AboutResidents, AreaRow, GroupRow


class Moment(AboutResidents, Owned, Base):
    """A contact moment, first and last day included. reach: how many people are addressed; None is unknown.

    begins_at, ends_at: on the clock of the municipality. Of its report: people_came, missed, differently (what somebody
    would do differently), and the day on which it was made. invited_through, told_through: by which media residents are
    invited, and hear what was done.
    """

    __tablename__ = "moment"
    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "key"),
        part_of("project_id", "project.id"),
        Index("ix_moment_project", "municipality_id", "project_id", "starts_on"),
        Index("ix_moment_period", "municipality_id", "starts_on", "ends_on"),
        Index("ix_moment_end", "municipality_id", "ends_on", "starts_on"),
        Index("ix_moment_owed", "municipality_id", "residents_told_on", "ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(100))
    project_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[PartialDate]
    ends_on: Mapped[PartialDate]
    changed_at: Mapped[dt.datetime]
    instrument: Mapped[Instrument | None] = mapped_column(default=None)
    level: Mapped[Level | None] = mapped_column(default=None)
    reach: Mapped[int | None] = mapped_column(Integer, default=None)
    invitation_sent_on: Mapped[PartialDate | None] = mapped_column(default=None)
    residents_told_on: Mapped[PartialDate | None] = mapped_column(default=None)
    done_with_input: Mapped[str] = mapped_column(Text, default="")
    areas_in_words: Mapped[str] = mapped_column(Text, default="")
    streets: Mapped[str] = mapped_column(String(500), default="")
    begins_at: Mapped[dt.time | None] = mapped_column(default=None)
    ends_at: Mapped[dt.time | None] = mapped_column(default=None)
    people_came: Mapped[int | None] = mapped_column(Integer, default=None)
    differently: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    reported_on: Mapped[dt.date | None] = mapped_column(default=None)
    revision: Mapped[int] = mapped_column(Integer, nullable=False, init=False)

    areas: Mapped[list["MomentArea"]] = children("Moment", "MomentArea", order_by="MomentArea.area_code")
    groups: Mapped[list["MomentGroup"]] = children("Moment", "MomentGroup")
    missed: Mapped[list["MomentMissed"]] = children("Moment", "MomentMissed")
    invited_through: Mapped[list["MomentInvited"]] = children("Moment", "MomentInvited")
    told_through: Mapped[list["MomentTold"]] = children("Moment", "MomentTold")

    __mapper_args__ = {"version_id_col": revision}

    @property
    def hours(self) -> tuple[dt.time | None, dt.time | None]:
        return self.begins_at, self.ends_at

    @property
    def missed_groups(self) -> list[TargetGroup]:
        """In the order of the glossary."""
        return sorted((row.target_group for row in self.missed), key=list(TargetGroup).index)

    @missed_groups.setter
    def missed_groups(self, groups: Iterable[TargetGroup]) -> None:
        self._keep("missed", "target_group", groups)

    @property
    def inviting_media(self) -> list[Medium]:
        """In the order of the glossary."""
        return sorted((row.medium for row in self.invited_through), key=list(Medium).index)

    @inviting_media.setter
    def inviting_media(self, media: Iterable[Medium]) -> None:
        self._keep("invited_through", "medium", media)

    @property
    def telling_media(self) -> list[Medium]:
        """In the order of the glossary."""
        return sorted((row.medium for row in self.told_through), key=list(Medium).index)

    @telling_media.setter
    def telling_media(self, media: Iterable[Medium]) -> None:
        self._keep("told_through", "medium", media)


class MomentArea(AreaRow, Owned, Base):
    """starts_on, ends_on, told_on: of the moment, once more. One index then finds what matters in an area, however many
    moments there are. They follow the moment by themselves; who writes rows without a session's help says `keep_days`.
    """

    __tablename__ = "moment_area"
    __table_args__ = (
        part_of("moment_id", "moment.id"),
        points_at("area_code", "area.code"),
        Index("ix_moment_area_period", "area_code", "ends_on", "starts_on"),
        Index("ix_moment_area_told", "area_code", "told_on", "ends_on"),
    )

    moment_id: Mapped[int] = mapped_column(primary_key=True, init=False)
    starts_on: Mapped[PartialDate | None] = mapped_column(init=False, default=None)
    ends_on: Mapped[PartialDate | None] = mapped_column(init=False, default=None)
    told_on: Mapped[PartialDate | None] = mapped_column(init=False, default=None)


class MomentGroup(GroupRow, Owned, Base):
    __tablename__ = "moment_group"
    __table_args__ = (part_of("moment_id", "moment.id"),)

    moment_id: Mapped[int] = mapped_column(primary_key=True, init=False)


class MomentMissed(GroupRow, Owned, Base):
    """A target group that was expected, and did not come."""

    __tablename__ = "moment_missed"
    __table_args__ = (part_of("moment_id", "moment.id"),)

    moment_id: Mapped[int] = mapped_column(primary_key=True, init=False)


class MomentInvited(Owned, Base):
    """A medium by which residents are invited."""

    __tablename__ = "moment_invited"
    __table_args__ = (part_of("moment_id", "moment.id"),)

    moment_id: Mapped[int] = mapped_column(primary_key=True, init=False)
    medium: Mapped[Medium] = mapped_column(primary_key=True)


class MomentTold(Owned, Base):
    """A medium by which residents hear what was done with their input."""

    __tablename__ = "moment_told"
    __table_args__ = (part_of("moment_id", "moment.id"),)

    moment_id: Mapped[int] = mapped_column(primary_key=True, init=False)
    medium: Mapped[Medium] = mapped_column(primary_key=True)


@event.listens_for(MunicipalSession, "after_flush")
def _days_follow(session: Session, context: UOWTransaction) -> None:
    changed = {row.id for row in (*session.new, *session.dirty) if isinstance(row, Moment)}
    keep_days(session, changed | {row.moment_id for row in session.new if isinstance(row, MomentArea)})


def keep_days(db: Session, moment_ids: Collection[int]) -> None:
    """Writes the days of these moments with their areas."""
    own = db.info["municipality"]
    if not moment_ids or own is None:
        return
    area, moment = MomentArea.__table__, Moment.__table__
    assert isinstance(area, Table)
    days = {area.c.starts_on: moment.c.starts_on, area.c.ends_on: moment.c.ends_on}
    db.connection().execute(
        update(area)
        .values({**days, area.c.told_on: moment.c.residents_told_on})
        .where(area.c.moment_id == moment.c.id, area.c.moment_id.in_(moment_ids), area.c.municipality_id == own)
    )


_PARTS = (Moment.areas, Moment.groups, Moment.missed, Moment.invited_through, Moment.told_through)
_MOMENT = select(Moment).where(Moment.id == bindparam("moment"))
_MOMENTS_OF = select(Moment).where(Moment.project_id == bindparam("project")).order_by(Moment.starts_on, Moment.id)
_MOMENTS_OF_SEVERAL = (
    select(Moment)
    .where(Moment.project_id.in_(bindparam("projects", expanding=True)))
    .order_by(Moment.starts_on, Moment.id)
)


def moment(db: Session, moment_id: int) -> Moment | None:
    """Complete: with areas, groups that were asked and missed, and media."""
    found = db.scalar(_MOMENT, {"moment": moment_id})
    if found:
        fill(db, [found], *_PARTS)
    return found


def moments_of(db: Session, project_id: int) -> Sequence[Moment]:
    """First day first, without areas and groups."""
    return db.scalars(_MOMENTS_OF, {"project": project_id}).all()


def moments_in_full(db: Session, project_id: int) -> Sequence[Moment]:
    """The same, complete."""
    found = moments_of(db, project_id)
    fill(db, found, *_PARTS)
    return found


def moments_of_projects(db: Session, project_ids: Collection[int]) -> Sequence[Moment]:
    """First day first, with areas and groups."""
    found = db.scalars(_MOMENTS_OF_SEVERAL, {"projects": list(project_ids)}).all()
    fill(db, found, Moment.areas, Moment.groups)
    return found


def next_moment_key(db: Session) -> str:
    """M22 after M21."""
    return next_key(db, Moment.key, "M")


def is_exact(day: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Known to the day."""
    return func.length(day) == len("2026-11-23")


def is_ask(level: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Residents are asked something: also as long as nobody said how much."""
    return or_(level.is_(None), level != Level.INFORM)


IS_ASK = is_ask(Moment.level)


def not_told(told_on: SQLColumnExpression[Any]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Residents have heard nothing until `today`, which is given with the question: no day, or one still to come.

    In two halves, because each of them is found by an index.
    """
    return told_on.is_(None), told_on > bindparam("today")


_TITLES = select(Moment.id, Moment.title).where(Moment.id.in_(bindparam("moments", expanding=True)))


def titles_of(db: Session, moment_ids: Collection[int]) -> dict[int, str]:
    """Id -> title, of those that are still there."""
    return {row[0]: row[1] for row in db.execute(_TITLES, {"moments": list(moment_ids)})}


_TITLES_IN = select(Moment.project_id, Moment.title).where(Moment.project_id.in_(bindparam("projects", expanding=True)))


def titles_in(db: Session, project_ids: Collection[int]) -> Sequence[tuple[int, str]]:
    """The titles of all contact moments of these projects, each with the id of its project."""
    return [(row[0], row[1]) for row in db.execute(_TITLES_IN, {"projects": list(project_ids)})]
