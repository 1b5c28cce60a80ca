"""A question to a colleague arrives, or whoever asked it hears that it does not: by what Microsoft documents."""

import datetime as dt
import json

import pytest
from sqlalchemy import select

from bot import enqueue
from bot.chat.cards import Card, Paragraph, Text, typed
from bot.chat.replies import Say
from bot.chat.requests import Account, Channel
from storage.messages.outbox import MessageState, OutboxRow
from storage.people import people
from tests.teams.connector import Answer
from tests.teams.person import Person
from tests.teams.town import CHANNEL, TENANT, Town

CARD = Card(Text("Hallo"), (Paragraph(typed("Dag")),))
BLOCKED = {
    "errorCode": 209,
    "message": json.dumps({"subCode": "MessageWritesBlocked", "details": "Thread is blocked from message writes."}),
}
"""As it stands on Microsoft's page about proactive messages."""


def refusing(code: str, status: int = 403) -> Answer:
    return Answer(status, {"error": {"code": code, "message": "Nee."}})


SHUT_OUT = [
    pytest.param(Answer(403, BLOCKED), id="MessageWritesBlocked"),
    *(
        pytest.param(refusing(code), id=code)
        for code in (
            "BotDisabledByAdmin",
            "BotNotInConversationRoster",
            "ConversationBlockedByUser",
            "ForbiddenOperationException",
        )
    ),
]


def number_of(town: Town, person: Person) -> int:
    with town.database.session(None) as db:
        found = people.sign_in(db, "teams", TENANT, person.user)
        assert found
        return found.colleague.id


def asks(town: Town, asker: Person, reader: Person, key: str = "K-1", title: str = "Hallo") -> None:
    card = Card(Text(title), CARD.body)
    with town.database.session(1, writes=True) as db:
        enqueue.tell(db, key, number_of(town, reader), card, "nl", town.clock[0], asked_by=number_of(town, asker))


def tries(town: Town, conversation: str) -> int:
    return len(town.connector.posted(conversation))


def all_leaves(town: Town) -> None:
    """Also what rests a moment after what went before it."""
    for _ in range(4):
        town.settle()
        town.clock[0] += dt.timedelta(seconds=2)


def state(town: Town, key: str = "K-1") -> MessageState:
    with town.database.session(None) as db:
        return db.scalars(select(OutboxRow.state).where(OutboxRow.key == key)).one()


def days_pass(town: Town, days: int) -> None:
    for _ in range(days * 4):
        town.clock[0] += dt.timedelta(hours=6)
        town.settle()


@pytest.fixture
def bert(town: Town, anna: Person, bert: Person) -> Person:
    anna.types("samenspel")
    bert.types("samenspel")
    return bert


@pytest.mark.parametrize("answer", SHUT_OUT)
def test_who_asks_hears_at_once_that_somebody_shut_us_out_and_it_goes_when_they_are_back(
    town: Town, anna: Person, bert: Person, answer: Answer
) -> None:
    before = tries(town, bert.chat)
    asks(town, anna, bert)
    town.connector.plans("POST", answer)
    town.settle()
    assert "Ik kan Bert Bos nu niet schrijven" in anna.last.words
    assert "Hallo ligt klaar" in anna.last.words
    assert "Dag" not in anna.last.words
    days_pass(town, 4)
    assert tries(town, bert.chat) == before + 1, "once, and then not before they are back"
    assert state(town) == MessageState.PENDING
    assert not town.messages()
    town.sends(bert, {"type": "installationUpdate", "action": "add"})
    assert state(town) == MessageState.SENT
    assert "Dag" in bert.last.words


def test_whoever_speaks_again_gets_what_waited_and_in_order(town: Town, anna: Person, bert: Person) -> None:
    asks(town, anna, bert, "K-1", "Eerst")
    asks(town, anna, bert, "K-2", "Daarna")
    town.connector.plans("POST", Answer(403, BLOCKED))
    town.settle()
    before = tries(town, bert.chat)
    bert.types("project lijst")
    all_leaves(town)
    titles = [str(each["summary"]).partition("\n")[0] for each in town.connector.posted(bert.chat)[before:]]
    assert titles[1:] == ["Eerst", "Daarna"]


def test_who_asks_hears_it_once_for_as_long_as_somebody_is_away(town: Town, anna: Person, bert: Person) -> None:
    town.connector.plans("POST", Answer(403, BLOCKED))
    for number in range(3):
        asks(town, anna, bert, f"K-{number}")
        days_pass(town, 1)
    assert sum("nu niet schrijven" in each.words for each in anna.sees_all) == 1


def test_whoever_took_the_app_away_is_known_to_be_away_before_anything_is_tried(
    town: Town, anna: Person, bert: Person
) -> None:
    before = tries(town, bert.chat)
    town.sends(bert, {"type": "installationUpdate", "action": "remove"})
    asks(town, anna, bert)
    town.settle()
    assert tries(town, bert.chat) == before
    assert "Ik kan Bert Bos nu niet schrijven" in anna.last.words


def test_an_update_of_the_app_takes_nobody_away(town: Town, anna: Person, bert: Person) -> None:
    town.sends(bert, {"type": "installationUpdate", "action": "remove-upgrade"})
    asks(town, anna, bert)
    town.settle()
    assert state(town) == MessageState.SENT


def test_a_question_that_is_asked_in_a_form_has_an_asker(town: Town, anna: Person, bert: Person) -> None:
    anna.types("project nieuw")
    anna.clicks("Opslaan", name="Park Singel", status="ongoing")
    town.sends(bert, {"type": "installationUpdate", "action": "remove"})
    anna.types("project rollen Park Singel")
    anna.clicks("Opslaan", project_lead=bert.user)
    assert any("Ik kan Bert Bos nu niet schrijven" in each.words for each in anna.sees_all)


def test_a_chat_that_is_gone_is_forgotten_and_a_new_one_opened(town: Town, anna: Person, bert: Person) -> None:
    old = town.connection.references.of_person(Account("teams", TENANT, bert.user))
    assert old
    town.connection.references.forget(old)
    town.connection.references.saw(
        Account("teams", TENANT, bert.user), old._replace(conversation="a:vroeger"), own_chat=True
    )
    asks(town, anna, bert)
    town.connector.plans("POST", refusing("ConversationNotFound", 404))
    town.settle()
    assert tries(town, "a:vroeger") == 1
    assert state(town) == MessageState.SENT
    assert "Dag" in bert.last.words
    now = town.connection.references.of_person(Account("teams", TENANT, bert.user))
    assert now
    assert now.conversation == bert.chat


def test_after_a_new_install_messages_go_to_the_newest_chat(town: Town, anna: Person, bert: Person) -> None:
    """Whatever its name: the first one came first in the alphabet too."""
    town.sends(bert, {"type": "installationUpdate", "action": "add", **personal("zz-nieuw", town, bert)}, "zz-nieuw")
    asks(town, anna, bert)
    town.settle()
    assert tries(town, "zz-nieuw") == 1
    # And back again: what this process saw before counts no more.
    bert.types("project lijst")
    asks(town, anna, bert, "K-2")
    before = tries(town, bert.chat)
    all_leaves(town)
    assert tries(town, bert.chat) == before + 1


def personal(conversation: str, town: Town, person: Person) -> dict[str, object]:
    return {"conversation": {"id": conversation, "conversationType": "personal", "tenantId": person.tenant}}


def test_a_message_in_doubt_goes_once_more_after_an_hour_and_says_so(town: Town, anna: Person, bert: Person) -> None:
    before = tries(town, bert.chat)
    asks(town, anna, bert, "K-1", "Eerst")
    asks(town, anna, bert, "K-2", "Daarna")
    town.connector.plans("POST", Answer(500))
    town.settle()
    town.clock[0] += dt.timedelta(minutes=1)
    assert town.outbox.check_one()
    town.clock[0] += dt.timedelta(minutes=45)
    town.settle()
    assert tries(town, bert.chat) == before + 1
    town.clock[0] += dt.timedelta(minutes=15)
    all_leaves(town)
    again, after = town.connector.posted(bert.chat)[before + 1 :]
    assert "Misschien heb je dit al" in json.dumps(again)
    assert (state(town, "K-1"), state(town, "K-2")) == (MessageState.SENT, MessageState.SENT)
    assert str(after["summary"]).startswith("Daarna"), "what came after it waited"
    assert "Misschien heb je dit al" not in json.dumps(after)
    assert not town.messages()


def test_after_the_second_time_without_an_answer_the_asker_is_to_ask_themselves(
    town: Town, anna: Person, bert: Person
) -> None:
    before = tries(town, bert.chat)
    asks(town, anna, bert)
    for _ in range(2):
        town.connector.plans("POST", Answer(500))
        town.clock[0] += dt.timedelta(hours=1, minutes=1)
        town.settle()
        town.clock[0] += dt.timedelta(minutes=1)
        assert town.outbox.check_one()
    town.settle()
    assert any("Ik weet niet of Hallo bij Bert Bos aankwam" in each.words for each in anna.sees_all)
    days_pass(town, 2)
    assert tries(town, bert.chat) == before + 2
    [left] = town.messages()
    assert left.state == MessageState.DOUBTFUL
    anna.types("samenspel")
    assert "Alleen de lezer kan zien of het er staat" in anna.last.words


def test_a_team_that_took_us_out_is_forgotten_and_said_in_words(town: Town, anna: Person) -> None:
    anna.types("samenspel", CHANNEL)
    with town.database.session(1, writes=True) as db:
        enqueue.send(db, "K-1", Say(CARD, to=Channel("teams", TENANT, CHANNEL)), "nl", town.clock[0])
    town.connector.plans("POST", refusing("BotNotInConversationRoster"))
    town.settle()
    assert "Voeg daar de app Samenspel toe" in anna.last.words
    assert town.connection.references.of_place(CHANNEL) is None
    anna.types("samenspel", CHANNEL)
    assert town.connection.references.of_place(CHANNEL)


def test_a_team_that_takes_us_out_is_forgotten(town: Town, anna: Person) -> None:
    anna.types("samenspel", CHANNEL)
    assert town.connection.references.of_place(CHANNEL)
    town.sends(anna, {"type": "installationUpdate", "action": "remove"}, CHANNEL)
    assert town.connection.references.of_place(CHANNEL) is None
    asks(town, anna, anna)
    town.settle()
    assert state(town) == MessageState.SENT, "their own chat is there still"
