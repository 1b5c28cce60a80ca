"""Who gets an overview, when, and what counts as new for them."""

import pytest
from sqlalchemy import select, update

from bot import drawing
from storage.messages.outbox import MessageState, OutboxRow
from tests import pictures
from tests.features.scenes import changes, registers
from tests.givens import a_moment, a_project, an_area
from tests.overview.town import gets_the_overview
from tests.person import Person
from tests.room import Room


@pytest.fixture
def anna(room: Room) -> Person:
    room.begins_at("2026-11-20 12:00")
    return room.person("Anna", admin=True)


def overviews(room: Room) -> list[str]:
    return [post.text for post in room.channel.posts if "Weekoverzicht" in post.text]


def refused(room: Room) -> None:
    """The platform did not post the last overview after all."""
    with room.storage() as db:
        last = db.scalars(select(OutboxRow).where(OutboxRow.key.like("overview-%")).order_by(OutboxRow.id.desc())).all()
        db.execute(update(OutboxRow).where(OutboxRow.id == last[0].id).values(state=MessageState.DEAD))


def test_a_channel_that_nobody_started_gets_nothing(room: Room, anna: Person) -> None:
    room.given(a_project("Havenkade"))
    gets_the_overview(room, started=False)
    room.at("2026-11-23 10:00")
    assert room.channel.is_silent()


def test_it_tells_what_is_new_since_the_one_that_the_channel_really_got(room: Room, anna: Person) -> None:
    room.given(a_project("Havenkade", project_lead=anna))
    gets_the_overview(room)
    room.at("2026-11-24 10:00")
    registers(anna, "Fietsbrug")
    room.at("2026-11-30 10:00")
    refused(room)
    registers(anna, "Speeltuin")
    room.at("2026-12-07 10:00")
    last = overviews(room)[-1]
    assert "Nieuw sinds 23 november 2026" in last
    assert "Fietsbrug · komend" in last
    assert "Speeltuin · komend" in last


def test_what_was_told_is_not_told_again(room: Room, anna: Person) -> None:
    gets_the_overview(room)
    room.given(a_project("Havenkade", project_lead=anna, communication_adviser=anna, participation_adviser=anna))
    room.at("2026-11-24 10:00")
    changes(anna, "Havenkade", "Besluit", decision_on="2027-03-16")
    room.at("2026-11-30 10:00")
    assert "Havenkade: Besluit op" in overviews(room)[-1]
    anna.types("/project nieuw Fietsbrug")
    anna.submits()
    room.at("2026-12-07 10:00")
    assert "Havenkade" not in overviews(room)[-1]


def test_a_machine_that_was_off_on_monday_posts_on_tuesday(room: Room, anna: Person) -> None:
    room.given(a_project("Havenkade"))
    gets_the_overview(room)
    room.off_until("2026-11-24 10:00")
    assert len(overviews(room)) == 1


def test_a_machine_that_was_off_all_week_waits_for_the_next_monday_and_tells_both_weeks(
    room: Room, anna: Person
) -> None:
    room.given(a_project("Havenkade"))
    gets_the_overview(room)
    room.at("2026-11-23 10:00")
    registers(anna, "Fietsbrug")
    room.off_until("2026-12-03 10:00")
    assert len(overviews(room)) == 1
    room.at("2026-12-07 10:00")
    assert "Nieuw sinds 23 november 2026" in overviews(room)[-1]
    assert "Fietsbrug · komend" in overviews(room)[-1]


def test_without_news_a_channel_hears_one_friendly_line_in_four_weeks(room: Room, anna: Person) -> None:
    gets_the_overview(room)
    room.at("2027-01-04 10:00")
    assert [text for text in overviews(room) if "Geen nieuws deze week" in text] == overviews(room)
    assert len(overviews(room)) == 2


def test_a_channel_of_one_area_hears_of_that_area_and_what_lies_around_it(room: Room, anna: Person) -> None:
    room.given(
        an_area("Noord", kind="district", code="WK999901"),
        an_area("Bloemenbuurt", code="BU99990101", within="Noord"),
        an_area("Zuid", kind="district", code="WK999902"),
        a_project("Havenkade", areas=["Bloemenbuurt"]),
        a_project("Omgevingsvisie", areas=["GM9999"]),
        a_project("Sportpark", areas=["Zuid"]),
        a_moment("Inloopavond", project="Sportpark", areas=["Zuid"], starts_on="2026-11-25"),
    )
    gets_the_overview(room, areas="WK999901")
    room.at("2026-11-23 10:00")
    assert room.channel.sees("Havenkade zoekt nog")
    assert room.channel.sees("Omgevingsvisie zoekt nog")
    assert not room.channel.sees("Sportpark")


def test_what_does_not_fit_is_in_the_thread_and_behind_more(room: Room, anna: Person) -> None:
    room.given(*(a_project(f"Project {number:02d}", project_lead=anna) for number in range(30)))
    gets_the_overview(room)
    room.at("2026-11-23 10:00")
    assert room.channel.sees("En nog 11.")
    assert room.channel.sees("De rest van week 48")
    anna.clicks("Meer")
    assert anna.sees("De rest van week 48")


def drawn(room: Room) -> list[bytes]:
    return [picture.png for post in room.channel.posts for picture in post.card.pictures]


def test_what_it_asks_for_can_really_be_drawn(room: Room, anna: Person) -> None:
    room.sample()
    gets_the_overview(room)
    room.draw = drawing.draw_all
    room.at("2026-11-23 10:00")
    assert [png[:4] for png in drawn(room)] == [b"\x89PNG"] * 2
    assert pictures.DOT not in drawn(room)


def test_where_nothing_can_be_drawn_the_words_stand_alone(room: Room, anna: Person) -> None:
    room.sample()
    gets_the_overview(room)
    room.draw = pictures.nothing
    room.at("2026-11-23 10:00")
    assert drawn(room) == []
    assert room.channel.sees("Bloemenbuurt: te druk 23 november – 27 december (hooguit 5 vragen)")


def test_my_own_week_comes_on_monday_to_who_asked_for_it_and_to_nobody_else(room: Room, anna: Person) -> None:
    bert = room.person("Bert")
    anna.types("/overzicht week")
    anna.clicks("Stuur dit elke week")
    room.at("2026-11-23 10:00")
    assert anna.hears("Jouw week, week 48")
    assert bert.hears_nothing()


def test_both_heads_get_the_same_message_together_every_other_week(room: Room, anna: Person) -> None:
    heads = [room.person(name, discipline="afdelingshoofd") for name in ("Hans", "Ilse")]
    room.given(a_project("Havenkade"))
    room.at("2026-12-07 12:00")
    messages = [post for post in room.together(*heads).posts if "Samen sturen" in post.text]
    assert len(messages) == 2
    assert not anna.hears("Samen sturen")
