"""The main journeys, against Microsoft's own Agents Playground: over its control API, without a browser.

What takes weeks is in test_playground_in_time.py.
"""

from collections.abc import Iterator

import pytest

from tests.imported import LISTS
from tests.teams import playground
from tests.teams.person import Person
from tests.teams.playground import GROUP, Playground

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    """In the sample municipality, on its Monday."""
    with playground.running(tmp_path_factory.mktemp("playground"), *LISTS) as teams:
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
    """He has opened the app, and speaks Dutch."""
    bert = teams.person(1)
    bert.types("samenspel")
    return bert


def registers(person: Person, name: str) -> None:
    person.types("project nieuw")
    person.clicks("Save", name=name, status="ongoing", starts_on="2026-12-01")


def test_a_project_is_registered(teams: Playground, anna: Person) -> None:
    anna.types("samenspel")
    assert "Anna de Vries" in anna.last.words
    registers(anna, "Plein")
    # A map that somebody asked for in another test may come in between.
    teams.shows(lambda seen: seen.conversation == anna.chat and "Plein" in seen.words)
    assert anna.answer["type"] == "application/vnd.microsoft.card.adaptive"


def test_a_role_is_asked_for_in_private_and_only_their_own_yes_settles_it(
    teams: Playground, anna: Person, bert: Person
) -> None:
    registers(anna, "Kade")
    before = {seen.id for seen in teams.screen()}
    anna.types("project rollen Kade")
    anna.clicks("Save", communication_adviser=playground.user_of(1))
    assert "I am asking Bert Bos now." in anna.last.words
    asked = teams.shows(lambda seen: "Anna de Vries noemde jou voor een rol." in seen.words)
    assert asked.conversation == bert.chat
    assert {seen.conversation for seen in teams.screen() if seen.id not in before} == {anna.chat, bert.chat}
    assert "communication adviser: Bert Bos (asked)" in shown(anna, "Kade")
    bert.clicks("Ja", asked)
    assert "Je bent nu communicatieadviseur bij Kade." in bert.last.words
    assert "communication adviser: Bert Bos (said yes)" in shown(anna, "Kade")


def test_who_refuses_is_thanked_and_who_leads_hears_so(teams: Playground, anna: Person, bert: Person) -> None:
    anna.types("project nieuw")
    anna.clicks("Save", name="Fietsbrug", own_role="project_lead")
    anna.types("project rollen Fietsbrug")
    anna.clicks("Save", communication_adviser=playground.user_of(1))
    asked = teams.shows(lambda seen: seen.conversation == bert.chat and "zijn bij Fietsbrug?" in seen.words)
    bert.clicks("Dit is niet mijn taak", asked)
    teams.shows(lambda seen: seen.conversation == bert.chat and "bij Fietsbrug is weer vrij." in seen.words)
    vacant = teams.shows(lambda seen: seen.conversation == anna.chat and "can't take on the role" in seen.words)
    anna.clicks("Ask someone else", vacant)
    assert anna.value("communication_adviser") in ("", None)


def test_residents_get_their_answer_from_the_card_of_the_project(anna: Person) -> None:
    """In a project of its own: what residents wait for counts in what others ask them."""
    registers(anna, "Haltes")
    anna.types("project moment Haltes")
    anna.clicks(anna.submit, title="Belronde", instrument="walk_in", starts_on="2026-09-07")
    anna.clicks("Save", anna.last)
    assert "Residents have waited 49 days too long" in shown(anna, "Haltes")
    anna.clicks("Record answer", anna.last)
    anna.clicks("Record", anna.last)
    anna.clicks(anna.submit, residents_told_on="2026-11-20", done_with_input="The stop stays.")
    assert "Residents heard on 20 November 2026 what was done with Belronde." in anna.last.words
    assert "residents heard back on" in shown(anna, "Haltes")


def shown(person: Person, project: str) -> str:
    person.types(f"project toon {project}")
    return person.last.words


def test_a_moment_is_planned_after_seeing_what_it_does_to_residents(anna: Person) -> None:
    anna.types("project moment Herinrichting Havenkade")
    anna.clicks(anna.submit, title="Avond aan de kade", instrument="walk_in", starts_on="2026-12-08", streets="Wal")
    for advice in (
        "Oude Haven: too busy. Of the people living nearby and business owners, young people get the most: 7 questions",
        "Enquete omgevingsvisie · Omgevingsvisie Voorbeeld 2040",
        "Send the invitation soon: on Tuesday 24 November at the latest.",
    ):
        assert advice in anna.last.words
    weighed = anna.last
    assert "Avond aan de kade" not in moments(anna)
    anna.clicks("Thursday 7 January: 3 questions", weighed)
    assert "Avond aan de kade · Thursday 7 January 2027." in weighed.words
    anna.clicks("Save", weighed)
    assert "Avond aan de kade is with Herinrichting Havenkade: Thursday 7 January 2027." in weighed.words


def moments(person: Person) -> str:
    """Of what residents are asked in the months to come."""
    person.types("overzicht agenda Oude Haven")
    return person.last.words


def test_the_overview_is_on_one_screen_with_what_the_sample_has_to_say(teams: Playground, anna: Person) -> None:
    anna.types("overzicht")
    teams.shows(lambda seen: seen.conversation == anna.chat and "Jongerenworkshop visie" in seen.words)


def test_what_is_asked_in_a_group_is_answered_in_private(teams: Playground, anna: Person) -> None:
    anna.types("project lijst", GROUP)
    assert anna.last.conversation == anna.chat
    assert "Centrumvisie" in anna.last.words
    assert "Centrumvisie" not in "".join(seen.words for seen in teams.screen() if seen.conversation == GROUP)


def test_people_say_it_in_their_own_words(teams: Playground, anna: Person) -> None:
    for said, title in (
        ("where is it busy in december?", "How busy it is, December 2026"),
        ("havnkade", "Herinrichting Havenkade"),
        ("what's on in Centrum next month", "Calendar of Centrum, December 2026"),
        ("who is my buddy", "Buddies"),
        ("thanks a lot!", "You're welcome"),
    ):
        anna.types(said)
        assert title in "".join(seen.words for seen in anna.sees_all[-2:]), said
    anna.types("plan a drop-in evening for havenkade on 14 january")
    assert anna.value("starts_on") == "2027-01-14"
    assert anna.value("instrument") == "walk_in"
    anna.types("is it busy in Bloemenbuurt", GROUP)
    assert anna.last.conversation == anna.chat
    assert "Bloemenbuurt" not in "".join(seen.words for seen in teams.screen() if seen.conversation == GROUP)
    # The maps come later: not between what other tests read.
    teams.shows(lambda seen: "How busy, by area\nWhole municipality" in seen.words)
    teams.shows(lambda seen: "How busy, by area\nBloemenbuurt" in seen.words)
