"""People say what they want in their own words, and get it."""

import pytest

from storage.register.projects import Project
from storage.reports import project_list
from storage.reports.project_list import ProjectFilter
from tests.givens import a_project, asked
from tests.room import Person, Room


@pytest.fixture
def marieke(room: Room) -> Person:
    room.sample()
    return room.person("Marieke van Dam")


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("waar is het druk in de bloemenbuurt in december", "Drukte in Bloemenbuurt, december 2026"),
        ("how busy is it for young people", "Drukte, jongeren"),
        ("agenda december", "Agenda, december 2026"),
        ("what's on in Centrum next month", "Agenda van Centrum, december 2026"),
        ("wanneer zijn er inloopavonden", "Agenda, inloopavond"),
        ("havenkade", "Herinrichting Havenkade"),
        ("hoe staat het met het warmteprogramma", "Warmteprogramma Noorderveld"),
        ("noorderveld", "Noorderveld"),
        ("grote lopende projecten voor jongeren", "Projecten: lopend, jongeren, groot"),
        ("projecten van Fatma", "Projecten: Fatma Yildirim"),
        ("mijn projecten", "Projecten: waar jij bij hoort"),
        ("wat moet ik deze week doen", "Jouw week"),
        ("wie is mijn buddy", "Buddy"),
        ("wat kun je allemaal", "Dit kan ik"),
    ],
)
def test_the_title_says_what_was_understood(marieke: Person, said: str, seen: str) -> None:
    marieke.types(said)
    assert marieke.screen.startswith(seen)


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("/overzicht drukte jongeren december", "Drukte, jongeren, december 2026"),
        ("/overzicht agenda volgende maand", "Agenda, december 2026"),
        ("/project lijst groot raadplegen Centrum", "Projecten: groot, raadplegen, Centrum"),
        ("/project toon havnkade", "Herinrichting Havenkade"),
        ("/overzicht gebied blomenbuurt", "Bloemenbuurt"),
        ("/project drukte", "Drukte"),
    ],
)
def test_the_same_words_go_after_a_command(marieke: Person, typed: str, seen: str) -> None:
    marieke.types(typed)
    assert marieke.screen.startswith(seen)


def test_a_sentence_opens_a_form_with_what_was_understood(marieke: Person) -> None:
    marieke.types("plan een inloopavond voor de havenkade op 14 januari")
    assert marieke.sees("Herinrichting Havenkade")
    assert marieke.form.answers["instrument"] == "walk_in"
    assert marieke.form.answers["starts_on"] == "2027-01-14"


def test_of_a_month_no_day_is_made(marieke: Person) -> None:
    marieke.types("ik wil een enquete houden in de bloemenbuurt in februari")
    assert marieke.form.answers["instrument"] == "survey"
    assert "starts_on" not in marieke.form.answers


@pytest.mark.parametrize(
    "said",
    [
        "rond de jongerenvisie af",
        "meld een nieuw project aan voor ouderen in Waterrijk",
        "noteer wat bewoners hoorden over parkeerbeleid",
        "zet mijn buddy op pauze tot februari",
        "wijzig de havenkade",
        "verwijder alle projecten",
    ],
)
def test_nothing_is_done_by_a_sentence(room: Room, marieke: Person, said: str) -> None:
    before = _register(room)
    marieke.types(said)
    assert _register(room) == before


def _register(room: Room) -> list[tuple[str, str, int]]:
    with room.storage() as db:
        found = project_list.project_lines(db, ProjectFilter(), limit=100)
        return [(each.name, each.status, db.get_one(Project, each.id).revision) for each in found]


def test_two_that_fit_are_two_buttons(marieke: Person) -> None:
    marieke.types("iets met ouderen")
    assert marieke.sees("Wat bedoel je?")
    assert marieke.main_buttons == [], "what stands out would be no answer"
    marieke.clicks("Dit", beside="Alle projecten")
    assert marieke.sees("Armoedebeleid")


def test_what_may_have_been_meant_stands_below_what_was_found(marieke: Person) -> None:
    marieke.types("mijn collega is ziek, wie kan het overnemen")
    assert marieke.sees("Of bedoelde je dit?")
    marieke.clicks("Dit", beside="Wie doet wat in het project")
    assert marieke.sees("Herinrichting Havenkade")


def test_whoever_only_says_whom_is_asked_what_of_them(marieke: Person) -> None:
    marieke.types("iets met jongeren")
    assert marieke.sees("Dit past bij wat je schreef:")
    marieke.clicks("Dit", beside="Alle projecten")
    assert marieke.sees("Jongerenvisie")


def test_what_is_of_another_desk_is_not_what_may_help(marieke: Person) -> None:
    marieke.types("wat is de wifi code")
    assert marieke.sees("Daar kan ik je niet mee helpen")
    assert not marieke.sees("Misschien helpt dit")
    marieke.clicks("Overzicht")
    assert marieke.screen


def test_a_question_how_is_looked_up_with_the_doors_behind_it(marieke: Person) -> None:
    marieke.types("hoe krijg je een gemengde groep met loten?")
    assert marieke.sees("Begin 8 weken eerder met loten")
    marieke.clicks("Ik zocht iets anders")
    marieke.clicks("Overzicht")
    assert marieke.screen


def test_what_nobody_knows_can_go_to_a_colleague_with_the_doors_behind_it(marieke: Person) -> None:
    marieke.types("flierefluiten en snorrebotten")
    assert marieke.sees_alone("Dat weet ik nog niet")
    marieke.clicks("Ik zocht iets anders")
    marieke.clicks("Projecten")
    assert marieke.sees("[Alle projecten]")


def test_a_friendly_word_gets_one_back(marieke: Person) -> None:
    marieke.types("goedemorgen!")
    assert marieke.sees("Fijn dat je er bent.")
    marieke.types("dank je wel")
    assert marieke.sees("Graag gedaan")


@pytest.mark.parametrize(
    "words", ["ja", "Ja, doe ik!", "ja op alles", "nee", "nee, geen tijd", "later", "No thanks", "ja leuk", "graag"]
)
def test_an_answer_in_words_is_no_answer_and_the_question_comes_up_again(room: Room, words: str) -> None:
    anna = room.person("Anna")
    room.given(a_project("Singel", project_lead=asked(anna)))
    anna.types(words)
    assert anna.sees("Ik heb nog niets opgeslagen.")
    assert not anna.sees("Graag gedaan")
    anna.clicks("Dit is niet mijn taak")
    assert anna.sees("is weer vrij")


@pytest.mark.parametrize("words", ["laat maar", "sorry, laat maar", "never mind", "nee", "ja graag"])
def test_an_answer_to_nothing_changes_nothing_and_says_so(room: Room, words: str) -> None:
    anna = room.person("Anna")
    anna.types(words)
    assert anna.sees("Ik heb nog niets opgeslagen.")
    assert anna.sees("[Projecten]")


@pytest.mark.parametrize("words", ["ik doe mee", "ja plan een avond", "nee, de projecten", "later in december"])
def test_what_asks_for_more_than_yes_or_no_is_understood_as_before(marieke: Person, words: str) -> None:
    marieke.types(words)
    assert not marieke.sees("Ik heb nog niets opgeslagen.")


def test_a_mention_in_a_channel_is_answered_in_private(room: Room, marieke: Person) -> None:
    marieke.types("waar is het druk", where=room.channel)
    assert marieke.sees_alone("Drukte")


def test_of_somebody_else_only_what_they_said_yes_to_is_told(room: Room) -> None:
    anna, bert = room.person("Anna de Groot"), room.person("Bert Blok")
    room.given(a_project("Singel", project_lead=asked(anna)), a_project("Kade", project_lead=anna))
    bert.types("projecten van Anna de Groot")
    assert bert.sees("Kade")
    assert not bert.sees("Singel")
    anna.types("mijn projecten")
    assert anna.sees("Singel")


def test_how_people_were_understood_is_told_and_not_what_they_typed(room: Room) -> None:
    told: list[str] = []
    room.service.understood = told.append
    anna = room.person("Anna")
    for said in ("/project", "waar is het druk", "iets met ouderen", "dank je", "flierefluiten"):
        anna.types(said)
    assert told == ["exact", "command", "choose", "small_talk", "search"]


# Bad input


@pytest.mark.parametrize("name", ["De Brug", "Groen", "Visie", "Agenda", "Druk", "Nieuwe Week", "Mijn Buurt"])
def test_a_project_is_found_by_a_name_that_is_also_a_word(room: Room, name: str) -> None:
    anna = room.person("Anna")
    room.given(a_project(name), a_project("Iets anders"))
    anna.types(f"/project toon {name}")
    assert anna.screen.startswith(name)


@pytest.mark.parametrize("name", ["De Brug", "Groen", "Visie", "Agenda", "Druk", "Nieuwe Week"])
def test_a_sentence_about_a_project_with_such_a_name_offers_it(room: Room, name: str) -> None:
    """At once, or as one of the buttons."""
    anna = room.person("Anna")
    room.given(a_project(name), a_project("Iets anders"))
    anna.types(f"hoe staat het met project {name}")
    assert anna.sees(name)
    assert "Iets anders" not in anna.screen


def test_of_a_name_that_is_made_of_words_that_say_nothing_is_asked_which(room: Room) -> None:
    anna = room.person("Anna")
    room.given(a_project("Mijn Buurt"), a_project("Iets anders"))
    anna.types("hoe staat het met project Mijn Buurt")
    assert anna.sees("Welk project bedoel je?")
    anna.clicks("Kies", beside="Mijn Buurt")
    assert anna.screen.startswith("Mijn Buurt")


@pytest.mark.parametrize(
    ("said", "language", "seen"),
    [
        ("wann ist der nächste Abend im Zentrum?", "nl", "[Ik zocht iets anders]"),
        ("où est-ce qu'il y a trop de monde", "en", "[I meant something else]"),
    ],
)
def test_another_language_gets_an_answer_in_the_persons_own(room: Room, said: str, language: str, seen: str) -> None:
    room.sample()
    anna = room.person("Anna", language=language)
    anna.types(said)
    assert anna.sees(seen)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("kun je /overzicht drukte laten zien voor de bloemenbuurt", "Drukte in Bloemenbuurt"),
        ("laat me met /overzicht agenda december zien", "Agenda, december 2026"),
    ],
)
def test_a_command_in_the_middle_of_a_sentence_is_understood(marieke: Person, said: str, shown: str) -> None:
    marieke.types(said)
    assert marieke.screen.startswith(shown)


def test_two_projects_of_one_name_are_both_offered(room: Room) -> None:
    anna = room.person("Anna")
    room.given(a_project("Singelpark"), a_project("Singelpark", status="afgerond"))
    anna.types("hoe staat het met singelpark")
    assert anna.screen.count("Singelpark · ") == 2


@pytest.mark.parametrize(
    "typed",
    [
        "a" * 5000,
        "Beste collega, " + "wil jij even kijken naar het plan voor de Havenkade en de bewoners. " * 70,
        "😀😀😀",
        "👉👉",
        "مرحبا كيف حالك",
        "שלום, מה קורה ב-Centrum?",
        "你好",
        "*vet* _schuin_ ~weg~ `code` <@U1> <https://x.nl|x>",
        "' OR 1=1; DROP TABLE project; --",
        'projecten NEAR("a" "b") * AND -x col:y ^',
        "%%% ___ \\ %",
        "\u202egnikced\u202c havenkade",
        "???",
        "-",
        "\u0000\u0007 havenkade",
        "1" * 300,
        "week 99 kwartaal 9 31 februari 2026-13-45 00-00-0000",
        "ik wil " * 60,
    ],
)
def test_whatever_is_typed_gets_an_answer_and_no_more_than_that(room: Room, typed: str) -> None:
    room.given(a_project("Herinrichting Havenkade", areas=["Centrum"]))
    before = _register(room)
    for language in ("nl", "en"):
        anna = room.person("Anna", language=language)
        anna.types(typed)
        assert anna.screen
        assert _register(room) == before
