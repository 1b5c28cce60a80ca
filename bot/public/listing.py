"""All public pages of a municipality: by neighbourhood for readers, and by time for who follows them. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from bot.chat.texts import Speech
from bot.public.rules import PublicFacts, PublicProject, PublicTalk

MOST_NEWS = 100


class PublicEntry(NamedTuple):
    """A page in the list. name: of its address. now: what residents can take part in; last: the newest answer."""

    name: str
    title: str
    now: Sequence[str]
    last: str


class Neighbourhood(NamedTuple):
    """code: of its place on the page. heading: empty for what is not about one neighbourhood."""

    code: str
    heading: str
    entries: Sequence[PublicEntry]


@dataclass(frozen=True, slots=True)
class OnePage:
    """A page as it is read now. changed_at: when two colleagues agreed to it last."""

    name: str
    facts: PublicFacts
    shown: PublicProject
    changed_at: dt.datetime


def by_neighbourhood(t: Speech, pages: Iterable[OnePage]) -> tuple[Neighbourhood, ...]:
    """By name, and what is about no neighbourhood last."""
    found: dict[str, list[PublicEntry]] = {}
    for page in sorted(pages, key=lambda page: (page.shown.title.casefold(), page.name)):
        for area in _areas(page):
            found.setdefault(area, []).append(_entry(t, page))
    order = sorted(found, key=lambda area: (not area, area.casefold()))
    whole = str(t("residents.text.public.whole_municipality"))
    return tuple(
        [Neighbourhood(f"b{number}", area or whole, tuple(found[area])) for number, area in enumerate(order, 1)]
    )


def _areas(page: OnePage) -> Sequence[str]:
    """Of the project, and of what is asked in it."""
    talks = {talk.id for talk in (*page.shown.ahead, *page.shown.past)}
    of_talks = (area for moment in page.facts.moments if moment.id in talks for area in moment.areas)
    return list(dict.fromkeys([*page.facts.areas, *of_talks])) or [""]


def _entry(t: Speech, page: OnePage) -> PublicEntry:
    now = tuple([f"{talk.title}: {talk.when}" for talk in page.shown.ahead])
    last = next((f"{talk.title}: {talk.answer[0]}" for talk in page.shown.past if talk.answer), "")
    return PublicEntry(page.name, page.shown.title, now, last)


class FeedEntry(NamedTuple):
    """One entry of a feed. id: the same for ever, and different in every installation."""

    id: str
    title: str
    text: str
    name: str
    at: dt.datetime


def feed_id(code: str, project: int) -> str:
    """project: 0 for all of them."""
    return _id(code, "feed", project)


def _id(code: str, what: str, number: int) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{code} {what} {number}')}"


def news(t: Speech, code: str, pages: Iterable[OnePage]) -> Sequence[FeedEntry]:
    """Newest first. code: of this municipality, in whichever installation."""
    found = [each for page in pages for each in _news_of(t, code, page)]
    return sorted(found, key=lambda each: (each.at, each.id), reverse=True)[:MOST_NEWS]


def _news_of(t: Speech, code: str, page: OnePage) -> Iterable[FeedEntry]:
    talks: Mapping[str, Sequence[PublicTalk]] = {"ask": page.shown.ahead, "said": page.shown.past}
    for what, some in talks.items():
        for talk in some:
            title = str(t(f"residents.text.public.news.{what}", title=talk.title, project=page.shown.title))
            text = " ".join([talk.when, *talk.about, *talk.answer, *filter(None, [talk.done])])
            at = max(page.changed_at, talk.changed_at)
            yield FeedEntry(_id(code, what, talk.id), title, text, page.name, at)
