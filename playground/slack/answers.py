"""What a person filled in: the page's raw values as Slack's `state.values`, with the checks of Slack's own client."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from playground.slack.block_limits import elements_of
from playground.slack.clock import LOCAL
from playground.slack.element_limits import all_options
from playground.slack.wire import Json

Offered = dict[tuple[str, str], dict[str, Json]]
Raw = dict[str, dict[str, Any]]

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
WEB = re.compile(r"https?://[^\s/]+\S*")
LONGEST_TYPED = 3000


def state_values(blocks: list[Json], raw: Raw, offered: Offered, files: Callable[[str], Json]) -> Json:
    """Slack's `state.values`: every input there is, also the empty ones. Unknown raw values are left out."""
    values: Json = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in ("button", "overflow", "image"):
                continue
            block_id, action_id = block["block_id"], element["action_id"]
            given = raw.get(block_id, {}).get(action_id)
            known = offered.get((block_id, action_id), {})
            values.setdefault(block_id, {})[action_id] = value_of(element, given, known, files)
    return values


def value_of(element: Json, given: Any, offered: dict[str, Json], files: Callable[[str], Json]) -> Json:
    kind = element["type"]
    single = given if isinstance(given, str) and given else None
    several = [one for one in given if isinstance(one, str)] if isinstance(given, list) else []
    options = {option["value"]: option for option in _all_known(element)} | offered
    match kind:
        case "static_select" | "external_select" | "radio_buttons":
            return {"type": kind, "selected_option": options.get(single or "")}
        case "multi_static_select" | "multi_external_select" | "checkboxes":
            return {"type": kind, "selected_options": [options[one] for one in several if one in options]}
        case "datepicker":
            return {"type": kind, "selected_date": single}
        case "timepicker":
            return {"type": kind, "selected_time": single}
        case "datetimepicker":
            return {"type": kind, "selected_date_time": _moment(single)}
        case "users_select":
            return {"type": kind, "selected_user": single}
        case "conversations_select":
            return {"type": kind, "selected_conversation": single}
        case "channels_select":
            return {"type": kind, "selected_channel": single}
        case "multi_users_select":
            return {"type": kind, "selected_users": several}
        case "multi_conversations_select":
            return {"type": kind, "selected_conversations": several}
        case "multi_channels_select":
            return {"type": kind, "selected_channels": several}
        case "file_input":
            return {"type": kind, "files": [files(one) for one in several]}
        case _:
            return {"type": kind, "value": single}


def _all_known(element: Json) -> list[Json]:
    initial = [element["initial_option"]] if element.get("initial_option") else []
    return [*initial, *(element.get("initial_options") or []), *all_options(element)]


def _moment(local: str | None) -> int | None:
    """`2026-12-09T19:30` on the wall here, as Unix seconds."""
    try:
        return int(datetime.fromisoformat(local).replace(tzinfo=LOCAL).timestamp()) if local else None
    except ValueError:
        return None


# what Slack's own client says no to, before the bot hears of it; the values are keys of texts.toml


def complaints(blocks: list[Json], values: Json) -> dict[str, tuple[str, Json]]:
    """block_id -> (text key, values), for every input that cannot be sent."""
    found: dict[str, tuple[str, Json]] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        value = values[block["block_id"]][element["action_id"]]
        complaint = _complaint(element, value, optional=bool(block.get("optional")))
        if complaint:
            found[block["block_id"]] = complaint
    return found


def _complaint(element: Json, value: Json, *, optional: bool) -> tuple[str, Json] | None:
    content = next(iter(v for k, v in value.items() if k != "type"), None)
    if content in (None, "", []):
        return None if optional else ("input.required", {})
    kind = element["type"]
    if isinstance(content, list):
        most = element.get("max_selected_items") or element.get("max_files")
        return ("input.too_many", {"most": most}) if most and len(content) > most else None
    if kind == "plain_text_input":
        return _length(content, element.get("min_length", 0), element.get("max_length", LONGEST_TYPED))
    if kind == "number_input":
        return _number(content, element)
    if kind == "email_text_input" and not EMAIL.fullmatch(content):
        return ("input.email", {})
    if kind == "url_text_input" and not WEB.fullmatch(content):
        return ("input.url", {})
    return None


def _length(text: str, least: int, most: int) -> tuple[str, Json] | None:
    if len(text) < least:
        return ("input.too_short", {"least": least})
    return ("input.too_long", {"most": most, "now": len(text)}) if len(text) > most else None


def _number(text: str, element: Json) -> tuple[str, Json] | None:
    whole = r"-?\d+" if not element.get("is_decimal_allowed") else r"-?\d+([.]\d+)?"
    if not re.fullmatch(whole, text):
        return ("input.number", {})
    least, most = element.get("min_value"), element.get("max_value")
    if least and float(text) < float(least):
        return ("input.too_low", {"least": least})
    return ("input.too_high", {"most": most}) if most and float(text) > float(most) else None
