"""What a team agreed to leave as it is, and why: nobody is asked again as long as it rests on the same facts."""

import datetime as dt
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Index, Select, String, Text, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, part_of, points_at
from storage.people.people import Colleague
from storage.people.personal import FilePart, KeyGoes, Moves, Shown, personal


class Agreement(Owned, Base):
    """One point that is as agreed. kind: of the finding. moment_id: None when it is about the project as a whole.

    facts: what the point rested on, as `agreed.rests_on` has it. agreed_by: None when that colleague was erased.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        part_of("project_id", "project.id"),
        part_of("moment_id", "moment.id"),
        points_at("agreed_by", "colleague.id"),
        Index("ix_agreement_project", "project_id"),
        Index("ix_agreement_moment", "moment_id"),
        Index("ix_agreement_agreed_by", "agreed_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int]
    moment_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(40))
    facts: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    agreed_by: Mapped[int | None] = mapped_column(info=personal(KeyGoes(), Moves(), Shown(FilePart.CHANGES)))
    agreed_at: Mapped[dt.datetime]


class AgreementLine(NamedTuple):
    """who: None when nobody knows any more."""

    project_id: int
    moment_id: int | None
    kind: str
    facts: str
    reason: str
    who: str | None
    at: dt.datetime


def agreement_lines(
    db: Session, projects: Collection[int] | None = None, kinds: Collection[str] | None = None
) -> Sequence[AgreementLine]:
    """Of these projects or of all, the newest last. kinds: only about those."""
    which = {"projects": list(projects or ()), "kinds": list(kinds or ())}
    return [AgreementLine(*row) for row in db.execute(_lines(projects is not None, kinds is not None), which)]


@cache
def _lines(some_projects: bool, some_kinds: bool) -> Select[*tuple[Any, ...]]:
    query = (
        select(
            *(Agreement.project_id, Agreement.moment_id, Agreement.kind, Agreement.facts, Agreement.reason),
            *(Colleague.name, Agreement.agreed_at),
        )
        .outerjoin(Colleague, Colleague.id == Agreement.agreed_by)
        .order_by(Agreement.id)
    )
    if some_projects:
        query = query.where(Agreement.project_id.in_(bindparam("projects", expanding=True)))
    return query.where(Agreement.kind.in_(bindparam("kinds", expanding=True))) if some_kinds else query


def agree(
    db: Session, point: tuple[str, int], project_id: int, facts: str, reason: str, who: int, at: dt.datetime
) -> None:
    """Takes the place of what was agreed before. point: the kind of finding, and its moment or 0."""
    kind, moment_id = str(point[0]), point[1] or None
    if known := agreement(db, project_id, moment_id, kind):
        db.delete(known)
    db.add(
        Agreement(
            project_id=project_id,
            moment_id=moment_id,
            kind=kind,
            facts=facts,
            reason=reason,
            agreed_by=who,
            agreed_at=at,
        )
    )
    db.flush()


def agreement(db: Session, project_id: int, moment_id: int | None, kind: str) -> Agreement | None:
    about = Agreement.moment_id.is_(None) if moment_id is None else Agreement.moment_id == moment_id
    return db.scalar(
        select(Agreement)
        .where(Agreement.project_id == project_id, Agreement.kind == kind, about)
        .order_by(Agreement.id.desc())
        .limit(1)
    )
