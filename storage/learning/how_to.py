"""Cards that tell how something is done: what a municipality made or changed. What is shipped stands in no table."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import Boolean, String, Text, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, next_key

OWN = "K"
"""With a number: the key of a card that the municipality made itself."""


class HowToCard(Owned, Base):
    """Of the municipality, not of a person. key: of the shipped card that it takes the place of, or its own, "K07".

    words: what people may type to find it. is_hidden: a shipped card that nobody sees here.
    """

    __tablename__ = "how_to_card"
    __table_args__ = (UniqueConstraint("municipality_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    changed_on: Mapped[dt.date]
    words: Mapped[str] = mapped_column(Text, default="")
    is_hidden: Mapped[bool] = mapped_column(Boolean, default=False)


_CALLED = select(HowToCard).where(HowToCard.key == bindparam("key"))
_AMONG = select(HowToCard).where(HowToCard.key.in_(bindparam("keys", expanding=True)))


def how_to_card(db: Session, key: str) -> HowToCard | None:
    return db.scalar(_CALLED, {"key": key})


def how_to_cards_called(db: Session, keys: Collection[str]) -> Sequence[HowToCard]:
    """Those of these that there are, hidden ones too."""
    return db.scalars(_AMONG, {"keys": sorted(keys)}).all()


def own_how_to_cards(db: Session, limit: int) -> Sequence[HowToCard]:
    """Those that the municipality made itself, the newest first."""
    own = select(HowToCard).where(HowToCard.key.like(f"{OWN}%"))
    return db.scalars(own.order_by(HowToCard.id.desc()).limit(limit)).all()


def next_how_to_key(db: Session) -> str:
    """K07 after K06."""
    return next_key(db, HowToCard.key, OWN)
