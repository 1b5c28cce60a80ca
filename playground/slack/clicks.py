"""A click or a choice, as Slack tells it in `actions`."""

from typing import Any

from playground.slack.answers import value_of
from playground.slack.filled import given_back
from playground.slack.messenger import Messenger
from playground.slack.wire import Json


def action_of(messenger: Messenger, element: Json, block: str, given: Any, offered: dict[str, Json]) -> Json:
    told: Json = {"type": element["type"], "action_id": element["action_id"], "block_id": block}
    if element["type"] == "button":
        told |= {key: given_back(element[key]) for key in ("text", "value", "style", "url") if key in element}
    elif element["type"] == "overflow":
        chosen = next((one for one in element["options"] if one["value"] == given), None)
        told |= {"selected_option": chosen}
    else:
        told |= value_of(element, given, offered, messenger.file_json)
    return told | {"action_ts": messenger.ts()}
