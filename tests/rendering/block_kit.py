"""What Slack would refuse of a message or a view, as its double does; and what it takes but nobody should send."""

from collections import Counter
from collections.abc import Iterator

from playground.slack.block_limits import (
    CHARACTERS_IN_A_MESSAGE,
    TEXT_OF_A_MESSAGE,
    Surface,
    characters_in,
    elements_of,
    problems_in_blocks,
    problems_in_view,
)
from playground.slack.element_limits import all_options
from playground.slack.wire import Json


def complaints(surface: Json) -> list[str]:
    """A view says what it is; without a type it is a message."""
    kind = Surface(surface.get("type", "message"))
    refused = _in_message(surface) if kind is Surface.MESSAGE else problems_in_view(surface, kind)
    return refused or list(_odd(surface["blocks"]))


def _in_message(message: Json) -> list[str]:
    found = problems_in_blocks(message["blocks"], Surface.MESSAGE)
    if characters_in(message["blocks"]) > CHARACTERS_IN_A_MESSAGE:
        found.append("msg_blocks_too_long")
    if len(message["text"]) > TEXT_OF_A_MESSAGE:
        found.append("msg_too_long")
    if not message["text"].strip():
        found.append("no text beside the blocks: notifications and screen readers get nothing")
    return found


def _odd(blocks: list[Json]) -> Iterator[str]:
    for element in (element for block in blocks for element in elements_of(block)):
        values = Counter(option["value"] for option in all_options(element))
        yield from (f"option value {value!r} occurs {count} times" for value, count in values.items() if count > 1)
