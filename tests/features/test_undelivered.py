"""What did not arrive is for administrators: they see for whom and why, and send it again or throw it away."""

import pytest

from bot.chat.cards import Card, Paragraph, to_json, typed
from bot.undelivered import noting
from storage.messages.outbox import MessageState, OutboxRow
from tests.person import Person
from tests.room import Room

DEAD, DOUBTFUL, SENT, CANCELLED = MessageState.DEAD, MessageState.DOUBTFUL, MessageState.SENT, MessageState.CANCELLED
CARD = to_json(Card(typed("Weekoverzicht"), (Paragraph(typed("geheime inhoud")),)))


@pytest.fixture
def bea(room: Room) -> Person:
    return room.person("Bea", admin=True)


def given_a_message(
    room: Room,
    state: MessageState = DEAD,
    reason: str = "not_in_channel",
    key: str = "week 1",
    to: Person | None = None,
) -> None:
    with room.storage() as db:
        message = OutboxRow(key=key, language="nl", card=CARD, not_before=room.now, created_at=room.now, attempts=1)
        message.state, message.reason = state, reason
        if to:
            message.colleague_id = to.id
        else:
            message.platform, message.tenant, message.place = "room", "voorbeeld", room.channel.place.id
        db.add(message)


def state_of(room: Room, key: str = "week 1") -> str:
    with room.storage() as db:
        return str(db.query(OutboxRow).filter_by(key=key).one().state)


def test_an_administrator_sees_what_did_not_arrive_but_not_what_is_in_it(room: Room, bea: Person) -> None:
    given_a_message(room)
    page = bea.home()
    assert "Berichten die niet aankwamen" in page
    assert "Weekoverzicht" in page
    assert "Ik hoor niet bij dit kanaal." in page
    assert "geheime inhoud" not in page


def test_nobody_else_sees_it(room: Room) -> None:
    given_a_message(room)
    assert "niet aankwamen" not in room.person("Anna").home()


def test_it_names_whom_it_is_for(room: Room, bea: Person) -> None:
    given_a_message(room, reason="user_disabled", to=room.person("Kwame"))
    page = bea.home()
    assert "Weekoverzicht, voor Kwame" in page.replace("*", "")
    assert "geen account meer" in page


def test_sent_again_it_goes_where_it_should(room: Room, bea: Person) -> None:
    given_a_message(room)
    bea.home()
    bea.clicks("Stuur opnieuw")
    assert bea.sees("Ik stuur het opnieuw")
    room.settle()
    assert room.channel.sees("geheime inhoud")
    assert "niet aankwamen" not in bea.home()


def test_thrown_away_nobody_gets_it(room: Room, bea: Person) -> None:
    given_a_message(room)
    bea.home()
    bea.clicks("Gooi weg", confirming="echt weg")
    room.settle()
    assert room.channel.is_silent()
    assert state_of(room) == CANCELLED
    assert "niet aankwamen" not in bea.home()


def test_in_doubt_an_administrator_says_that_it_is_there(room: Room, bea: Person) -> None:
    given_a_message(room, DOUBTFUL, "missing_scope")
    assert "Zie jij of het er staat?" in bea.home()
    bea.clicks("Het is er al")
    room.settle()
    assert room.channel.is_silent()
    assert state_of(room) == SENT


def test_in_doubt_sending_again_asks_to_be_sure(room: Room, bea: Person) -> None:
    given_a_message(room, DOUBTFUL, "missing_scope")
    bea.home()
    bea.clicks("Stuur opnieuw", confirming="twee keer")
    room.settle()
    assert room.channel.sees("Weekoverzicht")


def test_many_are_in_a_list_and_can_be_sent_again_at_once(room: Room, bea: Person) -> None:
    for number in range(5):
        given_a_message(room, key=f"week {number}")
    given_a_message(room, DOUBTFUL, "missing_scope", key="in doubt")
    assert bea.home().count("Weekoverzicht") == 3
    bea.clicks("Bekijk alle 6")
    bea.clicks("Stuur alle 5 opnieuw")
    assert bea.sees("5 berichten gaan opnieuw op weg.")
    room.settle()
    assert len(room.channel.posts) == 5
    assert state_of(room, "in doubt") == DOUBTFUL, "somebody has to look"


def test_after_a_bad_day_one_click_in_the_note_sends_everything_again(room: Room, bea: Person) -> None:
    for number in range(30):
        given_a_message(room, reason="ratelimited", key=f"week {number}")
    with room.storage() as db:
        db.query(OutboxRow).filter_by(key="week 0").one().waited_seconds = 999_999
    given_a_message(room, reason="ratelimited", key="first", to=bea)
    with room.storage() as db:
        noting.tell(db, db.query(OutboxRow).filter_by(key="first").one(), room.now)
    room.settle()
    bea.clicks("Stuur alles opnieuw")
    assert bea.sees("31 berichten gaan opnieuw op weg.")
    room.settle()
    assert len(room.channel.posts) == 30
    with room.storage() as db:
        assert db.query(OutboxRow).filter_by(key="week 0").one().waited_seconds == 0, "it may be tried for days again"


def test_a_few_can_be_sent_again_at_once_from_home(room: Room, bea: Person) -> None:
    given_a_message(room, key="week 1")
    assert "Stuur alle" not in bea.home()
    given_a_message(room, key="week 2")
    bea.home()
    bea.clicks("Stuur alle 2 opnieuw")
    room.settle()
    assert len(room.channel.posts) == 2


def test_about_one_in_doubt_the_note_does_not_offer_to_send_everything(room: Room, bea: Person) -> None:
    given_a_message(room, DOUBTFUL, "missing_scope")
    with room.storage() as db:
        noting.tell(db, db.query(OutboxRow).one(), room.now)
    room.settle()
    assert "Kwam dit bericht aan?" in bea.messages[-1].text
    assert "Stuur alles opnieuw" not in bea.messages[-1].text


def test_when_all_is_well_the_list_says_so(room: Room, bea: Person) -> None:
    given_a_message(room)
    bea.home()
    bea.clicks("Stuur opnieuw")
    bea.uses_shortcut("undelivered.list")
    assert bea.sees("Alle berichten zijn aangekomen.")


def test_a_button_of_before_does_nothing_twice(room: Room, bea: Person) -> None:
    given_a_message(room, DOUBTFUL, "missing_scope")
    bea.home()
    bea.clicks("Het is er al")
    bea.clicks_an_old("Stuur opnieuw")
    room.settle()
    assert room.channel.is_silent()


@pytest.mark.parametrize("action", ["undelivered.list", "undelivered.again_all"])
def test_only_administrators_may(room: Room, action: str) -> None:
    given_a_message(room)
    anna = room.person("Anna")
    anna.uses_shortcut(action)
    assert anna.sees("Alleen beheerders kunnen dit doen.")
    assert state_of(room) == DEAD


def test_administrators_hear_of_it_once_with_buttons(room: Room, bea: Person) -> None:
    for key in ("week 1", "week 2"):
        given_a_message(room, key=key)
        with room.storage() as db:
            noting.tell(db, db.query(OutboxRow).filter_by(key=key).one(), room.now)
    room.settle()
    assert [shown.text.count("Weekoverzicht") for shown in bea.messages] == [1]
    bea.clicks("Stuur opnieuw", beside="Weekoverzicht")
    room.settle()
    assert room.channel.sees("Weekoverzicht")


def test_another_trouble_with_the_same_channel_is_told_as_well(room: Room, bea: Person) -> None:
    for key, reason in (("week 1", "not_in_channel"), ("week 2", "msg_too_long")):
        given_a_message(room, reason=reason, key=key)
        with room.storage() as db:
            noting.tell(db, db.query(OutboxRow).filter_by(key=key).one(), room.now)
    room.settle()
    assert len(bea.messages) == 2


def test_a_note_that_does_not_arrive_is_not_noted(room: Room, bea: Person) -> None:
    given_a_message(room, key=f"{noting.NOTE}1-1-1", to=bea)
    with room.storage() as db:
        noting.tell(db, db.query(OutboxRow).one(), room.now)
    room.settle()
    assert bea.hears_nothing()


def test_every_reason_is_a_sentence(room: Room, bea: Person) -> None:
    reasons = ("is_archived", "msg_too_long", "gave up: HTTP 500", "unreadable", "files")
    for number, reason in enumerate(reasons):
        given_a_message(room, reason=reason, key=f"week {number}")
    bea.home()
    bea.clicks("Bekijk alle 5")
    for words in (
        "gearchiveerd",
        "neemt dit bericht niet aan: msg_too_long",
        "vaak geprobeerd",
        "andere versie",
        "bestand",
    ):
        assert bea.sees(words)
