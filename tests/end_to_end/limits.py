"""Slack's documented limits, held against everything that was ever shown; and ids that occur twice.

`slackblocks` is asked as well, for the blocks that it can read back.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import slackblocks

from .blocks import INITIAL, Json, elements, options_of
from .surfaces import Shown

MESSAGE_CHARACTERS = 13_000  # msg_blocks_too_long comes a little later, undocumented
VIEW_BYTES = 250_000
BLOCKS = {"message": 50, "modal": 100, "home": 100}
INPUTS = {
    *("plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input", "file_input"),
    *("checkboxes", "radio_buttons", "datepicker", "timepicker", "datetimepicker", "static_select", "external_select"),
    *("users_select", "conversations_select", "channels_select", "multi_static_select", "multi_external_select"),
    *("multi_users_select", "multi_conversations_select", "multi_channels_select"),
}
ONLY_IN_INPUT = {
    "plain_text_input",
    "number_input",
    "email_text_input",
    "url_text_input",
    "rich_text_input",
    "file_input",
}
INSIDE = {
    "actions": (INPUTS - ONLY_IN_INPUT - {kind for kind in INPUTS if kind.startswith("multi_")})
    | {"button", "overflow"},
    "section": (INPUTS - ONLY_IN_INPUT) | {"button", "overflow", "image"},
    "input": INPUTS,
    "context": {"image", "mrkdwn", "plain_text"},
}
EVERYWHERE = {"actions", "context", "divider", "header", "image", "input", "rich_text", "section", "video"}
ALLOWED = {
    "message": EVERYWHERE | {"file", "markdown", "table", "alert", "card", "context_actions"},
    "modal": EVERYWHERE | {"alert", "card"},
    "home": EVERYWHERE | {"table", "card"},
}
LENGTHS = {  # of plain strings in an element
    "action_id": 255,
    "value": 2000,
    "url": 3000,
    "accessibility_label": 75,
    "alt_text": 2000,
    "image_url": 3000,
}
TEXTS = {"header": 150, "section": 3000, "button": 75}
MANY_OPTIONS = {"checkboxes": 10, "radio_buttons": 10, "overflow": 5}


def problems(everything: Iterable[Shown]) -> list[str]:
    """One line per violation, each said once."""
    found = (f"{shown.kind} from {shown.source}: {problem}" for shown in everything for problem in check(shown))
    return list(dict.fromkeys(found))


def check(shown: Shown) -> list[str]:
    if shown.kind == "options":
        return list(_options(shown.payload, "options", 100))
    blocks = shown.payload.get("blocks") or []
    found = [*_blocks(blocks, shown.kind), *_cross_check(blocks)]
    found += _message(shown.payload, shown.source) if shown.kind == "message" else _view(shown.payload, shown.kind)
    return found


def _message(payload: Json, source: str) -> Iterator[str]:
    characters = sum(len(each) for each in _strings(payload["blocks"]))
    if characters > MESSAGE_CHARACTERS:
        yield f"{characters} characters in one message (msg_blocks_too_long)"
    yield from _long("text", payload["text"], 40_000)
    if payload["blocks"] and not payload["text"].strip() and source in ("chat.postMessage", "chat.update"):
        yield "no text beside the blocks: notifications and screen readers get nothing"
    if len(payload.get("attachments", [])) > 100:
        yield "more than 100 attachments"


def _view(payload: Json, kind: str) -> Iterator[str]:
    yield from _long("private_metadata", payload.get("private_metadata"), 3000)
    yield from _long("callback_id", payload.get("callback_id"), 255)
    yield from _long("external_id", payload.get("external_id"), 255)
    if len(json.dumps(payload).encode()) > VIEW_BYTES:
        yield f"more than {VIEW_BYTES} bytes (view_too_large)"
    blocks = payload["blocks"]
    if kind == "modal":
        for key in ("title", "submit", "close"):
            if payload.get(key):
                yield from _text(payload[key], key, 24, plain=True)
        if not payload.get("title"):
            yield "no title"
        if not payload.get("submit") and any(block["type"] == "input" for block in blocks):
            yield "fields, but no submit"
    if sum(bool(element.get("focus_on_load")) for block in blocks for element in elements(block)) > 1:
        yield "focus_on_load twice"


def _blocks(blocks: Sequence[Json], kind: str) -> Iterator[str]:
    if len(blocks) > BLOCKS[kind]:
        yield f"{len(blocks)} blocks, at most {BLOCKS[kind]}"
    yield from _twice("block_id", (block.get("block_id") for block in blocks))
    if sum(block["type"] == "table" for block in blocks) > 1:
        yield "more than one table"
    for number, block in enumerate(blocks):
        where = f"block {number} ({block.get('type')})"
        if block.get("type") not in ALLOWED[kind]:
            yield f"{where}: not allowed in a {kind}"
        yield from (f"{where}: {problem}" for problem in _block(block, kind))


def _block(block: Json, kind: str) -> Iterator[str]:
    name = block["type"]
    inner = elements(block)
    yield from _long("block_id", block.get("block_id"), 255)
    if name == "header":
        yield from _text(block["text"], "text", TEXTS["header"], plain=True)
    elif name == "section":
        yield from _section(block)
    elif name == "image":
        yield from _image(block)
    elif name == "input":
        yield from _text(block["label"], "label", 2000, plain=True)
        if "hint" in block:
            yield from _text(block["hint"], "hint", 2000, plain=True)
    elif name == "markdown":
        yield from _long("text", block.get("text"), 12_000)
    elif name == "table":
        yield from _table(block)
    elif name in ("actions", "context"):
        most = 25 if name == "actions" else 10
        if not 1 <= len(inner) <= most:
            yield f"{len(inner)} elements, 1 to {most} allowed"
    elif name == "rich_text" and not block.get("elements"):
        yield "no elements"
    yield from _twice("action_id", (element.get("action_id") for element in inner))
    for element in inner:
        if name in INSIDE and element.get("type") not in INSIDE[name]:
            yield f"{element.get('type')} is not allowed here"
        if element.get("type") == "file_input" and kind != "modal":
            yield "file_input outside a modal"
        yield from (f"{element.get('type')}: {problem}" for problem in _element(element))


def _section(block: Json) -> Iterator[str]:
    if not block.get("text") and not block.get("fields"):
        yield "neither text nor fields"
    if block.get("text"):
        yield from _text(block["text"], "text", TEXTS["section"])
    fields = block.get("fields")
    if fields is not None and not 1 <= len(fields) <= 10:
        yield f"{len(fields)} fields, 1 to 10 allowed"
    for field in fields or []:
        yield from _text(field, "field", 2000)


def _image(thing: Json) -> Iterator[str]:
    if not thing.get("alt_text"):
        yield "no alt_text"
    if ("image_url" in thing) == ("slack_file" in thing):
        yield "needs one of image_url and slack_file"
    if thing.get("title"):
        yield from _text(thing["title"], "title", 2000, plain=True)


def _table(block: Json) -> Iterator[str]:
    rows = block.get("rows", [])
    if not 1 <= len(rows) <= 100:
        yield f"{len(rows)} rows, 1 to 100 allowed"
    if any(len(row) > 20 for row in rows):
        yield "more than 20 columns"


def _element(element: Json) -> Iterator[str]:
    kind = str(element.get("type"))
    for key, most in LENGTHS.items():
        yield from _long(key, element.get(key), most)
    if kind in ("mrkdwn", "plain_text"):
        yield from _text(element, "text", 3000)
    elif kind == "image":
        yield from _image(element)
    elif kind == "button":
        yield from _text(element["text"], "text", TEXTS["button"], plain=True)
        if element.get("style") not in (None, "primary", "danger"):
            yield f"style {element['style']!r}"
    if "placeholder" in element:
        yield from _text(element["placeholder"], "placeholder", 150, plain=True)
    if "confirm" in element:
        for key, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
            if key in element["confirm"]:
                yield from _text(element["confirm"][key], f"confirm.{key}", most, plain=key != "text")
    if "options" in element or "option_groups" in element:
        yield from _options(element, kind, MANY_OPTIONS.get(kind, 100))
        yield from _initial(element)
    elif kind in {"static_select", "multi_static_select", *MANY_OPTIONS}:
        yield "no options"
    yield from _typed(element)


def _typed(element: Json) -> Iterator[str]:
    kind = element.get("type")
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if kind == "plain_text_input" and not 0 <= least <= most <= 3000:
        yield f"min_length {least} and max_length {most}"
    if kind == "plain_text_input" and len(element.get("initial_value") or "") > most:
        yield f"initial_value is longer than {most}"
    if kind == "number_input" and "is_decimal_allowed" not in element:
        yield "is_decimal_allowed is obligatory"
    if kind == "file_input" and not 1 <= element.get("max_files", 10) <= 10:
        yield "max_files"


def _options(element: Json, kind: str, most: int) -> Iterator[str]:
    groups = element.get("option_groups")
    for group in groups or []:
        yield from _text(group["label"], "group label", 75, plain=True)
    for options in [group["options"] for group in groups] if groups else [element.get("options", [])]:
        if len(options) > most or (not options and kind != "options"):
            yield f"{len(options)} options, 1 to {most} allowed"
    if groups and len(groups) > 100:
        yield f"{len(groups)} groups of options"
    every = options_of(element)
    yield from _twice("option value", (option.get("value") for option in every))
    for option in every:
        plain = kind not in ("checkboxes", "radio_buttons")
        yield from _text(option["text"], "option text", 75, plain=plain)
        yield from _long("option value", option.get("value"), 150)
        if not option.get("value"):
            yield "an option without a value"
        if "description" in option:
            yield from _text(option["description"], "option description", 75, plain=plain)


def _initial(element: Json) -> Iterator[str]:
    initial = element.get(INITIAL.get(str(element["type"]), ""))
    chosen = initial if isinstance(initial, list) else [initial] if initial else []
    if "initial_options" in element and not chosen:
        yield "initial_options is empty: leave it out"
    values = {json.dumps(option, sort_keys=True) for option in options_of(element)}
    for option in chosen:
        if json.dumps(option, sort_keys=True) not in values:
            yield f"the initial option {option.get('value')!r} is not exactly one of the options"


def _text(thing: Any, name: str, most: int, *, plain: bool = False) -> Iterator[str]:
    if not isinstance(thing, Mapping) or thing.get("type") not in ("plain_text", "mrkdwn"):
        yield f"{name} is not a text object"
        return
    if plain and thing["type"] != "plain_text":
        yield f"{name} must be plain_text"
    if "emoji" in thing and thing["type"] != "plain_text":
        yield f"{name}: emoji is for plain_text only"
    if not str(thing.get("text") or ""):
        yield f"{name} is empty"
    yield from _long(name, thing.get("text"), most)


def _long(name: str, value: Any, most: int) -> Iterator[str]:
    if isinstance(value, str) and len(value) > most:
        yield f"{name} has {len(value)} characters, at most {most}"


def _twice(name: str, values: Iterable[Any]) -> Iterator[str]:
    for value, count in Counter(value for value in values if value is not None).items():
        if count > 1:
            yield f"{name} {value!r} occurs {count} times"


def _strings(thing: Any) -> Iterator[str]:
    """What a person reads: the values of `text`."""
    if isinstance(thing, list):
        for each in thing:
            yield from _strings(each)
    elif isinstance(thing, dict):
        for key, value in thing.items():
            if key == "text" and isinstance(value, str):
                yield value
            else:
                yield from _strings(value)


def _cross_check(blocks: Sequence[Json]) -> Iterator[str]:
    """A second opinion. `slackblocks` reads no elements back, so buttons are built from their parts."""
    for number, block in enumerate(blocks):
        bare = {key: value for key, value in block.items() if key != "accessory"}
        try:
            slackblocks.Block.from_dict(bare)
        except NotImplementedError:
            pass
        except slackblocks.errors.InvalidUsageError as error:
            yield f"block {number} ({block.get('type')}): slackblocks says {error}"
        for element in elements(block):
            if element.get("type") == "button":
                yield from (f"block {number}: slackblocks says {error}" for error in _button(element))


def _button(element: Json) -> Iterator[str]:
    confirm = element.get("confirm")
    try:
        slackblocks.Button(
            text=str(element["text"]["text"]),
            action_id=element.get("action_id"),
            url=element.get("url"),
            value=element.get("value"),
            style=element.get("style"),
            confirm=slackblocks.ConfirmationDialogue.from_dict(confirm) if confirm else None,
        )
    except slackblocks.errors.InvalidUsageError as error:
        yield str(error)
