"""A machine that is off for days, a chat platform that breaks in the middle, and nothing is lost or said twice."""

import pytest

from tests.features.scenes import names, registers
from tests.lives.asking import everybody_asks_everything
from tests.lives.conftest import Begin
from tests.lives.life import Life

# What is told here does not depend on the database. On both: a week and its file, tests/delivery and tests/clock; with
# --thorough also the first weeks.
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("databases", ["sqlite"], indirect=True)]


class Story:
    def __init__(self, life: Life) -> None:
        self.life = life
        self.ada = life.person("Ada", admin=True)
        self.lena = life.person("Lena", discipline="projectleider")
        self.cor = life.person("Cor", discipline="communicatieadviseur", language="en")

    def cor_is_asked_for(self, project: str) -> None:
        registers(self.lena, project)
        names(self.lena, project, communication_adviser=self.cor)

    def times_that_cor_was_asked_for(self, project: str) -> int:
        """By Lena; the reminder of some days later does not say who asks."""
        return sum("Lena" in message.text and project in message.text for message in self.cor.messages)


@pytest.fixture
def story(begin: Begin) -> Story:
    return Story(begin("2026-11-25 09:00"))


def test_what_waited_while_the_machine_was_off_goes_out(story: Story) -> None:
    life = story.life
    story.cor_is_asked_for("Singel")
    life.is_off_until("2026-12-02 09:00")
    story.cor_is_asked_for("Kade")
    life.until("2026-12-04 16:00")
    assert story.times_that_cor_was_asked_for("Singel") == 1
    assert story.times_that_cor_was_asked_for("Kade") == 1
    everybody_asks_everything(life)


def test_a_post_of_which_nobody_knows_whether_it_came_is_said_once(story: Story) -> None:
    life = story.life
    life.expected = ("is uncertain: HTTP 500", "was looked up")
    life.chat.answers = "done, but says it broke"
    story.cor_is_asked_for("Singel")
    life.chat.answers = "broke"
    story.cor_is_asked_for("Kade")
    life.chat.answers = None
    life.restarts()
    life.until("2026-11-27 16:00")
    assert story.times_that_cor_was_asked_for("Singel") == 1
    assert story.times_that_cor_was_asked_for("Kade") == 1
    everybody_asks_everything(life)


def test_days_off_and_then_one_wait_a_moment_lose_nothing(story: Story) -> None:
    life = story.life
    life.expected = ("is pending: ratelimited",)
    life.chat.answers = "slow down"
    story.cor_is_asked_for("Singel")
    life.is_off_until("2026-11-30 09:00")
    life.chat.answers = None
    life.until("2026-12-02 16:00")
    assert story.times_that_cor_was_asked_for("Singel") == 1
    everybody_asks_everything(life)
