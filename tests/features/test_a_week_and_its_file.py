"""A week with a colleague, whose messages are really delivered; and then they ask for everything."""

import datetime as dt
import json
from collections.abc import Iterator

import pytest

from bot.chat.requests import Account, Place
from bot.features import FEATURES
from handlers.delivery.outbox import Outbox
from handlers.delivery.protocol import OutboundMessage
from storage.database import Database
from storage.messages.outbox import OutboxRow
from tests.databases import Databases
from tests.features.scenes import changes, names, plans, registers
from tests.givens import an_area
from tests.person import Person, Shown
from tests.room import PLATFORM, Room

MESSAGES = "Berichten aan jou"


class Streets(Room):
    """The room, but messages go out through the real outbox: what is sent is emptied, as everywhere."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, FEATURES)
        self.outbox = Outbox(database, {PLATFORM: self}, lambda: self.now)

    def _deliver(self) -> None:
        while self.outbox.deliver_one():
            pass

    def post(self, message: OutboundMessage) -> str:
        """As a chat platform."""
        match message.to:
            case Account():
                next(person for person in self.people if person.account == message.to).gets(message.card)
            case Place(id=place):
                shown = Shown(
                    self.number(), "channel", message.card, lasting=True, place=self.channel_called(place).place
                )
                self.channel_called(place).shows(shown, message.key, message.under)
        return message.key

    def find(self, message: OutboundMessage, since: dt.datetime) -> str | None:
        return None


@pytest.fixture
def streets(databases: Databases) -> Iterator[Streets]:
    with databases.opened() as database:
        streets = Streets(database)
        yield streets
        streets.outbox.stop()


def test_after_a_week_everybody_gets_all_that_is_kept_of_them(streets: Streets) -> None:
    streets.given(an_area("Noord", code="BU99990101"))
    anna = streets.person("Anna", discipline="projectleider", areas=["BU99990101"], admin=True)
    bert = streets.person("Bert", discipline="communicatieadviseur")
    streets.settings(keeper=anna)
    registers(anna, "Kade")
    names(anna, "Kade", project_lead=anna, communication_adviser=bert)
    streets.turn(minutes=5)
    bert.clicks("Ja")
    plans(bert, "Kade")
    changes(anna, "Kade", "Basis", summary="Langs het water")
    bert.types("/project toon Kade")
    bert.shares()
    file: dict[str, list[dict[str, str]]] = {}
    for _ in range(7):
        streets.turn(days=1)
        for person in (anna, bert):
            person.types("/samenspel gegevens")
            listed = parts_on(person)
            file = file_of(streets, person)
            assert list(file) == ["Inhoud", *file["Inhoud"]]
            # Asking is a deed that the log keeps: nothing else came since the card was drawn.
            assert {*file["Inhoud"]} - {*listed} <= {"Wat het logboek over je bewaart"}
    (asked, *_) = file[MESSAGES]
    assert (asked["state"], asked["card"]) == ("sent", "De tekst bewaar ik niet: die staat in de chat.")
    with streets.storage() as db:
        assert [message.state for message in db.query(OutboxRow) if message.card and message.state == "sent"] == []


def parts_on(person: Person) -> list[str]:
    """What the card lists."""
    return [line.removeprefix("- ") for line in person.screen.splitlines() if line.startswith("- ")]


def file_of(streets: Streets, person: Person) -> dict[str, list[dict[str, str]]]:
    before = len(person.messages)
    person.clicks("Stuur mij mijn gegevens")
    streets.turn(minutes=1)
    assert len(person.messages) > before
    found = [
        file for message in person.messages for file in message.card.files if file.name == "samenspel-gegevens.json"
    ]
    held: dict[str, list[dict[str, str]]] = json.loads(found[-1].content)
    return held
