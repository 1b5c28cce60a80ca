"""Public pages as they are read now: of everything, only what was agreed to."""

import datetime as dt
from collections.abc import Collection, Sequence
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.chat.file_names import plain_name
from bot.chat.house_style import HouseStyle
from bot.chat.served import NOTHING_RUNS, Served, Visit
from bot.chat.texts import speech
from bot.public import gather, listing, rendering, rules
from bot.public.listing import Neighbourhood, OnePage
from bot.public.rendering import Links, PageFrame
from bot.public.rules import PublicFacts, PublicProject
from storage.database import stay_within
from storage.messages import web_pages
from storage.people.municipalities import Municipality
from storage.register import public_pages
from storage.register.public_pages import PublicPage

LONGEST_NAME = 50
"""Of an address; a number may come behind it."""
WORD = "publiek"
"""The first word of every address."""


def address_words(home: str, project: str) -> tuple[str, str]:
    """The two parts of an address that people can read."""
    short = home.strip().removeprefix("Gemeente ").removeprefix("gemeente ")
    return plain_name(short, LONGEST_NAME, "gemeente"), plain_name(project, LONGEST_NAME, "project")


def pages_now(
    db: Session, home: Municipality, at: dt.datetime, only: Collection[PublicPage] | None = None
) -> Sequence[OnePage]:
    """at: in the municipality's own time zone. only: of all that residents can read."""
    found = {each.project_id: each for each in (public_pages.pages(db) if only is None else only)}
    facts = gather.facts(db, home, found, at) if found else ()
    names = gather.names_in(db, facts)
    return [
        OnePage(
            found[each.id].name,
            each,
            _shown(home.language, each, found[each.id].agreed, names),
            found[each.id].agreed_at or at,
        )
        for each in facts
    ]


@lru_cache(maxsize=256)
def _shown(language: str, facts: PublicFacts, agreed: str, names: tuple[str, ...]) -> PublicProject:
    """By the facts themselves, so it is never an older page: of a list, most are as the reader before got them."""
    return rules.project(speech(language), facts, gather.gate_of(language, names)(agreed=rules.apart(agreed)))


def serve(visit: Visit, db: Session) -> Served | None:
    """/publiek/<municipality>, /publiek/<municipality>/<project>, and the feed of either."""
    if not rendering.is_installed():
        return None
    match visit.parts:
        case (place,):
            return _list(visit, db, place)
        case (place, rendering.FEED):
            return _feed(visit, db, place, "")
        case (place, name):
            return _page(visit, db, place, name)
        case (place, name, rendering.FEED):
            return _feed(visit, db, place, name)
    return None


def frame_of(db: Session, home: Municipality, at: dt.datetime) -> PageFrame:
    """at: in the municipality's own time zone."""
    page = web_pages.web_page(db)
    look = HouseStyle(page.colour, page.logo or b"", page.logo_kind, page.statement) if page else HouseStyle()
    return PageFrame(speech(home.language), home.name, look, at)


def _home(db: Session, municipality_id: int, at: dt.datetime) -> tuple[Municipality, dt.datetime]:
    """From here on only this municipality is seen."""
    home = db.get_one(Municipality, municipality_id)
    stay_within(db, home.id)
    return home, at.astimezone(ZoneInfo(home.timezone))


def _served(frame: PageFrame, content: bytes, *, withdrawn: bool = False) -> Served:
    policy = f"{frame.policy}; frame-ancestors 'none'"
    return Served(content, policy=policy, for_everybody=True, withdrawn=withdrawn)


def _page(visit: Visit, db: Session, place: str, name: str) -> Served | None:
    kept = public_pages.page_at(db, place, name)
    if kept is None:
        return None
    home, at = _home(db, kept.municipality_id, visit.at)
    frame, links = frame_of(db, home, at), Links(every=f"../{place}", feed=f"{name}/{rendering.FEED}")
    if not kept.agreed:
        return _served(frame, frame.gone(links), withdrawn=True)
    (one,) = pages_now(db, home, at, [kept])
    return _served(frame, frame.page(links, one.shown))


def _list(visit: Visit, db: Session, place: str) -> Served | None:
    if (found := public_pages.municipality_at(db, place)) is None:
        return None
    home, at = _home(db, found, visit.at)
    frame = frame_of(db, home, at)
    links = Links(every=place, feed=f"{place}/{rendering.FEED}", before=f"{place}/")
    return _served(frame, _written(frame.of_the_day, links, listing.by_neighbourhood(frame.t, pages_now(db, home, at))))


@lru_cache(maxsize=4)
def _written(frame: PageFrame, links: Links, neighbourhoods: tuple[Neighbourhood, ...]) -> bytes:
    """By all that stands in it, as `_shown`."""
    return frame.list(links, neighbourhoods)


def _feed(visit: Visit, db: Session, place: str, name: str) -> Served | None:
    kept = public_pages.page_at(db, place, name) if name else None
    found = (
        (kept.municipality_id if kept and kept.agreed else None) if name else public_pages.municipality_at(db, place)
    )
    if found is None:
        return None
    home, at = _home(db, found, visit.at)
    links = Links(every="", feed="", before="../" if name else "")
    content = feed_of(home, at, pages_now(db, home, at, [kept] if kept else None), links)
    return Served(content, kind=rendering.FEED_KIND, policy=NOTHING_RUNS, for_everybody=True)


def feed_of(home: Municipality, at: dt.datetime, pages: Sequence[OnePage], links: Links) -> bytes:
    t, of_one = speech(home.language), pages[0] if len(pages) == 1 else None
    title = f"{of_one.shown.title} · {home.name}" if of_one else str(t("residents.text.public.feed", place=home.name))
    id_ = listing.feed_id(home.calendar_code, of_one.facts.id if of_one else 0)
    return rendering.feed(title, id_, listing.news(t, home.calendar_code, pages), links, at)
