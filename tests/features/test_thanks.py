"""Celebrating what three made together: one question each, three yeses, and else nothing at all."""

import pytest
from sqlalchemy import func, select

from storage.messages.overviews import OverviewChannel
from storage.people import identity, people
from storage.register.thanks import ThanksYes
from tests.givens import a_moment, a_project
from tests.person import Person
from tests.room import Room

ASKED = "Mogen we dat vieren in het kanaal Weekoverzicht"
POSTED = "Mooi! Even vieren"

Three = tuple[Person, Person, Person]


@pytest.fixture
def three(room: Room) -> Three:
    """Anna leads, Bert and Cor advise; residents wait for an answer after one evening."""
    anna, bert, cor = room.person("Anna"), room.person("Bert"), room.person("Cor", language="en")
    project = a_project("Havenkade", project_lead=anna, communication_adviser=bert, participation_adviser=cor)
    room.given(project, a_moment("Inloop", project="Havenkade", starts_on="2026-11-10"))
    with room.storage() as db:
        place = room.channel.place
        db.add(
            OverviewChannel(
                name="Weekoverzicht", platform="room", tenant="voorbeeld", place=place.id, started_at=room.now
            )
        )
    return anna, bert, cor


def answers(anna: Person, words: str = "Meer bankjes, en minder auto's.") -> None:
    anna.types("/project terugkoppeling Havenkade")
    anna.clicks("Leg vast")
    anna.fills(residents_told_on="2026-11-23", done_with_input=words)
    anna.submits()


def tomorrow(room: Room) -> None:
    room.turn(days=1, only=["daily"])


def says_yes(person: Person) -> None:
    person.clicks("Yes, name me" if person.name == "Cor" else "Ja, noem me")


def says_no(person: Person) -> None:
    person.clicks("Rather not" if person.name == "Cor" else "Liever niet")


def all_say_yes(room: Room, three: Three) -> None:
    answers(three[0])
    tomorrow(room)
    for person in three:
        says_yes(person)
    room.settle()
    assert room.channel.sees(POSTED)


def leaves(room: Room, person: Person) -> None:
    person.leaves()
    room.service.heard(person.account, None, room.now, "left")
    room.settle()


def completes(anna: Person) -> None:
    anna.types("/project afronden Havenkade")
    anna.fills(completed_on="2026-11-23")
    anna.submits()


def test_three_yeses_make_one_post_with_what_changed_and_who_made_it(room: Room, three: Three) -> None:
    anna, bert, cor = three
    answers(anna)
    assert room.channel.is_silent()
    tomorrow(room)
    assert anna.hears(ASKED)
    assert bert.hears("Meer bankjes, en minder auto's.")
    assert cor.hears("May we celebrate that in the channel Weekoverzicht")
    says_yes(cor)
    says_yes(bert)
    assert room.channel.is_silent()
    says_yes(anna)
    room.settle()
    assert room.channel.sees(POSTED)
    assert room.channel.sees("Meer bankjes, en minder auto's.")
    assert room.channel.sees("Dank aan Anna, Bert en Cor, en aan iedereen die meedeed.")


@pytest.mark.parametrize("who", [0, 1, 2])
def test_one_no_ends_it_and_the_others_read_what_they_would_read_else(room: Room, three: Three, who: int) -> None:
    answers(three[0])
    tomorrow(room)
    says_no(three[who])
    assert "Ik noem je niet" in three[who].chat or "I won't name you" in three[who].chat
    for each in three:
        if each is not three[who]:
            says_yes(each)
            assert "Zeggen jullie alle drie ja" in each.chat or "If all three of you say yes" in each.chat
    room.settle()
    assert room.channel.is_silent()
    with room.storage() as db:
        assert not db.scalar(select(func.count(ThanksYes.thanks_id))), "nothing says whose no it was"


def test_silence_ends_it_and_a_late_yes_changes_nothing(room: Room, three: Three) -> None:
    anna, bert, cor = three
    answers(anna)
    tomorrow(room)
    says_yes(anna)
    says_yes(bert)
    room.turn(days=15, only=["daily"])
    says_yes(cor)
    assert "This was a while ago" in cor.chat
    assert room.channel.is_silent()


def test_a_project_is_asked_about_once(room: Room, three: Three) -> None:
    anna = three[0]
    all_say_yes(room, three)
    completes(anna)
    room.turn(days=1, only=["daily"])
    assert anna.chat.count(ASKED) == 0, "the question was answered, and its answer stands in its place"
    anna.types("/project dank Havenkade")
    assert anna.sees_alone("Over Havenkade vroeg ik dit al.")


def test_nothing_is_asked_while_residents_wait_or_will_be_asked_again(room: Room, three: Three) -> None:
    anna, bert, _ = three
    room.given(a_moment("Straks", project="Havenkade", starts_on="2026-12-10"))
    answers(anna)
    tomorrow(room)
    assert not bert.hears(ASKED)
    anna.types("ik wil iets vieren bij Havenkade")
    anna.clicks("Vraag het ons alle drie")
    room.turn(days=1, only=["daily"])
    assert bert.hears(ASKED)


def test_completing_without_an_answer_to_residents_is_not_celebrated(room: Room, three: Three) -> None:
    anna, bert, _ = three
    anna.types("/project afronden Havenkade")
    anna.clicks("Toch afronden")
    anna.fills(completed_on="2026-11-23", feedback_left_reason="Het plan ging niet door.")
    anna.submits()
    tomorrow(room)
    assert not bert.hears(ASKED)
    answers(anna)
    tomorrow(room)
    assert bert.hears(ASKED)


def test_a_triangle_with_an_open_corner_is_not_asked(room: Room) -> None:
    anna, bert = room.person("Anna"), room.person("Bert")
    room.given(a_project("Havenkade", project_lead=anna, communication_adviser=bert, participation_adviser=bert))
    room.given(a_moment("Inloop", project="Havenkade", starts_on="2026-11-10"))
    answers(anna)
    anna.types("/project dank Havenkade")
    assert anna.sees_alone("Ik vraag dit als de driehoek van Havenkade compleet is.")


def test_without_a_channel_the_lead_chooses_one_first(room: Room, three: Three) -> None:
    anna, bert, cor = three
    with room.storage() as db:
        for each in db.scalars(select(OverviewChannel)):
            db.delete(each)
    answers(anna)
    tomorrow(room)
    assert not bert.hears("vieren")
    anna.clicks("Kies een kanaal")
    anna.fills(channel=room.channel, name="Algemeen")
    anna.submits()
    says_yes(anna)
    room.turn(days=1, only=["daily"])
    assert bert.hears("Mogen we dat vieren in het kanaal Algemeen")
    says_yes(bert)
    says_yes(cor)
    room.settle()
    assert room.channel.sees(POSTED)


def test_the_lead_may_choose_another_channel_until_somebody_said_yes_to_this_one(room: Room, three: Three) -> None:
    anna, bert, _ = three
    answers(anna)
    tomorrow(room)
    says_yes(bert)
    anna.clicks("Kies een ander kanaal")
    assert anna.sees_alone("Deze knop")
    assert room.channel.is_silent()


def test_a_name_can_be_taken_away_again(room: Room, three: Three) -> None:
    _, bert, _ = three
    all_say_yes(room, three)
    bert.clicks("Noem mij toch niet")
    room.settle()
    assert room.channel.sees("Dank aan Anna en Cor")
    assert not room.channel.sees("Bert")


def test_whoever_has_left_is_not_named_and_a_single_one_is_not_either(room: Room, three: Three) -> None:
    anna, bert, cor = three
    answers(anna)
    tomorrow(room)
    says_yes(anna)
    says_yes(bert)
    leaves(room, bert)
    says_yes(cor)
    room.settle()
    assert room.channel.sees("Dank aan Anna en Cor")
    leaves(room, anna)
    room.settle()
    assert room.channel.sees("Dank aan iedereen die meedeed.")
    assert not room.channel.sees("Cor")


def test_without_the_yes_of_somebody_who_was_erased_nothing_is_told(room: Room, three: Three) -> None:
    anna, bert, cor = three
    answers(anna)
    tomorrow(room)
    with room.storage() as db:
        gone = people.colleague_in_full(db, bert.id)
        assert gone is not None
        identity.erase(db, gone, room.now)
    says_yes(anna)
    says_yes(cor)
    room.settle()
    assert room.channel.is_silent()


def test_an_answer_that_was_taken_back_is_celebrated_when_it_is_given(room: Room, three: Three) -> None:
    anna, bert, cor = three
    room.turn(hours=3, only=["daily"])
    answers(anna)
    room.turn(hours=23, only=["daily"])
    says_yes(bert)
    says_yes(cor)
    anna.clicks("Toch nog niet verteld")
    says_yes(anna)
    room.settle()
    assert room.channel.is_silent()
    answers(anna)
    room.settle()
    assert room.channel.sees(POSTED)
