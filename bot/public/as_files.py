"""Public pages as files, for a municipality that puts them on its own site."""

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.public import listing
from bot.public.reading import WORD, feed_of, frame_of, pages_now
from bot.public.rendering import FEED, Links
from storage.people.municipalities import Municipality
from storage.register import public_pages

PAGE = "index.html"


def folder(db: Session) -> str:
    """Where they stand, as the address has it; empty where nobody ever asked for a page."""
    place = public_pages.own_place(db)
    return f"{WORD}/{place}" if place else ""


def files(db: Session, home: Municipality, at: dt.datetime) -> Mapping[str, bytes]:
    """By their place in that folder; empty when no page is on the internet."""
    at = at.astimezone(ZoneInfo(home.timezone))
    pages = pages_now(db, home, at)
    if not pages:
        return {}
    frame = frame_of(db, home, at)
    below, above = Links("", FEED, behind=f"/{PAGE}"), Links(f"../{PAGE}", FEED, before="../", behind=f"/{PAGE}")
    found = {
        PAGE: frame.list(below, listing.by_neighbourhood(frame.t, pages)),
        FEED: feed_of(home, at, pages, below),
    }
    for each in pages:
        found[f"{each.name}/{PAGE}"] = frame.page(above, each.shown)
        found[f"{each.name}/{FEED}"] = feed_of(home, at, [each], above)
    return found
