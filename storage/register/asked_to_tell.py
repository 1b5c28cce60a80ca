"""Colleagues who were asked to tell residents what was done with their input, and have not answered."""

import datetime as dt

from sqlalchemy import Index, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, part_of, points_at
from storage.people.personal import FilePart, KeyGoes, Moves, RowGoes, Shown, personal


class AskedToTell(Owned, Base):
    """One question about a contact moment. asked_by: None when that colleague was erased."""

    __tablename__ = "asked_to_tell"
    __table_args__ = (
        part_of("moment_id", "moment.id"),
        points_at("colleague_id", "colleague.id"),
        points_at("asked_by", "colleague.id"),
        Index("ix_asked_to_tell_moment_id", "moment_id"),
        Index("ix_asked_to_tell_colleague_id", "colleague_id"),
        Index("ix_asked_to_tell_asked_by", "asked_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    moment_id: Mapped[int]
    colleague_id: Mapped[int] = mapped_column(info=personal(RowGoes(), Moves(), Shown(FilePart.FEEDBACK)))
    asked_by: Mapped[int | None] = mapped_column(info=personal(KeyGoes(), Moves(), Shown(FilePart.FEEDBACK)))
    asked_at: Mapped[dt.datetime]


def ask(db: Session, moment_id: int, colleague_id: int, asked_by: int, at: dt.datetime) -> None:
    """One at a time: whom somebody asked last."""
    db.execute(delete(AskedToTell).where(AskedToTell.moment_id == moment_id))
    db.add(AskedToTell(moment_id=moment_id, colleague_id=colleague_id, asked_by=asked_by, asked_at=at))


def question_to(db: Session, moment_id: int, colleague_id: int) -> AskedToTell | None:
    """The question that waits for this colleague's answer."""
    return db.scalar(
        select(AskedToTell).where(AskedToTell.moment_id == moment_id, AskedToTell.colleague_id == colleague_id)
    )
