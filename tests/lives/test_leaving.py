"""Somebody leaves and somebody becomes a guest, and the others live on without them."""

from dataclasses import replace

import pytest

from tests.features.buddy_scenes import buddies_of, joins
from tests.features.scenes import names, plans, registers, shows
from tests.lives.asking import everybody_asks_everything
from tests.lives.conftest import Begin
from tests.lives.life import Life

# What is told here does not depend on the database. On both: a week and its file, tests/delivery and tests/clock; with
# --thorough also the first weeks.
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("databases", ["sqlite"], indirect=True)]


class Story:
    """Before anybody leaves, Vera advises a project that Gijs takes part in too, and everybody has a buddy."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.ada = life.person("Ada", admin=True)
        self.lena = life.person("Lena", discipline="projectleider", language="en")
        self.cor = life.person("Cor", discipline="communicatieadviseur")
        self.pia = life.person("Pia", discipline="participatieadviseur")
        self.vera = life.person("Vera", discipline="communicatieadviseur")
        self.gijs = life.person("Gijs", discipline="participatieadviseur")

    def everybody_works_together(self) -> None:
        registers(self.vera, "Singel", my_role="communicatieadviseur", status="lopend")
        names(self.vera, "Singel", project_lead=self.lena, participation_adviser=self.gijs)
        self.lena.clicks("Yes")
        self.gijs.clicks("Ja")
        plans(self.vera, "Singel", title="Avond", starts_on="2026-12-09", level="raadplegen")
        for person in (self.cor, self.pia, self.vera, self.gijs):
            joins(person, bio="Ik schrijf graag")
        self.gijs.types("/kennis sessie")
        self.gijs.fills(topic="Loting", day="2026-12-29", host=self.vera)
        self.gijs.submits()
        self.vera.clicks("Ja, ik doe mee")

    def two_go(self) -> None:
        self.vera.leaves()
        self.life.becomes_a_guest(self.gijs)
        self.life.platform_tells_of(self.vera)
        self.life.platform_tells_of(self.gijs)


@pytest.fixture
def story(begin: Begin) -> Story:
    return Story(begin("2026-12-03 09:00"))


def test_life_goes_on_when_somebody_leaves(story: Story) -> None:
    """Nothing breaks, whatever is still asked by or about who went."""
    life = story.life
    story.everybody_works_together()
    life.until("2026-12-10 16:00")
    story.two_go()
    life.until("2026-12-11 16:00")
    life.restarts()
    life.until("2026-12-31 16:00")
    everybody_asks_everything(life)


def test_who_left_or_became_a_guest_has_nothing_any_more(story: Story) -> None:
    story.everybody_works_together()
    story.life.until("2026-12-10 16:00")
    story.two_go()
    story.life.turn(minutes=1)
    for gone in (story.vera, story.gijs):
        for command in story.life.service.router.commands:
            gone.types(f"/{command.root} {command.verb}".strip())
            assert gone.sees("alleen voor collega's van deze gemeente")
            assert not gone.came_up


def test_who_left_is_nobodys_buddy_and_hears_nothing_more(story: Story) -> None:
    story.everybody_works_together()
    story.life.until("2026-12-10 16:00")
    story.two_go()
    heard = len(story.vera.messages)
    story.life.until("2026-12-31 16:00")
    assert buddies_of(story.cor) == [story.pia]
    assert len(story.vera.messages) == heard
    assert "zoekt nog een communicatieadviseur" in shows(story.ada, "Singel")


def test_who_is_no_administrator_any_more_may_no_longer_do_what_they_do(begin: Begin) -> None:
    life = begin("2026-12-03 09:00")
    ada, bo = life.person("Ada", admin=True), life.person("Bo", admin=True)
    bo.types("/project import")
    bo.closes_the_form()
    life.directory.profiles[bo.account] = replace(life.directory.profiles[bo.account], is_admin=False)
    life.turn(days=2)
    bo.types("/project import")
    assert bo.sees("Een lijst inlezen doet een beheerder of de overzichthouder")
    ada.types("/project import")
    assert ada.form.title
