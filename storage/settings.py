"""What a municipality chose, where that differs from what is usual."""

from collections.abc import Mapping

import msgspec
from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, ask_again, asked_once
from storage.database.once import known


class SettingRow(Owned, Base):
    """name: of a `bot.chat.settings.Setting`. value: a number, "yes" or "no", or a word."""

    __tablename__ = "setting"

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))


_WRITTEN = select(SettingRow.name, SettingRow.value)


@asked_once
def written(db: Session) -> Mapping[str, str]:
    """Name -> what was chosen, of this municipality."""
    return {row[0]: row[1] for row in db.execute(_WRITTEN)}


def read_along(db: Session, found: str | None) -> None:
    """found: as signing in read it, so that it need not be asked."""
    chosen: Mapping[str, str] = dict(msgspec.json.decode(found or "[]"))
    known(db, written, chosen)


def write(db: Session, name: str, value: str | None) -> None:
    """None: what is usual holds again."""
    ask_again(db)
    known = db.scalar(select(SettingRow).where(SettingRow.name == name))
    if value is None:
        db.execute(delete(SettingRow).where(SettingRow.name == name))
    elif known is None:
        db.add(SettingRow(name=name, value=value))
    else:
        known.value = value
