"""How fast messages may go: one lane for each recipient, and one for a whole municipality."""

import datetime as dt

from sqlalchemy import ColumnElement, ForeignKey, Index, String, bindparam, exists, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, aliased, mapped_column

from storage.database import Base, Owned

ALL = ""
"""The name of the lane that every message of a municipality goes through."""

LONGEST_REST = dt.timedelta(hours=2)
"""A lane that rests for longer has seen a clock that was turned back since; it is free."""


Id = InstrumentedAttribute[int]
Name = InstrumentedAttribute[str] | str


class Lane(Owned, Base):
    """name: of a recipient, as `OutboxRow.lane`. free_at: until then nothing may be sent to it, by any process.

    No row: nothing was ever sent to it.
    """

    __tablename__ = "lane"
    __table_args__ = (Index("ix_lane_free", "free_at"),)

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    free_at: Mapped[dt.datetime]


def rests(municipality_id: Id, name: Name) -> ColumnElement[bool]:
    """For a query on messages, with `now` and `longest`, the end of the longest rest, as its parameters.

    Nothing is joined, so that only messages are locked; the key finds the lane.
    """
    lane = aliased(Lane)
    return exists().where(
        lane.municipality_id == municipality_id,
        lane.name == name,
        lane.free_at > bindparam("now"),
        lane.free_at <= bindparam("longest"),
    )


def free_at(db: Session, municipality_id: int, name: str, now: dt.datetime) -> dt.datetime:
    """When this lane may be used; `now` or earlier when that is at once. As it is now, whatever was read before."""
    found = db.scalar(select(Lane.free_at).where(Lane.municipality_id == municipality_id, Lane.name == name))
    return found if found is not None and found <= now + LONGEST_REST else now


def rest(db: Session, municipality_id: int, name: str, until: dt.datetime) -> None:
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    new = insert(Lane).values(municipality_id=municipality_id, name=name, free_at=until)
    db.execute(new.on_conflict_do_update(index_elements=["municipality_id", "name"], set_={"free_at": until}))


def take_turn(db: Session, municipality_id: int, now: dt.datetime, gap: dt.timedelta, credit: dt.timedelta) -> bool:
    """One of the turns that a municipality has, one for each `gap`; False when somebody else has just taken it.

    credit: who came late by less than this gets the time back, so that the average is one for each `gap`.
    """
    lane = select(Lane).where(Lane.municipality_id == municipality_id, Lane.name == ALL).with_for_update()
    row = db.scalar(lane.execution_options(populate_existing=True))
    if row is None:
        rest(db, municipality_id, ALL, now + gap)
        return True
    if now < row.free_at <= now + LONGEST_REST:
        return False
    row.free_at = max(min(row.free_at, now), now - credit) + gap
    db.flush()
    return True


def give_back_turn(db: Session, municipality_id: int, gap: dt.timedelta) -> None:
    """It was not used: the platform refused."""
    lane = db.scalar(
        select(Lane)
        .where(Lane.municipality_id == municipality_id, Lane.name == ALL)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if lane is not None:
        lane.free_at -= gap


def next_free(db: Session, now: dt.datetime) -> dt.datetime | None:
    """When the first lane that rests may be used again. Looks across municipalities."""
    return db.scalar(select(func.min(Lane.free_at)).where(Lane.free_at > now, Lane.free_at <= now + LONGEST_REST))
