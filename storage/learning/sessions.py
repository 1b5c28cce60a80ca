"""Knowledge sessions: who hosts, who comes, and of what they want to be reminded."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from storage.database import Base, Owned, once, part_of, points_at
from storage.learning.knowledge import TO_REREAD, Lesson
from storage.people.personal import FilePart, KeyGoes, Moves, RowGoes, Shown, personal


class KnowledgeSession(Owned, Base):
    """platform, tenant, channel: where it was announced; empty when nowhere. series: the same for those that were
    planned together. sequence: counts what people were told of, as calendars want it.
    """

    __tablename__ = "knowledge_session"
    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        points_at("created_by", "colleague.id"),
        Index("ix_knowledge_session_when", "municipality_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    topic: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[dt.datetime]
    minutes: Mapped[int] = mapped_column(Integer)
    place: Mapped[str] = mapped_column(String(300), default="")
    prepare: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    platform: Mapped[str] = mapped_column(String(20), default="")
    tenant: Mapped[str] = mapped_column(String(100), default="")
    channel: Mapped[str] = mapped_column(String(300), default="")
    series: Mapped[str] = mapped_column(String(40), default="")
    sequence: Mapped[int] = mapped_column(Integer, default=0)
    created_by: Mapped[int | None] = mapped_column(
        default=None, info=personal(KeyGoes(), Moves(), Shown(FilePart.SESSIONS))
    )
    cancelled_at: Mapped[dt.datetime | None] = mapped_column(default=None)

    @property
    def ends_at(self) -> dt.datetime:
        return self.starts_at + dt.timedelta(minutes=self.minutes)


class SessionHost(Owned, Base):
    """has_accepted: only then they are named to others."""

    __tablename__ = "session_host"
    __table_args__ = (
        part_of("session_id", "knowledge_session.id"),
        points_at("colleague_id", "colleague.id"),
        Index("ix_session_host_colleague", "colleague_id"),
    )

    session_id: Mapped[int] = mapped_column(primary_key=True)
    colleague_id: Mapped[int] = mapped_column(
        primary_key=True, info=personal(RowGoes(), Moves(either=("has_accepted",)), Shown(FilePart.SESSIONS))
    )
    has_accepted: Mapped[bool] = mapped_column(Boolean, default=False)


class SessionGuest(Owned, Base):
    """took_away: what they wrote afterwards; the hosts read it without a name."""

    __tablename__ = "session_guest"
    __table_args__ = (
        part_of("session_id", "knowledge_session.id"),
        points_at("colleague_id", "colleague.id"),
        Index("ix_session_guest_colleague", "colleague_id"),
    )

    session_id: Mapped[int] = mapped_column(primary_key=True)
    colleague_id: Mapped[int] = mapped_column(
        primary_key=True, info=personal(RowGoes(), Moves(either=("took_away",)), Shown(FilePart.SESSIONS))
    )
    took_away: Mapped[str] = mapped_column(Text, default="")


class ReminderChoice(Owned, Base):
    """Of one colleague: before which sessions' moments they want to hear from us. No row: all of them."""

    __tablename__ = "reminder_choice"
    __table_args__ = (points_at("colleague_id", "colleague.id"),)

    colleague_id: Mapped[int] = mapped_column(
        primary_key=True, info=personal(RowGoes(), Moves(stays="arrived"), Shown(FilePart.REMINDERS))
    )
    week: Mapped[bool] = mapped_column(Boolean, default=True)
    day: Mapped[bool] = mapped_column(Boolean, default=True)
    hour: Mapped[bool] = mapped_column(Boolean, default=True)


MANY = 200
"""More sessions to come than anybody has."""


def session(db: Session, session_id: int) -> KnowledgeSession | None:
    return db.scalar(select(KnowledgeSession).where(KnowledgeSession.id == session_id))


def announced_together(db: Session, session_id: int, series: str) -> Sequence[KnowledgeSession]:
    """This one, or its whole series, the first first: one announcement tells of them all.

    Locked until this transaction ends: of two who sign up at once, the second counts the first as well.
    """
    same = KnowledgeSession.series == series if series else KnowledgeSession.id == session_id
    query = select(KnowledgeSession).where(same).order_by(KnowledgeSession.id)
    return db.scalars(query.with_for_update(key_share=True)).all()


def hosts_of(db: Session, session_ids: Collection[int]) -> Sequence[SessionHost]:
    query = select(SessionHost).where(SessionHost.session_id.in_(session_ids))
    return db.scalars(query.order_by(SessionHost.session_id, SessionHost.colleague_id)).all() if session_ids else ()


def guests_of(db: Session, session_id: int) -> Sequence[SessionGuest]:
    query = select(SessionGuest).where(SessionGuest.session_id == session_id)
    return db.scalars(query.order_by(SessionGuest.colleague_id)).all()


def guest(db: Session, session_id: int, colleague_id: int) -> SessionGuest | None:
    return db.scalar(
        select(SessionGuest).where(SessionGuest.session_id == session_id, SessionGuest.colleague_id == colleague_id)
    )


def host(db: Session, session_id: int, colleague_id: int) -> SessionHost | None:
    return db.scalar(
        select(SessionHost).where(SessionHost.session_id == session_id, SessionHost.colleague_id == colleague_id)
    )


_IS_IN = select(KnowledgeSession.id).where(
    KnowledgeSession.id == bindparam("session"),
    or_(
        *(
            select(own)
            .where(own.session_id == KnowledgeSession.id, own.colleague_id == bindparam("colleague"))
            .exists()
            for own in (SessionGuest, SessionHost)
        )
    ),
)


def is_in(db: Session, session_id: int, colleague_id: int) -> bool:
    """They come, host it, or were asked to host it."""
    return db.scalar(_IS_IN, {"session": session_id, "colleague": colleague_id}) is not None


_COMING = (
    select(KnowledgeSession)
    .where(KnowledgeSession.starts_at > bindparam("now"), KnowledgeSession.cancelled_at.is_(None))
    .order_by(KnowledgeSession.starts_at, KnowledgeSession.id)
    .limit(bindparam("limit", type_=Integer))
)


def coming_sessions(db: Session, now: dt.datetime, limit: int) -> Sequence[KnowledgeSession]:
    """That have not begun and were not cancelled, the first first."""
    return db.scalars(_COMING, {"now": now, "limit": limit}).all()


_SOONEST = aliased(KnowledgeSession, _COMING.subquery())
_LESSON = TO_REREAD.with_only_columns(Lesson.id, Lesson.lesson).subquery()
_NOTHING = select(literal(1)).subquery()
_THIS_WEEK = select(_SOONEST, *_LESSON.c).select_from(_NOTHING).outerjoin(_SOONEST, true()).outerjoin(_LESSON, true())


class KnowledgeThisWeek(NamedTuple):
    """The next session, and the id and words of a lesson to reread; each None where there is none."""

    session: KnowledgeSession | None
    lesson_id: int | None
    lesson: str | None


def this_week(db: Session, now: dt.datetime, number: int) -> KnowledgeThisWeek:
    """As the first of `coming_sessions`, and as `lesson_to_reread`; together, because every overview has both."""
    which = {"now": now, "limit": 1, "number": number}
    return once(db, ("this_week", now, number), lambda: KnowledgeThisWeek(*db.execute(_THIS_WEEK, which).one()))


def sessions_of(db: Session, colleague_id: int, now: dt.datetime, limit: int) -> Sequence[KnowledgeSession]:
    """To come, which this colleague hosts or signed up for; the first first."""
    query = select(KnowledgeSession).where(
        KnowledgeSession.starts_at > now, KnowledgeSession.cancelled_at.is_(None), _theirs(colleague_id)
    )
    return db.scalars(query.order_by(KnowledgeSession.starts_at, KnowledgeSession.id).limit(limit)).all()


def sessions_since(db: Session, colleague_id: int, since: dt.datetime, limit: int) -> Sequence[KnowledgeSession]:
    """Which this colleague hosts or signed up for, also those that were cancelled; the first first."""
    query = select(KnowledgeSession).where(KnowledgeSession.starts_at > since, _theirs(colleague_id))
    return db.scalars(query.order_by(KnowledgeSession.starts_at, KnowledgeSession.id).limit(limit)).all()


def _theirs(colleague_id: int) -> ColumnElement[bool]:
    hosted = select(SessionHost.session_id).where(
        SessionHost.colleague_id == colleague_id, SessionHost.has_accepted.is_(True)
    )
    attended = select(SessionGuest.session_id).where(SessionGuest.colleague_id == colleague_id)
    return or_(KnowledgeSession.id.in_(hosted), KnowledgeSession.id.in_(attended))


def to_come_of(db: Session, colleague_id: int, now: dt.datetime) -> list[tuple[KnowledgeSession, bool]]:
    """Sessions to come that this colleague hosts or signed up for, and whether they said yes to hosting."""
    said = sessions_of(db, colleague_id, now, limit=MANY)
    hosted = {row.session_id for row in hosts_of(db, [each.id for each in said]) if row.colleague_id == colleague_id}
    return [(each, each.id in hosted) for each in said]


def stay_away(db: Session, session_id: int, colleague_id: int) -> None:
    """They do not come, and host it only when they say so again."""
    own = {"session_id": session_id, "colleague_id": colleague_id}
    db.execute(delete(SessionGuest).filter_by(**own))
    db.execute(update(SessionHost).filter_by(**own).values(has_accepted=False))


def all_of(db: Session, colleague_id: int) -> Sequence[tuple[KnowledgeSession, str]]:
    """Every session this colleague planned, hosts or signed up for, and what they wrote about it; oldest first."""
    found: dict[int, tuple[KnowledgeSession, str]] = {}
    for each in db.scalars(select(KnowledgeSession).where(KnowledgeSession.created_by == colleague_id)):
        found[each.id] = (each, "")
    hosted = select(SessionHost.session_id).where(SessionHost.colleague_id == colleague_id)
    for each in db.scalars(select(KnowledgeSession).where(KnowledgeSession.id.in_(hosted))):
        found[each.id] = (each, "")
    attended = (
        select(KnowledgeSession, SessionGuest.took_away)
        .join(SessionGuest, SessionGuest.session_id == KnowledgeSession.id)
        .where(SessionGuest.colleague_id == colleague_id)
    )
    for each, took_away in db.execute(attended):
        found[each.id] = (each, took_away)
    return [found[id_] for id_ in sorted(found)]


def wishes(db: Session, colleague_ids: Collection[int]) -> dict[int, ReminderChoice]:
    """Of those who chose something."""
    query = select(ReminderChoice).where(ReminderChoice.colleague_id.in_(colleague_ids))
    return {row.colleague_id: row for row in db.scalars(query)} if colleague_ids else {}
