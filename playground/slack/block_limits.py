"""What Slack refuses of blocks and views: `must be less than 151 characters [json-pointer:…]`."""

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from playground.slack.element_limits import (
    ACCESSORIES,
    ELEMENTS,
    IDS,
    IN_ACTIONS,
    IN_INPUT,
    RICH,
    SLACK_FILE,
    either,
    one_source,
    plain,
)
from playground.slack.shapes import (
    Problems,
    Rule,
    Shape,
    anything,
    array,
    by_type,
    flag,
    one_of,
    refuse,
    string,
)
from playground.slack.wire import Json

BLOCKS_IN_A_MESSAGE = 50
BLOCKS_IN_A_VIEW = 100
CHARACTERS_IN_A_MESSAGE = 13_200  # undocumented: `msg_blocks_too_long` begins about here
TEXT_OF_A_MESSAGE = 40_000
VIEW_BYTES = 250_000


class Surface(StrEnum):
    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"


# blocks


def _section_says_something(block: Json, place: str, problems: Problems) -> None:
    if "text" not in block and "fields" not in block:
        refuse(problems, "missing required field: text or fields", place)


_ID: dict[str, Rule] = {"block_id": string(IDS)}


def _context_element(value: Any, place: str, problems: Problems) -> None:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "image":
        ELEMENTS["image"](value, place, problems)
    elif kind in ("plain_text", "mrkdwn"):
        either(3000)(value, place, problems)
    else:
        refuse(problems, f"unsupported type: {kind}", f"{place}/type")


BLOCKS: dict[str, Rule] = {
    "header": Shape({"text": plain(150)}, _ID),
    "divider": Shape({}, _ID),
    "section": Shape(
        may={
            **_ID,
            "text": either(3000),
            "fields": array(10, either(2000)),
            "accessory": by_type(lambda: ELEMENTS, ACCESSORIES),
            "expand": flag,
        },
        together=_section_says_something,
    ),
    "context": Shape({"elements": array(10, _context_element)}, _ID),
    "actions": Shape({"elements": array(25, by_type(lambda: ELEMENTS, IN_ACTIONS))}, _ID),
    "input": Shape(
        {"label": plain(2000), "element": by_type(lambda: ELEMENTS, IN_INPUT)},
        {**_ID, "hint": plain(2000), "optional": flag, "dispatch_action": flag},
    ),
    "image": Shape(
        {"alt_text": string(2000)},
        {**_ID, "image_url": string(3000), "slack_file": SLACK_FILE, "title": plain(2000)},
        one_source,
    ),
    "rich_text": Shape({"elements": array(1000, by_type(lambda: RICH), 0)}, _ID),
    "file": Shape({"external_id": string(IDS), "source": one_of("remote")}, _ID),
    "markdown": Shape({"text": string(12_000)}, _ID),
}
ON_SURFACE = {
    Surface.MESSAGE: frozenset(BLOCKS),
    Surface.MODAL: frozenset(BLOCKS) - {"file", "markdown"},
    Surface.HOME: frozenset(BLOCKS) - {"file", "markdown"},
}


def problems_in_blocks(blocks: Any, surface: Surface, place: str = "/blocks") -> list[str]:
    """Empty when Slack would take these blocks."""
    problems: Problems = []
    most = BLOCKS_IN_A_MESSAGE if surface is Surface.MESSAGE else BLOCKS_IN_A_VIEW
    array(most, by_type(lambda: BLOCKS, ON_SURFACE[surface]), 0)(blocks, place, problems)
    if not problems:
        _ids_are_unique(blocks, place, problems)
        _files_only_in_modals(blocks, surface, place, problems)
    return problems


def _ids_are_unique(blocks: list[Json], place: str, problems: Problems) -> None:
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            refuse(problems, f"`block_id` {block_id} already exists", f"{place}/{number}/block_id")
        if block_id:
            seen.add(block_id)
        actions = [e["action_id"] for e in elements_of(block) if "action_id" in e]
        for twice in sorted({action for action in actions if actions.count(action) > 1}):
            refuse(problems, f"`action_id` {twice} already exists for {block_id}", f"{place}/{number}")


def _files_only_in_modals(blocks: list[Json], surface: Surface, place: str, problems: Problems) -> None:
    for number, block in enumerate(blocks):
        if surface is not Surface.MODAL and any(e.get("type") == "file_input" for e in elements_of(block)):
            refuse(problems, "unsupported type: file_input", f"{place}/{number}/element/type")


def elements_of(block: Json) -> list[Json]:
    """The interactive parts of a block, in order."""
    if block["type"] == "section":
        return [block["accessory"]] if block.get("accessory") else []
    if block["type"] == "input":
        return [block["element"]]
    return list(block["elements"]) if block["type"] == "actions" else []


def characters_in(blocks: list[Json]) -> int:
    """What counts for `msg_blocks_too_long`: every text a person can read."""

    def texts(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            if isinstance(value.get("text"), str):
                yield value["text"]
            for one in value.values():
                yield from texts(one)
        elif isinstance(value, list):
            for one in value:
                yield from texts(one)

    return sum(map(len, texts(blocks)))


# views

_VIEW: dict[str, Rule] = {
    "blocks": anything,
    "private_metadata": string(3000, 0),
    "callback_id": string(IDS, 0),
    "external_id": string(IDS, 0),
}
VIEWS: dict[str, Rule] = {
    "modal": Shape(
        {"title": plain(24), "blocks": anything},
        {**_VIEW, "submit": plain(24), "close": plain(24), "clear_on_close": flag, "notify_on_close": flag,
         "submit_disabled": flag},
    ),
    "home": Shape({"blocks": anything}, _VIEW),
}  # fmt: skip


def problems_in_view(view: Any, surface: Surface) -> list[str]:
    problems: Problems = []
    by_type(lambda: VIEWS, frozenset({surface.value}))(view, "/view", problems)
    if not isinstance(view, dict) or view.get("type") != surface.value:
        return problems
    problems += problems_in_blocks(view.get("blocks"), surface, "/view/blocks")
    if problems:
        return problems
    if surface is Surface.MODAL and "submit" not in view and any(b["type"] == "input" for b in view["blocks"]):
        refuse(problems, "missing required field: submit (there are input blocks)", "/view")
    focused = [e for block in view["blocks"] for e in elements_of(block) if e.get("focus_on_load")]
    if len(focused) > 1:
        refuse(problems, "focus_on_load may be true for one element only", "/view/blocks")
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        refuse(problems, f"view is larger than {VIEW_BYTES} bytes", "/view")
    return problems
