"""What Slack refuses of what stands in a block: texts, options, elements, rich text.

Each is a table of its fields, with a rule for each.
"""

from collections.abc import Iterator

from playground.slack.shapes import (
    Problems,
    Rule,
    Shape,
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


def one_source(block: Json, place: str, problems: Problems) -> None:
    if ("image_url" in block) == ("slack_file" in block):
        refuse(problems, "exactly one of image_url and slack_file is required", place)


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
        one_source,
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
