"""Choosing which channels get an overview: each is seen before it goes out the first time."""

import pytest
from sqlalchemy import select, update

from storage.messages.overviews import OverviewChannel
from tests.features.scenes import asks_for
from tests.givens import a_moment, a_project, an_area
from tests.person import Person
from tests.room import Room


@pytest.fixture
def anna(room: Room) -> Person:
    room.begins_at("2026-11-20 12:00")
    anna = room.person("Anna", admin=True)
    room.given(an_area("Noord", kind="district", code="WK999901"), a_project("Havenkade", areas=["Noord"]))
    return anna


def chooses(anna: Person, room: Room, **narrow: str | list[str]) -> None:
    anna.types("/overzicht kanalen")
    anna.clicks("Kies een kanaal")
    anna.fills(name="Team Noord", channel=room.channel, **narrow)
    anna.submits()


def test_a_channel_gets_its_overview_after_somebody_saw_it_and_said_yes(room: Room, anna: Person) -> None:
    chooses(anna, room)
    assert anna.sees_alone("Voorbeeld van Team Noord. Alleen jij ziet dit.")
    assert anna.sees("Havenkade zoekt nog")
    anna.clicks("Zet aan")
    assert anna.sees("Team Noord krijgt elke week een overzicht.")
    room.at("2026-11-23 10:00")
    assert room.channel.sees("Weekoverzicht, week 48")


def test_a_preview_alone_starts_nothing(room: Room, anna: Person) -> None:
    chooses(anna, room)
    room.at("2026-11-23 10:00")
    assert room.channel.is_silent()
    anna.types("/overzicht kanalen")
    assert anna.sees("Team Noord · de hele gemeente · staat uit")


@pytest.mark.parametrize("narrow", [{"domain": "ruimte"}, {"department": "Stadsbeheer"}], ids=["domain", "department"])
def test_a_channel_for_one_domain_or_department_gets_nothing_of_another(
    room: Room, anna: Person, narrow: dict[str, str]
) -> None:
    """Of each the same: a project that began, was changed, seeks somebody, plans a moment, and owes an answer."""
    cleans, cares = room.person("Cor", department="Stadsbeheer"), room.person("Dia", department="Welzijn")
    for name, domain, lead, area in (("Riool", "ruimte", cleans, "Zuid"), ("Buurtzorg", "sociaal", cares, "West")):
        asked = [
            a_moment(f"{name} {day}", project=name, starts_on=day, areas=[area], groups=["jongeren"])
            for day in ("2026-10-05", "2026-11-18", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27")
        ]
        room.given(an_area(area), a_project(name, domain=domain, project_lead=lead, areas=[area]), *asked)
    chooses(anna, room, **narrow)
    assert anna.sees("Riool")
    assert not anna.sees("Buurtzorg")
    assert anna.sees("Te druk: in Zuid vragen we te veel van jongeren, met Riool.")
    assert not anna.sees("West")
    anna.clicks("Zet aan")
    room.at("2026-11-23 10:00")
    assert room.channel.sees("Riool")
    assert not room.channel.sees("Buurtzorg")
    assert not room.channel.sees("West")


@pytest.mark.parametrize("typed", ["stadsbeheer", "  STADSBEHEER "])
def test_a_department_is_known_by_any_capitals_and_spaces_and_kept_as_colleagues_write_it(
    room: Room, anna: Person, typed: str
) -> None:
    cor, eva = room.person("Cor", department="Stadsbeheer"), room.person("Eva", department="stadsbeheer ")
    room.given(
        *(a_project(name, project_lead=cor) for name in ("Riool", "Singel")), a_project("Brug", project_lead=eva)
    )
    chooses(anna, room, department=typed)
    assert anna.sees("Riool")
    assert anna.sees("Brug")
    anna.types("/overzicht kanalen")
    assert anna.sees("Team Noord · Stadsbeheer · staat uit")


def test_a_department_of_no_project_is_refused_with_those_that_there_are_the_likeliest_first(
    room: Room, anna: Person
) -> None:
    room.person("Dia", department="Burgerzaken")
    teams = {"Cor": "Stadsbeheer", "Gijs": "Stadsbeheer", "Eva": "Ruimte", "Fik": "stadsbeheer"}
    for name, department in teams.items():
        room.given(a_project(f"Van {name}", project_lead=room.person(name, department=department)))
    chooses(anna, room, department="Stadbeheer")
    said = "Geen project is nu van deze afdeling. Wel van: Stadsbeheer en Ruimte."
    assert anna.form.errors == {"department": said}
    anna.fills(department="Burgerzaken")
    anna.submits()
    assert "Geen project is nu van deze afdeling" in str(anna.form.errors["department"])
    anna.fills(department="Ruimte")
    anna.submits()
    assert anna.sees("Van Eva")
    assert not anna.sees("Van Cor")


def test_where_no_project_has_a_department_the_form_says_so(room: Room, anna: Person) -> None:
    chooses(anna, room, department="Ruimte")
    assert anna.form.errors == {"department": "Nog geen project heeft een afdeling. Laat dit veld leeg."}


def test_a_department_that_was_kept_before_it_was_looked_at_shows_in_the_list_and_when_the_form_opens(
    room: Room, anna: Person
) -> None:
    room.given(a_project("Riool", project_lead=room.person("Cor", department="Stadsbeheer")))
    chooses(anna, room, department="Stadsbeheer")
    with room.storage() as db:
        db.execute(update(OverviewChannel).values(department="Stadbeheer"))
    said = "Geen project is nu van deze afdeling. Wel van: Stadsbeheer."
    anna.types("/overzicht kanalen")
    assert anna.sees(said)
    anna.clicks("Kies de afdeling", beside="Team Noord")
    assert anna.form.errors == {"department": said}
    with room.storage() as db:
        assert db.scalars(select(OverviewChannel.department)).all() == ["Stadbeheer"], "to look changes nothing"
    anna.fills(department="Stadsbeheer")
    anna.submits()
    anna.types("/overzicht kanalen")
    assert anna.sees_nothing_of("Geen project is nu van deze afdeling")


def test_when_it_goes_out_is_shown_to_who_may_choose_that(room: Room, anna: Person) -> None:
    keeper = room.person("Kees")
    room.settings(keeper=keeper)
    keeper.types("/overzicht kanalen")
    assert keeper.sees_nothing_of("[Dag en tijd]")
    chooses(keeper, room)
    keeper.clicks("Zet aan")
    assert keeper.sees("Team Noord krijgt elke week een overzicht.")
    assert keeper.sees_nothing_of("[Dag en tijd]")
    anna.types("/overzicht kanalen")
    anna.clicks("Dag en tijd")
    assert anna.form["at"]


def test_what_was_chosen_stands_there_the_next_time(room: Room, anna: Person) -> None:
    chooses(anna, room, areas=["Noord"])
    anna.types("/overzicht kanalen")
    assert anna.sees("Team Noord · Noord · staat uit")
    anna.clicks("Voorbeeld")
    anna.clicks("Wijzig")
    assert anna.form["name"] == "Team Noord"
    anna.fills(name="Noord samen")
    anna.submits()
    assert anna.sees("Voorbeeld van Noord samen.")


def test_a_channel_is_chosen_once(room: Room, anna: Person) -> None:
    chooses(anna, room)
    chooses(anna, room)
    assert anna.form.errors == {"channel": "Dit kanaal krijgt al een overzicht: Team Noord."}


def test_a_channel_that_is_taken_off_hears_nothing_more(room: Room, anna: Person) -> None:
    chooses(anna, room)
    anna.clicks("Zet aan")
    anna.types("/overzicht kanalen")
    anna.clicks("Voorbeeld")
    anna.clicks("Verwijder", confirming="krijgt dan geen overzicht meer")
    room.at("2026-11-23 10:00")
    assert room.channel.is_silent()


def test_only_keepers_choose(room: Room, anna: Person) -> None:
    """Also with the number of a channel that a keeper was about to choose."""
    bert, who_may = room.person("Bert"), "De overzichthouder en beheerders kiezen welke kanalen een overzicht krijgen."
    chooses(anna, room)
    bert.types("/overzicht kanalen")
    assert bert.sees(who_may)
    for action in ("channels", "channel", "save_channel", "preview", "start", "remove"):
        assert who_may in asks_for(bert, f"overview.{action}", channel="1"), action
    anna.types("/overzicht kanalen")
    assert anna.sees("Team Noord · de hele gemeente · staat uit")


def test_the_settings_lead_to_the_preview(room: Room, anna: Person) -> None:
    room.settings(keeper=anna)
    anna.types("/samenspel instellingen")
    anna.clicks("Wanneer ik iets stuur")
    anna.clicks("Wijzig", beside="Weekoverzicht in het kanaal")
    anna.clicks("Bekijk een voorbeeld")
    assert anna.sees("Nog geen kanaal krijgt een overzicht.")
