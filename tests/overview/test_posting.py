"""Who gets an overview, when, and what counts as new for them."""

import itertools

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
    assert "Nieuw: Speeltuin en Fietsbrug" in last


def test_what_was_told_is_not_told_again(room: Room, anna: Person) -> None:
    gets_the_overview(room)
    room.given(a_project("Havenkade", project_lead=anna, communication_adviser=anna, participation_adviser=anna))
    room.at("2026-11-24 10:00")
    changes(anna, "Havenkade", "Besluit", decision_on="2027-03-16")
    room.at("2026-11-30 10:00")
    assert "Veranderd: Havenkade (Besluit op)" in overviews(room)[-1]
    anna.types("/project nieuw Fietsbrug")
    anna.submits()
    room.at("2026-12-07 10:00")
    assert "Havenkade" not in overviews(room)[-1]


def test_a_week_in_which_nothing_is_new_says_so(room: Room, anna: Person) -> None:
    room.given(a_project("Havenkade"))
    gets_the_overview(room)
    room.at("2026-11-23 10:00")
    assert "niets nieuws" not in overviews(room)[-1]
    room.at("2026-11-30 10:00")
    assert "Er is deze week niets nieuws." in overviews(room)[-1]


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
    assert "Nieuw: Fietsbrug" in overviews(room)[-1]


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


def test_all_of_it_is_behind_more_for_whoever_asks(room: Room, anna: Person) -> None:
    room.given(*(a_project(f"Project {number:02d}", project_lead=anna) for number in range(30)))
    gets_the_overview(room)
    room.at("2026-11-23 10:00")
    assert [post.text for post in room.channel.posts if "zoekt nog" in post.text] == overviews(room)
    anna.clicks("Meer")
    assert anna.sees("Alles van week 48")
    assert anna.screen.count("zoekt nog") == 30


def test_what_stands_on_the_screen_of_last_week_waits_a_week(room: Room, anna: Person) -> None:
    """Nobody answers anything for five weeks: no line is told two weeks in a row, and all come again."""
    room.given(*(a_project(f"Project {number}", project_lead=anna) for number in range(5)))
    gets_the_overview(room)
    told = []
    for monday in ("2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14"):
        room.at(f"{monday} 10:00")
        told.append({line for line in overviews(room)[-1].splitlines() if "zoekt nog" in line})
    assert all(len(lines) == 2 for lines in told)
    assert all(not before & after for before, after in itertools.pairwise(told))
    assert len(set().union(*told)) == 5


def test_what_an_overview_said_that_never_came_is_told_again(room: Room, anna: Person) -> None:
    room.given(a_project("Havenkade", project_lead=anna))
    gets_the_overview(room)
    room.at("2026-11-23 10:00")
    refused(room)
    room.at("2026-11-30 10:00")
    assert "Havenkade zoekt nog" in overviews(room)[-1]


def test_one_cause_is_one_line_with_what_asks_most(room: Room, anna: Person) -> None:
    places = [f"Buurt {number}" for number in range(6)]
    asked = [
        a_moment(f"{name} {day}", project=name, starts_on=day, areas=places, groups=["jongeren"])
        for name in ("Visie", "Kade", "Park", "Brug") for day in ("2026-11-24", "2026-11-25")
    ]  # fmt: skip
    room.given(
        *map(an_area, places), *(a_project(name, areas=places) for name in ("Visie", "Kade", "Park", "Brug")), *asked
    )
    gets_the_overview(room)
    room.at("2026-11-23 10:00")
    (busy,) = [line for line in overviews(room)[-1].splitlines() if "jongeren" in line]
    assert busy == "Te druk: in 6 buurten vragen we te veel van jongeren, met Brug, Kade, Park en nog 1. [Waarom?]"


def test_the_coming_days_stand_first_and_what_went_well_is_in_it(room: Room) -> None:
    room.begins_at("2026-11-13 12:00")
    anna = room.person("Anna")
    room.given(
        a_project("Havenkade", project_lead=anna, communication_adviser=anna, participation_adviser=anna),
        a_moment("Enquête", project="Havenkade", starts_on="2026-11-02"),
        *(a_moment(f"Avond {day}", project="Havenkade", starts_on=f"2026-11-{day}") for day in range(23, 30)),
    )
    gets_the_overview(room)
    room.at("2026-11-16 10:00")
    anna.types("/project terugkoppeling Havenkade")
    anna.clicks("Leg vast")
    anna.fills(residents_told_on=room.now.date(), done_with_input="Er komen bankjes")
    anna.submits()
    room.at("2026-11-23 10:00")
    lines = overviews(room)[-1].splitlines()
    assert lines[1] == "De komende twee weken"
    assert lines[2] == "maandag 23 november: Avond 23 (Havenkade)"
    assert lines[5].startswith("Daarna: Avond 26 (donderdag 26 november), Avond 27 (vrijdag 27 november) en nog 2")
    assert "Goed nieuws: inwoners kregen antwoord over Havenkade." in lines


def drawn(room: Room) -> list[bytes]:
    return [picture.png for post in room.channel.posts for picture in post.card.pictures]


def test_what_it_asks_for_can_really_be_drawn(room: Room, anna: Person) -> None:
    room.sample()
    gets_the_overview(room)
    room.draw = drawing.draw_all
    room.at("2026-11-23 10:00")
    assert [png[:4] for png in drawn(room)] == [b"\x89PNG"] * 2
    assert room.channel.posts[0].card.pictures, "the first one stands in the overview itself"
    assert pictures.DOT not in drawn(room)


def test_where_nothing_can_be_drawn_the_words_stand_alone(room: Room, anna: Person) -> None:
    room.sample()
    gets_the_overview(room)
    room.draw = pictures.nothing
    room.at("2026-11-23 10:00")
    assert drawn(room) == []
    assert room.channel.sees("Bloemenbuurt: tot 27 december te druk (5 vragen).")


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


def test_heads_hear_what_is_new_and_in_one_line_what_is_still_the_same(room: Room, anna: Person) -> None:
    hans, ilse = (room.person(name, discipline="afdelingshoofd") for name in ("Hans", "Ilse"))
    room.given(a_project("Havenkade"))
    room.at("2026-11-23 12:00")
    room.given(a_project("Singel", project_lead=anna))
    room.at("2026-12-07 12:00")
    first, second = (post.text for post in room.together(hans, ilse).posts if "Samen sturen" in post.text)
    assert "Drukte: het is nergens te druk." in first
    assert "Zoals op" not in first
    assert "2 van de 2 projecten" not in first
    assert "Driehoek: 2 van de 2 projecten zoeken nog iemand." in second
    assert "Zoals op 23 november 2026: drukte, antwoord, teams, wachten en verordening." in second
    assert "nergens te druk" not in second
    hans.clicks("Toon alles")
    assert hans.sees("Drukte: het is nergens te druk.")


def test_what_heads_have_still_to_decide_is_named_every_time(room: Room) -> None:
    hans, ilse = (room.person(name, discipline="afdelingshoofd") for name in ("Hans", "Ilse"))
    room.given(a_project("Havenkade"))
    room.at("2026-12-07 12:00")
    *_, last = (post.text for post in room.together(hans, ilse).posts if "Samen sturen" in post.text)
    assert "Nog te beslissen, zoals op 23 november 2026: driehoek en budget." in last
    assert "niets te beslissen" not in last
