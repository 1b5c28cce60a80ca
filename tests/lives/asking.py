"""Everybody asks for all that changes nothing: each command, and each button that comes with it."""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from bot.chat.cards import Button
from bot.chat.feature import Command
from bot.chat.texts import LANGUAGES, speech
from tests.lives.life import Life
from tests.open_form import OpenForm
from tests.person import Person, Shown
from tests.screens import Clickable

CHANGES = frozenset(
    f"{feature}.{deed}"
    for feature, deeds in {
        "buddy": "answer join no_thanks really_off side start stay swap welcome",
        "daily": "rest",
        "festival": "call_off not_this_year take_offer_back tell",
        "joint": "not_now yes",
        "how_to": "put_back",
        "lesson": "confirm consent helped no_consent not_now withdraw",
        "meeting": "done no start stop yes",
        "moment": "give_back remove take_on unweigh",
        "overview": "own_off own_on remove start",
        "project": "still_right",
        "question": "helped invite_me not_known remove take take_back",
        "baseline": "done move_on same undo",
        "role": "later no offer settled welcome yes",
        "session": "cancel host_no host_yes join leave",
        "transfer": "ask_people",
        "undelivered": "again again_all drop there",
        "thanks": "ask no yes",
        "vision": "touch",
        "welcome": "stop",
        "writing": "ask yes",
    }.items()
    for deed in deeds.split()
)
"""Buttons that change something. Another one that does so is found out."""

KEPT_OF_A_QUESTION = frozenset({"account", "audit", "work", "outbox", "lane", "draft", "handout", "upload"})
"""Tables: a file or a picture that is on its way, who asked for it, a form that was begun."""

TAKES_LONG = frozenset(
    {"load.ask", "baseline.costs", "project.export"}
    | {"writing.council_files", "writing.files", "writing.year", "writing.year_file"}
)
"""A picture or a file takes a process and a second, so one person a week asks for it: each in turn."""


def everybody_asks_everything(life: Life) -> None:
    """And nothing goes wrong.

    On PostgreSQL a third of them each week, in turn: what they see there is the same, only the statements are not.
    """
    assert life.service.router.actions.keys() >= CHANGES
    at_once = 1 if life.database.is_in_process else 3
    for number, person in enumerate(life.people):
        if number % at_once != life.weeks % at_once:
            continue
        is_patient = number == life.weeks % len(life.people)
        for _ in Curiosity(life, person, is_patient).looks_around():
            pass
    life.weeks += 1
    life.nothing_went_wrong()


class Click(NamedTuple):
    """One that they may still make. shown, form: where the button is. more: how far they go on from there."""

    shown: Shown | None
    found: Clickable
    form: OpenForm | None
    more: int


class Curiosity:
    """One person's. Of the same button in ten rows of a list, one is pressed. each: of these all are."""

    def __init__(self, life: Life, person: Person, is_patient: bool = True, each: frozenset[str] = frozenset()) -> None:
        self.life = life
        self.person = person
        self.each = each
        self.skipped = CHANGES | (frozenset() if is_patient else TAKES_LONG)
        self.language = life.directory.profiles[person.account].language
        self.asked: set[tuple[str, ...]] = set()
        self.noticed = deque[Click]()

    def looks_around(self, clicks: int = 1) -> Iterator[None]:
        """Yields whenever something came up. clicks: how far they go from what a command brings."""
        self.person.closes_the_form()
        for command in self.life.service.router.commands:
            if command.action not in self.skipped:
                self.person.types(self._words(command))
                yield from self._notices(clicks)
        self.person.home()
        yield from self._notices(clicks)
        while self.noticed:
            click = self.noticed.popleft()
            if self._is_a_new_question(click.found):
                self.person.form_on_screen = click.form
                self._follows(click)
                yield from self._notices(click.more)

    def _words(self, command: Command) -> str:
        """Who reads English types English."""
        verb = command.synonyms[0] if command.synonyms and self.language == "en" else command.verb
        return f"/{command.root} {verb}".strip()

    def _notices(self, clicks: int) -> Iterator[None]:
        form = self.person.form_on_screen
        if clicks:
            self.noticed += [
                Click(shown, found, form if shown is None else None, clicks - 1) for shown, found in self.person.came_up
            ]
        if form:
            self._looks_in_lists()
        yield
        self.person.closes_the_form()

    def _looks_in_lists(self) -> None:
        for each in self.person.form.fields.values():
            if each.kind in ("search", "searches"):
                self.person.options(each.key)
                self.person.options(each.key, "a")

    def _is_a_new_question(self, found: Clickable) -> bool:
        button = found.button
        if not isinstance(button, Button) or button.action in self.skipped:
            return False
        question = (button.action, *(button.args.values() if button.action in self.each else ()))
        is_new = question not in self.asked
        self.asked.add(question)
        return is_new

    def _follows(self, click: Click) -> None:
        self.life.wrote.clear()
        self.person.follows(click.shown, click.found)
        screen = self.person.screen
        is_gone = any(str(speech(language)("chat.old_button.title")) in screen for language in LANGUAGES)
        assert not is_gone, f"{click.found} was on the screen, and leads nowhere:\n{screen}"
        wrote = {table for table in self.life.wrote - KEPT_OF_A_QUESTION if not table.startswith("search_")}
        assert not wrote, f"{click.found} changes {wrote}: it belongs in CHANGES"
