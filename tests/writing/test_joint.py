"""An invitation and an answer are joint work: the other corners are asked, and nobody is blocked."""

import pytest

from tests.givens import a_moment, a_project, asked
from tests.room import Person, Room


@pytest.fixture
def lead(room: Room) -> Person:
    """Anna leads Kade, Bert writes to its residents, Chris advises on participation."""
    anna, bert, chris = room.person("Anna"), room.person("Bert"), room.person("Chris")
    room.given(
        a_project(
            "Kade",
            project_lead=anna,
            communication_adviser=bert,
            participation_adviser=chris,
            open="De kleur",
            size="medium",
            fixed="x",
        ),
        a_moment("Avond", project="Kade", starts_on="2026-12-14", areas=["Noord"]),
    )
    return anna


def other(room: Room, name: str) -> Person:
    return next(each for each in room.people if each.name == name)


def opens(person: Person, kind: str = "Uitnodiging") -> None:
    person.types("/project tekst Kade")
    person.clicks("Alle teksten")
    person.clicks(kind, beside="Avond")


def asks(person: Person) -> None:
    opens(person)
    person.clicks("Vraag akkoord")


def daily(room: Room) -> None:
    room.turn(days=1, only=["daily"])


def test_the_others_are_asked_in_their_daily_message_and_not_before(room: Room, lead: Person) -> None:
    asks(lead)
    assert lead.sees("Ik vraag het Bert en Chris, in hun volgende dagelijkse bericht.")
    bert, chris = other(room, "Bert"), other(room, "Chris")
    assert not bert.messages
    daily(room)
    for each in (bert, chris):
        assert each.hears("Anna schreef een tekst voor Kade. Uitnodiging: Avond. Ben je akkoord?")
    assert len(bert.messages) == 1
    assert not [message for message in lead.messages if "akkoord" in message.text]


def test_a_text_is_ready_when_all_three_agree_and_the_writer_hears_it_once(room: Room, lead: Person) -> None:
    asks(lead)
    daily(room)
    bert, chris = other(room, "Bert"), other(room, "Chris")
    bert.clicks("Akkoord", beside="Uitnodiging: Avond")
    assert bert.sees("Dank je. Je bent akkoord. Uitnodiging: Avond.")
    opens(lead)
    assert lead.sees("communicatieadviseur: Bert is akkoord")
    assert lead.sees("participatieadviseur: Chris heeft nog niet geantwoord")
    assert "Klaar: iedereen is akkoord" not in lead.screen
    chris.clicks("Akkoord", beside="Uitnodiging: Avond")
    opens(lead)
    assert lead.sees("Klaar: iedereen is akkoord met deze tekst.")
    daily(room)
    told = [message.text for message in lead.messages if "Uitnodiging" in message.text]
    assert len(told) == 1
    assert "Iedereen is akkoord. Uitnodiging: Avond." in told[0]


def test_a_no_has_a_reason_and_goes_to_whoever_asked(room: Room, lead: Person) -> None:
    asks(lead)
    daily(room)
    bert = other(room, "Bert")
    bert.clicks("Nee, want …", beside="Uitnodiging: Avond")
    bert.fills(reason="Zeg ook dat kinderen welkom zijn")
    bert.submits()
    assert bert.sees("Dank je. Wie het vroeg, leest je reden.")
    daily(room)
    assert lead.hears("communicatieadviseur: Bert is niet akkoord: Zeg ook dat kinderen welkom zijn")
    opens(lead)
    assert lead.sees("Je kunt de tekst ook zonder akkoord gebruiken.")
    lead.clicks("Als bestand")
    assert [message for message in lead.messages if message.card.files]


def test_when_the_text_changes_a_yes_was_to_an_earlier_one(room: Room, lead: Person) -> None:
    asks(lead)
    daily(room)
    bert, chris = other(room, "Bert"), other(room, "Chris")
    bert.clicks("Akkoord", beside="Uitnodiging: Avond")
    opens(lead)
    lead.clicks("Vul in", beside="de plek van Avond")
    lead.fills(place="De Brug")
    lead.submits()
    assert lead.sees("communicatieadviseur: Bert was akkoord met een eerdere versie")
    chris.clicks("Akkoord", beside="Uitnodiging: Avond")
    assert chris.sees("De tekst bij Avond veranderde na de vraag. Bekijk die eerst.")
    chris.clicks("Bekijk de tekst")
    assert chris.sees("Waar: De Brug.")
    chris.clicks("Akkoord")
    opens(lead)
    assert lead.sees("participatieadviseur: Chris is akkoord")
    asks(lead)
    daily(room)
    assert "Ben je akkoord?" in bert.messages[-1].text
    assert len(bert.messages) == 2
    assert len([each for each in chris.messages if "Ben je akkoord?" in each.text]) == 1


def test_whoever_was_asked_and_has_not_answered_is_not_asked_twice(room: Room, lead: Person) -> None:
    asks(lead)
    opens(lead)
    assert "Vraag akkoord" not in lead.screen
    chris = other(room, "Chris")
    opens(chris)
    assert "Vraag akkoord" not in chris.screen
    daily(room)
    daily(room)
    assert len([each for each in other(room, "Bert").messages if "Ben je akkoord?" in each.text]) == 1


def test_what_was_answered_before_the_message_left_is_not_in_it(room: Room, lead: Person) -> None:
    asks(lead)
    bert = other(room, "Bert")
    opens(bert)
    bert.clicks("Akkoord")
    daily(room)
    assert not [each for each in bert.messages if "Ben je akkoord?" in each.text]


def test_a_corner_without_a_yes_holds_nothing_up(room: Room) -> None:
    anna, bert, chris = room.person("Anna"), room.person("Bert"), room.person("Chris")
    room.given(
        a_project("Kade", project_lead=anna, communication_adviser=bert, participation_adviser=asked(chris)),
        a_moment("Avond", project="Kade", starts_on="2026-12-14"),
    )
    asks(anna)
    daily(room)
    assert not [each for each in chris.messages if "Ben je akkoord?" in each.text]
    bert.clicks("Akkoord", beside="Uitnodiging: Avond")
    opens(anna)
    assert anna.sees("Klaar: iedereen is akkoord met deze tekst.")
    assert anna.sees("participatieadviseur: nog niemand zei ja op deze rol")


def test_nobody_answers_for_another(room: Room, lead: Person) -> None:
    asks(lead)
    opens(room.person("Dirk"))
    dirk = other(room, "Dirk")
    assert {"Als bestand"} <= {found.label for found in dirk.buttons}
    assert not {"Akkoord", "Nee, want …", "Vraag akkoord"} & {found.label for found in dirk.buttons}
    assert "nog niet geantwoord" not in dirk.screen


def test_a_moment_that_is_removed_takes_its_questions_along(room: Room, lead: Person) -> None:
    asks(lead)
    lead.types("/project toon Kade")
    lead.clicks("Bekijk", beside="Avond")
    lead.clicks("Verwijder", confirming="gaat uit het overzicht")
    daily(room)
    assert not other(room, "Bert").messages


def test_an_invitation_that_all_agree_with_is_a_step_that_is_done(room: Room, lead: Person) -> None:
    def steps() -> str:
        lead.types("/project basis Kade")
        lead.clicks("Alle stappen")
        return lead.screen

    asks(lead)
    daily(room)
    other(room, "Bert").clicks("Akkoord", beside="Uitnodiging: Avond")
    assert "Gedaan: Uitnodiging gelezen en akkoord door alle drie" not in steps()
    other(room, "Chris").clicks("Akkoord", beside="Uitnodiging: Avond")
    assert "Gedaan: Uitnodiging gelezen en akkoord door alle drie" in steps()
