"""Colleagues, and who they are on a chat platform."""

import datetime as dt
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    UniqueConstraint,
    bindparam,
    delete,
    exists,
    false,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from glossary import Discipline
from storage.database import Base, Owned, children, fill, part_of, points_at
from storage.database.rows_as_json import rows_as_json
from storage.people.municipalities import Municipality
from storage.people.personal import AT, FilePart, Moves, RowGoes, Shown, Stays, personal
from storage.settings import SettingRow

_WITHOUT_A_PERSON = {
    **dict.fromkeys(("name", "department"), ""),
    **dict.fromkeys(("key", "email", "joined_on", "buddy_key", "away_since", "sought_at")),
    "language": "nl",
    "is_admin": False,
    "erased_at": AT,
}


class Colleague(Owned, Base):
    """A member of staff. key: their id in imported lists. An erased colleague keeps a row without a person.

    away_since: they have left, or are a guest now. Until they return nothing is asked of them,
    and nobody can name them.
    """

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
            Shown(FilePart.PROFILE),
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
    away_since: Mapped[dt.datetime | None] = mapped_column(default=None)
    sought_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    """When the chat platforms were last asked who has their address; only of whoever has no account there."""
    disciplines: Mapped[list["ColleagueDiscipline"]] = children("Colleague", "ColleagueDiscipline")
    areas: Mapped[list["ColleagueArea"]] = children("Colleague", "ColleagueArea")

    @property
    def is_here(self) -> bool:
        return self.erased_at is None and self.away_since is None


CHOSEN, GIVEN, KEPT = "chosen", "given", "kept"
"""How a colleague came by a discipline: their own choice; a list or an administrator; or from before this was kept."""


class ColleagueDiscipline(Owned, Base):
    """how: what gives a right counts only once it is more than the colleague's own choice."""

    __tablename__ = "colleague_discipline"
    __table_args__ = (part_of("colleague_id", "colleague.id"),)

    colleague_id: Mapped[int] = mapped_column(
        primary_key=True, init=False, info=personal(RowGoes(), Moves(), Shown(FilePart.PROFILE))
    )
    discipline: Mapped[Discipline] = mapped_column(primary_key=True)
    how: Mapped[str] = mapped_column(String(10), default=CHOSEN)


class ColleagueArea(Owned, Base):
    __tablename__ = "colleague_area"
    __table_args__ = (
        part_of("colleague_id", "colleague.id"),
        points_at("area_code", "area.code"),
    )

    colleague_id: Mapped[int] = mapped_column(
        primary_key=True, init=False, info=personal(RowGoes(), Moves(), Shown(FilePart.PROFILE))
    )
    area_code: Mapped[str] = mapped_column(String(20), primary_key=True)


class ChatAccount(Owned, Base):
    """Who a colleague is on a chat platform, and how they stood there when it was asked last.

    looked_at: when that was. is_shut: a guest, deactivated or gone. is_admin: an administrator there, or by settings.
    refuses_since: they blocked us or took us away there, and have not spoken to us since. spoke_last: of several.
    """

    __tablename__ = "account"
    __table_args__ = (part_of("colleague_id", "colleague.id"),)

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    tenant: Mapped[str] = mapped_column(String(100), primary_key=True)
    user: Mapped[str] = mapped_column(String(100), primary_key=True)
    colleague_id: Mapped[int] = mapped_column(index=True, info=personal(RowGoes(), Moves(), Shown(FilePart.ACCOUNTS)))
    looked_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    is_shut: Mapped[bool] = mapped_column(default=False)
    is_admin: Mapped[bool] = mapped_column(default=False)
    refuses_since: Mapped[dt.datetime | None] = mapped_column(default=None)
    spoke_last: Mapped[bool] = mapped_column(default=False, server_default=false())


def here() -> tuple[ColumnElement[bool], ...]:
    """Of colleagues: those who work here."""
    return Colleague.erased_at.is_(None), Colleague.away_since.is_(None)


def reachable() -> Select[int]:
    """The ids of colleagues who have a chat account that is not shut."""
    return select(ChatAccount.colleague_id).where(ChatAccount.is_shut.is_(False))


class SignedIn(NamedTuple):
    """looked_at, is_shut, refuses_since: of the account by which they came. moves: they spoke elsewhere before.

    chosen: the settings of the municipality, for `settings.read_along`; nearly every answer needs them.
    """

    colleague: Colleague
    municipality: Municipality
    looked_at: dt.datetime | None
    is_shut: bool
    refuses_since: dt.datetime | None
    moves: bool
    chosen: str | None


_OTHER = aliased(ChatAccount)
_MOVES = exists().where(
    _OTHER.municipality_id == ChatAccount.municipality_id,
    _OTHER.colleague_id == ChatAccount.colleague_id,
    or_(_OTHER.platform != ChatAccount.platform, _OTHER.tenant != ChatAccount.tenant, _OTHER.user != ChatAccount.user),
    # After two people turned out to be one, both may be the last.
    or_(ChatAccount.spoke_last.is_(False), _OTHER.spoke_last),
)


_CHOSEN = (
    select(rows_as_json(SettingRow.name, SettingRow.value))
    .where(SettingRow.municipality_id == Municipality.id)
    .correlate(Municipality)
    .scalar_subquery()
)
_SIGN_IN = (
    select(
        *(Colleague, Municipality, ChatAccount.looked_at, ChatAccount.is_shut, ChatAccount.refuses_since, _MOVES),
        _CHOSEN,
    )
    .join(ChatAccount, ChatAccount.colleague_id == Colleague.id)
    .join(Municipality, Municipality.id == Colleague.municipality_id)
    .where(
        ChatAccount.platform == bindparam("platform"),
        ChatAccount.tenant == bindparam("tenant"),
        ChatAccount.user == bindparam("user"),
    )
)
"""Built once: every request begins with it."""


def sign_in(db: Session, platform: str, tenant: str, user: str) -> SignedIn | None:
    """Who this account is, and where. Looks across municipalities."""
    account = {"platform": platform, "tenant": tenant, "user": user}
    found = db.execute(_SIGN_IN, account).one_or_none()
    return None if found is None else SignedIn(*found)


def held(db: Session, colleague_id: int) -> tuple[Colleague, Sequence[ChatAccount], Sequence[Colleague]]:
    """A colleague with all their accounts, and the other administrators who work here; nobody else changes them now."""
    about = or_(Colleague.id == colleague_id, Colleague.is_admin)
    locked = select(Colleague).where(about).order_by(Colleague.id).with_for_update(key_share=True)
    # Signing in loaded them before they were locked: what somebody else wrote meanwhile counts.
    rows = db.scalars(locked.execution_options(populate_existing=True)).all()
    accounts = select(ChatAccount).where(ChatAccount.colleague_id == colleague_id)
    others = [row for row in rows if row.id != colleague_id and row.is_here]
    person = next((row for row in rows if row.id == colleague_id), None)
    assert person is not None, "a colleague of this municipality"
    return person, db.scalars(accounts.execution_options(populate_existing=True)).all(), others


def not_looked_at_since(db: Session, before: dt.datetime, limit: int) -> list[tuple[str, str, str]]:
    """Some of the accounts of which nobody asked since then how they stand; looks across municipalities.

    By chance: one of which the platform says nothing keeps no others waiting.
    """
    account = select(ChatAccount.platform, ChatAccount.tenant, ChatAccount.user)
    stale = account.where(ChatAccount.looked_at <= before, ChatAccount.is_shut.is_(False))
    return [(row[0], row[1], row[2]) for row in db.execute(stale.order_by(func.random()).limit(limit))]


def look_again(db: Session, accounts: Collection[tuple[str, str, str]], stale: dt.datetime) -> None:
    """What is known of these accounts is as old as `stale`, if it was newer. Looks across municipalities."""
    these = tuple_(ChatAccount.platform, ChatAccount.tenant, ChatAccount.user).in_(accounts)
    db.execute(update(ChatAccount).where(these, ChatAccount.looked_at > stale).values(looked_at=stale))


def colleague_with_email(db: Session, email: str) -> Colleague | None:
    return db.scalar(select(Colleague).where(func.lower(Colleague.email) == email.lower()))


_COLLEAGUE = select(Colleague).where(Colleague.id == bindparam("colleague"))


def colleague(db: Session, colleague_id: int) -> Colleague | None:
    return db.scalar(_COLLEAGUE, {"colleague": colleague_id})


def colleague_in_full(db: Session, colleague_id: int) -> Colleague | None:
    """With disciplines and areas."""
    found = colleague(db, colleague_id)
    return in_full(db, found) if found else None


def in_full(db: Session, who: Colleague) -> Colleague:
    fill(db, [who], Colleague.disciplines, Colleague.areas)
    return who


def colleagues_named(db: Session, words: str, limit: int = 20, *, also_away: bool = False) -> Sequence[Colleague]:
    """Colleagues whose name or e-mail address holds `words`, by name. also_away: those who have left too."""
    there = here()[:1] if also_away else here()
    like = f"%{escaped(words)}%"
    return db.scalars(
        select(Colleague)
        .where(*there)
        .where(or_(Colleague.name.ilike(like, escape="\\"), Colleague.email.ilike(like, escape="\\")))
        .order_by(Colleague.name, Colleague.id)
        .limit(limit)
    ).all()


@cache
def _names_with(words: int) -> Select[int, str]:
    likes = [Colleague.name.ilike(bindparam(f"like{number}", type_=String), escape="\\") for number in range(words)]
    named = select(Colleague.id, Colleague.name).where(*here(), or_(*likes))
    return named.order_by(Colleague.name, Colleague.id).limit(bindparam("limit", type_=Integer))


def names_with(db: Session, words: Sequence[str], limit: int) -> Sequence[tuple[int, str]]:
    """Ids and names of colleagues of whom a name holds one of these words, by name."""
    likes = {f"like{number}": f"%{escaped(word)}%" for number, word in enumerate(words)}
    return [(id_, name) for id_, name in db.execute(_names_with(len(words)), {**likes, "limit": limit})]


def colleagues_without_account(db: Session) -> Sequence[Colleague]:
    """Known from a list, not linked to any chat account: nobody can ask them anything. By name."""
    linked = select(ChatAccount.colleague_id)
    return db.scalars(
        select(Colleague)
        .where(Colleague.id.not_in(linked), Colleague.erased_at.is_(None))
        .order_by(Colleague.name, Colleague.id)
    ).all()


_ACCOUNTS = select(ChatAccount).where(
    ChatAccount.colleague_id.in_(bindparam("colleagues", expanding=True)), ChatAccount.is_shut.is_(False)
)


def accounts_of(db: Session, colleague_ids: Collection[int]) -> Sequence[ChatAccount]:
    """By which they can be reached: without those that are shut."""
    return db.scalars(_ACCOUNTS, {"colleagues": list(colleague_ids)}).all()


def escaped(words: str) -> str:
    """For LIKE with a backslash as its escape: what people type never is a pattern."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


_NAMES = select(Colleague.id, Colleague.name).where(Colleague.id.in_(bindparam("colleagues", expanding=True)))


def names_of(db: Session, colleague_ids: Collection[int]) -> dict[int, str]:
    """Id -> name; an erased colleague's name is empty."""
    found = db.execute(_NAMES, {"colleagues": list(colleague_ids)})
    return {row[0]: row[1] for row in found}


_LANGUAGES = select(Colleague.id, Colleague.language).where(
    Colleague.id.in_(bindparam("colleagues", expanding=True)), *here()
)
_REACHABLE_LANGUAGES = _LANGUAGES.where(Colleague.id.in_(reachable()))


def languages_of_reachable(db: Session, colleague_ids: Collection[int]) -> dict[int, str]:
    """Id -> language, of those among them who work here and have a chat account."""
    return _languages(db, _REACHABLE_LANGUAGES, colleague_ids)


def languages_of(db: Session, colleague_ids: Collection[int]) -> dict[int, str]:
    """Id -> language, of those among them who work here."""
    return _languages(db, _LANGUAGES, colleague_ids)


def _languages(db: Session, question: Select[int, str], colleague_ids: Collection[int]) -> dict[int, str]:
    found = db.execute(question, {"colleagues": list(colleague_ids)})
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
    if known.away_since:
        # They are back, which a look at the platform tells everybody.
        open_accounts = ChatAccount.colleague_id == known_id, ~ChatAccount.is_shut
        db.execute(update(ChatAccount).where(*open_accounts).values(looked_at=None))
