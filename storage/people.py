"""Municipalities, their colleagues, and who those are on a chat platform."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    ForeignKey,
    ForeignKeyConstraint,
    String,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, selectinload

from glossary import Discipline
from storage.database import Base, Owned, children
from storage.personal import AT, KeyGoes, Moves, Part, RowGoes, Shown, Stays, personal


def _looks_after() -> dict[Any, Any]:
    return personal(KeyGoes(), Moves(), Shown(Part.KEEPS, only=("name", "keeper_id", "deputy_id")))


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


class Tenant(Base):
    """A chat workspace or organisation that belongs to a municipality."""

    __tablename__ = "tenant"

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    tenant: Mapped[str] = mapped_column(String(100), primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))


_WITHOUT_A_PERSON = {
    **dict.fromkeys(("name", "department"), ""),
    **dict.fromkeys(("key", "email", "joined_on", "buddy_key")),
    "language": "nl",
    "is_admin": False,
    "erased_at": AT,
}


class Colleague(Owned, Base):
    """A member of staff. key: their id in imported lists. An erased colleague keeps a row without a person."""

    __tablename__ = "colleague"
    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "key"),
        UniqueConstraint("municipality_id", "email"),
    )

    id: Mapped[int] = mapped_column(
        primary_key=True,
        init=False,
        info=personal(
            Stays("roles and changes point at it", also=_WITHOUT_A_PERSON),
            lambda db, arrived, known: _become_one(db, arrived, known),
            Shown(Part.PROFILE),
        ),
    )
    name: Mapped[str] = mapped_column(String(200))
    key: Mapped[str | None] = mapped_column(String(60), default=None)
    email: Mapped[str | None] = mapped_column(String(320), default=None)
    department: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(2), default="nl")
    joined_on: Mapped[dt.date | None] = mapped_column(default=None)
    is_admin: Mapped[bool] = mapped_column(default=False)
    buddy_key: Mapped[str | None] = mapped_column(String(60), default=None)
    """The existing buddy as imported, by key, until rounds make the pairs."""
    erased_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    disciplines: Mapped[list["ColleagueDiscipline"]] = children("Colleague", "ColleagueDiscipline")
    areas: Mapped[list["ColleagueArea"]] = children("Colleague", "ColleagueArea")


class ColleagueDiscipline(Owned, Base):
    __tablename__ = "colleague_discipline"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "colleague_id"], ["colleague.municipality_id", "colleague.id"], ondelete="CASCADE"
        ),
    )

    colleague_id: Mapped[int] = mapped_column(
        primary_key=True, init=False, info=personal(RowGoes(), Moves(), Shown(Part.PROFILE))
    )
    discipline: Mapped[Discipline] = mapped_column(primary_key=True)


class ColleagueArea(Owned, Base):
    __tablename__ = "colleague_area"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "colleague_id"], ["colleague.municipality_id", "colleague.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["municipality_id", "area_code"], ["area.municipality_id", "area.code"]),
    )

    colleague_id: Mapped[int] = mapped_column(
        primary_key=True, init=False, info=personal(RowGoes(), Moves(), Shown(Part.PROFILE))
    )
    area_code: Mapped[str] = mapped_column(String(20), primary_key=True)


class ChatAccount(Owned, Base):
    """Who a colleague is on a chat platform."""

    __tablename__ = "account"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "colleague_id"], ["colleague.municipality_id", "colleague.id"], ondelete="CASCADE"
        ),
    )

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    tenant: Mapped[str] = mapped_column(String(100), primary_key=True)
    user: Mapped[str] = mapped_column(String(100), primary_key=True)
    colleague_id: Mapped[int] = mapped_column(index=True, info=personal(RowGoes(), Moves(), Shown(Part.ACCOUNTS)))


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


_SIGN_IN = (
    select(Colleague, Municipality)
    .join(ChatAccount, ChatAccount.colleague_id == Colleague.id)
    .join(Municipality, Municipality.id == Colleague.municipality_id)
    .where(
        ChatAccount.platform == bindparam("platform"),
        ChatAccount.tenant == bindparam("tenant"),
        ChatAccount.user == bindparam("user"),
    )
)
"""Built once: every request begins with it."""


def sign_in(db: Session, platform: str, tenant: str, user: str) -> tuple[Colleague, Municipality] | None:
    """Who this account is, and where. Looks across municipalities."""
    account = {"platform": platform, "tenant": tenant, "user": user}
    found = db.execute(_SIGN_IN, account).one_or_none()
    return None if found is None else (found[0], found[1])


def colleague_with_email(db: Session, email: str) -> Colleague | None:
    return db.scalar(select(Colleague).where(func.lower(Colleague.email) == email.lower()))


def colleague(db: Session, colleague_id: int) -> Colleague | None:
    return db.scalar(select(Colleague).where(Colleague.id == colleague_id))


def colleague_in_full(db: Session, colleague_id: int) -> Colleague | None:
    """With disciplines and areas."""
    return db.scalar(
        select(Colleague)
        .where(Colleague.id == colleague_id)
        .options(selectinload(Colleague.disciplines), selectinload(Colleague.areas))
    )


def colleagues_named(db: Session, words: str, limit: int = 20) -> Sequence[Colleague]:
    """Colleagues whose name or e-mail address holds `words`, by name."""
    like = f"%{escaped(words)}%"
    return db.scalars(
        select(Colleague)
        .where(Colleague.erased_at.is_(None))
        .where(or_(Colleague.name.ilike(like, escape="\\"), Colleague.email.ilike(like, escape="\\")))
        .order_by(Colleague.name, Colleague.id)
        .limit(limit)
    ).all()


def colleagues_without_account(db: Session) -> Sequence[Colleague]:
    """Known from a list, not linked to any chat account: nobody can ask them anything. By name."""
    linked = select(ChatAccount.colleague_id)
    return db.scalars(
        select(Colleague)
        .where(Colleague.id.not_in(linked), Colleague.erased_at.is_(None))
        .order_by(Colleague.name, Colleague.id)
    ).all()


def make_administrators(db: Session, emails: Collection[str]) -> None:
    """Colleagues with these addresses, whom we had met before they were named. Looks across municipalities."""
    db.execute(update(Colleague).where(func.lower(Colleague.email).in_(emails)).values(is_admin=True))


def administrators(db: Session) -> Sequence[Colleague]:
    return db.scalars(select(Colleague).where(Colleague.is_admin, Colleague.erased_at.is_(None))).all()


def accounts_of(db: Session, colleague_ids: Collection[int]) -> Sequence[ChatAccount]:
    return db.scalars(select(ChatAccount).where(ChatAccount.colleague_id.in_(colleague_ids))).all()


def escaped(words: str) -> str:
    """For LIKE with a backslash as its escape: what people type never is a pattern."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def names_of(db: Session, colleague_ids: Collection[int]) -> dict[int, str]:
    """Id -> name; an erased colleague's name is empty."""
    found = db.execute(select(Colleague.id, Colleague.name).where(Colleague.id.in_(colleague_ids)))
    return {row[0]: row[1] for row in found}


def languages_of_reachable(db: Session, colleague_ids: Collection[int]) -> dict[int, str]:
    """Id -> language, of those among them who have a chat account."""
    linked = select(ChatAccount.colleague_id)
    found = db.execute(
        select(Colleague.id, Colleague.language).where(Colleague.id.in_(colleague_ids), Colleague.id.in_(linked))
    )
    return {row[0]: row[1] for row in found}


def _become_one(db: Session, arrived_id: int, known_id: int) -> None:
    """The list knows best what somebody is called; they themselves what they filled in, and in which language."""
    arrived, known = db.get_one(Colleague, arrived_id), db.get_one(Colleague, known_id)
    known.is_admin = known.is_admin or arrived.is_admin
    known.language, known.department = arrived.language, arrived.department or known.department
    db.flush()
    # Whoever holds it may read on: an administrator may link themselves.
    db.expunge(arrived)
    # Gone before the other has its address and key: two rows never share one.
    db.execute(delete(Colleague).where(Colleague.id == arrived_id))
    for name in ("email", "key", "joined_on", "buddy_key"):
        setattr(known, name, getattr(known, name) or getattr(arrived, name))
