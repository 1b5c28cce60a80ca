"""Lessons: written in half a minute, found again, thanked for, asked for, and kept true."""

import pytest
from sqlalchemy import select

from bot.chat.requests import Account
from storage.learning.knowledge import Lesson
from tests.features.scenes import asks_for, registers
from tests.givens import a_lesson, a_moment, a_project, asked, named
from tests.room import PLATFORM, TENANT, Person, Room


@pytest.fixture
def anna(room: Room) -> Person:
    anna = room.person("Anna", discipline="participatieadviseur")
    room.given(a_project("Havenkade", participation_adviser=anna, areas=["Noord"], groups=["ouderen"]))
    return anna


def writes(person: Person, lesson: str, **fields: object) -> None:
    person.types("/kennis les")
    person.fills(lesson=lesson, **fields)  # type: ignore[arg-type]
    person.submits()


def test_the_lesson_alone_is_enough(anna: Person) -> None:
    writes(anna, "Begin drie weken eerder.")
    assert anna.sees("De les is bewaard")
    anna.clicks("Bekijk")
    assert anna.sees("Begin drie weken eerder.")
    assert anna.sees("Geschreven als: participatieadviseur")


def test_the_words_of_the_command_are_the_lesson(anna: Person) -> None:
    anna.types("/kennis les Bel eerst")
    assert anna.form["lesson"] == "Bel eerst"


def test_everything_is_kept_and_shown(anna: Person) -> None:
    writes(
        anna,
        "Bel eerst.",
        kind="anders doen",
        what_happened="Niemand kwam.",
        project="Havenkade",
        phase="uitvoering",
        instrument="inloopavond",
        groups=["jongeren"],
        areas=["Noord"],
        shows_author="yes",
    )
    anna.clicks("Bekijk")
    for line in (
        "Wat er gebeurde: Niemand kwam.",
        "De volgende keer: anders doen",
        "Project: Havenkade",
        "Fase: uitvoering",
        "Vorm: inloopavond",
        "Doelgroepen: jongeren",
        "Gebieden: Noord",
        "Meer weten? Bel: Anna",
    ):
        assert anna.sees(line)


def test_an_author_stays_unnamed_unless_they_say_otherwise(room: Room, anna: Person) -> None:
    bert = room.person("Bert")
    writes(anna, "Bel eerst.")
    bert.types("/kennis zoek bellen")
    bert.clicks("Bekijk")
    assert bert.sees("Geschreven als: participatieadviseur")
    assert not bert.sees("Anna")


def test_data_of_residents_is_answered_with_a_warning(anna: Person) -> None:
    writes(anna, "Bel mevrouw Jansen op 06 12345678.")
    assert anna.sees("telefoonnummer")


def test_a_lesson_is_found_with_a_typing_error_and_counted_without_names(room: Room, anna: Person) -> None:
    bert = room.person("Bert")
    writes(anna, "Zet een koffiekar op het plein.")
    bert.types("/kennis zoek koffiekra")
    assert bert.sees("Les: Zet een koffiekar op het plein.")
    assert bert.sees("Had jij hier iets aan?")
    bert.clicks("Dit hielp mij")
    assert bert.sees("Deze les hielp nu 1 keer.")
    bert.clicks("Bekijk")
    bert.clicks("Dit hielp mij")
    assert bert.sees("Deze les hielp nu 1 keer."), "the same colleague counts once"
    anna.types("/kennis zoek koffiekar")
    assert anna.sees("Dit hielp 1 keer een collega.")
    assert not anna.sees("Bert")


def test_an_author_is_not_asked_whether_their_own_lesson_helped(room: Room, anna: Person) -> None:
    writes(anna, "Zet een koffiekar op het plein.")
    anna.clicks("Bekijk")
    assert "Dit hielp mij" not in [button.label for button in anna.buttons]
    anna.shares("koffiekar")
    assert room.channel.sees("[Dit hielp mij]")
    assert not room.channel.sees("[Wijzig]"), "what only the author may do is nothing for a channel"
    anna.clicks("Dit hielp mij")
    assert anna.sees_alone("Dit is je eigen les.")
    anna.types("/kennis zoek koffiekar")
    assert anna.sees("Les: Zet een koffiekar op het plein.")
    assert "hielp mij" not in anna.screen.rsplit("Les: ", 1)[-1]


def test_nothing_found_is_said_with_what_to_do(anna: Person) -> None:
    anna.types("/kennis zoek xylofoon")
    assert anna.sees("Bij xylofoon vond ik niets.")
    assert anna.sees("Probeer een ander woord, of minder woorden.")
    anna.clicks("Zoek anders")
    anna.fills(phase="plan")
    anna.submits()
    assert anna.sees("maak een van je keuzes leeg")


def test_a_search_is_narrowed_in_a_form(room: Room, anna: Person) -> None:
    room.given(
        a_lesson("Plan een avond", project="Havenkade", phase="plan"), a_lesson("Een avond vroeg", phase="uitvoering")
    )
    anna.types("/kennis zoek")
    anna.fills(text="avond", kind="lesson", phase="plan")
    anna.submits()
    assert anna.sees("Plan een avond")
    assert not anna.sees("Een avond vroeg")
    anna.clicks("Zoek anders")
    anna.fills(group="ouderen")
    anna.submits()
    assert anna.sees("Plan een avond")
    assert not anna.sees("Een avond vroeg")


def test_only_who_wrote_it_or_works_on_it_corrects_a_lesson(room: Room, anna: Person) -> None:
    bert = room.person("Bert")
    room.given(a_lesson("Bel eerst", project="Havenkade"))
    bert.types("/kennis zoek bel eerst")
    bert.clicks("Bekijk")
    assert not bert.sees("[Pas aan]")
    assert "Alleen wie de les schreef" in asks_for(bert, "lesson.edit", id="1")
    anna.types("/kennis zoek bel eerst")
    anna.clicks("Bekijk")
    anna.clicks("Wijzig")
    anna.fills(lesson="Bel altijd eerst.", groups=["kinderen"])
    anna.submits()
    bert.types("/kennis zoek kinderen")
    assert bert.sees("Bel altijd eerst.")


def test_a_withdrawn_lesson_is_nowhere(anna: Person) -> None:
    writes(anna, "Bel eerst.", project="Havenkade")
    anna.clicks("Bekijk")
    anna.clicks("Verwijder de les", confirming="Niemand vindt deze les")
    assert anna.sees("Niemand vindt deze les nog: Bel eerst.")
    anna.types("/kennis zoek bellen")
    assert anna.sees("vond ik niets")
    anna.types("/project toon Havenkade")
    assert not anna.sees("Bel eerst.")


def completes(person: Person, project: str) -> None:
    person.types(f"/project afronden {project}")
    person.submits()


def test_all_three_corners_are_asked_when_a_project_is_completed(room: Room) -> None:
    anna, bert, cato, dirk = (room.person(name) for name in ("Anna", "Bert", "Cato", "Dirk"))
    room.given(
        a_project("Kade", project_lead=anna, communication_adviser=bert, participation_adviser=asked(cato)),
    )
    completes(anna, "Kade")
    room.turn(days=4)
    for person in (anna, bert):
        assert person.hears("Kade is klaar. Wat zou jij een collega meegeven, of juist anders doen?")
    for person in (cato, dirk):
        assert not person.hears("Wat zou jij een collega meegeven")
    bert.clicks("Schrijf een les")
    assert bert.form["project"]
    bert.fills(lesson="Vier het samen.")
    bert.submits()
    anna.clicks("Nu niet")
    assert anna.sees("Met /kennis les kan het altijd nog.")


def test_who_has_written_one_is_not_asked_any_more(room: Room, anna: Person) -> None:
    completes(anna, "Havenkade")
    writes(anna, "Vier het.", project="Havenkade")
    room.turn(days=2)
    assert not anna.hears("Wat zou jij een collega meegeven")


def test_after_a_year_the_author_is_asked_whether_it_still_holds(room: Room, anna: Person) -> None:
    writes(anna, "Bel eerst.")
    room.off_until("2027-11-22 07:00")
    room.turn(days=8)
    assert anna.hears("Klopt dit nog? Bel eerst.")
    anna.clicks("Klopt nog")
    assert anna.sees("Over een jaar vraag ik het weer.")
    with room.storage() as db:
        (lesson,) = db.scalars(select(Lesson).where(Lesson.author_id == anna.id))
        assert lesson.confirmed_on


def from_message(person: Person, text: str, author: Account | None) -> None:
    person.uses_shortcut_on(text, author, "lesson.from_message")


def test_my_own_message_becomes_a_lesson_at_once(anna: Person) -> None:
    from_message(anna, "Bel eerst, dan komen ze.", anna.account)
    assert anna.form["what_happened"] == "Bel eerst, dan komen ze."
    anna.fills(lesson="Bel eerst.")
    anna.submits()
    assert anna.sees("De les is bewaard")


def test_words_of_a_colleague_are_only_kept_when_they_say_yes(room: Room, anna: Person) -> None:
    bert = room.person("Bert")
    from_message(anna, "Bel eerst, dan komen ze.", bert.account)
    assert anna.sees("Ik vraag Bert of dit een les mag zijn.")
    assert bert.hears("Anna vindt dat collega's iets hebben aan jouw bericht.")
    assert bert.hears("Bel eerst, dan komen ze.")
    bert.clicks("Ja, laat zien")
    assert bert.form["what_happened"] == "Bel eerst, dan komen ze."
    bert.fills(lesson="Bel eerst.")
    bert.submits()
    assert bert.sees("De les is bewaard")


def test_who_says_no_has_the_words_thrown_away(room: Room, anna: Person) -> None:
    bert = room.person("Bert")
    from_message(anna, "Bel eerst, dan komen ze.", bert.account)
    bert.clicks("Liever niet")
    assert bert.sees("Ik heb de tekst weggegooid.")
    bert.clicks_an_old("Ja, laat zien")
    assert bert.sees("Deze knop werkt niet meer")


@pytest.mark.parametrize("author", [None, Account(PLATFORM, TENANT, "GUEST")])
def test_words_of_a_bot_or_a_guest_are_not_taken_over(room: Room, anna: Person, author: Account | None) -> None:
    if author:
        guest = room.person("Gast", outsider=True)
        author = guest.account
    from_message(anna, "Bel eerst.", author)
    assert anna.form["what_happened"] is None
    assert anna.sees("De tekst van dit bericht neem ik niet over.")


def test_registering_a_project_shows_what_is_like_it(room: Room, anna: Person) -> None:
    room.given(
        a_project("Speeltuin Oost", project_lead="Cato", groups=["kinderen"], areas=["Noord"], domain="sociaal"),
        a_lesson("Laat kinderen bouwen.", project="Speeltuin Oost"),
        a_moment(project="Speeltuin Oost"),
        a_project("Riolering", groups=["ondernemers"], areas=["Zuid"]),
    )
    registers(anna, "Speeltuin West", groups=["kinderen"], areas=["Noord"])
    assert anna.sees("Dit project lijkt op jouw plan:")
    assert anna.sees("Speeltuin Oost: zelfde")
    assert anna.sees("zelfde doelgroep")
    assert anna.sees("Les: Laat kinderen bouwen.")
    assert anna.sees("Bel gerust Cato (projectleider).")
    assert not anna.sees("Riolering")


def test_nobody_is_told_to_call_somebody_twice_or_themselves(room: Room, anna: Person) -> None:
    bert = room.person("Bert")
    like_it = {"groups": ["kinderen"], "areas": ["Noord"], "domain": "sociaal"}
    room.given(
        a_project("Speeltuin Oost", communication_adviser=bert, carries_communication=bert, **like_it),
        a_project("Speeltuin Zuid", project_lead=anna, participation_adviser=bert, **like_it),
    )
    registers(anna, "Speeltuin West", groups=["kinderen"], areas=["Noord"])
    assert anna.sees("Bel gerust Bert (communicatieadviseur).")
    assert anna.sees("Bel gerust Bert (participatieadviseur).")


def test_only_who_said_yes_is_somebody_to_call(room: Room, anna: Person) -> None:
    bert, cato, dirk = (room.person(name) for name in ("Bert", "Cato", "Dirk"))
    like_it = {"groups": ["kinderen"], "areas": ["Noord"], "domain": "sociaal"}
    room.given(
        a_project(
            "Speeltuin Oost",
            project_lead=bert,
            communication_adviser=asked(cato),
            participation_adviser=named(dirk),
            **like_it,
        ),
        a_project("Speeltuin Zuid", status="afgerond", communication_adviser=named(dirk), **like_it),
    )
    registers(anna, "Speeltuin West", groups=["kinderen"], areas=["Noord"])
    assert anna.sees("Bel gerust Bert (projectleider).")
    assert anna.sees("Bel gerust Dirk (communicatieadviseur)."), "who is on the list of a project that is over"
    assert not anna.sees("Cato")
    assert not anna.sees("Dirk (participatieadviseur)")


def test_when_nothing_is_really_like_it_nothing_is_said(room: Room, anna: Person) -> None:
    room.given(a_project("Riolering", groups=["ondernemers"], areas=["Zuid"]))
    registers(anna, "Jongerenvisie", groups=["jongeren"])
    assert not anna.sees("op jouw plan")


def test_the_weekly_overview_has_one_lesson(room: Room, anna: Person) -> None:
    room.given(a_lesson("Bel eerst."))
    anna.types("/overzicht")
    assert anna.sees("Les: Bel eerst.")


def test_the_menu_leads_everywhere(anna: Person) -> None:
    anna.types("/kennis")
    anna.clicks("Bewaar een les")
    anna.closes_the_form()
    anna.types("/kennis")
    anna.clicks("Zoek")
    assert anna.form["kind"] is None
