"""Forms: the only place where people type. A form is returned as a value; the platform shows it its own way."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from bot.chat.cards import Block, Text

Kind = Literal[
    "text",
    "long_text",
    "number",
    "date",
    "time",
    "choice",
    "choices",
    "search",
    "searches",
    "person",
    "channel",
    "file",
    "agree",
]


class Option(msgspec.Struct, frozen=True):
    value: str
    label: Text
    hint: Text | None = None


class Field(msgspec.Struct, frozen=True):
    """One question of a form.

    kind: text · long_text · number · date · time (of day, 19:30) · choice (one of `options`) · choices (several) ·
    search and searches (one or several, looked up in `source` while typing) · person and channel (the platform's own
    pickers) · file · agree (one tick).
    value: what is filled in already; for search and searches as options, because their labels are not in `options`;
    for person the id of a colleague; for channel an exchange.Channel.
    """

    key: str
    label: Text
    kind: Kind = "text"
    options: tuple[Option, ...] = ()
    source: str = ""
    required: bool = False
    value: str | tuple[str, ...] | tuple[Option, ...] | int | None = None
    hint: Text | None = None
    longest: int = 3000


class Form(msgspec.Struct, frozen=True):
    """title: at most 24 characters. body: what the person must know while filling in. Submitting asks for `action`."""

    title: Text
    fields: tuple[Field, ...]
    submit: Text
    action: str
    args: Mapping[str, str] = msgspec.field(default_factory=dict)
    body: tuple[Block, ...] = ()


def opened_at(form: Form, key: str) -> Form:
    """The same with this field on top, when there is one; it stays there when the form comes back."""
    if not any(each.key == key for each in form.fields):
        return form
    fields = tuple(sorted(form.fields, key=lambda each: each.key != key))
    return msgspec.structs.replace(form, fields=fields, args={**form.args, "first": key})
