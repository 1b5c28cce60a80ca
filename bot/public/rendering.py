"""Public pages as HTML, and as a feed. Jinja is loaded here, when the first of them is asked for."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from bot.chat.house_style import HouseStyle, hash_in_policy, tokens
from bot.chat.requests import readable
from bot.chat.texts import Speech
from bot.public.listing import FeedEntry, Neighbourhood
from bot.public.rules import PublicProject

FOLDER = Path(__file__).parent / "template"
FEED = "atom.xml"
FEED_KIND = "application/atom+xml; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"

_WORDS = (
    *("site", "skip", "parts", "opening", "no_names", "none", "now", "last", "gone", "follow"),
    *("ahead", "no_ahead", "past", "you_said", "we_do", "why", "decision", "statement"),
)


def is_installed() -> bool:
    """Jinja comes with an extra of the package."""
    return find_spec("jinja2") is not None


class Links(NamedTuple):
    """As addresses seen from the page that holds them. every: of all pages. before, behind: what stands around the name
    of a page.
    """

    every: str
    feed: str
    before: str = ""
    behind: str = ""


@cache
def _template(name: str) -> Callable[..., str]:
    """Puts words in their places."""
    from bot.templates import environment

    return environment(FOLDER).get_template(name).render


@cache
def _style() -> str:
    return tokens() + (FOLDER / "page.css").read_text("utf-8")


class PageFrame(NamedTuple):
    """What all pages of a municipality have. at: in its own time zone."""

    t: Speech
    municipality: str
    look: HouseStyle
    at: dt.datetime

    @property
    def of_the_day(self) -> "PageFrame":
        """The same for every reader: a page says on which day it was made."""
        return self._replace(at=dt.datetime.combine(self.at, dt.time(), self.at.tzinfo))

    @property
    def style(self) -> str:
        return _style() + self.look.css

    @property
    def policy(self) -> str:
        """What a browser may do in a page: use this one style, show the logo that is in it, and nothing else."""
        style = hash_in_policy(self.style)
        return f"default-src 'none'; style-src '{style}'; img-src data:; base-uri 'none'; form-action 'none'"

    def page(self, links: Links, shown: PublicProject) -> bytes:
        return self._html("project.html", links, page=shown)

    def list(self, links: Links, neighbourhoods: Sequence[Neighbourhood]) -> bytes:
        return self._html("list.html", links, neighbourhoods=neighbourhoods)

    def gone(self, links: Links) -> bytes:
        return self._html("gone.html", links)

    def _html(self, template: str, links: Links, **values: object) -> bytes:
        from markupsafe import Markup

        said = {each: str(self.t(f"residents.text.public.{each}")) for each in _WORDS}
        said["updated"] = str(self.t("residents.text.public.updated", day=self.at.date()))
        style = Markup(self.style)  # noqa: S704 - ours
        made = _template(template)(frame=self, said=said, style=style, links=links, **values)
        return made.encode("utf-8", "replace")


def feed(title: str, id_: str, news: Sequence[FeedEntry], links: Links, at: dt.datetime) -> bytes:
    root = Element("feed", {"xmlns": ATOM})
    SubElement(root, "title").text = readable(title)
    SubElement(root, "id").text = id_
    SubElement(root, "updated").text = _instant(max((each.at for each in news), default=at))
    SubElement(SubElement(root, "author"), "name").text = readable(title)
    for each in news:
        entry = SubElement(root, "entry")
        SubElement(entry, "id").text = each.id
        SubElement(entry, "title").text = readable(each.title)
        SubElement(entry, "updated").text = _instant(each.at)
        SubElement(entry, "link", {"href": f"{links.before}{each.name}{links.behind}"})
        SubElement(entry, "summary").text = readable(each.text)
    found: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return found


def _instant(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
