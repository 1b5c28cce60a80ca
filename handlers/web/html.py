"""Cards as HTML, beside the renderers of Slack and Teams: read only. What leads to another page is a link, what would
change something is left out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment
from markupsafe import Markup

from bot.chat import cards
from bot.chat.cards import Button, Link, Text
from bot.chat.forms import Field, Form, Option
from bot.chat.house_style import tokens
from bot.drawing import Drawing
from bot.drawing.heat_map import HeatMap
from bot.templates import environment
from handlers.web import heat_map
from handlers.words import isolated

FOLDER = Path(__file__).parent / "template"

Where = Callable[[str], str]
"""The address of the page of an action; empty when it has none here."""


class ShownLink(NamedTuple):
    label: Markup
    url: str
    is_elsewhere: bool = False


class ShownOption(NamedTuple):
    value: str
    label: Markup
    is_chosen: bool


class ShownField(NamedTuple):
    """kind: of an input of HTML; "select" and "checks" for a choice. name: [] at its end when there may be several.

    sought: what was looked for in its list; None where there is nothing to look for.
    """

    name: str
    label: Markup
    kind: str
    value: str
    hint: Markup | None
    options: Sequence[ShownOption]
    is_required: bool
    sought: str | None = None


def words(text: Text) -> Markup:
    """What people typed stays what they typed, whatever is in it."""
    pieces = []
    for span in cards.spans(text):
        piece = _as_html(isolated(span)) if span.typed else _ours(span.text)
        pieces.append(f"<strong>{piece}</strong>" if span.bold else piece)
    return Markup("".join(pieces))  # noqa: S704 - every piece was escaped


def _as_html(said: str) -> str:
    return escape(said).replace("\n", "<br>")


_ours = lru_cache(maxsize=1024)(_as_html)
"""The same words again and again."""


class Renderer:
    """where: what can be looked at here."""

    def __init__(self, where: Where) -> None:
        self._where = where

    def link(self, button: Button | Link | None) -> ShownLink | None:
        """None for what changes something, and for what no browser should follow."""
        match button:
            case Link(label=label, url=url) if urlsplit(url).scheme in ("http", "https"):
                return ShownLink(words(label), url, is_elsewhere=True)
            case Button(label=label, action=action, args=args) if address := self._where(action):
                return ShownLink(words(label), f"{address}?{urlencode(args)}" if args else address)
        return None

    def links(self, buttons: Sequence[Button | Link]) -> Sequence[ShownLink]:
        return [link for button in buttons if (link := self.link(button))]

    def rows(self, these: Sequence[cards.Row]) -> Markup:
        """Items of a list: most of what is on a page, for which a template takes too long."""
        items = (f'<li><span class="said">{words(row.text)}</span>{self._beside(row.button)}</li>' for row in these)
        return Markup("\n".join(items))  # noqa: S704 - every piece was escaped

    def _beside(self, button: Button | Link | None) -> str:
        if not (link := self.link(button)):
            return ""
        rel = ' rel="noopener noreferrer"' if link.is_elsewhere else ""
        return f' <a href="{escape(link.url)}" class="beside"{rel}>{link.label}</a>'

    def fields(
        self, form: Form, options: Mapping[str, Sequence[Option]], sought: Mapping[str, str]
    ) -> Sequence[ShownField]:
        """Those that a browser can fill in. options: of search fields, by their keys; sought: what they answer."""
        found = [(field, options.get(field.key, field.options), sought.get(field.key, "")) for field in form.fields]
        return [shown for each in found if (shown := _field(*each))]

    def sends_to(self, form: Form) -> str:
        return self._where(form.action)

    @staticmethod
    def drawing(picture: cards.Picture, drawings: Sequence[Drawing]) -> Drawing:
        """The picture says which."""
        return drawings[int(picture.png)]

    def page(self, name: str, **given: object) -> bytes:
        drawn: str = _environment().get_template(name).render(**given, to=self)
        return drawn.encode("utf-8", "replace")


_INPUTS: Mapping[str, str] = {
    "text": "text",
    "long_text": "text",
    "number": "number",
    "date": "date",
    "time": "time",
    "agree": "checkbox",
}


def _field(field: Field, found: Sequence[Option], sought: str) -> ShownField | None:
    label, hint = words(field.label), words(field.hint) if field.hint else None
    several = field.kind in ("choices", "searches")
    if field.kind in _INPUTS:
        value = field.value if isinstance(field.value, str) else ""
        return ShownField(field.key, label, _INPUTS[field.kind], value, hint, (), field.required)
    if field.kind not in ("choice", "choices", "search", "searches"):
        return None
    chosen, known = _chosen(field)
    if sought:
        # What was chosen before is not what somebody looks for now.
        chosen, known = frozenset(option.value for option in found[:1]), ()
    shown = {
        option.value: ShownOption(option.value, words(option.label), option.value in chosen)
        for option in (*known, *found)
    }
    kind, name = ("checks", f"{field.key}[]") if several else ("select", field.key)
    searches = sought if field.source else None
    return ShownField(name, label, kind, "", hint, list(shown.values()), field.required, searches)


def _chosen(field: Field) -> tuple[frozenset[str], Sequence[Option]]:
    """The values that are filled in already, and those of them that say what they are called."""
    filled = field.value if isinstance(field.value, tuple) else (field.value,)
    known = [each for each in filled if isinstance(each, Option)]
    return frozenset([*(each.value for each in known), *(each for each in filled if isinstance(each, str))]), known


@cache
def _environment() -> Environment:
    made = environment(FOLDER)
    made.filters |= {"words": words, "groups": _groups, "svg": heat_map.svg, "rows": heat_map.rows}
    made.tests["heat_map"] = lambda drawing: isinstance(drawing, HeatMap)
    return made


def _kind(block: cards.Block) -> str:
    return str(block.__struct_config__.tag)


def _groups(body: Sequence[cards.Block]) -> Iterator[tuple[str, Sequence[cards.Block]]]:
    """Rows that follow each other are one list."""
    rows: list[cards.Block] = []
    for block in cards.flat(body):
        if isinstance(block, cards.Row):
            rows.append(block)
            continue
        if rows:
            yield "rows", rows
            rows = []
        yield _kind(block), [block]
    if rows:
        yield "rows", rows


@cache
def style() -> bytes:
    return tokens().encode() + (FOLDER / "colleagues.css").read_bytes()
