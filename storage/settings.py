"""What a municipality chose, where that differs from what is usual."""

from collections.abc import Mapping

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned


class SettingRow(Owned, Base):
    """name: of a `bot.chat.settings.Setting`. value: a number, "yes" or "no", or a word."""

    __tablename__ = "setting"

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))


_WRITTEN = select(SettingRow.name, SettingRow.value)


def written(db: Session) -> Mapping[str, str]:
    """Name -> what was chosen, of this municipality. Read once in a transaction: several rules ask for it."""
    kept: dict[int, Mapping[str, str]] = db.info.setdefault("settings", {})
    own = db.info["municipality"]
    if own not in kept:
        kept[own] = {row[0]: row[1] for row in db.execute(_WRITTEN)}
    return kept[own]


def write(db: Session, name: str, value: str | None) -> None:
    """None: what is usual holds again."""
    db.info.pop("settings", None)
    known = db.scalar(select(SettingRow).where(SettingRow.name == name))
    if value is None:
        db.execute(delete(SettingRow).where(SettingRow.name == name))
    elif known is None:
        db.add(SettingRow(name=name, value=value))
    else:
        known.value = value
