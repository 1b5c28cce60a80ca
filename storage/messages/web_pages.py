"""The page of all projects as readers get it, and how it looks. Kept here for all processes."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned


class WebPage(Owned, Base):
    """Of one municipality; no row: it chose nothing.

    secret: of the address, as a hash; None while nobody reads it there. content: HTML, as gzip. policy: what a browser
    may run and load in it. colour: #rrggbb. logo: a picture, of the kind `logo_kind`. statement: the address where the
    municipality says how accessible its pages are.
    """

    __tablename__ = "web_page"
    __table_args__ = (UniqueConstraint("secret"),)

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True, init=False)
    secret: Mapped[str | None] = mapped_column(String(64), default=None)
    made_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    policy: Mapped[str] = mapped_column(String(500), default="")
    colour: Mapped[str] = mapped_column(String(7), default="")
    logo_kind: Mapped[str] = mapped_column(String(20), default="")
    statement: Mapped[str] = mapped_column(String(300), default="")
    # Large, and not needed to know that there is a page.
    content: Mapped[bytes | None] = mapped_column(LargeBinary, default=None, deferred=True)
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, default=None, deferred=True)


_OWN = select(WebPage)


def web_page(db: Session) -> WebPage | None:
    """Of this municipality."""
    return db.scalar(_OWN)


def page_with_secret(db: Session, secret: str) -> WebPage | None:
    """secret: as a hash. Looks across municipalities."""
    return db.scalar(select(WebPage).where(WebPage.secret == secret))


def pages_made(db: Session) -> Sequence[tuple[int, dt.datetime]]:
    """The municipality, and when: of every page that there is. Looks across municipalities."""
    made = select(WebPage.municipality_id, WebPage.made_at).where(WebPage.content.is_not(None))
    found = db.execute(made.order_by(WebPage.municipality_id))
    return [(municipality, made_at) for municipality, made_at in found if made_at]
