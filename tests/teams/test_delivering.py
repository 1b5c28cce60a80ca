"""Stored messages on their way to Teams: once, later, refused, or nobody knows."""

import datetime as dt
import socket
import time
from email.utils import format_datetime

import pytest

from bot import enqueue
from bot.chat.cards import Card, Link, Paragraph, Picture, Text, typed
from bot.chat.replies import Say
from bot.chat.requests import Account, Channel, Place
from handlers.delivery.protocol import CannotLook, NoGroup, OutboundMessage, Refused, SlowDown, Unclear
from handlers.teams.microsoft import Tokens
from handlers.teams.references import Reference
from tests.handlers.conftest import request
from tests.teams.connector import Answer
from tests.teams.keys import CLIENT_ID
from tests.teams.person import Person
from tests.teams.town import ADDRESS, CHANNEL, TENANT, Town

CARD = Card(Text("Hallo"), (Paragraph(typed("Dag")),))


def message(person: Person, card: Card = CARD) -> OutboundMessage:
    return OutboundMessage("K-1", Account("teams", TENANT, person.user), card, "nl")


def test_a_message_goes_to_the_chat_that_somebody_has_with_us(town: Town, anna: Person) -> None:
    anna.types("samenspel")
    posted = town.connection.delivery.post(message(anna))
    assert anna.last.id == posted
    assert "Dag" in anna.last.words
    assert town.connector.posted(anna.chat)[-1]["summary"] == "Hallo\nDag"


def test_a_chat_is_opened_with_somebody_who_never_spoke_to_us(town: Town, anna: Person, bert: Person) -> None:
    anna.types("samenspel")
    town.connection.delivery.post(message(bert))
    [opened] = [call.body for call in town.connector.calls if call.path == "/v3/conversations"]
    assert (opened["tenantId"], opened["members"][0]["aadObjectId"], opened["isGroup"]) == (TENANT, bert.user, False)
    assert "Dag" in bert.last.words


def test_every_answer_tells_what_time_it_is_there(town: Town, anna: Person) -> None:
    anna.types("samenspel")
    an_hour_ago = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
    date = {"Date": format_datetime(an_hour_ago, usegmt=True)}
    town.connector.plans("POST", Answer(429, headers={**date, "Retry-After": "9"}))
    with pytest.raises(SlowDown):
        town.connection.delivery.post(message(anna))
    assert town.connection.clock.is_harmful


def test_a_chat_gets_no_more_in_an_hour_than_teams_allows(town: Town, anna: Person) -> None:
    """1,800: so two seconds lie between two messages that wait for the same chat."""
    anna.types("samenspel")
    with town.database.session(1, writes=True) as db:
        for number in range(2):
            enqueue.tell(db, f"K-{number}", 1, CARD, "nl", town.clock[0])
    sent = [town.outbox.deliver_one()]
    for _ in range(2):
        town.clock[0] += dt.timedelta(seconds=1)
        sent.append(town.outbox.deliver_one())
    assert sent == [True, False, True]


def test_entra_that_does_not_answer_holds_up_nobody_for_long() -> None:
    with socket.create_server(("localhost", 0)) as silent:
        entra = f"https://localhost:{silent.getsockname()[1]}"
        tokens = Tokens(CLIENT_ID, "geheim", TENANT, login=entra, wait=dt.timedelta(seconds=0.2))
        began = time.monotonic()
        with pytest.raises(OSError, match=r"(?i)timed out"):
            tokens.current()
        assert time.monotonic() - began < 20


def test_our_own_token_goes_along(town: Town, anna: Person) -> None:
    anna.types("samenspel")
    assert all(call.authorization.startswith("Bearer ey") for call in town.connector.calls)


def test_a_channel_where_we_have_never_been_is_refused_for_good(town: Town, anna: Person) -> None:
    anna.types("samenspel")
    with pytest.raises(Refused) as refusal:
        town.connection.delivery.post(OutboundMessage("K-1", Place("channel", "19:elders"), CARD, "nl"))
    assert refusal.value.retry_after is None


def test_a_channel_that_heard_us_before_gets_a_message_of_its_own(town: Town, anna: Person) -> None:
    anna.types("samenspel", f"{CHANNEL};messageid=1700000000000")
    town.connection.delivery.post(OutboundMessage("K-1", Place("channel", CHANNEL), CARD, "nl"))
    assert len(town.connector.posted(CHANNEL)) == 1


@pytest.mark.parametrize("status", [412, 429, 502, 503, 504])
def test_what_passes_is_tried_again_after_a_while_that_chance_makes_longer(
    town: Town, anna: Person, status: int
) -> None:
    anna.types("samenspel")
    waits = []
    for _ in range(8):
        town.connector.plans("POST", Answer(status))
        with pytest.raises(Refused) as refusal:
            town.connection.delivery.post(message(anna))
        waits.append(refusal.value.retry_after)
    assert all(wait and dt.timedelta(seconds=2) <= wait <= dt.timedelta(seconds=4) for wait in waits)
    assert len(set(waits)) > 1


def test_teams_own_wait_is_the_shortest(town: Town, anna: Person) -> None:
    anna.types("samenspel")
    town.connector.plans("POST", Answer(429, headers={"Retry-After": "60"}))
    with pytest.raises(Refused) as refusal:
        town.connection.delivery.post(message(anna))
    assert refusal.value.retry_after
    assert refusal.value.retry_after >= dt.timedelta(seconds=60)


@pytest.mark.parametrize("answer", [Answer(drop=True), Answer(500)], ids=["dropped", "500"])
def test_an_answer_that_says_nothing_is_unclear(town: Town, anna: Person, answer: Answer) -> None:
    anna.types("samenspel")
    town.connector.plans("POST", answer)
    with pytest.raises(Unclear):
        town.connection.delivery.post(message(anna))


def test_no_connection_means_that_nothing_was_sent(town: Town, anna: Person) -> None:
    anna.types("samenspel")
    account = Account("teams", TENANT, anna.user)
    nowhere = town.connection.references.of_person(account)
    assert nowhere
    town.connection.references.saw(account, nowhere._replace(service="http://127.0.0.1:9"), own_chat=True)
    with pytest.raises(Refused) as refusal:
        town.connection.delivery.post(message(anna))
    assert refusal.value.retry_after


@pytest.mark.parametrize(("status", "again"), [(401, True), (403, True), (400, False), (413, False)])
def test_what_an_administrator_can_mend_waits_and_the_rest_is_refused(
    town: Town, anna: Person, status: int, again: bool
) -> None:
    anna.types("samenspel")
    town.connector.plans("POST", Answer(status))
    with pytest.raises(Refused) as refusal:
        town.connection.delivery.post(message(anna))
    assert bool(refusal.value.retry_after) is again


def test_who_is_waiting_gets_the_answer_at_the_second_try(town: Town, anna: Person) -> None:
    town.connector.plans("POST", Answer(429), Answer(502))
    anna.types("samenspel")
    assert "Samenspel" in anna.last.words


def test_a_picture_is_fetched_at_an_address_that_nobody_can_guess_for_a_limited_time(town: Town, anna: Person) -> None:
    anna.types("samenspel")
    picture = Picture(b"\x89PNG", Text("Drukte per buurt"), "drukte")
    town.connection.delivery.post(message(anna, Card(Text("Drukte"), (picture,))))
    [image] = [each for each in anna.last.cards[0]["body"] if each["type"] == "Image"]
    assert image["altText"] == "Drukte per buurt"
    address = image["url"].removeprefix(ADDRESS)
    assert len(address.rpartition("/")[2]) >= 40
    assert request(town.app, "GET", address).status == 200
    assert request(town.app, "GET", address[:-1] + "x").status == 404
    town.clock[0] += dt.timedelta(days=31)
    assert request(town.app, "GET", address).status == 404


def test_an_introduction_goes_to_each_with_a_way_to_open_a_chat_together(
    town: Town, anna: Person, bert: Person
) -> None:
    anna.types("samenspel")
    bert.types("samenspel")
    group = tuple(Account("teams", TENANT, person.user) for person in (anna, bert))
    before = len(town.connector.calls)
    with pytest.raises(NoGroup) as answer:
        town.connection.delivery.post(OutboundMessage("K-1", group, CARD, "nl"))
    assert {call.method for call in town.connector.calls[before:]} == {"GET"}
    [link] = answer.value.card.buttons if answer.value.card else []
    assert isinstance(link, Link)
    assert (
        link.url == "https://teams.microsoft.com/l/chat/0/0?users=anna%40voorbeeld.example%2Cbert%40voorbeeld.example"
    )


def test_a_message_in_a_thread_hangs_under_the_first(town: Town, anna: Person) -> None:
    anna.types("samenspel", CHANNEL)
    first = town.connection.delivery.post(OutboundMessage("K-1", Place("channel", CHANNEL), CARD, "nl"))
    town.connection.delivery.post(OutboundMessage("K-2", Place("channel", CHANNEL), CARD, "nl", first))
    assert town.connector.calls[-1].path == f"/v3/conversations/{CHANNEL};messageid={first}/activities"


def test_a_change_takes_the_place_of_what_was_posted(town: Town, anna: Person) -> None:
    anna.types("samenspel", CHANNEL)
    first = town.connection.delivery.post(OutboundMessage("K-1", Place("channel", CHANNEL), CARD, "nl"))
    changed = OutboundMessage("K-2", Place("channel", CHANNEL), Card(Text("Anders")), "nl", instead_of=first)
    assert town.connection.delivery.post(changed) == first
    call = town.connector.calls[-1]
    assert (call.method, call.path) == ("PUT", f"/v3/conversations/{CHANNEL}/activities/{first}")
    assert "Anders" in str(call.body)


def test_what_somebody_deleted_is_not_changed_and_not_posted_anew(town: Town, anna: Person) -> None:
    anna.types("samenspel", CHANNEL)
    town.connector.plans("PUT", Answer(404))
    with pytest.raises(Refused) as refusal:
        town.connection.delivery.post(OutboundMessage("K-2", Place("channel", CHANNEL), CARD, "nl", instead_of="1"))
    assert refusal.value.retry_after is None
    assert town.connector.calls[-1].method == "PUT"


def test_an_administrator_hears_of_a_message_in_a_channel_of_which_nobody_knows_whether_it_arrived(
    town: Town, anna: Person
) -> None:
    anna.types("samenspel", CHANNEL)
    with town.database.session(1, writes=True) as db:
        enqueue.send(db, "K-1", Say(CARD, to=Channel("teams", TENANT, CHANNEL)), "nl", town.clock[0])
    town.connector.plans("POST", Answer(500))
    town.settle()
    # It may still be on its way for a while.
    town.clock[0] += dt.timedelta(minutes=2)
    assert town.outbox.check_one()
    town.settle()
    assert "Kwam dit bericht aan?" in anna.last.words
    assert "Hallo, voor kanaal" in anna.last.words
    assert "Dag" not in anna.last.words
    anna.clicks("Het is er al")
    assert len(town.connector.posted(CHANNEL)) == 1, "nobody sends it a second time"
    assert not town.messages()


def test_nobody_can_look_whether_a_message_is_there(town: Town, anna: Person) -> None:
    with pytest.raises(CannotLook):
        town.connection.delivery.find(message(anna), town.clock[0])


def test_what_is_sent_to_somebody_new_meanwhile_goes_where_they_speak(town: Town) -> None:
    references = town.connection.references
    carla, chat = Account("teams", TENANT, "carla"), Reference("a:carla", "https://voorbeeld.example", TENANT)
    with references.speaking(carla, chat):
        assert references.of_person(carla) == chat
    assert references.of_person(carla) is None


def test_a_conversation_goes_with_the_colleague(town: Town, anna: Person) -> None:
    anna.types("samenspel gegevens")
    assert town.connection.references.of_person(Account("teams", TENANT, anna.user))
    anna.clicks("Wis mijn gegevens")
    anna.clicks("Wissen", sure="true")
    assert town.connection.references.of_person(Account("teams", TENANT, anna.user)) is None
