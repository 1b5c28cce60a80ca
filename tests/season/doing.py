"""What a colleague does: only commands, and buttons and forms that are on their screen, by what these ask for.

Labels and texts may change; what a button asks for and what a field is called are what a season goes by.
"""

import datetime as dt
from collections.abc import Mapping
from random import Random
from typing import NamedTuple

from bot.chat.cards import Attachment, Button
from bot.chat.forms import Field
from tests.person import Filling, Person
from tests.room import ZONE
from tests.screens import Clickable
from tests.season.town import Character

STEPS = 4
"""A form may have a next step, such as how busy it is on that day."""


class Pressed(NamedTuple):
    at: dt.datetime
    action: str
    args: Mapping[str, str]


class Colleague:
    """A person with a character. deeds: what they typed, pressed and sent, in words."""

    def __init__(self, person: Person, character: Character, chance: Random) -> None:
        self.person = person
        self.character = character
        self.chance = chance
        self.deeds: list[str] = []
        self.pressed: list[Pressed] = []

    def __repr__(self) -> str:
        return self.character.name

    @property
    def today(self) -> dt.date:
        return self.person.room.now.astimezone(ZONE).date()

    def types(self, words: str) -> None:
        self.person.closes_the_form()
        self._notes(words)
        self.person.types(words)

    def sees(self, action: str, **args: str) -> Clickable | None:
        """The newest button that asks for this, wherever it stands."""
        return next((found for found in self.person.buttons if asks(found, action, args)), None)

    def presses(self, action: str, **args: str) -> bool:
        """Whether it was there."""
        found = self.sees(action, **args)
        if found:
            self.presses_the(found)
        return found is not None

    def presses_the(self, found: Clickable) -> None:
        """One that is on the screen."""
        assert isinstance(found.button, Button)
        self._notes(f"[{found.label}] {found.button.action}")
        self.pressed.append(Pressed(self.person.room.now, found.button.action, found.button.args))
        self.person.presses(found)

    def fills_in(self, wanted: Mapping[str, Filling]) -> bool:
        """The form that is open, and the next ones. Whether all came to their end.

        wanted: by the key of the field, for those that the form has. What is required and not wanted gets something
        that fits; when nothing does, the form is closed.
        """
        for _ in range(STEPS):
            if not self.person.form_on_screen:
                return True
            form = self.person.form
            for each in form.fields.values():
                if each.key in wanted:
                    self.person.fills(**{each.key: wanted[each.key]})
                elif each.required and form[each.key] is None:
                    self.person.fills(**{each.key: self._something(each)})
            if any(each.required and form[each.key] is None for each in form.fields.values()):
                break
            self._notes(f"sends {form.ask.form.action}")
            self.person.submits()
        is_done = not self.person.form_on_screen
        self.person.closes_the_form()
        return is_done

    def _something(self, each: Field) -> Filling:
        match each.kind:
            case "text" | "long_text":
                return "Zo hebben we dat afgesproken"[: each.longest]
            case "number":
                return "5"
            case "date":
                return self.today
            case "time":
                return "19:30"
            case "choice":
                return each.options[0].value
            case "choices":
                return [each.options[0].value]
            case "search" | "searches":
                offered = self.person.options(each.key)[:1]
                return offered if each.kind == "searches" else next(iter(offered), None)
            case "person":
                return self.person
            case "channel":
                return self.person.room.channel
            case "file":
                return Attachment("leeg.csv", b"id;naam\n")
            case "agree":
                return True

    def _notes(self, deed: str) -> None:
        self.deeds.append(f"{self.person.room.now.astimezone(ZONE):%Y-%m-%d %H:%M} {self}: {deed}")


def asks(found: Clickable, action: str, args: Mapping[str, str]) -> bool:
    button = found.button
    if not isinstance(button, Button) or button.action != action:
        return False
    return all(button.args.get(key) == value for key, value in args.items())
