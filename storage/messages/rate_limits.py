"""How fast messages may go: one lane for each recipient, and turns that a whole municipality shares."""

import datetime as dt

from sqlalchemy import ColumnElement, ForeignKey, Index, String, bindparam, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, aliased, mapped_column

from storage.database import Base, Owned, insert_on

TURNS = tuple(f"turn {number:02}" for number in range(1, 21))
"""What a municipality may send at once. A turn comes back a second after its use: no second sees more than these."""

LONGEST_REST = dt.timedelta(hours=2)
"""A lane that rests for longer has seen a clock that was turned back since; it is free."""


APART = dt.timedelta(seconds=3)
"""After quiet turns come one by one: whatever waited is spread over the first minute."""


Id = InstrumentedAttribute[int]
Name = InstrumentedAttribute[str] | str


class Lane(Owned, Base):
    """name: of a recipient, as `OutboxRow.lane`, or of a turn. free_at: until then no process may use it.

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


def has_no_turn(municipality_id: Id) -> ColumnElement[bool]:
    """The same, for municipalities all of whose turns are taken."""
    lane = aliased(Lane)
    taken = (
        select(func.count())
        .select_from(lane)
        .where(
            lane.municipality_id == municipality_id,
            lane.name.between(TURNS[0], TURNS[-1]),
            lane.free_at > bindparam("now"),
            lane.free_at <= bindparam("longest"),
        )
        .correlate_except(lane)
        .scalar_subquery()
    )
    return taken >= len(TURNS)


def free_at(db: Session, municipality_id: int, name: str, now: dt.datetime) -> dt.datetime:
    """When this lane may be used; `now` or earlier when that is at once. As it is now, whatever was read before."""
    found = db.scalar(select(Lane.free_at).where(Lane.municipality_id == municipality_id, Lane.name == name))
    return found if found is not None and found <= now + LONGEST_REST else now


def rest(db: Session, municipality_id: int, name: str, until: dt.datetime) -> None:
    new = insert_on(db)(Lane).values(municipality_id=municipality_id, name=name, free_at=until)
    db.execute(new.on_conflict_do_update(index_elements=["municipality_id", "name"], set_={"free_at": until}))


def take_turn(
    db: Session, municipality_id: int, now: dt.datetime, until: dt.datetime, quiet: dt.timedelta
) -> str | None:
    """One of the municipality's turns, gone until then; None when somebody else has just taken the last one.

    until: the end of a lease; who comes back before that says when it is free. quiet: when nothing was sent for so
    long, it begins gently.
    """
    if turn := _take_turn(db, municipality_id, now, until, quiet):
        return turn
    new = [{"municipality_id": municipality_id, "name": name, "free_at": now} for name in TURNS]
    if db.scalars(insert_on(db)(Lane).values(new).on_conflict_do_nothing().returning(Lane.name)).all():
        return _take_turn(db, municipality_id, now, until, quiet)
    return None


def _take_turn(
    db: Session, municipality_id: int, now: dt.datetime, until: dt.datetime, quiet: dt.timedelta
) -> str | None:
    free = (
        select(Lane)
        .where(
            Lane.municipality_id == municipality_id,
            Lane.name.between(TURNS[0], TURNS[-1]),
            or_(Lane.free_at <= now, Lane.free_at > now + LONGEST_REST),
        )
        .order_by(Lane.free_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    turn = db.scalar(free.execution_options(populate_existing=True))
    if turn is None:
        return None
    if now - turn.free_at > quiet:
        _begin_gently(db, municipality_id, now, quiet)
    turn.free_at = until
    return turn.name


def _begin_gently(db: Session, municipality_id: int, now: dt.datetime, quiet: dt.timedelta) -> None:
    of_here = (Lane.municipality_id == municipality_id, Lane.name.between(TURNS[0], TURNS[-1]))
    # Whoever has one of them now is as far: waiting for each other would be for ever.
    turns = db.scalars(select(Lane).where(*of_here).order_by(Lane.name).with_for_update(skip_locked=True)).all()
    if all(now - turn.free_at > quiet for turn in turns):
        for number, turn in enumerate(turns):
            turn.free_at = now + number * APART


def next_free(db: Session, now: dt.datetime) -> dt.datetime | None:
    """When the first lane that rests may be used again. Looks across municipalities."""
    return db.scalar(select(func.min(Lane.free_at)).where(Lane.free_at > now, Lane.free_at <= now + LONGEST_REST))
