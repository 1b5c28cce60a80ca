"""What people chose for the columns of their lists: kept by the header row, for the next list that has it."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned

MOST = 200
"""Header rows of one municipality. A real one has some tens; what was not chosen for longest makes room."""


class ColumnChoice(Owned, Base):
    """headers: the key of the header row. choice: JSON, a `bot.transfer.recognising.proposal.Choice`."""

    __tablename__ = "column_choice"

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True, init=False)
    headers: Mapped[str] = mapped_column(String(32), primary_key=True)
    choice: Mapped[str] = mapped_column(Text)
    chosen_at: Mapped[dt.datetime]


def column_choices(db: Session) -> dict[str, ColumnChoice]:
    """By the key of the header row."""
    return {row.headers: row for row in db.scalars(select(ColumnChoice))}


def keep_choice(db: Session, headers: str, choice: str, at: dt.datetime) -> None:
    """In the place of what was chosen for this header row before."""
    known = db.scalar(select(ColumnChoice).where(ColumnChoice.headers == headers))
    if known is None:
        db.add(ColumnChoice(headers=headers, choice=choice, chosen_at=at))
    else:
        known.choice, known.chosen_at = choice, at
    db.flush()
    newest = ColumnChoice.chosen_at.desc(), ColumnChoice.headers
    if too_many := db.scalars(select(ColumnChoice.headers).order_by(*newest).offset(MOST)).all():
        db.execute(delete(ColumnChoice).where(ColumnChoice.headers.in_(too_many)))
