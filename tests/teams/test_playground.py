"""The main journeys, against Microsoft's own Agents Playground: over its control API, without a browser."""

from collections.abc import Iterator

import pytest

from tests.teams import playground
from tests.teams.person import Person
from tests.teams.playground import GROUP, Playground

pytestmark = [pytest.mark.teams, pytest.mark.slow]


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    with playground.running(tmp_path_factory.mktemp("playground")) as teams:
        yield teams
        assert "Traceback" not in teams.bot_process.log
        assert " failed" not in teams.bot_process.log


@pytest.fixture(scope="module")
def anna(teams: Playground) -> Person:
    """She has registered Park Singel: tests come in any order, and may all read about it."""
    anna = teams.person(0)
    registers(anna, "Park Singel")
    return anna


@pytest.fixture(scope="module")
def bert(teams: Playground) -> Person:
    return teams.person(1)


def registers(person: Person, name: str) -> None:
    person.types("project nieuw")
    person.clicks("Save", name=name, status="ongoing", starts_on="2026-12-01")


def test_a_project_is_registered(anna: Person) -> None:
    anna.types("samenspel")
    assert "Anna de Vries" in anna.last.words
    registers(anna, "Plein")
    assert "Plein" in anna.last.words
    assert anna.answer["type"] == "application/vnd.microsoft.card.adaptive"


def test_a_role_is_asked_for_in_private_and_only_a_yes_settles_it(
    teams: Playground, anna: Person, bert: Person
) -> None:
    """The Playground shows no chats of others, so the yes itself is in test_talking.py."""
    registers(anna, "Kade")
    anna.types("project toon Kade", GROUP)
    anna.clicks("Share in channel", anna.last)
    teams.arrives(bert)
    before = len(teams.screen())
    anna.types("project rollen Kade")
    anna.clicks("Save", communication_adviser=playground.user_of(1))
    assert "I am asking Bert Bos now." in anna.last.words
    assert len(teams.screen()) == before + 1
    anna.types("project toon Kade")
    assert "Bert Bos" in anna.last.words


def test_a_moment_is_planned_after_looking_at_what_it_does(anna: Person) -> None:
    registers(anna, "Brug")
    anna.types("project moment Brug")
    anna.clicks(anna.submit, title="Inloopavond", instrument="walk_in", starts_on="2027-01-20", level="consult")
    while anna.submit:
        anna.clicks(anna.submit)
    anna.types("project toon Brug")
    assert "Inloopavond" in anna.last.words


def test_the_overview_is_on_one_screen(anna: Person) -> None:
    anna.types("overzicht")
    assert "Park Singel" in anna.last.words


def test_what_is_asked_in_a_group_is_answered_in_private(teams: Playground, anna: Person) -> None:
    anna.types("project lijst", GROUP)
    assert "Park Singel" not in "".join(seen.words for seen in teams.screen() if seen.conversation == GROUP)
    assert "Park Singel" in anna.last.words
