"""What Slack refuses of blocks and views: `must be less than 151 characters [json-pointer:…]`.

A block or element is a table of its fields, with a rule for each.
"""

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from playground.slack.shapes import (
    Problems,
    Rule,
    Shape,
    anything,
    array,
    by_type,
    flag,
    integer,
    one_of,
    refuse,
    string,
)
from playground.slack.wire import Json

IDS = 255
BLOCKS_IN_A_MESSAGE = 50
BLOCKS_IN_A_VIEW = 100
CHARACTERS_IN_A_MESSAGE = 13_200  # undocumented: `msg_blocks_too_long` begins about here
TEXT_OF_A_MESSAGE = 40_000
VIEW_BYTES = 250_000


class Surface(StrEnum):
    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"


# composition objects


def plain(longest: int) -> Rule:
    return _text(longest, "plain_text")


def either(longest: int) -> Rule:
    return _text(longest, "plain_text", "mrkdwn")


def _text(longest: int, *types: str) -> Rule:
    return Shape(
        {"type": one_of(*types), "text": string(longest)},
        {"emoji": flag, "verbatim": flag},
        _emoji_is_for_plain_text,
    )


def _emoji_is_for_plain_text(text: Json, place: str, problems: Problems) -> None:
    if "emoji" in text and text.get("type") != "plain_text":
        refuse(problems, "emoji is for plain_text only", f"{place}/emoji")


OPTION = Shape({"text": plain(75), "value": string(150)}, {"description": plain(75), "url": string(3000)})
TICKED = Shape({"text": either(75), "value": string(150)}, {"description": either(75)})
"""An option of checkboxes and radio buttons."""
OPTION_GROUP = Shape({"label": plain(75), "options": array(100, OPTION)})
CONFIRM = Shape(
    {"title": plain(100), "text": either(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
FILTER = Shape(
    may={
        "include": array(4, one_of("im", "mpim", "private", "public")),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    }
)
DISPATCH = Shape(may={"trigger_actions_on": array(2, one_of("on_enter_pressed", "on_character_entered"))})
SLACK_FILE = Shape(may={"id": string(255), "url": string(3000)})


def _initial_is_an_option(element: Json, place: str, problems: Problems) -> None:
    known = list(all_options(element))
    chosen = element.get("initial_options") or [element[k] for k in ("initial_option",) if element.get(k)]
    if known and any(option not in known for option in chosen):
        name = "initial_options" if element.get("initial_options") else "initial_option"
        refuse(problems, f"{name} must match an option exactly", f"{place}/{name}")


def _options_or_groups(element: Json, place: str, problems: Problems) -> None:
    if ("options" in element) == ("option_groups" in element):
        refuse(problems, "exactly one of options and option_groups is required", place)
    _initial_is_an_option(element, place, problems)


def all_options(element: Json) -> Iterator[Json]:
    """The options of a select, groups taken together."""
    yield from element.get("options") or ()
    for group in element.get("option_groups") or ():
        yield from group.get("options") or ()


def _lengths_agree(element: Json, place: str, problems: Problems) -> None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if not (isinstance(least, int) and isinstance(most, int)):
        return
    if most > 3000:
        refuse(problems, "must be no more than 3000", f"{place}/max_length")
    if least > most:
        refuse(problems, "min_length must not be greater than max_length", place)
    if len(str(element.get("initial_value") or "")) > most:
        refuse(problems, "must not be longer than max_length", f"{place}/initial_value")


def _at_most_ten_files(element: Json, place: str, problems: Problems) -> None:
    if element.get("max_files", 10) not in range(1, 11):
        refuse(problems, "must be from 1 to 10", f"{place}/max_files")


# elements

_NAMED: dict[str, Rule] = {"action_id": string(IDS)}
_INPUT: dict[str, Rule] = {**_NAMED, "placeholder": plain(150), "focus_on_load": flag}
_SELECT: dict[str, Rule] = {**_INPUT, "confirm": CONFIRM}
_MANY: dict[str, Rule] = {**_SELECT, "max_selected_items": integer}
_CHOICES: dict[str, Rule] = {"options": array(100, OPTION), "option_groups": array(100, OPTION_GROUP)}
_TYPING: dict[str, Rule] = {**_INPUT, "dispatch_action_config": DISPATCH}

ELEMENTS: dict[str, Rule] = {
    "button": Shape(
        {"text": plain(75)},
        {
            **_NAMED,
            "url": string(3000),
            "value": string(2000, 0),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "overflow": Shape({"options": array(5, OPTION)}, {**_NAMED, "confirm": CONFIRM}),
    "image": Shape(
        {"alt_text": string(2000)},
        {"image_url": string(3000), "slack_file": SLACK_FILE},
        lambda block, place, problems: _one_source(block, place, problems),
    ),
    "plain_text_input": Shape(
        may={
            **_TYPING,
            "initial_value": string(3000, 0),
            "multiline": flag,
            "min_length": integer,
            "max_length": integer,
        },
        together=_lengths_agree,
    ),
    "number_input": Shape(
        {"is_decimal_allowed": flag},
        {
            **_TYPING,
            "initial_value": string(100, 0),
            "min_value": string(100, 0),
            "max_value": string(100, 0),
        },
    ),
    "email_text_input": Shape(may={**_TYPING, "initial_value": string(3000, 0)}),
    "url_text_input": Shape(may={**_TYPING, "initial_value": string(3000, 0)}),
    "datepicker": Shape(may={**_SELECT, "initial_date": string(10, 10)}),
    "timepicker": Shape(may={**_SELECT, "initial_time": string(5, 5), "timezone": string(100)}),
    "datetimepicker": Shape(may={**_SELECT, "initial_date_time": integer}),
    "static_select": Shape(may={**_SELECT, **_CHOICES, "initial_option": OPTION}, together=_options_or_groups),
    "multi_static_select": Shape(
        may={**_MANY, **_CHOICES, "initial_options": array(100, OPTION)}, together=_options_or_groups
    ),
    "external_select": Shape(may={**_SELECT, "initial_option": OPTION, "min_query_length": integer}),
    "multi_external_select": Shape(may={**_MANY, "initial_options": array(100, OPTION), "min_query_length": integer}),
    "users_select": Shape(may={**_SELECT, "initial_user": string(IDS)}),
    "multi_users_select": Shape(may={**_MANY, "initial_users": array(100, string(IDS))}),
    "conversations_select": Shape(
        may={
            **_SELECT,
            "initial_conversation": string(IDS),
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": FILTER,
        }
    ),
    "multi_conversations_select": Shape(
        may={
            **_MANY,
            "initial_conversations": array(100, string(IDS)),
            "default_to_current_conversation": flag,
            "filter": FILTER,
        }
    ),
    "channels_select": Shape(may={**_SELECT, "initial_channel": string(IDS), "response_url_enabled": flag}),
    "multi_channels_select": Shape(may={**_MANY, "initial_channels": array(100, string(IDS))}),
    "checkboxes": Shape(
        {"options": array(10, TICKED)},
        {**_NAMED, "initial_options": array(10, TICKED), "confirm": CONFIRM, "focus_on_load": flag},
        _initial_is_an_option,
    ),
    "radio_buttons": Shape(
        {"options": array(10, TICKED)},
        {**_NAMED, "initial_option": TICKED, "confirm": CONFIRM, "focus_on_load": flag},
        _initial_is_an_option,
    ),
    "file_input": Shape(
        may={**_NAMED, "filetypes": array(100, string(50)), "max_files": integer}, together=_at_most_ten_files
    ),
}
SELECTS = frozenset(name for name in ELEMENTS if name.endswith("_select"))
PICKERS = frozenset({"datepicker", "timepicker", "checkboxes", "radio_buttons", "overflow", "button"})
ACCESSORIES = (SELECTS | PICKERS | {"image"}) - {"datetimepicker"}
IN_ACTIONS = SELECTS | PICKERS | {"datetimepicker"}
IN_INPUT = frozenset(ELEMENTS) - {"button", "overflow", "image"}


def _elements() -> Mapping[str, Rule]:
    return ELEMENTS


# rich text

_STYLE = Shape(
    may=dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight"), flag)
)
SPANS: dict[str, Rule] = {
    "text": Shape({"text": string(100_000)}, {"style": _STYLE}),
    "link": Shape({"url": string(3000)}, {"text": string(100_000), "unsafe": flag, "style": _STYLE}),
    "emoji": Shape({"name": string(255)}, {"unicode": string(50), "skin_tone": integer, "style": _STYLE}),
    "user": Shape({"user_id": string(IDS)}, {"style": _STYLE}),
    "channel": Shape({"channel_id": string(IDS)}, {"style": _STYLE}),
    "usergroup": Shape({"usergroup_id": string(IDS)}, {"style": _STYLE}),
    "broadcast": Shape({"range": one_of("here", "channel", "everyone")}, {"style": _STYLE}),
    "date": Shape({"timestamp": integer, "format": string(255)}, {"fallback": string(3000), "url": string(3000)}),
    "color": Shape({"value": string(255)}, {"style": _STYLE}),
}
_SPANS = array(1000, by_type(lambda: SPANS), 0)
_SECTION = Shape({"elements": _SPANS})
RICH: dict[str, Rule] = {
    "rich_text_section": _SECTION,
    "rich_text_preformatted": Shape({"elements": _SPANS}, {"border": integer, "language": string(50)}),
    "rich_text_quote": Shape({"elements": _SPANS}, {"border": integer}),
    "rich_text_list": Shape(
        {"style": one_of("bullet", "ordered"), "elements": array(1000, _SECTION, 0)},
        {"indent": integer, "offset": integer, "border": integer},
    ),
}

# blocks


def _section_says_something(block: Json, place: str, problems: Problems) -> None:
    if "text" not in block and "fields" not in block:
        refuse(problems, "missing required field: text or fields", place)


def _one_source(block: Json, place: str, problems: Problems) -> None:
    if ("image_url" in block) == ("slack_file" in block):
        refuse(problems, "exactly one of image_url and slack_file is required", place)


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
            "accessory": by_type(_elements, ACCESSORIES),
            "expand": flag,
        },
        together=_section_says_something,
    ),
    "context": Shape({"elements": array(10, _context_element)}, _ID),
    "actions": Shape({"elements": array(25, by_type(_elements, IN_ACTIONS))}, _ID),
    "input": Shape(
        {"label": plain(2000), "element": by_type(_elements, IN_INPUT)},
        {**_ID, "hint": plain(2000), "optional": flag, "dispatch_action": flag},
    ),
    "image": Shape(
        {"alt_text": string(2000)},
        {**_ID, "image_url": string(3000), "slack_file": SLACK_FILE, "title": plain(2000)},
        _one_source,
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
