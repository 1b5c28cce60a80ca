"""A life that nobody wrote: people do what their screens offer, for weeks, and nothing goes wrong."""

import datetime as dt
from collections import defaultdict
from random import Random

from bot.chat.cards import Attachment, Button
from bot.chat.forms import Field
from tests.lives.asking import TAKES_LONG, everybody_asks_everything
from tests.lives.life import Life
from tests.lives.voorbeeld import Voorbeeld
from tests.person import Filling, Person
from tests.room import ZONE
from tests.screens import Clickable

DEEDS_A_DAY = 40
WORDS = (
    "Park Singel",
    "Havenkade",
    "Begin drie weken eerder",
    "Loting",
    "Koffie op het plein",
    "*vet* <!channel> & {x}",
)
RARELY = frozenset({"people.erase", "people.save_erase", "buddy.really_off"})
"""Else there is nobody left after a week."""


class AtRandom:
    """steps: what was done, for whoever reads a failure."""

    def __init__(self, life: Life, seed: int) -> None:
        self.life = life
        self.chance = Random(seed)
        self.steps: list[str] = []

    def lives(self, weeks: int) -> None:
        here = Voorbeeld(self.life)
        here.lists_come_in_and_colleagues_are_asked()
        try:
            for _ in range(weeks):
                for _ in range(5):
                    self._a_day()
                self._until_the_next_morning(3)
                everybody_asks_everything(self.life)
        except BaseException as broken:
            broken.add_note("\n".join(self.steps[-25:]))
            raise

    def _a_day(self) -> None:
        for _ in range(DEEDS_A_DAY):
            person = self.chance.choice(self.life.people)
            self._notes(f"{person}: {self._does_something(person)}")
            self.life.turn(minutes=self.chance.randrange(20))
        self._something_happens()
        self._until_the_next_morning(1)

    def _notes(self, step: str) -> None:
        self.steps.append(f"{self.life.now.astimezone(ZONE):%a %Y-%m-%d %H:%M} {step}"[:300])

    def _until_the_next_morning(self, days: int) -> None:
        morning = self.life.now.astimezone(ZONE).date() + dt.timedelta(days=days)
        self.life.until(f"{morning} 08:30")

    def _something_happens(self) -> None:
        """To the machine, to the chat platform, or to a colleague."""
        what = self.chance.random()
        if what < 0.15:
            self._notes("the process ends, and begins anew")
            self.life.restarts()
        elif what < 0.2:
            day = self.life.now.astimezone(ZONE).date() + dt.timedelta(days=self.chance.randrange(1, 6))
            self._notes(f"the machine is off until {day}")
            self.life.is_off_until(f"{day} 08:00")
        elif what < 0.4:
            person = self.chance.choice([each for each in self.life.people if each.name != "Ada"])
            self._notes(f"{person} goes, or comes back")
            self._goes_or_comes_back(person)

    def _goes_or_comes_back(self, person: Person) -> None:
        if not self.life.directory.profiles[person.account].is_colleague:
            self.life.comes_back(person)
        elif self.chance.random() < 0.5:
            person.leaves()
        else:
            self.life.becomes_a_guest(person)

    def _does_something(self, person: Person) -> str:
        if person.form_on_screen:
            return self._in_the_form(person)
        pressable = defaultdict[str, list[Clickable]](list)
        for found in person.buttons:
            if isinstance(found.button, Button) and self._would_press(found.button):
                pressable[found.button.action].append(found)
        if pressable and self.chance.random() < 0.7:
            found = self.chance.choice(pressable[self.chance.choice(list(pressable))])
            person.presses(found)
            return f"[{found.label}] {found.asks_for}"
        commands = [each for each in self.life.service.router.commands if each.action not in TAKES_LONG]
        command = self.chance.choice(commands)
        words = " ".join([command.root, command.verb, self.chance.choice(["", "", *WORDS])]).strip()
        person.types(f"/{words}")
        return f"/{words}"

    def _would_press(self, button: Button) -> bool:
        return button.action not in TAKES_LONG and (button.action not in RARELY or self.chance.random() < 0.02)

    def _in_the_form(self, person: Person) -> str:
        form = person.form
        for each in form.fields.values():
            if form[each.key] is None and (each.required or self.chance.random() < 0.5):
                person.fills(**{each.key: self._something(person, each)})
        stays_open = any(each.required and form[each.key] is None for each in form.fields.values())
        if stays_open or form.ask.form.action in RARELY or self.chance.random() < 0.1:
            person.closes_the_form()
            return f"closes {form.title}"
        person.submits()
        if person.form_on_screen and self.chance.random() < 0.5:
            person.closes_the_form()
        return f"submits {form.ask.form.action} {form.answers}"

    def _something(self, person: Person, each: Field) -> Filling:
        match each.kind:
            case "text" | "long_text":
                return self.chance.choice([*WORDS, "15:00"])[: each.longest]
            case "number":
                return self.chance.choice(["1", "60", "120", "18000"])
            case "date":
                return self.life.now.date() + dt.timedelta(days=self.chance.choice([-20, -3, 0, 1, 6, 15, 45, 200]))
            case "time":
                return self.chance.choice(["09:00", "19:30", "21:00"])
            case "channel":
                return self.life.channel
            case "choice":
                return self.chance.choice([option.value for option in each.options])
            case "choices":
                return self._several([option.value for option in each.options])
            case "search":
                return self.chance.choice([*self._found(person, each), ""]) or None
            case "searches":
                return self._several(self._found(person, each))
            case "person":
                return self.chance.choice(self.life.people)
            case "file":
                return Attachment("projecten.csv", b"id;naam\nP77;Park\n")
            case "agree":
                return True

    def _found(self, person: Person, each: Field) -> list[str]:
        return person.options(each.key, self.chance.choice(["", "a", "Haven"]))

    def _several(self, values: list[str]) -> list[str]:
        return self.chance.sample(values, k=min(len(values), 1 + self.chance.randrange(3)))
