"""Colleagues from a list, who may have an account on a chat platform: whom it is asked for, and when."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session

from storage.people.municipalities import Tenant
from storage.people.people import ChatAccount, Colleague, here


class Sought(NamedTuple):
    """A colleague from a list, who may have an account there."""

    colleague_id: int
    email: str
    platform: str
    tenant: str


def to_seek(db: Session, before: dt.datetime, limit: int) -> list[Sought]:
    """Colleagues without any account, not looked for since then, newcomers first; looks across municipalities."""
    account = exists().where(ChatAccount.colleague_id == Colleague.id)
    query = (
        select(Colleague.id, Colleague.email, Tenant.platform, Tenant.tenant)
        .join(Tenant, Tenant.municipality_id == Colleague.municipality_id)
        .where(*here(), Colleague.email.is_not(None), ~account)
        .where(or_(Colleague.sought_at.is_(None), Colleague.sought_at <= before))
        .order_by(Colleague.sought_at.is_not(None), Colleague.sought_at, Colleague.id)
        .limit(limit)
    )
    return [Sought(row[0], row[1] or "", row[2], row[3]) for row in db.execute(query)]


def note_sought(db: Session, colleague_id: int, at: dt.datetime) -> None:
    db.execute(update(Colleague).where(Colleague.id == colleague_id).values(sought_at=at))


def seek_again(db: Session, colleagues: Collection[int]) -> None:
    """As soon as possible."""
    db.execute(update(Colleague).where(Colleague.id.in_(colleagues)).values(sought_at=None))
