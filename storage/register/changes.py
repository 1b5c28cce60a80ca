"""Every change to a project or a contact moment: who, when, from, to."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Index,
    Integer,
    String,
    Text,
    and_,
    bindparam,
    cast,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import Role
from storage.database import Base, Owned, part_of
from storage.people.personal import FilePart, Moves, Shown, Stays, personal

_HISTORY = "the history of a project stays, without a name"


def _names_for_a_role(side: Literal["before", "after"]) -> dict[Any, Any]:
    """Of a role it is the id of a colleague, as text."""
    return personal(
        Stays(_HISTORY),
        lambda db, arrived, known: _name_another(db, side, arrived, known),
        Shown(FilePart.CHANGES),
        lambda colleague_id: _names(side, colleague_id),
    )


class Change(Owned, Base):
    """One field of a project, or of a contact moment of it, before and after, as codes. Never edited."""

    __tablename__ = "change"
    __table_args__ = (
        part_of("project_id", "project.id"),
        Index("ix_change_project", "municipality_id", "project_id", "id"),
        Index("ix_change_at", "municipality_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int]
    at: Mapped[dt.datetime]
    revision: Mapped[int]
    """The revision of the project, or of the moment, that this change made."""
    field: Mapped[str] = mapped_column(String(60))
    moment_id: Mapped[int | None] = mapped_column(default=None)
    colleague_id: Mapped[int | None] = mapped_column(
        default=None, info=personal(Stays(_HISTORY), Moves(), Shown(FilePart.CHANGES))
    )
    """Who changed it; None for an import from the console."""
    before: Mapped[str] = mapped_column(Text, default="", info=_names_for_a_role("before"))
    after: Mapped[str] = mapped_column(Text, default="", info=_names_for_a_role("after"))


_LATEST = (
    select(Change)
    .where(Change.project_id == bindparam("project"))
    .order_by(Change.id.desc())
    .limit(bindparam("limit", type_=Integer))
)

_IS_ANSWER = or_(
    Change.field == "accepted",
    and_(
        Change.field.in_([role.value for role in Role]),
        Change.after == "",
        Change.before == func.coalesce(cast(Change.colleague_id, String), ""),
    ),
)
_LATEST_EDIT = (
    select(Change).where(Change.project_id == bindparam("project")).order_by(_IS_ANSWER, Change.id.desc()).limit(1)
)

_MOVED = (
    select(Change)
    .where(Change.project_id == bindparam("project"), Change.field == "starts_on", Change.moment_id.is_not(None))
    .order_by(Change.id)
)


def latest(db: Session, project_id: int, limit: int = 10) -> Sequence[Change]:
    """Newest first."""
    return db.scalars(_LATEST, {"project": project_id, "limit": limit}).all()


def latest_edit(db: Session, project_id: int) -> Change | None:
    """The newest that is no answer to the question for a role; where there are only answers, the newest of those."""
    return db.scalar(_LATEST_EDIT, {"project": project_id})


def moved(db: Session, project_id: int) -> Sequence[Change]:
    """When a contact moment of it got another first day, oldest first."""
    return db.scalars(_MOVED, {"project": project_id}).all()


def since(db: Session, project_id: int, moment_id: int | None, revision: int) -> Sequence[Change]:
    """What has changed after `revision` of the project (or of the moment), oldest first."""
    return db.scalars(
        select(Change)
        .where(Change.project_id == project_id, Change.revision > revision)
        .where(Change.moment_id == moment_id if moment_id else Change.moment_id.is_(None))
        .order_by(Change.id)
    ).all()


def filled_in(db: Session, project_id: int, moment_id: int, field: str) -> Change | None:
    """The last time that this field of the moment was empty, and then no more."""
    return db.scalar(
        select(Change)
        .where(Change.project_id == project_id, Change.moment_id == moment_id)
        .where(Change.field == field, Change.before == "", Change.after != "")
        .order_by(Change.id.desc())
        .limit(1)
    )


def _names(side: Literal["before", "after"], colleague_id: int) -> ColumnElement[bool]:
    column = Change.before if side == "before" else Change.after
    return and_(Change.field.in_([role.value for role in Role]), column == str(colleague_id))


def _name_another(db: Session, side: Literal["before", "after"], arrived: int, known: int) -> None:
    db.execute(update(Change).where(_names(side, arrived)).values({side: str(known)}))
