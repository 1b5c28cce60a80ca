"""What area managers say of their area, once a quarter."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Index, Integer, String, Text, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import AreaKind, Discipline
from storage.database import Base, Owned, points_at
from storage.people.people import Colleague, ColleagueArea, ColleagueDiscipline, here, reachable
from storage.people.personal import FilePart, KeyGoes, Moves, Shown, personal
from storage.register.areas import Area


class AreaReport(Owned, Base):
    """What an area manager says of an area, signed. period: "2026-Q3". key: in lists that come in.

    asked_on, reminded_on: when they were asked; of a list, neither. answered_on: empty until they did. score: 1 to 5.
    """

    __tablename__ = "area_report"
    __table_args__ = (
        UniqueConstraint("municipality_id", "area_code", "period", "colleague_id"),
        points_at("area_code", "area.code"),
        points_at("colleague_id", "colleague.id"),
        Index("ix_area_report_colleague_id", "colleague_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    area_code: Mapped[str] = mapped_column(String(20))
    period: Mapped[str] = mapped_column(String(7))
    colleague_id: Mapped[int | None] = mapped_column(
        default=None, info=personal(KeyGoes(), Moves(), Shown(FilePart.AREA_REPORTS))
    )
    key: Mapped[str] = mapped_column(String(100), default="")
    asked_on: Mapped[dt.date | None] = mapped_column(default=None)
    reminded_on: Mapped[dt.date | None] = mapped_column(default=None)
    answered_on: Mapped[dt.date | None] = mapped_column(default=None)
    score: Mapped[int | None] = mapped_column(Integer, default=None)
    goes_well: Mapped[str] = mapped_column(Text, default="")
    could_be_better: Mapped[str] = mapped_column(Text, default="")


class ManagedArea(NamedTuple):
    """A district that somebody manages. manager: an id. language: theirs. is_there: they can be reached."""

    area_code: str
    area: str
    manager: int
    language: str
    is_there: bool


_IS_THERE = Colleague.id.in_(reachable())
_MANAGED = (
    select(ColleagueArea.area_code, Area.name, Colleague.id, Colleague.language, _IS_THERE)
    .join(Area, Area.code == ColleagueArea.area_code)
    .join(Colleague, Colleague.id == ColleagueArea.colleague_id)
    .join(ColleagueDiscipline, ColleagueDiscipline.colleague_id == Colleague.id)
    .where(
        ColleagueDiscipline.discipline == Discipline.AREA_MANAGER,
        Area.kind != AreaKind.MUNICIPALITY,
        *here(),
    )
    .order_by(ColleagueArea.area_code, _IS_THERE.desc(), Colleague.id)
)


def managed_areas(db: Session) -> Sequence[ManagedArea]:
    """Each area once, of the first who manages it; of those who can be reached, where there are."""
    found: dict[str, ManagedArea] = {}
    for row in db.execute(_MANAGED):
        found.setdefault(row[0], ManagedArea._make(row))
    return list(found.values())


def area_report(db: Session, area_code: str, period: str) -> AreaReport | None:
    """What was said last, where an area went from one to another meanwhile; else what was asked."""
    of_it = select(AreaReport).where(AreaReport.area_code == area_code, AreaReport.period == period)
    newest = of_it.order_by(AreaReport.answered_on.is_(None), AreaReport.answered_on.desc(), AreaReport.id)
    return db.scalar(newest.limit(1))


_ABOUT = (
    select(AreaReport)
    .where(AreaReport.area_code.in_(bindparam("areas", expanding=True)))
    .where(AreaReport.period.in_(bindparam("periods", expanding=True)))
    .order_by(AreaReport.id)
)


def reports_about(db: Session, area_codes: Collection[str], periods: Collection[str]) -> Sequence[AreaReport]:
    """Asked or answered, by whoever it was; oldest first."""
    return db.scalars(_ABOUT, {"areas": list(area_codes), "periods": list(periods)}).all()


_REPORTS = (
    select(AreaReport)
    .where(AreaReport.period == bindparam("period"))
    .order_by(AreaReport.area_code, AreaReport.answered_on.is_not(None), AreaReport.answered_on, AreaReport.id)
)
_LAST_REPORT = (
    select(AreaReport)
    .where(AreaReport.area_code.in_(bindparam("areas", expanding=True)), AreaReport.answered_on.is_not(None))
    .order_by(AreaReport.period.desc(), AreaReport.area_code)
    .limit(1)
)


def area_reports(db: Session, period: str) -> Sequence[AreaReport]:
    """Asked or answered, by area; of an area that went from one to another, what was said last comes last."""
    return db.scalars(_REPORTS, {"period": period}).all()


def last_report(db: Session, area_codes: Collection[str]) -> AreaReport | None:
    """The newest answer about one of these areas."""
    return db.scalar(_LAST_REPORT, {"areas": list(area_codes)})
