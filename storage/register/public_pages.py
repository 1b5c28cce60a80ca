"""The public page of a project: its address, what somebody wants on it, and what two colleagues agreed on."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import String, Text, UniqueConstraint, bindparam, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, part_of


class PublicPage(Owned, Base):
    """No row: nobody asked for one. It names nobody: whoever leads and advises the project decides.

    place, name: its address, which stays when the project gets another name. asked, agreed: digests of what stands on
    it, with spaces; nothing agreed: there is no page. reason: why the answer was no. told: the digest of what waits, of
    which the lead heard. agreed_at: when that was last; None as long as residents never could read it.
    """

    __tablename__ = "public_page"
    __table_args__ = (part_of("project_id", "project.id"), UniqueConstraint("place", "name"))

    project_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(60))
    asked: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    agreed: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    agreed_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    told: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"))


_PAGE = select(PublicPage).where(PublicPage.project_id == bindparam("project"))
_THERE = select(PublicPage).where(PublicPage.agreed != "").order_by(PublicPage.name)
_OWN_PLACE = select(PublicPage.place).limit(1)
_AT = select(PublicPage).where(
    PublicPage.place == bindparam("place"), PublicPage.name == bindparam("name"), PublicPage.agreed_at.is_not(None)
)
_MUNICIPALITY_AT = (
    select(PublicPage.municipality_id)
    .where(PublicPage.place == bindparam("place"), PublicPage.agreed_at.is_not(None))
    .order_by(PublicPage.municipality_id)
    .limit(1)
)
_DECIDED = select(PublicPage.municipality_id, PublicPage.project_id, PublicPage.agreed).order_by(
    PublicPage.municipality_id, PublicPage.project_id
)
_row = PublicPage.__table__.c
_NAMES_AT = select(_row.name).where(_row.place == bindparam("place"))
_OF_OTHERS = select(_row.place).where(_row.municipality_id != bindparam("own")).distinct()


def page(db: Session, project_id: int) -> PublicPage | None:
    return db.scalar(_PAGE, {"project": project_id})


def pages(db: Session) -> Sequence[PublicPage]:
    """Those that residents can read, by address."""
    return db.scalars(_THERE).all()


def page_at(db: Session, place: str, name: str) -> PublicPage | None:
    """That residents can read, or could. Looks across municipalities."""
    return db.scalar(_AT, {"place": place, "name": name})


def municipality_at(db: Session, place: str) -> int | None:
    """Whose pages are there, or were: a list without pages says so. Looks across municipalities."""
    return db.scalar(_MUNICIPALITY_AT, {"place": place})


def own_place(db: Session) -> str | None:
    """The first part of every address here; None where nobody ever asked for a page."""
    return db.scalar(_OWN_PLACE)


class Decided(NamedTuple):
    """What two colleagues decided of a page."""

    municipality: int
    project: int
    agreed: str


def decided(db: Session) -> Sequence[Decided]:
    """Of every page that anybody asked for. Looks across municipalities."""
    return [Decided(*row) for row in db.execute(_DECIDED)]


def new_page(db: Session, project_id: int, place: str, name: str) -> PublicPage:
    """At an address that is free: with a number behind it when another municipality, or project, has this one."""
    connection = db.connection()
    taken = set(connection.scalars(_OF_OTHERS, {"own": db.info["municipality"]}))
    place = own_place(db) or _free(place, taken)
    made = PublicPage(
        project_id=project_id,
        place=place,
        name=_free(name, set(connection.scalars(_NAMES_AT, {"place": place}))),
    )
    db.add(made)
    return made


def _free(wanted: str, taken: set[str]) -> str:
    number = 1
    found = wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
