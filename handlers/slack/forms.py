"""A form becomes a modal.

A field is an input block called "key#turn". Slack keeps what was typed in a block as long as its name stays the same,
so a form that is shown again with other values gets the next turn.
"""

import re
from collections.abc import Mapping, Sequence

from bot.chat.cards import Note, Text
from bot.chat.forms import Field, Option
from bot.chat.replies import Ask
from bot.chat.requests import Account, Channel
from bot.chat.texts import Speech
from handlers.slack import limits
from handlers.slack.blocks import Ids, draw
from handlers.slack.memory import SlackMemory
from handlers.slack.words import Json, plain, shorten

PLATFORM = "slack"
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d\d:\d\d")
AGREE = "agree"
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def block_name(key: str, turn: int) -> str:
    return f"{key}#{turn}"


def key_of(block_id: str) -> str:
    return block_id.rpartition("#")[0]


def source_of(action_id: str) -> str:
    return action_id.rpartition("#")[2]


def modal(ask: Ask, t: Speech, memory: SlackMemory, accounts: Mapping[int, Account]) -> Json:
    """A view. Errors stand above their field, because a freshly drawn view cannot carry Slack's own."""
    form = ask.form
    ids = Ids(t)
    blocks: list[Json] = []
    if ask.errors:
        blocks += _note(t("handlers.form_wrong"), ids)
    blocks += [drawn for block in form.body for drawn, _ in draw(block, ids)]
    for each in form.fields:
        if error := ask.errors.get(each.key):
            blocks += _note(Text("⚠️ **{error}**", {"error": error}), ids)
        blocks.append(_input(each, t, memory.turn, accounts))
    return {
        "type": "modal",
        "callback_id": form.action,
        "title": plain(form.title, limits.VIEW_TITLE),
        "submit": plain(form.submit, limits.VIEW_BUTTON),
        "close": plain(t("handlers.cancel"), limits.VIEW_BUTTON),
        "blocks": blocks,
        "private_metadata": memory.packed(),
    }


def done(t: Speech) -> Json:
    """In the place of a form that was sent in, and answered elsewhere."""
    return {
        "type": "modal",
        "title": plain(t("handlers.slack.done.title"), limits.VIEW_TITLE),
        "close": plain(t("handlers.slack.done.close"), limits.VIEW_BUTTON),
        "blocks": _note(t("handlers.slack.done.text"), Ids(t)),
    }


def _note(text: Text, ids: Ids) -> list[Json]:
    return [block for block, _ in draw(Note(text), ids)]


def field_errors(ask: Ask, turn: int) -> dict[str, str]:
    """Slack's own way of showing errors, in a form that stays as it is."""
    return {block_name(key, turn): shorten(str(error), limits.FIELD_ERROR) for key, error in ask.errors.items()}


def _input(each: Field, t: Speech, turn: int, accounts: Mapping[int, Account]) -> Json:
    block = {
        "type": "input",
        "block_id": block_name(each.key, turn),
        "label": plain(each.label, limits.INPUT_LABEL),
        "optional": not each.required,
        "element": {"action_id": each.key, **_element(each, t, accounts)},
    }
    hint = each.hint or (t("handlers.slack.invite") if each.kind == "channel" else None)
    if hint:
        block["hint"] = plain(hint, limits.INPUT_HINT)
    return block


def _element(each: Field, t: Speech, accounts: Mapping[int, Account]) -> Json:
    match each.kind:
        case "text" | "long_text":
            return _typed(each)
        case "number" if not each.value or _NUMBER.fullmatch(str(each.value)):
            initial = {"initial_value": str(each.value)} if each.value not in (None, "") else {}
            return {"type": "number_input", "is_decimal_allowed": True, **initial}
        case "date" if not each.value or _FULL_DATE.fullmatch(str(each.value)):
            return {"type": "datepicker", **({"initial_date": each.value} if each.value else {})}
        case "time" if not each.value or _TIME.fullmatch(str(each.value)):
            return {"type": "timepicker", **({"initial_time": each.value} if each.value else {})}
        case "number" | "date" | "time":
            # "2019", or something that is no number: Slack's own input refuses it, and what is known must stay.
            return _typed(each)
        case "choice":
            return _one_of(each)
        case "choices":
            return _some_of(each)
        case "search" | "searches":
            return _looked_up(each, t)
        case "person":
            account = accounts.get(each.value) if isinstance(each.value, int) else None
            known = account is not None and account.platform == PLATFORM
            return {"type": "users_select", **({"initial_user": account.user} if account and known else {})}
        case "channel":
            # Not where people of other organisations read along.
            readers = {"include": ["public", "private"], "exclude_external_shared_channels": True}
            chosen = each.value if isinstance(each.value, Channel) and each.value.platform == PLATFORM else None
            initial = {"initial_conversation": chosen.id} if chosen else {}
            return {"type": "conversations_select", "filter": readers, **initial}
        case "file":
            return {"type": "file_input", "max_files": limits.FILES}
        case "agree":
            yes = _option(Option("yes", t("handlers.yes")))
            ticked = {"initial_options": [yes]} if each.value else {}
            return {"type": "checkboxes", "action_id": f"{each.key}#{AGREE}", "options": [yes], **ticked}


def _typed(each: Field) -> Json:
    value = shorten(str(each.value or ""), limits.TYPED)
    element = {
        "type": "plain_text_input",
        "multiline": each.kind == "long_text",
        # A value from before, or from a list, may be longer than what we ask for now.
        "max_length": min(limits.TYPED, max(each.longest, len(value))),
    }
    return {**element, "initial_value": value} if value else element


def _one_of(each: Field) -> Json:
    """Radio buttons show their explanations, but cannot be cleared: so only where an answer is required."""
    options = _options(each)
    chosen = [option for option in options if option["value"] == each.value]
    initial = {"initial_option": chosen[0]} if chosen else {}
    explained = any(option.hint for option in each.options)
    if each.required and explained and len(options) <= limits.TICKS:
        return {"type": "radio_buttons", "options": options, **initial}
    return {"type": "static_select", "options": options, **initial}


def _some_of(each: Field) -> Json:
    options = _options(each)
    values = each.value if isinstance(each.value, tuple) else ()
    chosen = [option for option in options if option["value"] in values]
    kind = "checkboxes" if len(options) <= limits.TICKS else "multi_static_select"
    return {"type": kind, "options": options, **({"initial_options": chosen} if chosen else {})}


def _options(each: Field) -> list[Json]:
    if not 0 < len(each.options) <= limits.SELECT_OPTIONS:
        raise ValueError(f"{each.key} has {len(each.options)} options; long lists are searched")
    return [_option(option) for option in each.options]


def _looked_up(each: Field, t: Speech) -> Json:
    value = each.value if isinstance(each.value, tuple) else ()
    chosen = [_option(option) for option in value if isinstance(option, Option)]
    element = {
        # The source travels along, because Slack asks for options without showing the field.
        "action_id": f"{each.key}#{each.source}",
        "min_query_length": 0,
        "placeholder": plain(t("handlers.find"), limits.PLACEHOLDER),
    }
    if each.kind == "searches":
        return {"type": "multi_external_select", **element, **({"initial_options": chosen} if chosen else {})}
    return {"type": "external_select", **element, **({"initial_option": chosen[0]} if chosen else {})}


def _option(option: Option) -> Json:
    drawn = {"value": option.value, "text": plain(option.label, limits.OPTION_LABEL)}
    if option.hint:
        drawn["description"] = plain(option.hint, limits.OPTION_HINT)
    return drawn


def drawn_options(options: Sequence[Option]) -> list[Json]:
    """The answer to a search."""
    return [_option(option) for option in options[: limits.SELECT_OPTIONS]]
