"""Where a chat platform can be spoken to. Teams sends nothing to people, only to conversations that it has shown us."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Index, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, part_of, stay_within
from storage.people import municipalities, people
from storage.people.personal import FilePart, Moves, RowGoes, Shown, personal


class ConversationRow(Owned, Base):
    """colleague_id, user: whose own chat with us it is; None and "" for a channel or a group chat, which has a name."""

    __tablename__ = "conversation"
    __table_args__ = (
        part_of("colleague_id", "colleague.id"),
        Index("ix_conversation_user", "platform", "tenant", "user"),
        Index("ix_conversation_colleague", "colleague_id"),
    )

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    tenant: Mapped[str] = mapped_column(String(100), primary_key=True)
    id: Mapped[str] = mapped_column(String(400), primary_key=True)
    service_url: Mapped[str] = mapped_column(String(400))
    user: Mapped[str] = mapped_column(String(100), default="")
    colleague_id: Mapped[int | None] = mapped_column(
        default=None, info=personal(RowGoes(), Moves(), Shown(FilePart.ACCOUNTS))
    )
    name: Mapped[str] = mapped_column(String(200), default="")


def own_chat(db: Session, platform: str, tenant: str, user: str) -> ConversationRow | None:
    """Of somebody with us. Looks across municipalities."""
    return db.scalar(
        select(ConversationRow)
        .where(ConversationRow.platform == platform, ConversationRow.tenant == tenant, ConversationRow.user == user)
        .order_by(ConversationRow.id)
        .limit(1)
    )


def called(db: Session, platform: str, conversation: str) -> ConversationRow | None:
    """Platforms give every conversation a name of its own. Looks across municipalities."""
    return db.scalar(
        select(ConversationRow).where(ConversationRow.platform == platform, ConversationRow.id == conversation).limit(1)
    )


def any_of_tenant(db: Session, platform: str, tenant: str) -> ConversationRow | None:
    """All of them know where the tenant's service is. Looks across municipalities."""
    return db.scalar(
        select(ConversationRow)
        .where(ConversationRow.platform == platform, ConversationRow.tenant == tenant)
        .order_by(ConversationRow.id)
        .limit(1)
    )


def shared(db: Session, platform: str, tenant: str) -> Sequence[ConversationRow]:
    """Channels and group chats, by name. Looks across municipalities."""
    return db.scalars(
        select(ConversationRow)
        .where(ConversationRow.platform == platform, ConversationRow.tenant == tenant, ConversationRow.user == "")
        .order_by(ConversationRow.name, ConversationRow.id)
    ).all()


def keep(
    db: Session, platform: str, tenant: str, conversation: str, service_url: str, user: str, name: str = ""
) -> bool:
    """user: "" for a channel. False for the chat of a stranger, or of a tenant that belongs to nobody. Looks across."""
    home = municipalities.municipality_of_tenant(db, platform, tenant)
    known = people.sign_in(db, platform, tenant, user) if user else None
    if home is None or (user and known is None):
        return False
    stay_within(db, home.id)
    row = db.get(ConversationRow, (platform, tenant, conversation))
    if row is None:
        row = ConversationRow(platform=platform, tenant=tenant, id=conversation, service_url=service_url)
        db.add(row)
    if user:
        # Whoever took us away and puts us back has another chat with us: the newest is the one that is there.
        _forget(db, platform, tenant, ConversationRow.user == user, ConversationRow.id != conversation)
    row.service_url, row.user, row.colleague_id = service_url, user, known[0].id if known else None
    row.name = name[:200] or row.name
    return True


def forget(db: Session, platform: str, tenant: str, conversation: str) -> None:
    """It is gone, or we are out of it. Looks across municipalities."""
    _forget(db, platform, tenant, ConversationRow.id == conversation)


def _forget(db: Session, platform: str, tenant: str, *which: ColumnElement[bool]) -> None:
    of_there = ConversationRow.platform == platform, ConversationRow.tenant == tenant
    db.execute(delete(ConversationRow).where(*of_there, *which))
