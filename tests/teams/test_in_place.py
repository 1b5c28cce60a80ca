"""What a click changes changes where it was clicked, and nothing around it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.chat.cards import Block, Button, Card, Choices, Item, Paragraph, Row, Text
from bot.chat.feature import Feature
from bot.chat.forms import Field, Form
from bot.chat.replies import Ask, Replace, Reply, Say
from bot.chat.requests import Account, Request
from bot.features import FEATURES
from handlers.delivery.protocol import OutboundMessage
from handlers.teams.shown import GivenAnswers
from storage.database import Database
from tests.databases import SqliteDatabases
from tests.teams.connector import Answer, Connector
from tests.teams.person import Json, Person, Seen, is_called
from tests.teams.town import CHANNEL, TENANT, Town, open_town

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def settle(request: Request, db: "Session") -> Sequence[Reply]:
    number = request.args["number"]
    return [Replace(Card(Text("Klaar {n}", {"n": number}), (Paragraph(Text("Antwoord {n}", {"n": number})),)))]


def ask(request: Request, db: "Session") -> Sequence[Reply]:
    does = Choices((Button(Text("Doe"), "tiny.tell", confirm=Text("Echt?")),))
    asked = Field("why", Text("Waarom"))
    form = Form(Text("Vraag"), (asked,), Text("Opslaan"), "tiny.settle", {"number": "9"}, (does,))
    return [Ask(form)]


def tell(request: Request, db: "Session") -> Sequence[Reply]:
    return [Say(Card(Text("Gedaan"))), Say(Card(Text("En nog iets")))]


TINY = Feature("tiny", actions={"tiny.settle": settle, "tiny.ask": ask, "tiny.tell": tell})


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


def test_what_came_by_itself_stays_when_something_on_it_is_looked_at(town: Town, anna: Person) -> None:
    shows = Button(Text("Bekijk"), "project.list")
    seen = sent(town, anna, Card(Text("Vandaag"), (Row(Text("Eerst"), shows), as_row(2)), share=shows))
    anna.clicks("Bekijk", seen)
    assert "Eerst" in shown(town, seen)
    assert "Projecten" in anna.last.words


@pytest.mark.parametrize("sure", [Text("Echt?"), None])
def test_what_somebody_was_sure_of_is_settled_and_keeps_no_button(town: Town, anna: Person, sure: Text | None) -> None:
    does = Button(Text("Doe"), "tiny.tell", confirm=sure)
    seen = sent(town, anna, Card(Text("Vraag"), (Paragraph(Text("Eerst")),), (does,)))
    clicks(anna, seen, 0)
    assert ("Gedaan" in shown(town, seen)) is bool(sure)
    assert bool(again(town, seen).actions) is not bool(sure)
    assert "En nog iets" in anna.last.words


def test_but_a_form_stays_to_be_filled_in(town: Town, anna: Person) -> None:
    seen = sent(town, anna, Card(Text("Vraag"), (), (Button(Text("Vul in"), "tiny.ask"),)))
    anna.clicks("Vul in", seen)
    form = anna.last
    clicks(anna, form, 0)
    assert "Waarom" in shown(town, form)
    assert "En nog iets" in anna.last.words


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


@pytest.fixture
def listed(town: Town, anna: Person) -> Seen:
    """Twelve projects, which are more than a page."""
    for number in range(12):
        anna.types("project nieuw")
        anna.clicks("Opslaan", name=f"Plein {number:02}")
    anna.types("project lijst")
    return anna.last


def test_the_next_page_takes_the_place_of_the_one_before(town: Town, anna: Person, listed: Seen) -> None:
    messages = len(town.screen())
    assert "Plein 11" in shown(town, listed)
    anna.clicks("Volgende", again(town, listed))
    assert "Plein 00" in shown(town, listed)
    assert "Plein 11" not in shown(town, listed)
    assert "Terug" not in shown(town, listed), "a page is no step further"
    assert len(town.screen()) == messages


def test_what_is_looked_at_takes_the_place_of_the_list_and_leads_back_to_it(
    town: Town, anna: Person, listed: Seen
) -> None:
    messages = len(town.screen())
    anna.clicks("Bekijk", again(town, listed))
    assert "De driehoek" in shown(town, listed)
    assert anna.answer["value"] == town.connector.updated(anna.chat)[-1]["attachments"][0]["content"]
    anna.clicks("Geschiedenis", again(town, listed))
    assert "De driehoek" not in shown(town, listed)
    assert "‹ Terug" not in shown(town, listed), "that card has a way back of its own"
    anna.clicks("Terug naar het project", again(town, listed))
    assert "De driehoek" in shown(town, listed)
    anna.clicks("‹ Terug", again(town, listed))
    assert "1 tot en met 10 van 12 projecten" in shown(town, listed)
    assert len(town.screen()) == messages


def test_a_filter_takes_the_place_of_the_list_and_the_list_of_the_filter(
    town: Town, anna: Person, listed: Seen
) -> None:
    messages = len(town.screen())
    anna.clicks("Filter", again(town, listed))
    assert "Status" in shown(town, listed)
    anna.clicks("Annuleren", again(town, listed))
    assert "1 tot en met 10 van 12 projecten" in shown(town, listed)
    anna.clicks("Filter", again(town, listed))
    anna.clicks(submit(again(town, listed)), again(town, listed), status="upcoming")
    assert "1 tot en met 10 van 12 projecten" in shown(town, listed)
    assert "Terug" not in shown(town, listed)
    anna.clicks("Filter", again(town, listed))
    anna.clicks(submit(again(town, listed)), again(town, listed), status="completed")
    assert "geen project" in shown(town, listed)
    anna.clicks("‹ Terug", again(town, listed))
    assert "1 tot en met 10 van 12 projecten" in shown(town, listed)
    assert len(town.screen()) == messages


def submit(seen: Seen) -> str:
    return next(str(action["title"]) for action in seen.actions if action["data"].get("form"))


def test_what_was_told_in_a_channel_stays_there(town: Town, anna: Person, listed: Seen) -> None:
    """Whoever looks at something there has the answer in their own chat."""
    anna.types("project lijst", CHANNEL)
    anna.clicks("Deel in kanaal")
    [posted] = [seen for seen in town.screen() if seen.conversation == CHANNEL]
    anna.clicks("Bekijk", posted)
    assert shown(town, posted) == posted.words
    assert "De driehoek" in anna.last.words
    # Nor by a click that somebody made themselves.
    action = next(each for each in posted.actions if is_called(each, "Bekijk"))
    anna.presses(posted, action["verb"], action["data"] | {"back": [], "final": True})
    assert shown(town, posted) == posted.words


def test_what_does_something_leaves_the_card_that_it_is_done_on(town: Town, anna: Person, listed: Seen) -> None:
    anna.clicks("Bekijk", again(town, listed))
    before = shown(town, listed)
    anna.clicks("Wijzig", again(town, listed))
    assert shown(town, listed) == before


def test_a_hand_made_way_back_is_no_way_in(town: Town, anna: Person, listed: Seen) -> None:
    """Its buttons ask as any button does: what is not known, or not theirs, is refused on the click."""
    action = next(each for each in again(town, listed).actions if each["title"].startswith("Bekijk: "))
    anna.presses(listed, action["verb"], action["data"] | {"back": [["people.nothing", {"id": "1"}]]})
    anna.clicks("‹ Terug", again(town, listed))
    assert "Deze knop werkt niet meer" in anna.last.words
    for wrong in ([["x"]], "project.list", [["x", {}]] * 9, [[1, 2]]):
        anna.presses(listed, action["verb"], action["data"] | {"back": wrong})


def sent_twice(town: Town, person: Person) -> tuple[Seen, Json]:
    """The form, and its answer to the first of two clicks."""
    person.types("project nieuw")
    form = person.last
    data = person.standing(form) | {"f.name": "Plein"} | {"form": True}
    person.presses(form, "project.create", data)
    first = person.answer
    assert "Opgeslagen" in shown(town, form)
    return form, first | {"data": data}


def test_the_second_click_gives_the_same_answer_with_its_buttons(town: Town, anna: Person) -> None:
    form, first = sent_twice(town, anna)
    anna.presses(form, "project.create", first.pop("data"))
    assert anna.answer == first
    assert any(is_called(action, "Bekijk") for action in again(town, form).actions)


def test_and_leaves_it_alone_when_it_is_forgotten(town: Town, anna: Person) -> None:
    form, first = sent_twice(town, anna)
    town.connection.shown.given = GivenAnswers()
    before = len(town.connector.updated(anna.chat))
    anna.presses(form, "project.create", first["data"])
    assert "niets dubbel opgeslagen" in anna.answer["value"]
    assert len(town.connector.updated(anna.chat)) == before
    assert "Opgeslagen" in shown(town, form)


def again(town: Town, seen: Seen) -> Seen:
    return next(each for each in town.screen() if each.id == seen.id)


def shown(town: Town, seen: Seen) -> str:
    """What stands there now."""
    return again(town, seen).words
