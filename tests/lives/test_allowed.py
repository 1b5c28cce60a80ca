"""What stands on somebody's screen, they may press: looked at for people with few rights, and with none."""

import pytest

from bot.chat.cards import Button
from bot.chat.texts import LANGUAGES, speech
from tests.lives.asking import TAKES_LONG, Click, Curiosity
from tests.lives.conftest import Begin
from tests.lives.life import Life
from tests.lives.voorbeeld import Voorbeeld
from tests.person import Person

pytestmark = pytest.mark.slow

GIVES_UP = frozenset({"role.no"})
"""What they may press and then may not do any more."""
ENOUGH = 40
REFUSED = [str(speech(language)("chat.not_allowed.title")) for language in LANGUAGES]


class Boldness(Curiosity):
    """They press whatever they see, also what changes something, and remember what was refused."""

    def __init__(self, life: Life, person: Person) -> None:
        super().__init__(life, person, is_patient=False)
        self.skipped = TAKES_LONG | GIVES_UP
        self.refused: list[str] = []

    def _follows(self, click: Click) -> None:
        self.person.follows(click.shown, click.found)
        button = click.found.button
        if isinstance(button, Button) and self.person.screen.splitlines()[:1] in [[title] for title in REFUSED]:
            where = click.form.text if click.form else click.shown.text if click.shown else ""
            self.refused.append(f"[{click.found.label}] {button.action} on:\n{where}\nsays:\n{self.person.screen}\n")


# What a card shows does not depend on the database.
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_nobody_sees_a_button_that_they_may_not_press(begin: Begin) -> None:
    life = begin("2026-11-23 09:00")
    here = Voorbeeld(life)
    here.lists_come_in_and_colleagues_are_asked()
    here.a_project_begins()
    here.they_take_part_in_buddies_and_plan_a_session()
    eva = life.person("Eva")
    life.until("2026-12-11 16:00")
    refused = []
    for person in (eva, here.fatma, here.henk):
        bold = Boldness(life, person)
        for _ in bold.looks_around(clicks=2):
            pass
        assert len(bold.asked) > ENOUGH, person
        refused += [f"{person}: {each}" for each in bold.refused]
    assert not refused, "\n\n".join(refused)
