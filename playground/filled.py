"""Slack fills in what a bot leaves out: block ids and action ids."""

import secrets
from typing import Any

from playground.block_limits import elements_of
from playground.wire import Json

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def with_ids(blocks: Any) -> list[Json]:
    """The same blocks, complete; the given ones are not touched."""
    complete: list[Json] = []
    for block in blocks or []:
        block = {**block, "block_id": block.get("block_id") or _short_id()}
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


def find_element(blocks: list[Json], block_id: str, action_id: str) -> Json | None:
    """The element on which somebody clicked; None when it is not on the screen."""
    for block in blocks:
        if block.get("block_id") == block_id:
            return next((e for e in elements_of(block) if e.get("action_id") == action_id), None)
    return None
