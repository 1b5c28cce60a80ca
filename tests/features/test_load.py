"""How much is asked of residents: drukte, agenda, areas, and what is owed."""

import re
from typing import Any

import pytest
from ics import Calendar

from bot import drawing
from tests import pictures
from tests.features.scenes import asks_for
from tests.givens import a_moment, a_project, an_area
from tests.room import Person, Room


@pytest.fixture
def omar(room: Room) -> Person:
    """In the sample municipality, at its reference date. Looks after the centre."""
    room.sample()
    return room.person("Omar", areas=["WK999901"])


def test_where_a_lot_is_asked_and_when_it_gets_calm(omar: Person) -> None:
    omar.types("/overzicht drukte")
    assert omar.sees_alone("Oude Haven: te druk. 6 vragen aan jongeren. Rustig vanaf 11 januari 2027.")
    assert omar.sees("Bedrijventerrein De Ring, Lindenhout, Molenhoek, Sportpark-Oost en nog 2: druk. 3 vragen")
    assert omar.sees("Rustig: tot en met 2 vragen. Druk: vanaf 3. Te druk: vanaf 4. Zo koos de gemeente.")


def test_own_areas_come_first(omar: Person, room: Room) -> None:
    omar.types("/overzicht drukte")
    mine, others = omar.screen.split("Andere gebieden")
    assert "Jouw gebieden" in mine
    assert "Stationsbuurt" in mine
    assert "Bloemenbuurt" in others
    eva = room.person("Eva")
    eva.types("/overzicht drukte")
    assert not eva.sees("Jouw gebieden")


def test_every_figure_names_the_questions_behind_it(omar: Person) -> None:
    omar.types("/overzicht drukte")
    omar.clicks("Waarom?", beside="Oude Haven")
    assert omar.sees("jongeren: te druk, 6 vragen")
    assert omar.sees("- Jongerenworkshop visie · Omgevingsvisie Voorbeeld 2040 · woensdag 25 november")
    assert omar.sees("- Enquete parkeren · Parkeerbeleid Centrum · tot 30 september 2026. Telt nog mee:")
    assert omar.sees("inwoners wachten 26 dagen te lang op antwoord")
    assert not omar.sees("In deze weken vragen we hier niets.")


def test_groups_of_which_the_same_is_asked_stand_together(omar: Person) -> None:
    omar.types("/overzicht drukte Oude Haven")
    omar.clicks("Waarom?", beside="Oude Haven")
    assert omar.sees("alle inwoners: te druk, 4 vragen")
    assert omar.screen.count("Inloopavond schetsontwerp") <= 3


def test_why_it_is_busy_for_one_group_is_about_that_group(omar: Person) -> None:
    omar.types("/overzicht drukte jongeren Oude Haven")
    omar.clicks("Waarom?", beside="Oude Haven")
    assert omar.sees("jongeren: te druk, 6 vragen")
    assert not omar.sees("alle inwoners")


@pytest.mark.parametrize(
    ("words", "there", "not_there"),
    [
        ("Centrum", "**Centrum**", "Waterrijk"),
        ("jongeren", "jongeren", "huurders"),
        ("young people", "jongeren", "huurders"),
        ("jongeren Centrum", "Marktkwartier en Stationsbuurt: te druk. 5 vragen aan jongeren", "Waterrijk"),
        ("ondernemers", "Het is hier rustig.", "Waterrijk"),
    ],
)
def test_an_area_or_a_group_is_enough(omar: Person, words: str, there: str, not_there: str) -> None:
    omar.types(f"/overzicht drukte {words}")
    assert omar.sees(there.replace("**", ""))
    assert not omar.sees(not_there)


def test_words_that_name_nothing_are_said(omar: Person) -> None:
    omar.types("/overzicht drukte xyzzy")
    assert omar.sees("Niet alles wat je schreef is een gebied, doelgroep of tijd. Dit vond ik.")


def test_another_period_is_chosen_in_a_form(omar: Person) -> None:
    omar.types("/overzicht drukte")
    omar.clicks("Kies iets anders")
    omar.fills(**{"area": "Centrum", "group": "jongeren", "from": "2026-12-16", "until": "2027-01-31"})
    omar.submits()
    assert omar.sees("Centrum · jongeren · week van 14 december 2026")
    assert omar.sees("Oude Haven: te druk. 6 vragen aan jongeren.")


def test_the_map_comes_after_the_answer_with_the_same_in_words(omar: Person, room: Room) -> None:
    room.draw = drawing.draw_all
    omar.types("/overzicht drukte Centrum")
    card = omar.messages[-1].card
    (picture,) = card.pictures
    assert picture.png.startswith(b"\x89PNG")
    assert picture.png != pictures.DOT
    assert "te druk: Oude Haven, Marktkwartier en Stationsbuurt" in str(picture.alt)
    assert omar.hears("Marktkwartier: tot 3 januari te druk (hooguit 5 vragen). Vanaf 4 januari druk (3 vragen). Vanaf")


def test_a_map_that_cannot_be_drawn_still_comes_in_words(omar: Person, room: Room) -> None:
    room.draw = pictures.nothing
    omar.types("/overzicht drukte Centrum")
    assert omar.messages[-1].card.pictures == ()
    assert omar.hears("Marktkwartier: tot 3 januari te druk (hooguit 5 vragen). Vanaf 4 januari druk (3 vragen). Vanaf")


def test_the_map_goes_along_into_the_channel_and_in_its_language(omar: Person, room: Room) -> None:
    eva = room.person("Eva", language="en")
    eva.types("/overzicht drukte Centrum")
    eva.shares()
    room.settle()
    figures, the_map = room.channel.posts
    assert figures.text.startswith("Drukte in Centrum\nCentrum")
    (picture,) = the_map.card.pictures
    assert picture.png.startswith(b"\x89PNG")
    assert "te druk: Oude Haven, Marktkwartier en Stationsbuurt" in str(picture.alt)
    assert len(eva.messages) == 1


def test_what_is_shared_has_nothing_private(omar: Person, room: Room) -> None:
    omar.types("/overzicht drukte")
    omar.shares("Rustig: tot en met 2 vragen")
    assert room.channel.sees("Oude Haven: te druk.")
    assert not room.channel.sees("Jouw gebieden")
    omar.types("/overzicht agenda")
    omar.shares("raadplegen")
    assert room.channel.sees("Jongerenworkshop visie")
    assert not room.channel.sees("[Naar mijn agenda]")


def test_other_numbers_are_a_choice_of_the_municipality(omar: Person, room: Room) -> None:
    from storage.settings import SettingRow

    with room.storage() as db:
        db.add(SettingRow(name="load.red", value="7"))
        db.add(SettingRow(name="load.orange", value="6"))
    omar.types("/overzicht drukte")
    assert omar.sees("Oude Haven: druk. 6 vragen aan jongeren.")
    assert omar.sees("Rustig: tot en met 5 vragen. Druk: vanaf 6. Te druk: vanaf 7.")


# Agenda


def test_moments_by_week(omar: Person) -> None:
    omar.types("/overzicht agenda")
    assert omar.sees("Week 48 · vanaf 23 november 2026\nEnquete omgevingsvisie")
    assert omar.sees("Jongerenworkshop visie · Omgevingsvisie Voorbeeld 2040 · woensdag 25 november · raadplegen")
    omar.clicks("Later")
    assert omar.sees("Hele gemeente · van 4 januari 2027 tot en met 14 februari 2027")


def test_the_agenda_of_an_area_a_group_or_a_project(omar: Person) -> None:
    omar.types("/overzicht agenda Bloemenbuurt")
    assert omar.sees("Buurtwandeling groen")
    assert not omar.sees("Inloopavond schetsontwerp")
    omar.types("/overzicht agenda jongeren")
    assert omar.sees("Online enquete jongeren")
    omar.types("/overzicht agenda Herinrichting Havenkade")
    assert omar.sees("Herinrichting Havenkade · van 23 november 2026")
    assert not omar.sees("Buurtwandeling groen")
    omar.clicks("Kies iets anders")
    omar.fills(project="Jongerenvisie")
    omar.submits()
    assert omar.sees("Online enquete jongeren")
    assert not omar.sees("Inloopavond schetsontwerp")


def test_a_form_that_only_the_title_says_is_found_too(omar: Person) -> None:
    omar.types("de jongerenworkshop gaat niet door")
    assert omar.sees("Jongerenworkshop visie · Omgevingsvisie Voorbeeld 2040 · woensdag 25 november")
    assert not omar.sees("Er staan hier geen contactmomenten")
    assert not omar.sees("Stadsgesprek Centrum")
    omar.clicks("Naar mijn agenda")
    (file,) = omar.messages[-1].card.files
    titles = {event.name for event in Calendar(file.content.decode()).events}
    assert any("Jongerenworkshop visie" in title for title in titles), "the file holds what the card shows"
    assert not any("Stadsgesprek Centrum" in title for title in titles)


def test_a_moment_without_a_day_stands_apart(room: Room) -> None:
    room.given(a_project("Kade"), a_moment("Ooit", project="Kade", starts_on="2026-12"))
    room.given(a_moment("Voorbij", project="Kade", starts_on="2026-10"))
    room.given(a_moment("Straks", project="Kade", starts_on="2026-12-09"))
    eva = room.person("Eva")
    eva.types("/overzicht agenda")
    assert eva.screen.count("Straks") == 1
    assert eva.sees("De dag is nog niet bekend\nOoit · Kade · december 2026")
    assert not eva.sees("Voorbij")


def test_the_agenda_as_a_file_can_be_read_by_a_calendar(omar: Person) -> None:
    omar.types("/overzicht agenda Oude Haven")
    omar.clicks("Naar mijn agenda")
    (file,) = omar.messages[-1].card.files
    assert file.name == "contactmomenten.ics"
    events = {event.name: event for event in Calendar(file.content.decode()).events}
    survey = events["Enquete omgevingsvisie · Omgevingsvisie Voorbeeld 2040"]
    assert survey.all_day
    assert (str(survey.begin.date()), str(survey.end.date())) == ("2026-11-16", "2026-12-07")
    assert survey.location == "Gemeente Voorbeeld"


# One area


def test_an_area_manager_sees_the_own_area_at_once(omar: Person) -> None:
    omar.types("/overzicht gebied")
    assert omar.sees_alone("Centrum\nDrukte\nOude Haven: te druk.")
    assert omar.sees(
        "Enquete parkeren · Parkeerbeleid Centrum · gevraagd tot 30 september 2026 · antwoord 26 dagen te laat"
    )
    assert omar.sees("Herinrichting Havenkade · lopend")


def test_who_looks_after_several_areas_chooses_one(room: Room) -> None:
    room.given(an_area("Noord"), an_area("Zuid"))
    eva = room.person("Eva", areas=["BU99999001", "BU99999002"])
    eva.types("/overzicht gebied")
    eva.clicks("Bekijk", beside="Zuid")
    assert eva.sees("Zuid\nDrukte\nHet is hier rustig.")


def test_anybody_looks_for_any_area(omar: Person, room: Room) -> None:
    eva = room.person("Eva")
    eva.types("/overzicht gebied")
    eva.fills(area="Bloemenbuurt")
    eva.submits()
    assert eva.sees("Buurtwandeling groen · Vergroening Bloemenbuurt · zaterdag 28 november")
    eva.types("/overzicht gebied xyzzy")
    assert eva.sees("Dit gebied staat niet in mijn lijst.")


def test_an_area_that_has_gone_is_said(room: Room) -> None:
    eva = room.person("Eva")
    assert "werkt niet meer" in asks_for(eva, "load.area", area="BU1")


# What is owed


def test_what_is_owed_by_area_and_never_by_whom(omar: Person, room: Room) -> None:
    omar.types("/overzicht terugkoppeling")
    assert omar.sees("na 4 contactmomenten wachten inwoners nog op antwoord.")
    assert omar.sees("Bij 2 daarvan wachten ze te lang.")
    assert omar.sees(
        "Centrum\nEnquete parkeren · Parkeerbeleid Centrum · gevraagd tot 30 september 2026 · antwoord 26 dagen te laat"
    )
    omar.shares("wachten ze te lang")
    assert room.channel.sees("Lindenhout\nKeukentafelgesprekken · Zoekgebied wind Lindenhout")
    for colleague in ("Marieke", "Samira", "Joost", "Fatima"):
        assert not room.channel.sees(colleague)


def test_nothing_owed_is_good_news(omar: Person) -> None:
    omar.types("/overzicht terugkoppeling Waterrijk")
    assert not omar.sees("Enquete parkeren")
    omar.types("/overzicht feedback Centrum")
    assert omar.sees("Centrum")


# One number for one date


def test_the_area_and_the_plan_say_the_same_of_a_week(omar: Person, room: Room) -> None:
    """The area card said "calm from 14 December", and whoever planned there then met seven questions."""
    omar.types("/overzicht drukte")
    omar.clicks("Kies iets anders")
    omar.fills(**{"area": "Oude Haven", "group": "jongeren", "from": "2026-12-14"})
    omar.submits()
    (said,) = re.findall(r"Oude Haven: te druk\. (\d) vragen aan jongeren", omar.screen)
    room.given(a_project("Kade", project_lead=omar, areas=["Oude Haven"], groups=["jongeren"], level="raadplegen"))
    omar.types("/project moment Kade")
    omar.fills(title="Avond", starts_on="2026-12-14")
    omar.submits()
    assert omar.sees(f"Met dit contactmoment erbij krijgen jongeren {int(said) + 1} vragen in 28 dagen")


def test_the_area_card_says_how_many_more_there_are(room: Room) -> None:
    omar, code = room.person("Omar"), "BU99990077"
    room.given(
        an_area("Weide", code=code),
        *(a_project(f"Plan {at}", areas=[code]) for at in range(7)),
        *(a_moment(f"Avond {at}", project="Plan 0", areas=[code], starts_on="2026-12-01") for at in range(7)),
    )
    omar.types("/overzicht gebied Weide")
    assert omar.sees("En nog 2 projecten.")
    assert omar.sees("En nog 2 contactmomenten.")


def test_a_question_to_few_people_is_not_said_to_count(room: Room, omar: Person) -> None:
    code = "BU99990078"
    late: dict[str, Any] = {"areas": [code], "groups": ["jongeren"], "starts_on": "2026-03-02"}
    room.given(an_area("Weide", code=code), a_project("Plan"), a_moment("Panel", project="Plan", reach=85, **late))
    omar.types("/overzicht terugkoppeling Weide")
    assert omar.sees("Bij 1 daarvan wachten ze te lang.")
    assert not omar.sees("in de drukte")
    room.given(a_moment("Enquête", project="Plan", **late))
    omar.types("/overzicht terugkoppeling Weide")
    assert omar.sees("Bij 2 daarvan wachten ze te lang.")
    assert omar.sees("1 daarvan telt mee in de drukte. Aan weinig mensen iets vragen telt niet mee.")
