"""When a contact moment begins and ends on its day, wherever that helps; and a project's page for residents."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tests.features.scenes import history, plans, saves_anyway, shows
from tests.givens import a_moment, a_project, an_area
from tests.room import Person, Room

EVENING: dict[str, Any] = {"begins_at": dt.time(19, 30), "ends_at": dt.time(21)}
HOURS = "19:30 – 21:00 uur"
PAGE = "https://denkmee.voorbeeld.example/kade?lijst=1"


@pytest.fixture
def anna(room: Room) -> Person:
    anna = room.person("Anna")
    room.given(an_area("Noord"), a_project("Kade", project_lead=anna, level="raadplegen"))
    return anna


def test_hours_are_typed_once_and_seen_wherever_the_day_is(anna: Person) -> None:
    plans(anna, "Kade", begins_at="19:30", ends_at="21:00")
    assert anna.sees(f"Inloopavond staat bij Kade: woensdag 9 december 2026, {HOURS}.")
    assert f"Inloopavond · woensdag 9 december 2026, {HOURS}" in shows(anna, "Kade")
    anna.clicks("Bekijk", beside="Inloopavond")
    assert anna.sees(f"Wanneer: woensdag 9 december 2026, {HOURS}")
    anna.types("/overzicht agenda")
    assert anna.sees(f"woensdag 9 december, {HOURS}")


def test_hours_are_said_in_english(room: Room, anna: Person) -> None:
    room.given(a_moment(project="Kade", **EVENING))
    eva = room.person("Eva", language="en")
    eva.types("/overzicht agenda")
    assert eva.sees("Wednesday 9 December, 19:30 – 21:00")


@pytest.mark.parametrize(
    ("hours", "said"),
    [({"begins_at": dt.time(9)}, "2026, 09:00 uur"), ({"ends_at": dt.time(21)}, "2026, tot 21:00 uur"), ({}, "2026")],
)
def test_what_is_not_known_is_not_said(room: Room, anna: Person, hours: dict[str, Any], said: str) -> None:
    room.given(a_moment(project="Kade", **hours))
    [line] = [line for line in shows(anna, "Kade").splitlines() if "Inloopavond · " in line]
    assert line.split(" [")[0].endswith(said)


def test_an_end_before_the_begin_is_refused_on_one_day_only(anna: Person) -> None:
    plans(anna, "Kade", begins_at="21:00", ends_at="19:30")
    assert anna.sees("De eindtijd ligt voor de begintijd. Kies een latere eindtijd.")
    anna.fills(ends_on="2026-12-10")
    anna.submits()
    saves_anyway(anna)
    assert anna.sees("Inloopavond staat bij Kade")


def test_an_invitation_after_the_moment_itself_is_refused(room: Room, anna: Person) -> None:
    plans(anna, "Kade", ends_on="2026-12-10", invitation_sent_on="2026-12-11")
    assert anna.sees("Deze dag ligt na het contactmoment. Kies een eerdere dag.")
    anna.fills(invitation_sent_on="2026-12-10")
    anna.submits()
    saves_anyway(anna)
    assert anna.sees("Inloopavond staat bij Kade")


def test_an_invitation_that_a_list_had_after_the_moment_keeps_nobody_from_a_report(room: Room, anna: Person) -> None:
    room.given(a_moment(project="Kade", starts_on="2026-11-20", invitation_sent_on="2026-11-25"))
    anna.types("/project verslag Kade")
    anna.fills(people_came="30")
    anna.submits()
    assert anna.sees("Verslag bewaard")


def test_a_changed_hour_is_in_the_history(room: Room, anna: Person) -> None:
    room.given(a_moment(project="Kade", **EVENING))
    shows(anna, "Kade")
    anna.clicks("Bekijk", beside="Inloopavond")
    anna.clicks("Wijzig")
    assert anna.form["begins_at"] == "19:30"
    anna.fills(begins_at="20:00")
    anna.submits()
    assert "Begint om van 19:30 naar 20:00" in history(anna, "Kade")


def test_what_begins_earlier_comes_first_on_a_day(room: Room, anna: Person) -> None:
    room.given(
        a_moment("Avond", project="Kade", **EVENING),
        a_moment("Ochtend", project="Kade", begins_at=dt.time(9)),
    )
    anna.types("/overzicht agenda")
    assert anna.screen.index("Ochtend") < anna.screen.index("Avond")


def test_a_calendar_gets_the_hours_on_the_clock_of_the_municipality(room: Room, anna: Person) -> None:
    several: dict[str, Any] = {"starts_on": "2026-12-12", "ends_on": "2026-12-13"}
    room.given(
        a_moment("Avond", project="Kade", **EVENING),
        a_moment("Zomeravond", project="Kade", starts_on="2027-04-01", begins_at=dt.time(19, 30)),
        a_moment("Weekend", project="Kade", **several, **EVENING),
    )
    anna.types("/overzicht agenda")
    anna.clicks("Naar mijn agenda")
    calendar = Calendar.from_ical(anna.messages[-1].card.files[0].content)
    events: list[Any] = calendar.walk("VEVENT")
    evening, weekend, summer = events
    here = ZoneInfo("Europe/Amsterdam")
    assert evening["dtstart"].dt == dt.datetime(2026, 12, 9, 19, 30, tzinfo=here)
    assert evening["dtend"].dt.astimezone(dt.UTC) == dt.datetime(2026, 12, 9, 20, 0, tzinfo=dt.UTC)
    assert summer["dtstart"].dt.astimezone(dt.UTC) == dt.datetime(2027, 4, 1, 17, 30, tzinfo=dt.UTC)
    assert "dtend" not in summer, "nobody said until when"
    assert (weekend["dtstart"].dt, weekend["dtend"].dt) == (dt.date(2026, 12, 12), dt.date(2026, 12, 14))
    assert HOURS in weekend["description"]


def opens_part(anna: Person) -> None:
    shows(anna, "Kade")
    anna.clicks("Wijzig")
    anna.clicks("Invloed van inwoners")


def test_the_page_for_residents_is_a_link_on_the_card(room: Room, anna: Person) -> None:
    opens_part(anna)
    anna.fills(web_page=PAGE)
    anna.submits()
    shown = shows(anna, "Kade")
    assert "Pagina voor inwoners: denkmee.voorbeeld.example" in shown
    assert "[Open de pagina" in shown


@pytest.mark.parametrize(
    "no_page",
    ["http://voorbeeld.example", "voorbeeld.example", "javascript:alert(1)", "https://", "https://x y.example",
     "https://voorbeeld.example@elders.example/", "https://a:b@elders.example", "https://localhost/",
     "https://[::1]/", "https://voorbeeld.example/<b>", "https://voorbeeld.example/\\x", "//voorbeeld.example"],
)  # fmt: skip
def test_only_an_encrypted_page_of_a_named_host_is_kept(anna: Person, no_page: str) -> None:
    opens_part(anna)
    anna.fills(web_page=no_page)
    anna.submits()
    assert anna.sees("Dit is geen webadres. Het begint met https:// en bevat geen spaties.")
