"""Lists that somebody gave, as long as they may still decide what becomes of them."""

import datetime as dt

from sqlalchemy import Index, Integer, LargeBinary, Text, UniqueConstraint, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, part_of, points_at
from storage.people.personal import FilePart, Moves, RowGoes, Shown, personal

KEPT = dt.timedelta(days=1)
"""Since somebody last did something with it. Then the file is chosen again."""
MOST, MOST_BYTES = 50, 50_000_000
"""Uploads of one municipality, and what their files may weigh together: the oldest make room."""
NOTHING_DONE = "{}"


class Upload(Owned, Base):
    """order: the work that was asked for, as JSON. proposals: what we made of its lists, as JSON.

    turn: how often its columns were chosen. read_in: the turn in which it was read in; None before that. done: how far
    that came, as JSON: a restart goes on from there.
    """

    __tablename__ = "upload"
    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        points_at("colleague_id", "colleague.id"),
        Index("ix_upload_colleague", "colleague_id"),
        Index("ix_upload_until", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    colleague_id: Mapped[int] = mapped_column(
        info=personal(RowGoes(), Moves(), Shown(FilePart.FILES, only=("order", "until")))
    )
    order: Mapped[str] = mapped_column(Text)
    until: Mapped[dt.datetime]
    proposals: Mapped[str] = mapped_column(Text, default="[]")
    turn: Mapped[int] = mapped_column(Integer, default=0)
    read_in: Mapped[int | None] = mapped_column(default=None)
    done: Mapped[str] = mapped_column(Text, default=NOTHING_DONE)


class UploadedContent(Owned, Base):
    """number: of the file, among those that were given together."""

    __tablename__ = "upload_file"
    __table_args__ = (part_of("upload_id", "upload.id"),)

    upload_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


def upload(db: Session, upload_id: int, colleague_id: int, now: dt.datetime) -> Upload | None:
    """Only their own, and only as long as it is kept."""
    mine = Upload.id == upload_id, Upload.colleague_id == colleague_id, Upload.until > now
    return db.scalar(select(Upload).where(*mine))


def begin_reading_in(db: Session, upload_id: int, turn: int) -> bool:
    """Only the first who asks for it; False for all others, also at the same moment."""
    not_yet = Upload.id == upload_id, Upload.turn == turn, Upload.read_in.is_distinct_from(turn)
    begun = update(Upload).where(*not_yet).values(read_in=turn, done=NOTHING_DONE).returning(Upload.id)
    return db.execute(begun).scalar() is not None


def content(db: Session, upload_id: int, number: int) -> bytes | None:
    return db.scalar(
        select(UploadedContent.content).where(UploadedContent.upload_id == upload_id, UploadedContent.number == number)
    )


def keep_content(db: Session, upload_id: int, number: int, given: bytes) -> None:
    """What is too much for one upload is not kept: whoever needs it asks the platform again."""
    here = UploadedContent.upload_id == upload_id
    if db.scalar(select(Upload.id).where(Upload.id == upload_id)) is None:
        return
    weighs = db.scalar(select(func.sum(func.length(UploadedContent.content))).where(here)) or 0
    if weighs + len(given) <= MOST_BYTES:
        db.add(UploadedContent(upload_id=upload_id, number=number, content=given))
        db.flush()
        make_room(db)


def make_room(db: Session) -> None:
    """The oldest go, with their files, until the others fit."""
    weight = func.coalesce(func.sum(func.length(UploadedContent.content)), 0)
    weighed = (
        select(Upload.id, weight)
        .outerjoin(UploadedContent, UploadedContent.upload_id == Upload.id)
        .group_by(Upload.id)
        .order_by(Upload.id.desc())
    )
    total, gone = 0, list[int]()
    for at, (upload_id, weighs) in enumerate(db.execute(weighed)):
        total += weighs
        if at >= MOST or total > MOST_BYTES:
            gone.append(upload_id)
    if gone:
        db.execute(delete(Upload).where(Upload.id.in_(gone)))


def note_done(db: Session, done: str, *, upload_id: int) -> None:
    """In the transaction of what was done."""
    db.execute(update(Upload).where(Upload.id == upload_id).values(done=done))
