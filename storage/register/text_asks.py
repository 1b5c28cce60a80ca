"""Who of a triangle was asked whether they agree with a text, and what they said."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Index, String, Text, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import TextKind
from storage.database import Base, Owned, part_of, points_at
from storage.people.personal import FilePart, KeyGoes, Moves, RowGoes, Shown, personal


class TextAsk(Owned, Base):
    """One question to one colleague. text: a digest of what they were asked about, so that a change is seen.

    agreed: None as long as they have not answered. reason: why not. asked_by: who hears what they said; None once
    that colleague was erased.
    """

    __tablename__ = "text_ask"
    __table_args__ = (
        part_of("project_id", "project.id"),
        part_of("moment_id", "moment.id"),
        points_at("colleague_id", "colleague.id"),
        points_at("asked_by", "colleague.id"),
        Index("ix_text_ask_project", "project_id"),
        Index("ix_text_ask_moment", "moment_id"),
        Index("ix_text_ask_colleague", "colleague_id"),
        Index("ix_text_ask_asked_by", "asked_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int]
    moment_id: Mapped[int]
    kind: Mapped[TextKind]
    text: Mapped[str] = mapped_column(String(64))
    colleague_id: Mapped[int] = mapped_column(info=personal(RowGoes(), Moves(), Shown(FilePart.TEXTS)))
    asked_by: Mapped[int | None] = mapped_column(info=personal(KeyGoes(), Moves(), Shown(FilePart.TEXTS)))
    asked_at: Mapped[dt.datetime]
    agreed: Mapped[bool | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[dt.datetime | None] = mapped_column(default=None)


_ABOUT = (
    select(TextAsk)
    .where(TextAsk.moment_id == bindparam("moment"), TextAsk.kind == bindparam("kind", type_=TextAsk.kind.type))
    .order_by(TextAsk.id)
)
_ONE = select(TextAsk).where(TextAsk.id == bindparam("ask"))


def text_asks(db: Session, moment_id: int, kind: TextKind) -> Sequence[TextAsk]:
    """About this text, oldest first: one for each colleague."""
    return db.scalars(_ABOUT, {"moment": moment_id, "kind": kind}).all()


def text_ask(db: Session, ask_id: int) -> TextAsk | None:
    return db.scalar(_ONE, {"ask": ask_id})
