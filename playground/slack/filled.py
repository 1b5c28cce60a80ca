"""Slack fills in what a bot leaves out: block ids and action ids."""

import html
import secrets
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from playground.slack.block_limits import elements_of
from playground.slack.wire import Json

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def with_ids(blocks: Any, before: Sequence[Json] = ()) -> list[Json]:
    """The same blocks, complete; the given ones are not touched.

    before: what they take the place of. Where nothing changed the id stays: somebody may be about to click there.
    """
    complete: list[Json] = []
    nothing: Json = {}
    for block, was in zip_longest(blocks or [], before[: len(blocks or [])], fillvalue=nothing):
        as_it_was = was.get("block_id") if {**block, "block_id": was.get("block_id")} == was else None
        block = {**block, "block_id": block.get("block_id") or as_it_was or _short_id()}
        for key in ("accessory", "element"):
            if key in block:
                block[key] = _named(block[key])
        if block["type"] == "actions":
            block["elements"] = [_named(element) for element in block["elements"]]
        complete.append(block)
    return complete


def _named(element: Json) -> Json:
    if element["type"] == "image":
        return element
    return {**element, "action_id": element.get("action_id") or _short_id()}


def _short_id() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(5))


def given_back(thing: Any) -> Any:
    """Blocks as Slack hands them back in a click: `& < >` as entities, also where they were sent plain."""
    if isinstance(thing, list):
        return [given_back(each) for each in thing]
    if not isinstance(thing, dict):
        return thing
    told = {key: given_back(value) for key, value in thing.items()}
    if thing.get("type") in ("plain_text", "text", "link") and isinstance(thing.get("text"), str):
        told["text"] = html.escape(html.unescape(thing["text"]), quote=False)
    return told


def find_element(blocks: list[Json], block_id: str, action_id: str) -> Json | None:
    """The element on which somebody clicked; None when it is not on the screen."""
    for block in blocks:
        if block.get("block_id") == block_id:
            return next((e for e in elements_of(block) if e.get("action_id") == action_id), None)
    return None
