"""What a chat platform comes to fetch from us: a picture that it shows, a file that somebody still has to accept."""

import datetime as dt

from sqlalchemy import Index, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, part_of, stay_within
from storage.people import municipalities, people
from storage.people.personal import FilePart, Moves, RowGoes, Shown, personal


class HostedFile(Owned, Base):
    """key: cannot be guessed. colleague_id: the only one it is for; None for whoever has the address."""

    __tablename__ = "handout"
    __table_args__ = (
        part_of("colleague_id", "colleague.id"),
        Index("ix_handout_until", "until"),
        Index("ix_handout_colleague", "colleague_id"),
    )

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    until: Mapped[dt.datetime]
    colleague_id: Mapped[int | None] = mapped_column(
        default=None, info=personal(RowGoes(), Moves(), Shown(FilePart.FILES, only=("name", "until")))
    )


def lay_out(db: Session, platform: str, tenant: str, user: str, *handouts: HostedFile) -> None:
    """user: the only one they are for; "" for whoever has the address. Looks across municipalities."""
    home = municipalities.municipality_of_tenant(db, platform, tenant)
    assert home is not None, "nothing is drawn for strangers"
    stay_within(db, home.id)
    known = people.sign_in(db, platform, tenant, user) if user else None
    for handout in handouts:
        handout.colleague_id = known[0].id if known else None
        db.add(handout)


def picture(db: Session, key: str, now: dt.datetime) -> HostedFile | None:
    """For whoever has the address. Looks across municipalities."""
    return db.scalar(
        select(HostedFile).where(HostedFile.key == key, HostedFile.until > now, HostedFile.colleague_id.is_(None))
    )


def file_for(db: Session, key: str, colleague_id: int, now: dt.datetime) -> HostedFile | None:
    return db.scalar(
        select(HostedFile).where(HostedFile.key == key, HostedFile.until > now, HostedFile.colleague_id == colleague_id)
    )
