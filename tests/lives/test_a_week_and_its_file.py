"""A week with a colleague, whose messages are really delivered; and then they ask for everything."""

import json

from storage.messages.outbox import OutboxRow
from tests.features.scenes import changes, names, plans, registers
from tests.givens import an_area
from tests.lives.conftest import Begin
from tests.lives.life import Life
from tests.person import Person
from tests.room import MONDAY

MESSAGES = "Berichten aan jou"


def test_after_a_week_everybody_gets_all_that_is_kept_of_them(begin: Begin) -> None:
    life = begin(MONDAY)
    life.given(an_area("Noord", code="BU99990101"))
    anna = life.person("Anna", discipline="projectleider", areas=["BU99990101"], admin=True)
    bert = life.person("Bert", discipline="communicatieadviseur")
    life.settings(keeper=anna)
    registers(anna, "Kade")
    names(anna, "Kade", project_lead=anna, communication_adviser=bert)
    life.turn(minutes=5)
    bert.clicks("Ja")
    plans(bert, "Kade")
    changes(anna, "Kade", "Basis", summary="Langs het water")
    bert.types("/project toon Kade")
    bert.shares()
    file: dict[str, list[dict[str, str]]] = {}
    for _ in range(7):
        life.turn(days=1)
        for person in (anna, bert):
            person.types("/samenspel gegevens")
            listed = parts_on(person)
            file = file_of(life, person)
            assert list(file) == ["Inhoud", *file["Inhoud"]]
            # Asking is a deed that the log keeps: nothing else came since the card was drawn.
            assert {*file["Inhoud"]} - {*listed} <= {"Wat het logboek over je bewaart"}
    (asked, *_) = file[MESSAGES]
    assert (asked["state"], asked["card"]) == ("sent", "De tekst bewaar ik niet: die staat in de chat.")
    with life.storage() as db:
        assert [message.state for message in db.query(OutboxRow) if message.card and message.state == "sent"] == []


def parts_on(person: Person) -> list[str]:
    """What the card lists."""
    return [line.removeprefix("- ") for line in person.screen.splitlines() if line.startswith("- ")]


def file_of(life: Life, person: Person) -> dict[str, list[dict[str, str]]]:
    before = len(person.messages)
    person.clicks("Stuur mij mijn gegevens")
    life.turn(minutes=1)
    assert len(person.messages) > before
    found = [
        file for message in person.messages for file in message.card.files if file.name == "samenspel-gegevens.json"
    ]
    held: dict[str, list[dict[str, str]]] = json.loads(found[-1].content)
    return held
