"""Public pages as HTML, and as a feed. Jinja is loaded here, when the first of them is asked for."""

import base64
import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

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
    *("ahead", "no_ahead", "past", "you_said", "we_do", "why", "decision"),
)


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
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    return environment.get_template(name).render


@cache
def _style() -> str:
    return (FOLDER / "page.css").read_text("utf-8")


def policy() -> str:
    """What a browser may do in a page: use this one style, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _html(t: Speech, template: str, municipality: str, at: dt.datetime, links: Links, **values: object) -> bytes:
    from markupsafe import Markup

    said = {each: str(t(f"residents.text.public.{each}")) for each in _WORDS}
    said |= {"municipality": municipality, "updated": str(t("residents.text.public.updated", day=at.date()))}
    style = Markup(_style())  # noqa: S704 - ours
    fill = _template(template)
    made = fill(said=said, style=style, policy=policy(), language=t.language, links=links, **values)
    return made.encode("utf-8", "replace")


def project_page(t: Speech, municipality: str, at: dt.datetime, links: Links, shown: PublicProject) -> bytes:
    return _html(t, "project.html", municipality, at, links, page=shown)


def list_page(
    t: Speech, municipality: str, at: dt.datetime, links: Links, neighbourhoods: Sequence[Neighbourhood]
) -> bytes:
    return _html(t, "list.html", municipality, at, links, neighbourhoods=neighbourhoods)


def gone_page(t: Speech, municipality: str, at: dt.datetime, links: Links) -> bytes:
    return _html(t, "gone.html", municipality, at, links)


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
