"""Where somebody can be reached: the account by which they spoke last, and those that let nothing of ours in."""

import datetime as dt

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from storage.people.people import ChatAccount


def speaks_here(db: Session, platform: str, tenant: str, user: str, colleague_id: int) -> None:
    """Of all their accounts this one is the last by which they spoke."""
    theirs = update(ChatAccount).where(ChatAccount.colleague_id == colleague_id)
    db.execute(theirs.values(spoke_last=False))
    db.execute(theirs.where(*_is(platform, tenant, user)).values(spoke_last=True))


def refuses(db: Session, platform: str, tenant: str, user: str, at: dt.datetime) -> int | None:
    """They took us out of their chat, or blocked us: whose account it is, when that was news. Looks across."""
    open_until_now = (*_is(platform, tenant, user), ChatAccount.refuses_since.is_(None))
    noted = update(ChatAccount).where(*open_until_now).values(refuses_since=at)
    return db.scalar(noted.returning(ChatAccount.colleague_id))


def lets_in(db: Session, platform: str, tenant: str, user: str) -> int | None:
    """They are back: whose account it is, when that was news. Looks across."""
    shut_until_now = (*_is(platform, tenant, user), ChatAccount.refuses_since.is_not(None))
    noted = update(ChatAccount).where(*shut_until_now).values(refuses_since=None)
    return db.scalar(noted.returning(ChatAccount.colleague_id))


def _is(platform: str, tenant: str, user: str) -> tuple[ColumnElement[bool], ...]:
    return ChatAccount.platform == platform, ChatAccount.tenant == tenant, ChatAccount.user == user
