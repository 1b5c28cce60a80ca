"""A form on a person's screen: what is filled in, and what a platform refuses to take."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.chat.forms import Field, Option
from bot.chat.replies import Ask
from bot.chat.requests import Account, Answer, Channel, Place, UploadedFile
from tests.screens import form_as_text, read


class NotInTheRoom(AssertionError):
    """A person wanted something that is not on their screen, or that a chat platform refuses."""


class Picked(NamedTuple):
    """Somebody in the platform's own picker."""

    account: Account
    name: str


@dataclass
class OpenForm:
    """first_shown: the request that did so. search: asks the bot what a search field offers, by source and words."""

    ask: Ask
    place: Place
    first_shown: str
    answers: dict[str, Answer]
    labels: dict[str, str]
    search: Callable[[str, str], Sequence[Option]]

    @property
    def title(self) -> str:
        return read(self.ask.form.title)

    @property
    def fields(self) -> Mapping[str, Field]:
        return {each.key: each for each in self.ask.form.fields}

    @property
    def errors(self) -> Mapping[str, str]:
        return {key: read(error) for key, error in self.ask.errors.items()}

    @property
    def text(self) -> str:
        return form_as_text(self.ask, {key: self.readable(key) for key in self.answers})

    def readable(self, key: str) -> str:
        """What stands in the field, as people read it."""
        return ", ".join(self.labels.get(part, part) for part in _parts(self.answers[key]))

    def __contains__(self, key: str) -> bool:
        return key in self.fields

    def __getitem__(self, key: str) -> Answer | None:
        """What is filled in now; None for an empty field."""
        self.field(key)
        return self.answers.get(key)

    def field(self, key: str) -> Field:
        if key not in self.fields:
            raise NotInTheRoom(f"no field {key!r} in:\n{self.text}")
        return self.fields[key]

    def fill(self, key: str, filling: object) -> None:
        each = self.field(key)
        if filling in (None, "", (), []) or filling is False:
            self.answers.pop(key, None)
            return
        self.answers[key], labels = self._answer(each, filling)
        self.labels |= labels

    def _answer(self, each: Field, filling: object) -> tuple[Answer, Mapping[str, str]]:
        match each.kind, filling:
            case "text" | "long_text", str():
                return _typed(each, filling), {}
            case "number", str() | int():
                return _number(each, str(filling)), {}
            case "date", str() | dt.date():
                return _date(each, str(filling)), {}
            case "time", str() | dt.time():
                return _time(each, str(filling)), {}
            case "person", Picked():
                return filling.account, {filling.account.user: filling.name}
            case "channel", Channel():
                return filling, {filling.id: filling.id.removeprefix("C-")}
            case "agree", True:
                return "yes", {}
            case "choice" | "search", str():
                return self._choose(each, filling)
            case "choices" | "searches", list() | tuple() | str():
                several = [filling] if isinstance(filling, str) else filling
                chosen = [self._choose(each, str(one)) for one in several]
                labels = {value: name for _, found in chosen for value, name in found.items()}
                return tuple(value for value, _ in chosen), labels
            case "file", UploadedFile():
                return (filling,), {}
            case "file", list() | tuple():
                return tuple(filling), {}
        raise NotInTheRoom(f"{each.key} is a field for {each.kind}, not for {filling!r}")

    def _choose(self, each: Field, wanted: str) -> tuple[str, Mapping[str, str]]:
        """An option by its code, its label, or the only one whose label holds these words.

        A search is asked for these words first, and then for what it offers to whoever has typed nothing.
        """
        options = self.options(each.key, wanted) or self.options(each.key)
        offered = {option.value: read(option.label) for option in options}
        exactly = [value for value, label in offered.items() if wanted in (value, label)]
        fitting = exactly or [value for value, label in offered.items() if wanted.casefold() in label.casefold()]
        if len(fitting) != 1:
            raise NotInTheRoom(f"{each.key} offers {'no' if not fitting else 'more than one'} {wanted!r}: {offered}")
        return fitting[0], {fitting[0]: offered[fitting[0]]}

    def options(self, key: str, query: str = "") -> Sequence[Option]:
        each = self.field(key)
        if each.kind in ("choice", "choices"):
            return each.options
        if each.kind in ("search", "searches"):
            return self.search(each.source, query)
        raise NotInTheRoom(f"{each.key} is a field for {each.kind}: it has no options")


def filled_in(ask: Ask, accounts: Mapping[int, Account]) -> tuple[dict[str, Answer], dict[str, str]]:
    """What a form holds when it comes up, as answers, with what the codes in it are called."""
    answers: dict[str, Answer] = {}
    labels: dict[str, str] = {}
    for each in ask.form.fields:
        labels |= {option.value: read(option.label) for option in each.options}
        match each.kind, each.value:
            case _, None | "" | ():
                continue
            case "person", int() as colleague:
                if colleague in accounts:
                    answers[each.key] = accounts[colleague]
            case "search" | "searches", tuple() as options:
                chosen = [option for option in options if isinstance(option, Option)]
                labels |= {option.value: read(option.label) for option in chosen}
                values = tuple(option.value for option in chosen)
                answers[each.key] = values if each.kind == "searches" else values[0]
            case "choices", tuple() as values:
                # What is not offered any more is not ticked, and does not come back.
                if offered := tuple(option.value for option in each.options if option.value in values):
                    answers[each.key] = offered
            case "choice", value if value not in {option.value for option in each.options}:
                continue
            case "channel", Channel() as channel:
                answers[each.key] = channel
                labels[channel.id] = channel.id.removeprefix("C-")
            case "agree", value:
                answers |= {each.key: "yes"} if value else {}
            case _, value:
                answers[each.key] = str(value)
    return answers, labels


def must_keep(before: Mapping[str, Answer], ask: Ask, answers: Mapping[str, Answer]) -> None:
    """A form that comes back with errors still holds everything that was filled in; no platform refills files."""
    for each in ask.form.fields:
        had, has = before.get(each.key), answers.get(each.key)
        if each.key in before and each.kind != "file" and _stripped(had) != _stripped(has):
            raise NotInTheRoom(f"the form comes back with {each.key} = {has!r}; the person filled in {had!r}")


def _stripped(answer: Answer | None) -> list[str]:
    """Without the space around it, and the order of several."""
    return [] if answer is None else sorted(part.strip() for part in _parts(answer) if part.strip())


def _typed(each: Field, words: str) -> str:
    held = len(each.value) if isinstance(each.value, str) else 0
    if len(words) > max(each.longest, held):
        raise NotInTheRoom(f"{each.key} takes {each.longest} characters, not {len(words)}")
    if each.kind == "text" and "\n" in words:
        raise NotInTheRoom(f"{each.key} has one line")
    return words


def _number(each: Field, digits: str) -> str:
    if not re.fullmatch(r"-?\d+(\.\d+)?", digits):
        raise NotInTheRoom(f"{each.key} takes a number, not {digits!r}")
    return digits


def _date(each: Field, day: str) -> str:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        raise NotInTheRoom(f"{each.key} picks a day, not {day!r}")
    try:
        return dt.date.fromisoformat(day).isoformat()
    except ValueError as impossible:
        raise NotInTheRoom(f"{each.key} has no {day} to pick") from impossible


def _time(each: Field, at: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d(:00)?", at):
        raise NotInTheRoom(f"{each.key} picks a time of day, not {at!r}")
    return at[:5]


def _parts(answer: Answer) -> list[str]:
    match answer:
        case Account(user=user):
            return [user]
        case Channel(id=channel):
            return [channel]
        case str():
            return [answer]
        case _:
            return [part.name if isinstance(part, UploadedFile) else str(part) for part in answer]
