"""Contact moments, and what residents heard back."""

import pytest

from tests.features.scenes import asks_for, history, names, plans, registers, saves_anyway, shows
from tests.givens import a_moment, a_project, an_area
from tests.room import Person, Room


@pytest.fixture
def anna(room: Room) -> Person:
    anna = room.person("Anna")
    room.given(
        an_area("Noord"),
        a_project("Kade", project_lead=anna, areas=["Noord"], groups=["jongeren"], level="raadplegen"),
    )
    return anna


def opens_moment(person: Person, title: str = "Inloopavond", button: str = "") -> None:
    person.types("/project toon Kade")
    person.clicks("Bekijk", beside=title)
    if button:
        person.clicks(button)


def test_a_moment_of_one_day(anna: Person) -> None:
    plans(anna, "Kade", instrument="inloopavond")
    assert anna.sees("Inloopavond staat bij Kade: woensdag 9 december 2026.")
    assert "Inloopavond · woensdag 9 december 2026" in shows(anna, "Kade")


def test_a_moment_that_asks_nothing_is_saved_at_once(anna: Person) -> None:
    anna.types("/project moment Kade")
    anna.fills(title="Markt", starts_on="2026-12-09", level="informeren")
    anna.submits()
    assert anna.sees("Markt staat bij Kade: woensdag 9 december 2026.")


def test_a_moment_that_lasts_weeks(anna: Person) -> None:
    plans(anna, "Kade", title="Enquête", ends_on="2027-01-05")
    assert anna.sees("9 december 2026 tot en met 5 januari 2027")


def test_area_group_and_level_come_from_the_project(anna: Person) -> None:
    anna.types("/project moment Kade")
    assert anna.sees("Gebieden: Noord")
    assert anna.form["groups"] == ("young_people",)
    assert anna.form["level"] == "consult"


def test_every_field_is_kept(anna: Person) -> None:
    plans(
        anna,
        "Kade",
        instrument="enquête",
        level="adviseren",
        ends_on="2026-12-20",
        areas=["Noord"],
        streets="Kade, Wal",
        groups=["ouderen"],
        reach=250,
        invitation_sent_on="2026-11-20",
    )
    opens_moment(anna)
    for line in (
        "Vorm: enquête",
        "adviseren. Inwoners geven advies.",
        "Gebieden: Noord",
        "Straten: Kade, Wal",
        "Doelgroepen: ouderen",
        "250 mensen",
        "Uitnodiging verstuurd: 20 november 2026",
        "Antwoord gegeven op: nog niet",
    ):
        assert anna.sees(line)


def test_the_bare_command_asks_which_project(anna: Person) -> None:
    anna.types("/project moment")
    anna.fills(project="Kade", title="Inloopavond", starts_on="2026-12-09")
    anna.submits()
    saves_anyway(anna)
    assert anna.sees("Inloopavond staat bij Kade")


def test_the_chosen_project_stays_when_something_else_is_wrong(anna: Person) -> None:
    anna.types("/project moment")
    anna.fills(project="Kade", title="Inloopavond", starts_on="2026-12-09", ends_on="2026-12-08")
    anna.submits()
    assert anna.form.errors == {"ends_on": "De laatste dag ligt voor de eerste dag. Kies een latere laatste dag."}
    anna.fills(ends_on=None)
    anna.submits()
    saves_anyway(anna)
    assert anna.sees("Inloopavond staat bij Kade: woensdag 9 december 2026.")


def test_an_empty_last_day_stays_empty_when_something_else_is_wrong(anna: Person) -> None:
    anna.types("/project moment Kade")
    anna.fills(title="   ", starts_on="2026-12-09")
    anna.submits()
    assert list(anna.form.errors) == ["title"]
    assert anna.form["ends_on"] is None


def test_the_bare_command_offers_only_projects_that_it_takes(room: Room, anna: Person) -> None:
    room.given(a_project("Van anderen"), a_project("Kademuur", project_lead=anna, status="afgerond"))
    anna.types("/project moment")
    assert anna.options("project") == ["Kade"]
    assert anna.options("project", "ka") == ["Kademuur", "Kade"]
    assert anna.options("project", "anderen") == []
    anna.fills(project="Kademuur", title="Inloopavond", starts_on="2026-12-09")
    anna.submits()
    saves_anyway(anna)
    assert anna.sees("Inloopavond staat bij Kademuur")


def test_who_has_no_project_to_change_hears_so_before_any_form(room: Room, anna: Person) -> None:
    bo = room.person("Bo")
    bo.types("/project moment")
    assert bo.sees("Geen project van jou")
    assert bo.form_on_screen is None


def test_a_project_that_somebody_else_leads_by_now_hides_no_other(room: Room, anna: Person) -> None:
    """Whoever registered it and has no role in it fills it in until somebody says yes to leading it."""
    bo, kim = room.person("Bo"), room.person("Kim")
    for name in ("Wal", "Dijk"):
        registers(bo, name)
        names(bo, name, project_lead=None)
    names(bo, "Dijk", project_lead=kim)
    bo.types("/project moment")
    assert bo.options("project") == ["Dijk", "Wal"]
    bo.closes_the_form()
    kim.clicks("Ja", beside="Dijk")
    bo.types("/project moment")
    assert bo.options("project") == ["Wal"]


def test_a_project_that_is_mine_no_more_is_refused_at_the_field(room: Room, anna: Person) -> None:
    room.given(a_project("Wal", project_lead=anna))
    anna.types("/project moment")
    anna.fills(project="Wal", title="Lang getypt", starts_on="2026-12-09")
    names(room.person("Kim", admin=True), "Wal", project_lead=None)
    anna.submits()
    assert anna.form.errors == {
        "project": "Alleen de overzichthouder en collega's met een rol in dit project wijzigen dit."
    }
    assert anna.form["title"] == "Lang getypt"
    anna.fills(project="Kade")
    anna.submits()
    saves_anyway(anna)
    assert anna.sees("Lang getypt staat bij Kade")


@pytest.mark.parametrize("project", ["", "999", "x", "99999999999999999999"])
def test_a_project_that_does_not_exist_is_refused(anna: Person, project: str) -> None:
    answers = {"project": project, "title": "Avond", "starts_on": "2026-12-09"}
    assert "Alleen de overzichthouder en collega's met een rol" in asks_for(anna, "moment.create", answers)
    assert "Nog geen contactmomenten" in shows(anna, "Kade")


def test_changing_a_moment_is_kept_and_remembered(anna: Person) -> None:
    plans(anna, "Kade")
    opens_moment(anna, button="Wijzig")
    anna.fills(starts_on="2026-12-16", ends_on="2026-12-16")
    anna.submits()
    saves_anyway(anna)
    assert "woensdag 16 december 2026" in shows(anna, "Kade")
    assert "Inloopavond, Eerste dag van 9 december 2026 naar 16 december 2026" in history(anna, "Kade")


@pytest.mark.parametrize(("known", "shown"), [("2019", "2019"), ("2027-03", "maart 2027")])
def test_a_day_that_is_not_known_is_never_invented(room: Room, anna: Person, known: str, shown: str) -> None:
    room.given(a_moment("Oude avond", project="Kade", starts_on=known))
    opens_moment(anna, "Oude avond")
    assert anna.sees("De dag is nog niet bekend.")
    anna.clicks("Wijzig")
    anna.fills(streets="Wal")
    anna.submits()
    opens_moment(anna, "Oude avond")
    assert anna.sees(f"Wanneer: {shown}")
    assert anna.sees("Straten: Wal")


def test_a_moment_is_taken_away_only_after_a_question(anna: Person) -> None:
    plans(anna, "Kade")
    opens_moment(anna)
    anna.clicks("Verwijder", confirming="gaat uit het overzicht")
    assert anna.sees("Inloopavond staat niet meer in het overzicht.")
    assert "Nog geen contactmomenten" in shows(anna, "Kade")
    assert "contactmoment Inloopavond weggehaald" in history(anna, "Kade")


def test_a_form_that_is_sent_twice_makes_one_moment(anna: Person) -> None:
    plans(anna, "Kade")
    anna.submits_again()
    assert anna.sees("Er is niets dubbel opgeslagen.")
    assert "1 contactmoment met inwoners" in shows(anna, "Kade")


def test_a_shared_moment_has_no_buttons_to_change_it(room: Room, anna: Person) -> None:
    plans(anna, "Kade")
    opens_moment(anna)
    anna.shares()
    assert room.channel.sees("Contactmoment van Kade")
    assert not room.channel.sees("[Wijzig]")
    assert not room.channel.sees("[Haal weg]")


def test_feedback_is_recorded_with_what_was_done(room: Room, anna: Person) -> None:
    room.given(a_moment(project="Kade", starts_on="2026-11-02"))
    anna.types("/project terugkoppeling")
    anna.clicks("Leg vast")
    assert not anna.form["residents_told_on"]
    anna.fills(residents_told_on="2026-11-20", done_with_input="De boom blijft staan.")
    anna.submits()
    assert anna.sees("Inwoners kregen op 20 november 2026 antwoord na Inloopavond.")
    assert "inwoners hoorden terug op 20 november 2026" in shows(anna, "Kade")
    assert "De boom blijft staan." in history(anna, "Kade")


def test_feedback_on_a_day_to_come_is_not_told_as_done(room: Room, anna: Person) -> None:
    room.given(a_moment(project="Kade", starts_on="2026-11-02"))
    anna.types("/project terugkoppeling")
    anna.clicks("Leg vast")
    anna.fills(residents_told_on="2126-11-20", done_with_input="De boom blijft staan.")
    anna.submits()
    assert anna.sees("Inwoners krijgen op 20 november 2126 antwoord na Inloopavond.")
    assert anna.sees("Tot die dag wachten ze nog.")
    anna.clicks("Bekijk")
    assert anna.sees("Antwoord gepland op: 20 november 2126")
    assert "inwoners horen terug op 20 november 2126" in shows(anna, "Kade")


def test_only_asks_that_are_over_wait_for_feedback(room: Room, anna: Person) -> None:
    room.given(
        a_moment("Voorbij", project="Kade", starts_on="2026-11-02"),
        a_moment("Verteld", project="Kade", starts_on="2026-11-02", residents_told_on="2026-11-10"),
        a_moment("Komt nog", project="Kade", starts_on="2026-12-02"),
        a_moment("Vandaag", project="Kade", starts_on="2026-11-23"),
        a_moment("Alleen verteld", project="Kade", starts_on="2026-11-02", level="informeren"),
        a_moment("Ooit", project="Kade", starts_on="2019"),
    )
    anna.types("/project terugkoppeling kade")
    assert anna.sees("Voorbij")
    assert anna.screen.count("[Leg vast]") == 1


def test_an_answer_is_recorded_by_whoever_may_and_looked_at_by_others(room: Room, anna: Person) -> None:
    room.given(a_moment("Voorbij", project="Kade", starts_on="2026-11-02"))
    lena = room.person("Lena")
    lena.types("/project terugkoppeling kade")
    assert lena.sees("Voorbij")
    assert not lena.sees("[Leg vast]")
    lena.clicks("Bekijk")
    assert lena.sees("Voorbij")


def test_nothing_to_feed_back_is_good_news(anna: Person) -> None:
    anna.types("/project terugkoppeling")
    assert anna.sees("Bij projecten waar jij ja op zei, wacht niemand op antwoord. Mooi.")
    anna.types("/project terugkoppeling Kade")
    assert anna.sees("Bij dit project wacht niemand op antwoord. Mooi.")


def test_feedback_before_the_moment_itself_is_refused(room: Room, anna: Person) -> None:
    room.given(a_moment(project="Kade", starts_on="2026-11-02"))
    anna.types("/project terugkoppeling")
    anna.clicks("Leg vast")
    anna.fills(residents_told_on="2026-11-01", done_with_input="Alles.")
    anna.submits()
    assert anna.form.errors == {"residents_told_on": "Deze dag ligt voor het contactmoment zelf. Kies een latere dag."}
    assert anna.form["done_with_input"] == "Alles."
    anna.fills(residents_told_on="2026-11-02")
    anna.submits()
    assert anna.form_on_screen is None, "an answer on the evening itself"


def test_completing_a_project(anna: Person) -> None:
    anna.types("/project afronden Kade")
    assert anna.form["completed_on"] == "2026-11-23"
    anna.fills(completed_on="2026-11-20", closing_note="De kade ligt er mooi bij.")
    anna.submits()
    assert anna.sees("Kade is afgerond. Dank aan de driehoek en aan alle inwoners die meededen.")
    card = shows(anna, "Kade")
    assert "Status: afgerond. Het werk is klaar." in card
    assert "Afgerond op: 20 november 2026" in card
    assert "Resultaat: De kade ligt er mooi bij." in card
    assert "[Afronden]" not in card
    assert "Status van lopend naar afgerond" in history(anna, "Kade")


def test_a_project_cannot_be_completed_tomorrow(anna: Person) -> None:
    anna.types("/project afronden Kade")
    anna.fills(completed_on="2026-11-24", closing_note="Bijna.")
    anna.submits()
    assert anna.form.errors == {"completed_on": "Deze dag ligt in de toekomst. Kies vandaag of een dag ervoor."}
    assert anna.form["closing_note"] == "Bijna."


def test_what_is_completed_already_stays_as_it_was(room: Room, anna: Person) -> None:
    room.given(a_project("Markt", project_lead=anna, status="afgerond", completed_on="2026-01-05"))
    anna.types("/project afronden Markt")
    assert anna.sees("Markt is afgerond.")
    assert "Afgerond op: 5 januari 2026" in shows(anna, "Markt")


def test_how_residents_are_invited_and_told_is_on_the_card_and_in_the_history(anna: Person) -> None:
    plans(anna, "Kade", starts_on="2026-11-02", invited_through=["aan de deur", "brief"], told_through=["website"])
    opens_moment(anna, button="Leg antwoord vast")
    assert anna.form["told_through"] == ("website",)
    anna.fills(residents_told_on="2026-11-20", done_with_input="Niets", told_through=["krant", "website"])
    anna.submits()
    opens_moment(anna)
    assert anna.sees("Hoe inwoners de uitnodiging krijgen: brief en aan de deur")
    assert anna.sees("Hoe inwoners het antwoord krijgen: krant en website")
    assert "Hoe inwoners het antwoord krijgen van website naar krant en website" in history(anna, "Kade")
    opens_moment(anna, button="Wijzig")
    anna.fills(invited_through=[])
    anna.submits()
    opens_moment(anna)
    assert not anna.sees("Hoe inwoners de uitnodiging krijgen")
