"""Who is an administrator or a department head, by what the platform, settings and others say; what somebody does."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from glossary import Discipline
from storage.people.people import (
    CHOSEN,
    KEPT,
    ChatAccount,
    Colleague,
    ColleagueArea,
    ColleagueDiscipline,
    here,
    reachable,
)


class Appointed(NamedTuple):
    """Who became an administrator, who is one no more, and who stays one only because a municipality needs one."""

    gained: Sequence[Colleague]
    lost: Sequence[Colleague]
    kept: Sequence[Colleague]


def appoint_administrators(db: Session, emails: Collection[str], stale: dt.datetime) -> Appointed:
    """Those whom the settings name, and those whom their chat platform does. Looks across municipalities.

    stale: a look of then is old. Whoever was one by an address that was taken out may be one at the platform too, so
    that is asked as soon as they do something.
    """
    of_before = update(ChatAccount).where(ChatAccount.is_admin, ChatAccount.looked_at > stale)
    db.execute(of_before.values(looked_at=stale))
    about = or_(Colleague.is_admin, func.lower(Colleague.email).in_(emails))
    rows = db.scalars(select(Colleague).where(about, *here()).order_by(Colleague.id)).all()
    by_platform = set(db.scalars(reachable().where(ChatAccount.is_admin)))
    entitled = [row for row in rows if row.id in by_platform or (row.email or "").lower() in emails]
    served = {row.municipality_id for row in entitled}
    gained = [row for row in entitled if not row.is_admin]
    without = [row for row in rows if row not in entitled]
    lost = [row for row in without if row.municipality_id in served]
    kept = [row for row in without if row not in lost]
    for row in rows:
        row.is_admin = row not in lost
    return Appointed(gained, lost, kept)


def disciplines_to_confirm(db: Session, limit: int) -> Sequence[tuple[Colleague, ColleagueDiscipline]]:
    """What colleagues chose themselves and nobody confirmed, department heads first; then by name."""
    return _pairs(db, _TO_CONFIRM, limit)


def heads_of_before(db: Session, limit: int) -> Sequence[str]:
    """Names of department heads who may have said so themselves, when that was still possible; by name."""
    return db.scalars(_HEADS_OF_BEFORE, {"limit": limit}).all()


Confirmable = Select[Colleague, ColleagueDiscipline]


def _by_name(*which: ColumnElement[bool]) -> Confirmable:
    is_no_head = ColleagueDiscipline.discipline != Discipline.DEPARTMENT_HEAD
    return (
        select(Colleague, ColleagueDiscipline)
        .join(ColleagueDiscipline, ColleagueDiscipline.colleague_id == Colleague.id)
        .where(*which, *here())
        .order_by(is_no_head, Colleague.name, Colleague.id, ColleagueDiscipline.discipline)
        .limit(bindparam("limit"))
    )


_WAS_HEAD = and_(ColleagueDiscipline.how == KEPT, ColleagueDiscipline.discipline == Discipline.DEPARTMENT_HEAD)
_HEADS_OF_BEFORE = _by_name(_WAS_HEAD).with_only_columns(Colleague.name)
_TO_CONFIRM = _by_name(or_(ColleagueDiscipline.how == CHOSEN, _WAS_HEAD))


def _pairs(db: Session, question: Confirmable, limit: int) -> Sequence[tuple[Colleague, ColleagueDiscipline]]:
    return [(row[0], row[1]) for row in db.execute(question, {"limit": limit}).all()]


_DISCIPLINES = select(ColleagueDiscipline.discipline).where(ColleagueDiscipline.colleague_id == bindparam("colleague"))
_AREA_CODES = select(ColleagueArea.area_code).where(ColleagueArea.colleague_id == bindparam("colleague"))


def disciplines_of(db: Session, colleague_id: int) -> Sequence[Discipline]:
    return db.scalars(_DISCIPLINES, {"colleague": colleague_id}).all()


def area_codes_of(db: Session, colleague_id: int) -> Sequence[str]:
    """Of the areas that somebody looks after."""
    return db.scalars(_AREA_CODES, {"colleague": colleague_id}).all()


def administrators(db: Session) -> Sequence[Colleague]:
    return db.scalars(select(Colleague).where(Colleague.is_admin, *here())).all()
