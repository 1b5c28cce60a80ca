"""The meeting of the working group: where its agenda goes, and what was agreed there."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, bindparam, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, points_at
from storage.people.personal import FilePart, KeyGoes, Moves, Shown, personal


class Meeting(Owned, Base):
    """Of one municipality; no row: nobody chose a channel yet.

    started_at: when somebody had seen the agenda and said yes; None: no agenda goes out. held_on: the day of the
    meeting that the last agenda was for; key: of that message. unused: agendas in a row with which nobody did anything.
    """

    __tablename__ = "meeting"

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True, init=False)
    platform: Mapped[str] = mapped_column(String(20))
    tenant: Mapped[str] = mapped_column(String(100))
    place: Mapped[str] = mapped_column(String(100))
    started_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    held_on: Mapped[dt.date | None] = mapped_column(default=None)
    key: Mapped[str] = mapped_column(String(120), default="")
    unused: Mapped[int] = mapped_column(Integer, default=0)


class MeetingAction(Owned, Base):
    """Something that somebody does after a meeting. owner_id: whose it is, or who was asked as long as not is_agreed.

    until: the last day. asked_on: the day of the agenda that asked after it, which happens once.
    """

    __tablename__ = "meeting_action"
    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        points_at("owner_id", "colleague.id"),
        Index("ix_meeting_action_owner_id", "owner_id"),
        Index("ix_meeting_action_until", "municipality_id", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    what: Mapped[str] = mapped_column(Text)
    until: Mapped[dt.date]
    made_on: Mapped[dt.date]
    owner_id: Mapped[int | None] = mapped_column(
        default=None,
        info=personal(
            KeyGoes(also={"is_agreed": False}),
            Moves(),
            Shown(FilePart.MEETING, only=("what", "until", "is_agreed", "done_on")),
        ),
    )
    is_agreed: Mapped[bool] = mapped_column(default=False)
    asked_on: Mapped[dt.date | None] = mapped_column(default=None)
    done_on: Mapped[dt.date | None] = mapped_column(default=None)


_MEETING = select(Meeting)
_ACTION = select(MeetingAction).where(MeetingAction.id == bindparam("action"))
_TO_ASK_AFTER = (
    select(MeetingAction)
    .where(MeetingAction.done_on.is_(None), MeetingAction.until <= bindparam("last", type_=Date))
    .where(or_(MeetingAction.asked_on.is_(None), MeetingAction.asked_on == bindparam("today", type_=Date)))
    .order_by(MeetingAction.until, MeetingAction.id)
    .limit(bindparam("limit", type_=Integer))
)


def meeting(db: Session) -> Meeting | None:
    return db.scalar(_MEETING)


def action(db: Session, action_id: int) -> MeetingAction | None:
    return db.scalar(_ACTION, {"action": action_id})


def to_ask_after(db: Session, last: dt.date, today: dt.date, limit: int) -> Sequence[MeetingAction]:
    """What is to be done by `last`, is not, and was not asked after on an earlier day; soonest first."""
    return db.scalars(_TO_ASK_AFTER, {"last": last, "today": today, "limit": limit}).all()


def were_asked_after(db: Session, action_ids: Collection[int], day: dt.date) -> None:
    db.execute(update(MeetingAction).where(MeetingAction.id.in_(action_ids)).values(asked_on=day))
