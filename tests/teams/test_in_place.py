"""What a click changes changes where it was clicked, and nothing around it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.chat.cards import Block, Button, Card, Choices, Item, Paragraph, Row, Text
from bot.chat.feature import Feature
from bot.chat.forms import Field, Form
from bot.chat.replies import Ask, Replace, Reply
from bot.chat.requests import Account, Request
from bot.features import FEATURES
from handlers.delivery.protocol import OutboundMessage
from storage.database import Database
from tests.databases import SqliteDatabases
from tests.teams.connector import Answer, Connector
from tests.teams.person import Person, Seen
from tests.teams.town import TENANT, Town, open_town

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def settle(request: Request, db: "Session") -> Sequence[Reply]:
    number = request.args["number"]
    return [Replace(Card(Text("Klaar {n}", {"n": number}), (Paragraph(Text("Antwoord {n}", {"n": number})),)))]


def ask(request: Request, db: "Session") -> Sequence[Reply]:
    form = Form(Text("Vraag"), (Field("why", Text("Waarom")),), Text("Opslaan"), "tiny.settle", {"number": "9"})
    return [Ask(form)]


TINY = Feature("tiny", actions={"tiny.settle": settle, "tiny.ask": ask})


@pytest.fixture
def town(sqlite: SqliteDatabases, connector: Connector) -> Iterator[Town]:
    with (
        sqlite.migrated() as url,
        closing(Database(url)) as database,
        open_town(database, connector, (*FEATURES, TINY)) as town,
    ):
        yield town


def button(number: int) -> Button:
    return Button(Text("Doe"), "tiny.settle", {"number": str(number)})


def as_row(number: int) -> Block:
    return Row(Text("Regel {n}", {"n": str(number)}), button(number))


def as_item(number: int) -> Block:
    return Item((Paragraph(Text("Regel {n}", {"n": str(number)})), Choices((button(number),))))


def sent(town: Town, person: Person, card: Card) -> Seen:
    person.types("samenspel")
    town.connection.delivery.post(OutboundMessage("K-1", Account("teams", TENANT, person.user), card, "nl"))
    return person.last


def clicks(person: Person, seen: Seen, at: int) -> None:
    action = [each for each in seen.actions if each["title"] == "Doe"][at]
    person.presses(seen, action["verb"], action["data"])


@pytest.mark.parametrize("drawn", [as_row, as_item])
def test_the_second_of_three_changes_and_the_others_stay(
    town: Town, anna: Person, drawn: Callable[[int], Block]
) -> None:
    card = Card(Text("Vandaag"), tuple(map(drawn, (1, 2, 3))))
    seen = sent(town, anna, card)
    messages = len(town.screen())
    clicks(anna, seen, 1)
    words = shown(town, seen)
    assert words.index("Regel 1") < words.index("Antwoord 2") < words.index("Regel 3")
    assert "Regel 2" not in words
    assert len(town.screen()) == messages
    assert anna.answer["value"] == town.connector.updated(anna.chat)[-1]["attachments"][0]["content"]
    clicks(anna, again(town, seen), 1)
    words = shown(town, seen)
    assert words.index("Regel 1") < words.index("Antwoord 2") < words.index("Antwoord 3")


def test_a_whole_card_is_replaced_by_its_answer(town: Town, anna: Person) -> None:
    seen = sent(town, anna, Card(Text("Vraag"), (Paragraph(Text("Eerst")),), (button(4),)))
    clicks(anna, seen, 0)
    assert "Antwoord 4" in shown(town, seen)
    assert "Eerst" not in shown(town, seen)


def opens_and_sends(town: Town, person: Person) -> tuple[Seen, Seen]:
    """The message whose button opened the form, and the form."""
    opens = Button(Text("Vul in"), "tiny.ask")
    seen = sent(town, person, Card(Text("Vraag"), (Paragraph(Text("Eerst")),), (opens,)))
    person.clicks("Vul in", seen)
    form = person.last
    person.clicks("Opslaan", form, why="Daarom")
    return seen, form


def test_a_forms_answer_takes_the_place_of_what_it_was_opened_from(town: Town, anna: Person) -> None:
    seen, form = opens_and_sends(town, anna)
    assert "Antwoord 9" in shown(town, seen)
    assert "Eerst" not in shown(town, seen)
    assert "hierboven" in shown(town, form)


def test_and_of_the_form_itself_where_that_cannot_be_changed(town: Town, anna: Person) -> None:
    opens = Button(Text("Vul in"), "tiny.ask")
    seen = sent(town, anna, Card(Text("Vraag"), (Paragraph(Text("Eerst")),), (opens,)))
    anna.clicks("Vul in", seen)
    form = anna.last
    town.connector.plans("PUT", Answer(404))
    anna.clicks("Opslaan", form, why="Daarom")
    assert "Antwoord 9" in shown(town, form)


def again(town: Town, seen: Seen) -> Seen:
    return next(each for each in town.screen() if each.id == seen.id)


def shown(town: Town, seen: Seen) -> str:
    """What stands there now."""
    return again(town, seen).words
