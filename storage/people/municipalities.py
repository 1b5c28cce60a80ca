"""Municipalities, and the chat workspaces they are in."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base
from storage.people.personal import FilePart, KeyGoes, Moves, Shown, personal


def _looks_after() -> dict[Any, Any]:
    return personal(KeyGoes(), Moves(), Shown(FilePart.KEEPS, only=("name", "keeper_id", "deputy_id")))


class Municipality(Base):
    """A gemeente, with its own choices. The keepers look after the register (overzichthouder and deputy)."""

    __tablename__ = "municipality"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2), default="nl")
    timezone: Mapped[str] = mapped_column(String(60), default="Europe/Amsterdam")
    holiday_region: Mapped[str] = mapped_column(String(10), default="Midden")
    keeper_id: Mapped[int | None] = mapped_column(default=None, info=_looks_after())
    deputy_id: Mapped[int | None] = mapped_column(default=None, info=_looks_after())
    calendar_code: Mapped[str] = mapped_column(String(32), default_factory=lambda: uuid4().hex)
    """What no other installation calls it: appointments in people's calendars carry it."""


class Tenant(Base):
    """A chat workspace or organisation that belongs to a municipality."""

    __tablename__ = "tenant"

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    tenant: Mapped[str] = mapped_column(String(100), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))


def municipality_of_tenant(db: Session, platform: str, tenant: str) -> Municipality | None:
    return db.scalar(
        select(Municipality)
        .join(Tenant, Tenant.municipality_id == Municipality.id)
        .where(Tenant.platform == platform, Tenant.tenant == tenant)
    )


def municipalities(db: Session) -> Sequence[Municipality]:
    """All of them, oldest first. Looks across municipalities."""
    return db.scalars(select(Municipality).order_by(Municipality.id)).all()


def municipalities_without_tenant(db: Session, platform: str) -> Sequence[Municipality]:
    """Those that were filled by an import and wait for a chat workspace, oldest first."""
    taken = select(Tenant.municipality_id).where(Tenant.platform == platform)
    return db.scalars(select(Municipality).where(Municipality.id.not_in(taken)).order_by(Municipality.id)).all()
