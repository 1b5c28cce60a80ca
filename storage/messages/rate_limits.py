"""How fast messages may go: one lane for each recipient, and turns that a whole municipality shares."""

import datetime as dt
from collections.abc import Collection, Sequence

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


def resting(db: Session, lanes: Collection[tuple[int, str]], now: dt.datetime) -> set[tuple[int, str]]:
    """Those of these that may not be used yet: municipality and name. As it is now, whatever was read before."""
    names = select(Lane.municipality_id, Lane.name).where(Lane.name.in_([name for _, name in lanes]))
    found = db.execute(names.where(Lane.free_at > now, Lane.free_at <= now + LONGEST_REST))
    return {(row[0], row[1]) for row in found}.intersection(lanes)


def rest(db: Session, *lanes: tuple[int, str, dt.datetime]) -> None:
    """Municipality, name, and until when."""
    new = insert_on(db)(Lane)
    until = new.on_conflict_do_update(
        index_elements=["municipality_id", "name"], set_={"free_at": new.excluded.free_at}
    )
    columns = ("municipality_id", "name", "free_at")
    db.connection().execute(until, [dict(zip(columns, lane, strict=True)) for lane in lanes])


def take_turns(
    db: Session, municipality_id: int, number: int, now: dt.datetime, until: dt.datetime, quiet: dt.timedelta
) -> list[str]:
    """So many of the municipality's turns, gone until then; fewer when others have just taken the last ones.

    until: the end of a lease; who comes back before that says when they are free. quiet: when nothing was sent for so
    long, it begins gently.
    """
    turns = _free_turns(db, municipality_id, number, now)
    if not turns:
        new = [{"municipality_id": municipality_id, "name": name, "free_at": now} for name in TURNS]
        if db.scalars(insert_on(db)(Lane).values(new).on_conflict_do_nothing().returning(Lane.name)).all():
            turns = _free_turns(db, municipality_id, number, now)
    if turns and now - turns[0].free_at > quiet:
        _begin_gently(db, municipality_id, now, quiet)
        turns = turns[:1]
    for turn in turns:
        turn.free_at = until
    return [turn.name for turn in turns]


_FREE_TURNS = (
    select(Lane)
    .where(
        Lane.municipality_id == bindparam("home"),
        Lane.name.between(TURNS[0], TURNS[-1]),
        or_(Lane.free_at <= bindparam("now"), Lane.free_at > bindparam("longest")),
    )
    .order_by(Lane.free_at)
    .limit(bindparam("number"))
    .with_for_update(skip_locked=True)
    .execution_options(populate_existing=True)
)


def _free_turns(db: Session, municipality_id: int, number: int, now: dt.datetime) -> Sequence[Lane]:
    """The one that was used longest ago first."""
    about = {"home": municipality_id, "now": now, "longest": now + LONGEST_REST, "number": number}
    return db.scalars(_FREE_TURNS, about).all()


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
