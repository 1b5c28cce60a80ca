"""What people filled in becomes answers."""

from collections.abc import Mapping

import msgspec

from bot.chat.forms import Field, Form, Option
from bot.chat.requests import Account, Answer
from handlers.teams import limits
from handlers.teams.forms import PLATFORM, UNDONE, YES, channel_of, input_of
from handlers.teams.memory import TeamsMemory
from handlers.teams.words import Json


def answers_in(memory: TeamsMemory, inputs: Json, tenant: str) -> dict[str, Answer]:
    """What was filled in, by field key; empty fields are absent."""
    found = {each.key: _answer(each, memory, _typed(inputs, each), tenant) for each in memory.asked.as_form().fields}
    return {key: answer for key, answer in found.items() if answer}


def _answer(each: Field, memory: TeamsMemory, typed: str, tenant: str) -> Answer | None:
    match each.kind:
        case "file":
            return memory.files
        case "agree":
            return YES if typed == "true" else None
        case "person":
            user = typed.partition(",")[0]
            return Account(PLATFORM, tenant, user) if user else None
        case "channel":
            # Only what was offered to this person: a form may be sent in with anything.
            offered = any(option.value == typed for option in each.options)
            return channel_of(typed, tenant) if offered else None
        case "choices" | "searches":
            return tuple(value for value in typed.split(",") if value)
    return typed


def _typed(inputs: Json, each: Field) -> str:
    """Numbers come as numbers or as text, by client."""
    value = inputs.get(input_of(each.key))
    if value == UNDONE and each.kind in ("choice", "search", "channel"):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)[: limits.TYPED] if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def filled_in(form: Form, inputs: Json) -> Form:
    """The same questions with what stands in the inputs, to be drawn again."""
    fields = tuple(msgspec.structs.replace(each, value=_value(each, _typed(inputs, each))) for each in form.fields)
    return msgspec.structs.replace(form, fields=fields)


def _value(each: Field, typed: str) -> str | tuple[str, ...] | tuple[Option, ...] | None:
    match each.kind:
        case "agree":
            return YES if typed == "true" else None
        case "choices":
            return tuple(value for value in typed.split(",") if value)
        case "search" | "searches":
            chosen = typed.split(",")
            return tuple(option for option in each.options if option.value in chosen)
        case "person" | "file":
            return None
    return typed


def people_typed(form: Form, inputs: Json) -> Mapping[str, str]:
    """Who stands in the pickers, by field, as Teams knows them."""
    return {each.key: _typed(inputs, each) for each in form.fields if each.kind == "person"}
