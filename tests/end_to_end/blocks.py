"""Reading Block Kit as a person does: the text, and what can be clicked or filled in."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from playground.slack.element_limits import all_options
from playground.slack.wire import Json

Names = Mapping[str, str]  # id of a person or channel -> its name

CLICKED = {"button", "overflow"}
TYPED = {"plain_text_input", "number_input", "email_text_input", "url_text_input"}


@dataclass(frozen=True)
class Control:
    """Something to click or to fill in. `row` is the text that it stands beside."""

    block: Json
    element: Json
    label: str
    row: str

    @property
    def kind(self) -> str:
        return str(self.element["type"])

    @property
    def key(self) -> tuple[str, str]:
        return str(self.block["block_id"]), str(self.element["action_id"])

    @property
    def in_form(self) -> bool:
        return bool(self.block["type"] == "input")

    @property
    def options(self) -> list[Json]:
        return list(all_options(self.element))

    @property
    def sends_at_once(self) -> bool:
        """A choice outside an input block is told to the bot immediately; in one only when it asks for that."""
        return not self.in_form or bool(self.block.get("dispatch_action"))

    def is_called(self, name: str) -> bool:
        ids = (str(self.element["action_id"]), str(self.block["block_id"]))
        return _same(name, self.label) or any(name in (each, each.split("#")[0]) for each in ids)


def _same(one: str, other: str) -> bool:
    return squeeze(one).casefold() == squeeze(other).casefold()


def squeeze(text: str) -> str:
    return " ".join(text.split())


def elements(block: Json) -> list[Json]:
    """The interactive ones, and the pictures and texts of a context block."""
    if block.get("type") in ("actions", "context"):
        return [element for element in block.get("elements", []) if isinstance(element, dict)]
    inner = block.get("accessory") if block.get("type") == "section" else block.get("element")
    return [inner] if isinstance(inner, dict) else []


def controls(blocks: Sequence[Json]) -> Iterator[Control]:
    row = ""
    for block in blocks:
        kind = block.get("type")
        if kind in ("section", "header", "rich_text", "context"):
            row = text_of([{**block, "accessory": None}])
        if kind == "input":
            yield Control(block, block["element"], text(block.get("label")), text(block.get("label")))
        elif kind in ("actions", "section"):
            for element in elements(block):
                if element.get("type") != "image":
                    yield Control(block, element, text(element.get("text") or element.get("placeholder")) or row, row)


def text(thing: Any, names: Names | None = None) -> str:
    """Of a text object, as it is rendered."""
    if not isinstance(thing, dict):
        return ""
    written = str(thing.get("text", ""))
    return rendered(written, names) if thing.get("type") == "mrkdwn" else written


def rendered(mrkdwn: str, names: Names | None = None) -> str:
    """Markup becomes what it looks like: `*bold*` loses its stars, `<@U1>` becomes a name, `&lt;` a `<`."""
    known = names or {}

    def link(found: re.Match[str]) -> str:
        target, _, label = found.group(1).partition("|")
        if target[:1] in "@#":
            return target[0] + (label or known.get(target[1:], target[1:]))
        return "@" + target[1:].split("^")[0] if target.startswith("!") else label or target

    shown = re.sub(r"<([^<>\s][^<>]*)>", link, mrkdwn)
    for mark in ("*", "_", "~", "`"):
        edge = re.escape(mark)
        shown = re.sub(rf"(?<![\w{edge}]){edge}(?=\S)([^{edge}\n]+?)(?<=\S){edge}(?![\w{edge}])", r"\1", shown)
    return html.unescape(shown)


def rich(element: Json, names: Names) -> str:
    """One element of rich text."""
    kind = element.get("type")
    inner = [rich(each, names) for each in element.get("elements", [])]
    if kind == "rich_text_list":
        return "\n".join(f"• {line}" for line in inner)
    if kind == "rich_text":
        return "\n".join(inner)
    if inner:
        return "".join(inner)
    if kind == "user":
        return "@" + names.get(str(element.get("user_id")), str(element.get("user_id")))
    if kind == "channel":
        return "#" + names.get(str(element.get("channel_id")), str(element.get("channel_id")))
    if kind == "broadcast":
        return f"@{element.get('range')}"
    if kind == "emoji":
        codes = [part for part in str(element.get("unicode", "")).split("-") if part]
        return "".join(chr(int(code, 16)) for code in codes) or f":{element.get('name')}:"
    return str(element.get("text") or element.get("url") or element.get("fallback") or "")


def text_of(
    blocks: Sequence[Json],
    names: Names | None = None,
    filled: Mapping[tuple[str, str], Json] | None = None,
    errors: Mapping[str, str] | None = None,
) -> str:
    """What a person reads, a line per block; `filled` is the state of the fields, `errors` what stands below them."""
    known, state, wrong = names or {}, filled or {}, errors or {}
    lines: list[str] = []
    for block in blocks:
        lines += _lines(block, known, state)
        if block.get("block_id") in wrong:
            lines.append(f"⚠ {wrong[block['block_id']]}")
    return "\n".join(line for line in lines if line.strip())


def _lines(block: Json, names: Names, state: Mapping[tuple[str, str], Json]) -> list[str]:
    kind = block.get("type")
    if kind == "header":
        return [text(block["text"], names)]
    if kind == "rich_text":
        return [rich(block, names)]
    if kind == "image":
        return [text(block.get("title"), names), f"(beeld: {block.get('alt_text', '')})"]
    if kind == "input":
        label, element = text(block.get("label")), block["element"]
        value = filled_in(element, state.get((block["block_id"], element["action_id"])), names)
        return [f"{label}: {value}", text(block.get("hint"), names)]
    if kind == "context":
        return [" ".join(_beside(element, names, {}, "") for element in elements(block))]
    if kind in ("section", "actions"):
        shown = [text(block.get("text"), names), *(text(field, names) for field in block.get("fields") or [])]
        block_id = str(block.get("block_id"))
        return [*shown, " ".join(_beside(element, names, state, block_id) for element in elements(block))]
    return [text(block.get("title"), names), text(block.get("text"), names)]


def _beside(element: Json, names: Names, state: Mapping[tuple[str, str], Json], block_id: str) -> str:
    kind = element.get("type")
    if kind == "image":
        return f"(beeld: {element.get('alt_text', '')})"
    if kind in ("mrkdwn", "plain_text"):
        return text(element, names)
    if kind == "button":
        return f"[{text(element.get('text'))}]"
    value = filled_in(element, state.get((block_id, str(element.get("action_id")))), names)
    return f"[{value or text(element.get('placeholder'))} ▾]"


def value_in(state: Json) -> Any:
    """The value inside such an entry."""
    return next((value for key, value in state.items() if key != "type"), None)


def initially(element: Json) -> Any:
    """What is in a field before anybody touched it."""
    return next((value for key, value in element.items() if key.startswith("initial_")), None)


def filled_in(element: Json, state: Json | None, names: Names) -> str:
    """A field's value as it reads."""
    value = (
        (value_in(state) if state is not None else initially(element)) if element.get("type") not in CLICKED else None
    )
    several = value if isinstance(value, list) else [] if value in (None, "") else [value]
    return ", ".join(_one(each, names) for each in several)


def _one(value: Any, names: Names) -> str:
    if isinstance(value, dict):
        if value.get("type") == "rich_text":
            return rich(value, names)
        return text(value["text"]) if "text" in value else str(value.get("name", ""))
    return names.get(str(value), str(value))
