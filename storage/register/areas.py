"""Areas: the municipality, its districts and its neighbourhoods."""

from collections.abc import Collection, Sequence

from sqlalchemy import Integer, String, UniqueConstraint, bindparam, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import AreaKind
from storage.database import Base, Owned, points_at
from storage.people.people import escaped


class Area(Owned, Base):
    """code: CBS (GM, WK, BU) or the municipality's own. parent: the code of the area that this one lies in."""

    __tablename__ = "area"
    __table_args__ = (
        UniqueConstraint("municipality_id", "code"),
        points_at("parent", "area.code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[AreaKind]
    parent: Mapped[str | None] = mapped_column(String(20), default=None)
    inhabitants: Mapped[int | None] = mapped_column(Integer, default=None)


_LARGEST_FIRST = (AreaKind.MUNICIPALITY, AreaKind.DISTRICT, AreaKind.NEIGHBOURHOOD)


_ALL = select(Area).order_by(Area.code)
_WITH_CODES = _ALL.where(Area.code.in_(bindparam("codes", expanding=True)))
_NAMES = _WITH_CODES.with_only_columns(Area.code, Area.name)


_NAMED = (
    select(Area)
    .where(or_(*(column.ilike(bindparam("like"), escape="\\") for column in (Area.name, Area.code))))
    .order_by(Area.name, Area.code)
    .limit(bindparam("limit", type_=Integer))
)


def all_areas(db: Session) -> Sequence[Area]:
    """Largest first, then by code."""
    areas = db.scalars(_ALL).all()
    return sorted(areas, key=lambda area: _LARGEST_FIRST.index(area.kind))


def areas_with_codes(db: Session, codes: Collection[str]) -> Sequence[Area]:
    return db.scalars(_WITH_CODES, {"codes": list(codes)}).all()


def names_of_areas(db: Session, codes: Collection[str]) -> dict[str, str]:
    """Code -> name. Of no areas nothing is asked."""
    return {row[0]: row[1] for row in db.execute(_NAMES, {"codes": list(codes)})} if codes else {}


def areas_named(db: Session, words: str, limit: int = 50) -> Sequence[Area]:
    """Areas whose name or code holds `words`, largest first, by name."""
    like = f"%{escaped(words)}%"
    found = db.scalars(_NAMED, {"like": like, "limit": limit}).all()
    return sorted(found, key=lambda area: _LARGEST_FIRST.index(area.kind))


def codes_around(db: Session, code: str) -> list[str]:
    """The area itself, everything inside it, and everything it lies in: what happens there concerns it.

    Never empty, also when there is no such area.
    """
    parents = {area.code: area.parent for area in all_areas(db)}

    def upwards(start: str | None) -> list[str]:
        return [] if start is None or start not in parents else [start, *upwards(parents[start])]

    inside = [area for area in parents if code in upwards(area)]
    return sorted({code, *upwards(code), *inside})
