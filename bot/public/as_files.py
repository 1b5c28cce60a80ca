"""Public pages as files, for a municipality that puts them on its own site."""

import datetime as dt
from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.chat.texts import speech
from bot.public import listing, rendering
from bot.public.reading import feed_of, pages_now
from bot.public.rendering import FEED, Links
from storage.people.municipalities import Municipality

PAGE = "index.html"


def files(db: Session, home: Municipality, at: dt.datetime) -> Mapping[str, bytes]:
    """By their place in the folder; empty when no page is on the internet. at: in the municipality's own time zone."""
    pages, t = pages_now(db, home, at), speech(home.language)
    if not pages:
        return {}
    below, above = Links("", FEED, behind=f"/{PAGE}"), Links(f"../{PAGE}", FEED, before="../", behind=f"/{PAGE}")
    found = {
        PAGE: rendering.list_page(t, home.name, at, below, listing.by_neighbourhood(t, pages)),
        FEED: feed_of(home, at, pages, below),
    }
    for each in pages:
        found[f"{each.name}/{PAGE}"] = rendering.project_page(t, home.name, at, above, each.shown)
        found[f"{each.name}/{FEED}"] = feed_of(home, at, [each], above)
    return found
