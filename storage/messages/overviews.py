"""Who gets a weekly overview, and which one they got last."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, bindparam, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import Domain
from storage.database import Base, Owned, part_of
from storage.messages.outbox import MessageState, OutboxRow
from storage.people.personal import FilePart, Moves, RowGoes, Shown, personal


class OverviewChannel(Owned, Base):
    """A channel that gets the overview, and what of. name: what people call it.

    areas: codes, joined by commas; empty is everywhere. started_at: when an administrator had seen the preview and said
    yes; before that it gets nothing.
    """

    __tablename__ = "overview_channel"
    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "platform", "tenant", "place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(100))
    platform: Mapped[str] = mapped_column(String(20))
    tenant: Mapped[str] = mapped_column(String(100))
    place: Mapped[str] = mapped_column(String(100))
    areas: Mapped[str] = mapped_column(String(500), default="")
    domain: Mapped[Domain | None] = mapped_column(default=None)
    department: Mapped[str] = mapped_column(String(200), default="")
    started_at: Mapped[dt.datetime | None] = mapped_column(default=None)

    @property
    def area_codes(self) -> tuple[str, ...]:
        return tuple(code for code in self.areas.split(",") if code)


class OverviewPost(Owned, Base):
    """An overview that was made for a channel. key: of its message.

    after, until: what it told about. lines: 0 when there was nothing to say. told: a mark of each line, with spaces.
    """

    __tablename__ = "overview_post"
    __table_args__ = (
        UniqueConstraint("municipality_id", "key"),
        part_of("channel_id", "overview_channel.id"),
        Index("ix_overview_post_channel", "municipality_id", "channel_id", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    channel_id: Mapped[int]
    key: Mapped[str] = mapped_column(String(120))
    after: Mapped[dt.datetime]
    until: Mapped[dt.datetime]
    lines: Mapped[int]
    told: Mapped[str] = mapped_column(String(200), default="")


class OwnWeek(Owned, Base):
    """A colleague who asked for "Jouw week". No row: they get none."""

    __tablename__ = "own_week"
    __table_args__ = (part_of("colleague_id", "colleague.id"),)

    colleague_id: Mapped[int] = mapped_column(primary_key=True, info=personal(RowGoes(), Moves(), Shown(FilePart.WEEK)))
    asked_at: Mapped[dt.datetime]


class SteeringPost(Owned, Base):
    """What the department heads were told the last time. told: a mark of each line, with spaces."""

    __tablename__ = "steering_post"

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True, init=False)
    told: Mapped[str] = mapped_column(String(400))
    told_on: Mapped[dt.date]


_CHANNELS = select(OverviewChannel).order_by(OverviewChannel.id)
# What was sent long ago is cleared from the outbox; what was refused, or is still on its way, is in there.
_NOT_DELIVERED = select(OutboxRow.key).where(OutboxRow.key == OverviewPost.key, OutboxRow.state != MessageState.SENT)
_DELIVERED_UNTIL = select(func.max(OverviewPost.until)).where(~_NOT_DELIVERED.exists())
_TOLD_UNTIL = _DELIVERED_UNTIL.where(OverviewPost.channel_id == bindparam("channel"))
_STARTED = select(OverviewChannel.id).where(OverviewChannel.started_at.is_not(None))
_FIRST_TOLD_UNTIL = _DELIVERED_UNTIL.where(
    OverviewPost.channel_id == _STARTED.order_by(OverviewChannel.id).limit(1).scalar_subquery()
)
_TOLD_LAST = (
    select(OverviewPost.told)
    .where(OverviewPost.channel_id == bindparam("channel"), OverviewPost.until < bindparam("before"))
    .where(~_NOT_DELIVERED.exists())
    .order_by(OverviewPost.until.desc())
    .limit(1)
)
_OWN_WEEK = select(OwnWeek).where(OwnWeek.colleague_id == bindparam("colleague"))


def overview_channels(db: Session) -> Sequence[OverviewChannel]:
    """Oldest first."""
    return db.scalars(_CHANNELS).all()


def overview_channel(db: Session, channel_id: int) -> OverviewChannel | None:
    return db.scalar(select(OverviewChannel).where(OverviewChannel.id == channel_id))


def channel_at(db: Session, platform: str, tenant: str, place: str) -> OverviewChannel | None:
    here = (OverviewChannel.platform == platform, OverviewChannel.tenant == tenant, OverviewChannel.place == place)
    return db.scalar(select(OverviewChannel).where(*here))


def told_until(db: Session, channel_id: int) -> dt.datetime | None:
    """Until when the last overview told that this channel really got; None when it never got one."""
    return db.scalar(_TOLD_UNTIL, {"channel": channel_id})


def first_told_until(db: Session) -> dt.datetime | None:
    """The same of the first channel that wants them; None where there is no such channel."""
    return db.scalar(_FIRST_TOLD_UNTIL)


def told_last(db: Session, channel_id: int, before: dt.datetime) -> frozenset[str]:
    """The marks of what the last overview said that this channel really got before then."""
    return frozenset((db.scalar(_TOLD_LAST, {"channel": channel_id, "before": before}) or "").split())


def overview_post(db: Session, post_id: int) -> OverviewPost | None:
    return db.scalar(select(OverviewPost).where(OverviewPost.id == post_id))


def own_week(db: Session, colleague_id: int) -> OwnWeek | None:
    return db.scalar(_OWN_WEEK, {"colleague": colleague_id})


def who_asked_for_their_week(db: Session) -> Sequence[int]:
    """Ids of colleagues, lowest first."""
    return db.scalars(select(OwnWeek.colleague_id).order_by(OwnWeek.colleague_id)).all()


def told_to_heads(db: Session) -> SteeringPost | None:
    return db.scalar(select(SteeringPost))


def tell_heads(db: Session, told: str, day: dt.date) -> None:
    known = told_to_heads(db)
    if known is None:
        db.add(SteeringPost(told=told, told_on=day))
    else:
        known.told, known.told_on = told, day
