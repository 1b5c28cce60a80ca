"""The audit log: every deed is written down in the transaction that does it."""

import datetime as dt

from sqlalchemy.orm import Session

from bot.chat.requests import Request
from glossary import Deed, DeedPart, Origin
from storage.people.audit import AuditRow


def record(
    request: Request, db: Session, deed: Deed, *, about: int | None = None, part: DeedPart | None = None
) -> None:
    """The asker did this. about: the colleague it was done to. part: which right, or which settings."""
    record_for(request.person.id, db, request.at, deed, about=about, part=part)


def record_for(
    colleague_id: int,
    db: Session,
    at: dt.datetime,
    deed: Deed,
    *,
    about: int | None = None,
    part: DeedPart | None = None,
) -> None:
    """This colleague asked for it in chat, and it is done after the answer."""
    row = AuditRow(at=at, deed=deed, origin=Origin.CHAT, colleague_id=colleague_id)
    row.about_id, row.part = about, part
    db.add(row)


def record_unasked(
    db: Session, at: dt.datetime, deed: Deed, origin: Origin, *, about: int | None = None, part: DeedPart | None = None
) -> None:
    """No colleague did this. origin: the console, or a platform whose word we follow."""
    db.add(AuditRow(at=at, deed=deed, origin=origin, about_id=about, part=part))
