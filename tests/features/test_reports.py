"""The report of a contact moment: four questions, what becomes of them, and who may answer them."""

import pytest

from tests.givens import a_moment, a_project, an_area
from tests.person import Person
from tests.room import Room

Three = tuple[Person, Person, Person]


@pytest.fixture
def team(room: Room) -> Three:
    """Lead, communication and participation of Park Singel, which asked residents something last week."""
    anna, bert, kees = (room.person(name) for name in ("Anna", "Bert", "Kees"))
    room.given(
        a_project(
            "Park Singel", project_lead=anna, communication_adviser=bert, participation_adviser=kees, phase="execution"
        ),
        a_moment("Wandeling", starts_on="2026-11-18", areas=["Vogelbuurt"], groups=["omwonenden"]),
    )
    return anna, bert, kees


def reports(person: Person, **filled: object) -> None:
    person.types("/project verslag Singel")
    if not person.form_on_screen:
        person.clicks("Wijzig het verslag")
    person.fills(**filled)  # type: ignore[arg-type]
    person.submits()


def card(person: Person) -> str:
    person.types("/project toon Singel")
    person.clicks("Bekijk", beside="Wandeling")
    return person.screen


def history(person: Person) -> str:
    person.types("/project toon Singel")
    person.clicks("Geschiedenis")
    return person.screen


def test_a_report_of_four_questions_stands_on_the_card_and_in_the_history(team: Three) -> None:
    anna, bert, kees = team
    kees.types("/project verslag Singel")
    assert kees.sees("Hoe was Wandeling?")
    kees.fills(people_came="35", missed=["jongeren", "huurders"], differently="Eerder uitnodigen.")
    kees.fills(said="- Meer bankjes\n\n• Geen lantaarns\n3. Meer bankjes")
    kees.submits()
    assert kees.sees("Het verslag staat bij Wandeling.")
    assert kees.sees("2 punten van inwoners")
    assert kees.sees("Inwoners verwachten uiterlijk woensdag 16 december antwoord.")
    assert kees.sees("[Schrijf een tussenbericht]")
    shown = card(bert)
    for line in (
        "Verslag gemaakt op: 23 november 2026",
        "Deed mee: 35 mensen",
        "Misten we: jongeren en huurders",
        "Volgende keer anders: Eerder uitnodigen.",
        "Wat inwoners zeiden\n- Meer bankjes\n- Geen lantaarns",
    ):
        assert line in shown
    assert shown.index("Deed mee") < shown.index("Gebieden"), "of many facts only the first stand open in a pane"
    told = history(anna)
    anna.types("/project toon Singel")
    assert anna.sees("Wandeling · woensdag 18 november 2026 · er is een verslag")
    assert "Kees: Wandeling, Wie misten we? van niets ingevuld naar huurders en jongeren" in told
    assert "Wandeling, Verslag gemaakt op van niets ingevuld naar 23 november 2026" in told
    assert "Kees: opgeschreven wat inwoners zeiden bij Wandeling" in told


def test_what_residents_said_is_there_when_they_are_answered(team: Three) -> None:
    _, bert, kees = team
    reports(kees, said="Meer bankjes\nGeen lantaarns")
    card(bert)
    bert.clicks("Leg antwoord vast")
    assert (bert.form["input_1"], bert.form["input_2"]) == ("Meer bankjes", "Geen lantaarns")
    bert.fills(residents_told_on="2026-11-23")
    bert.submits()
    assert "done_with_input" in bert.form.errors
    bert.fills(decision_1="overgenomen", reason_1="Er is plek")
    bert.submits()
    assert "- Meer bankjes: overgenomen. Er is plek\n- Geen lantaarns\n" in card(kees)


def test_a_decision_stays_with_its_point_when_the_report_changes(team: Three) -> None:
    _, bert, kees = team
    reports(kees, said="Meer bankjes\nGeen lantarens")
    card(bert)
    bert.clicks("Leg antwoord vast")
    bert.fills(residents_told_on="2026-11-23", decision_1="overgenomen", decision_2="niet overgenomen")
    bert.submits()
    reports(kees, said="Meer bankjes\nGeen lantaarns")
    assert "- Meer bankjes: overgenomen\n- Geen lantaarns: niet overgenomen" in card(kees)
    reports(kees, said="Meer bankjes\nGeen lantaarns\nEen fontein")
    assert "- Geen lantaarns: niet overgenomen\n- Een fontein\n" in card(kees)
    reports(kees, said="Een fontein")
    shown = card(kees)
    assert all(words in shown for words in ("- Een fontein", "- Meer bankjes: overgenomen", "- Geen lantaarns: niet"))


def test_more_points_than_a_form_has_room_for_all_stay(team: Three) -> None:
    _, bert, kees = team
    reports(kees, said="\n".join(f"Punt {number}" for number in range(1, 12)))
    card(bert)
    bert.clicks("Leg antwoord vast")
    assert bert.sees("Dit zijn punt 1 tot en met 8 van 11.")
    bert.fills(residents_told_on="2026-11-23", decision_1="overgenomen")
    bert.submits()
    bert.clicks("De volgende punten")
    assert bert.form["input_1"] == "Punt 9"
    bert.fills(decision_3="niet overgenomen")
    bert.submits()
    shown = card(kees)
    assert "- Punt 1: overgenomen\n- Punt 2\n" in shown
    assert "- Punt 10\n- Punt 11: niet overgenomen" in shown


def test_a_long_report_keeps_what_its_field_has_no_room_for(team: Three) -> None:
    kees = team[2]
    long = [f"{number} " + "x" * 450 for number in range(6)]
    reports(kees, said="\n".join(long))
    reports(kees, people_came="3")
    assert all(point in card(kees) for point in long)


@pytest.mark.parametrize(
    ("filled", "field", "says"),
    [
        ({}, "said", "Vul minstens één vraag in."),
        ({"said": "goed\n" + "x" * 501}, "said", "Regel 2 is te lang. Een punt heeft hooguit 500 tekens."),
        ({"said": "\n".join(str(number) for number in range(101))}, "said", "Dat zijn te veel punten."),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(
    team: Three, filled: dict[str, str], field: str, says: str
) -> None:
    anna = team[0]
    anna.types("/project verslag Singel")
    anna.fills(**filled)
    anna.submits()
    assert says in anna.form.errors[field]
    assert all(anna.form[key] == value for key, value in filled.items())


def test_traces_of_residents_are_warned_about(team: Three) -> None:
    anna = team[0]
    reports(anna, said="Mail jan@bewoner.example over de bankjes")
    assert anna.sees("e-mailadres")
    assert "Verslag gemaakt op" not in card_behind_form(anna)


def card_behind_form(person: Person) -> str:
    person.closes_the_form()
    return card(person)


def test_two_people_who_write_the_report_at_once_lose_nothing(team: Three) -> None:
    anna, bert, kees = team
    for person in (anna, kees):
        person.types("/project verslag Singel")
    kees.fills(people_came="35", said="Meer bankjes")
    kees.submits()
    anna.fills(people_came="40", said="Geen lantaarns", differently="Buiten")
    anna.submits()
    assert anna.sees("Kees wijzigde dit")
    assert anna.form["said"] == "Meer bankjes\nGeen lantaarns"
    assert anna.form["people_came"] == "40"
    anna.submits()
    shown = card(bert)
    assert "Deed mee: 40 mensen" in shown
    assert "- Meer bankjes\n- Geen lantaarns" in shown


def test_the_same_form_twice_is_one_report(team: Three) -> None:
    kees = team[2]
    reports(kees, said="Meer bankjes")
    kees.submits_again()
    assert card(kees).count("Meer bankjes") == 1
    assert history(kees).count("Verslag gemaakt op") == 1


def test_a_report_may_come_months_later(room: Room, team: Three) -> None:
    room.turn(days=120, only=("daily",))
    reports(team[0], people_came="7")
    assert "Deed mee: 7 mensen" in card(team[1])


def test_what_you_would_do_differently_is_offered_as_a_lesson(team: Three) -> None:
    _, bert, kees = team
    reports(kees, differently="Eerder uitnodigen.")
    kees.clicks("Bewaar als les")
    assert kees.form["lesson"] == "Eerder uitnodigen."
    assert kees.sees("Vogelbuurt")
    kees.closes_the_form()
    bert.types("/kennis zoek uitnodigen")
    assert not bert.sees("Eerder uitnodigen.")
    kees.clicks("Bewaar als les")
    kees.submits()
    bert.types("/kennis zoek uitnodigen")
    assert bert.sees("Eerder uitnodigen.")


def test_in_a_channel_nobody_is_named_and_no_team_is_judged(team: Three) -> None:
    _, _, kees = team
    reports(kees, people_came="35", differently="Niet zo laat.")
    card(kees)
    kees.shares("Wandeling")
    assert kees.room.channel.sees("Deed mee: 35 mensen")
    assert not kees.room.channel.sees("Niet zo laat.")


def test_whoever_has_nothing_to_do_with_it_reads_and_does_not_write(room: Room, team: Three) -> None:
    gast = room.person("Gast")
    gast.types("/project verslag Singel")
    assert gast.sees("Wandeling")
    assert not gast.form_on_screen
    assert not gast.sees("Maak het verslag")
    reports(team[2], people_came="35")
    gast.types("/project verslag Singel")
    assert gast.sees("Deed mee: 35 mensen")


def test_of_several_moments_one_chooses(room: Room, team: Three) -> None:
    anna = team[0]
    room.given(a_moment("Schouw", starts_on="2026-11-11"), a_moment("Later", starts_on="2026-12-11"))
    anna.types("/project verslag Singel")
    assert anna.sees("Wandeling, woensdag 18 november 2026: nog geen verslag")
    assert anna.sees("Schouw, woensdag 11 november 2026: nog geen verslag")
    assert not anna.sees("Later")
    anna.clicks("Maak het verslag", beside="Schouw")
    assert anna.sees("Hoe was Schouw?")


def test_before_it_has_begun_there_is_nothing_to_report(room: Room) -> None:
    anna = room.person("Anna")
    room.given(a_project("Dam", project_lead=anna), a_moment("Later", project="Dam", starts_on="2026-12-11"))
    anna.types("/project verslag Dam")
    assert anna.sees("Hier is nog geen contactmoment geweest.")


def test_the_bare_command_offers_the_projects_with_something_to_tell(room: Room, team: Three) -> None:
    anna = team[0]
    room.given(a_project("Dam", project_lead=anna), a_moment("Later", project="Dam", starts_on="2026-12-11"))
    anna.types("/project verslag")
    assert anna.sees("Park Singel")
    assert not anna.sees("Dam · ")
    reports(anna, said="Meer bankjes")
    anna.types("/project verslag")
    assert anna.sees("Dam · "), "with nothing to tell all of them are offered, as before"


def test_in_their_own_words(team: Three) -> None:
    anna = team[0]
    anna.types("ik wil een verslag maken van park singel")
    assert anna.sees("Hoe was Wandeling?")


def test_whom_we_missed_comes_back_at_planning_and_on_the_area(room: Room, team: Three) -> None:
    anna = team[0]
    room.given(an_area("Havenbuurt"))
    reports(anna, missed=["jongeren", "huurders"])
    for title, day, missed in (("Schouw", "2026-10-02", ["jongeren", "huurders"]), ("Panel", "2026-09-02", [])):
        room.given(a_moment(title, starts_on=day, areas=["Vogelbuurt"]))
        anna.types("/project verslag Singel")
        anna.fills(missed=missed, people_came="9")
        anna.submits()
    said = "Hier misten we jongeren en huurders 2 van de 3 keer."
    anna.types("/overzicht gebied Vogelbuurt")
    assert anna.sees(said)
    anna.types("/overzicht gebied Havenbuurt")
    assert not anna.sees("misten we")
    anna.types("/project moment Singel")
    anna.fills(title="Avond", starts_on="2026-12-16", areas=["Vogelbuurt"], level="raadplegen")
    anna.submits()
    assert anna.sees(said)
