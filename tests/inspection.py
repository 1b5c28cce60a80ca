"""What every card and every form must be, whoever draws it. The test room looks at all that passes through it."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import msgspec

from bot.chat import texts
from bot.chat.cards import Button, Card, Choices, Link, Text, flat, from_json, to_json
from bot.chat.forms import Field
from bot.chat.replies import Ask, Home
from bot.chat.router import Router
from bot.service import BUILT_IN
from tests.screens import clickables, clickables_of, read

BUTTONS = 5
FORM_TITLE = 24
OPTIONS = 100
SEARCHED, LONGEST_SEARCH = "text", 60
"""The one argument that is no id: the words of a search, so that its pages can be turned."""
_ID = re.compile(r"[\w.:,-]*", re.ASCII)
_LIST = re.compile(r"(\{v\d+\}, )*\{v\d+\}( (en|and) \{v\d+\})?")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
"""Of a date the day, or the month, may be unknown: platforms show that as text."""
_HOLE = re.compile(r"\{\w+\}")


@dataclass(frozen=True)
class Inspector:
    """language: of the reader. people: their names, which may not travel in a button."""

    router: Router
    language: str
    people: Collection[str] = ()

    def card(self, card: Card) -> list[str]:
        """Complaints."""
        if from_json(to_json(card)) != card:
            return ["does not come back from the outbox as it went in"]
        if unreadable := list(self._texts(card)):
            return unreadable
        found = [*self._buttons([each.button for each in clickables_of(card)]), *_too_many(card)]
        if card.share:
            found += self._button(card.share)
            if card.share.action not in self.router.shared:
                found.append(f"to share it asks for {card.share.action}, which is not in Feature.shared")
        return found

    def home(self, home: Home) -> list[str]:
        unreadable = list(self._texts(home.blocks))
        return unreadable or list(self._buttons([each.button for each in clickables(home.blocks)]))

    def form(self, ask: Ask) -> list[str]:
        form = ask.form
        keys = [each.key for each in form.fields]
        if unreadable := [*self._texts(form), *self._texts(ask.errors)]:
            return unreadable
        found = list(self._buttons([each.button for each in clickables(form.body)]))
        found += self._button(Button(form.submit, form.action, form.args))
        if len(read(form.title)) > FORM_TITLE:
            found.append(f"the title of a form has at most {FORM_TITLE} characters: {read(form.title)}")
        found += [f"two fields are called {key}" for key in {key for key in keys if keys.count(key) > 1}]
        found += [f"an error about {key}, which is not in the form" for key in ask.errors.keys() - set(keys)]
        found += [complaint for each in form.fields for complaint in self._field(each)]
        # What comes back with an error at its field is what somebody filled in, whatever that is.
        return [
            *found,
            *(complaint for each in form.fields if each.key not in ask.errors for complaint in _value(each)),
        ]

    def _field(self, each: Field) -> Iterator[str]:
        if each.kind in ("search", "searches") and each.source not in self.router.sources:
            yield f"{each.key} searches in {each.source!r}, which nobody has"
        if each.kind in ("choice", "choices") and not 0 < len(each.options) <= OPTIONS:
            yield f"{each.key} has {len(each.options)} options; long lists are searched"
        if not read(each.label).strip():
            yield f"{each.key} has no label"

    def _buttons(self, buttons: Collection[Button | Link]) -> Iterator[str]:
        for button in buttons:
            if not read(button.label).strip():
                yield "a button without words"
            if isinstance(button, Button):
                yield from self._button(button)

    def _button(self, button: Button) -> Iterator[str]:
        name = f"{read(button.label)!r} ({button.action})"
        if button.action not in self.router.actions and button.action not in BUILT_IN:
            yield f"{name} leads nowhere"
        if button.action == "command" and button.args.get("command", "") not in ("", *self.router.roots):
            yield f"{name} is for a command that nobody has: {button.args}"
        asked_twice = read(texts.speech(self.language)("handlers.confirm"))
        if button.confirm and asked_twice in read(button.confirm):
            yield f"{name} asks {asked_twice!r} below a title that asks it"
        for key, arg in button.args.items():
            if key == SEARCHED and len(arg) <= LONGEST_SEARCH:
                continue
            if not _ID.fullmatch(arg) or arg.casefold() in {person.casefold() for person in self.people}:
                yield f"{name} carries {key}={arg!r}; only ids travel in a button"

    def _texts(self, part: object) -> Iterator[str]:
        for text in _texts_in(part):
            yield from self._text(text)

    def _text(self, text: Text) -> Iterator[str]:
        try:
            read(text)
        except KeyError as hole:
            yield f"{text.template!r} has nothing for {hole}"
        if text.template.count("**") % 2:
            yield f"{text.template!r} has a ** without its partner"
        if _is_ours(text.template, self.language):
            return
        if any(_is_ours(text.template, other) for other in texts.LANGUAGES):
            yield f"{text.template!r} is in another language than the reader's ({self.language})"
        else:
            yield f"{text.template!r} is not in a texts.toml: glued, or written in code"


def _value(each: Field) -> Iterator[str]:
    """What is filled in already, and no platform would show in this field: it comes back empty."""
    match each.kind, each.value:
        case _, None | "" | ():
            return
        case "choice" | "choices", value:
            values = value if isinstance(value, tuple) else (value,)
            for unknown in {*values} - {option.value for option in each.options}:
                yield f"{each.key} is filled in with {unknown!r}, which it does not offer"
        case "number", value if not _NUMBER.fullmatch(str(value)):
            yield f"{each.key} is filled in with {value!r}, which is no number"
        case "date", value if not _DATE.fullmatch(str(value)):
            yield f"{each.key} is filled in with {value!r}, which is no date"
        case "time", value if not _TIME.fullmatch(str(value)):
            yield f"{each.key} is filled in with {value!r}, which is no time"


def _too_many(card: Card) -> Iterator[str]:
    if len(card.buttons) > BUTTONS:
        yield f"a card has at most {BUTTONS} buttons of its own, this one {len(card.buttons)}"
    for block in flat(card.body):
        if isinstance(block, Choices) and len(block.buttons) > BUTTONS:
            yield f"at most {BUTTONS} buttons stand in a row, here {len(block.buttons)}"


def _texts_in(part: object) -> Iterator[Text]:
    """Every text, however deep."""
    match part:
        case Text():
            yield part
            yield from _texts_in(part.values)
        case msgspec.Struct():
            for name in part.__struct_fields__:
                yield from _texts_in(getattr(part, name))
        case Mapping():
            for value in part.values():
                yield from _texts_in(value)
        case list() | tuple():
            for item in part:
                yield from _texts_in(item)


def _is_ours(template: str, language: str) -> bool:
    """From the texts of this language, or only holes and signs."""
    if template in _sentences(language) or _LIST.fullmatch(template):
        return True
    return not any(character.isalpha() for character in _HOLE.sub("", template))


@cache
def _sentences(language: str) -> frozenset[str]:
    entries = [texts.entry(key, language) for key in texts.all_keys()]
    return frozenset(template for each in entries for template in each)
