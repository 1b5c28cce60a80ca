"""The announcement in the channel: what stands there is what holds now, and never who comes."""

from tests.features.scenes import asks_for
from tests.features.test_sessions import anna as anna
from tests.features.test_sessions import bert as bert
from tests.features.test_sessions import plans
from tests.room import Person, Room


def announcement(room: Room) -> str:
    return room.channel.posts[0].text


def opens(person: Person, beside: str = "") -> None:
    person.types("/kennis")
    person.clicks("Komende sessies")
    person.clicks("Bekijk", beside=beside)


def test_its_button_signs_up_and_the_count_is_there_for_everybody(room: Room, anna: Person, bert: Person) -> None:
    cato = room.person("Cato")
    plans(anna, channel=room.channel)
    assert "komt" not in announcement(room), "nobody yet is nothing to show a host"
    bert.clicks("Ik kom")
    assert bert.sees("Loten doe je zo: fijn dat je komt.")
    assert "1 collega komt." in announcement(room)
    cato.clicks("Ik kom")
    assert "2 collega's komen." in announcement(room)
    bert.clicks("Bekijk", beside="Loten doe je zo")
    bert.clicks("Ik kom toch niet")
    assert "1 collega komt." in announcement(room)
    assert len(room.channel.posts) == 1
    assert "Cato" not in room.channel.screen


def test_who_signs_up_elsewhere_is_counted_there_too(room: Room, anna: Person, bert: Person) -> None:
    plans(anna, channel=room.channel)
    opens(bert)
    bert.clicks("Ik kom")
    assert "1 collega komt." in announcement(room)


def test_two_clicks_are_one_colleague(room: Room, anna: Person, bert: Person) -> None:
    plans(anna, channel=room.channel)
    bert.clicks("Ik kom")
    bert.clicks("Ik kom")
    assert "1 collega komt." in announcement(room)


def test_what_was_shared_elsewhere_follows_as_the_announcement_does(room: Room, anna: Person, bert: Person) -> None:
    cato = room.person("Cato")
    plans(anna)
    opens(anna)
    anna.shares("Loten doe je zo")
    opens(bert)
    bert.shares("Loten doe je zo")
    room.settle()
    first, second = room.channel.posts
    assert "komt" not in first.text
    opens(cato)
    cato.clicks("Ik kom")
    opens(anna)
    anna.clicks("Wijzig")
    anna.fills(place="Raadzaal")
    anna.submits()
    for post in (first, second):
        assert "1 collega komt." in post.text
        assert "Waar: Raadzaal" in post.text
        assert "Cato" not in post.text
    opens(anna)
    anna.clicks("Zeg de sessie af", confirming="krijgt bericht")
    assert all("Deze sessie gaat niet door." in post.text for post in (first, second))
    assert len(room.channel.posts) == 2


def test_without_a_channel_nothing_is_said_anywhere(room: Room, anna: Person, bert: Person) -> None:
    plans(anna)
    opens(bert)
    bert.clicks("Ik kom")
    assert room.channel.is_silent()


def test_a_second_host_stands_there_after_their_own_yes(room: Room, anna: Person, bert: Person) -> None:
    plans(anna, channel=room.channel, host=bert)
    assert "Met: Anna" in announcement(room)
    assert "Bert" not in announcement(room)
    bert.clicks("Ja, ik doe mee")
    assert "Met: Anna en Bert" in announcement(room)


def test_a_change_is_told_below_and_stands_in_the_announcement(room: Room, anna: Person, bert: Person) -> None:
    plans(anna, channel=room.channel, place="Kamer 3")
    bert.clicks("Ik kom")
    opens(anna)
    anna.clicks("Wijzig")
    anna.fills(day="2026-12-17", time="10:30", place="Raadzaal")
    anna.submits()
    assert "donderdag 17 december 2026, van 10:30 tot 11:30. 1 collega komt." in announcement(room)
    assert "Waar: Raadzaal" in announcement(room)
    assert "Kamer 3" not in announcement(room)
    assert "Let op: Loten doe je zo is gewijzigd." in room.channel.posts[1].text
    assert len(room.channel.posts) == 2


def test_what_was_called_off_takes_no_more_sign_ups(room: Room, anna: Person, bert: Person) -> None:
    plans(anna, channel=room.channel)
    bert.clicks("Ik kom")
    opens(anna)
    anna.clicks("Zeg de sessie af", confirming="krijgt bericht")
    assert "Deze sessie gaat niet door." in announcement(room)
    assert "[Ik kom]" not in announcement(room)
    assert "Loten doe je zo gaat niet door." in room.channel.posts[1].text
    assert "is al voorbij, of gaat niet door" in asks_for(bert, "session.join", id="1"), "who scrolls back"


def test_of_a_series_each_has_its_own_button_and_count(room: Room, anna: Person, bert: Person) -> None:
    plans(anna, channel=room.channel, repeat="2", times=3)
    assert announcement(room).count("[Ik kom]") == 3
    bert.clicks("Ik kom", beside="7 januari 2027")
    assert "donderdag 7 januari 2027, van 15:00 tot 16:00. 1 collega komt." in announcement(room)
    assert announcement(room).count("komt.") == 1
    opens(anna, beside="24 december")
    anna.clicks("Zeg de sessie af", confirming="krijgt bericht")
    assert "donderdag 24 december 2026, van 15:00 tot 16:00: gaat niet door" in announcement(room)
    assert announcement(room).count("[Ik kom]") == 2
    opens(anna, beside="7 januari")
    anna.clicks("Wijzig")
    anna.fills(topic="Loten met een bus", place="Buurthuis")
    anna.submits()
    assert "Loten met een bus · donderdag 7 januari 2027, van 15:00 tot 16:00, Buurthuis" in announcement(room)


def test_the_first_of_a_series_is_called_off_and_the_rest_goes_on(room: Room, anna: Person) -> None:
    plans(anna, channel=room.channel, repeat="1", times=2)
    opens(anna, beside="10 december")
    anna.clicks("Zeg de sessie af", confirming="krijgt bericht")
    assert "Kom je ook?" in announcement(room)
    anna.clicks("Bekijk", beside="Kom je ook?")
    assert anna.sees("17 december")


def test_what_has_been_takes_no_sign_ups_when_the_announcement_is_drawn_again(
    room: Room, anna: Person, bert: Person
) -> None:
    plans(anna, channel=room.channel, repeat="1", times=2)
    room.at("2026-12-10 17:00")
    bert.clicks("Ik kom", beside="17 december")
    assert announcement(room).count("[Ik kom]") == 1
