"""How people find their way: menus, help, the last five, typing errors, English words, plain text."""

import re

import pytest

from storage.messages.outbox import MessageState
from storage.messages.tasks import TaskRow
from tests.givens import a_project
from tests.room import Person, Room


@pytest.fixture
def anna(room: Room) -> Person:
    return room.person("Anna", discipline="communicatieadviseur")


@pytest.mark.parametrize(
    ("command", "label"),
    [
        ("/samenspel", "Nieuw project"),
        ("/samenspel menu", "Nieuw project"),
        ("/project", "Alle projecten"),
        ("/project menu", "Alle projecten"),
        ("/buddy", "Ik doe mee"),
        ("/kennis", "Zoek"),
        ("/overzicht", "Jouw week"),
    ],
)
def test_a_bare_command_is_a_menu_of_buttons(anna: Person, command: str, label: str) -> None:
    anna.types(command)
    anna.clicks(label)
    assert anna.screen


def test_my_last_five_are_buttons_with_mine_only(room: Room, anna: Person) -> None:
    room.given(*(a_project(f"Mijn {number}", project_lead=anna) for number in range(7)), a_project("Van anderen"))
    anna.types("/project")
    assert anna.sees("Mijn laatste projecten:")
    assert anna.screen.count("[Bekijk]") == 5
    assert not anna.sees("Van anderen")


def test_who_has_no_projects_sees_those_of_everybody(room: Room, anna: Person) -> None:
    room.given(a_project("Van anderen"))
    anna.types("/project")
    assert anna.sees("De laatste projecten van iedereen:")
    assert anna.sees("Van anderen")


def test_in_an_empty_register_the_menu_invites(anna: Person) -> None:
    anna.types("/project")
    assert anna.sees("Zet jij het eerste erin?")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_help_tells_every_command_of_the_registry(room: Room, language: str) -> None:
    person = room.person("Lezer", language=language)
    person.types("/samenspel help")
    person.clicks("Alle opdrachten" if language == "nl" else "All commands")
    for command in room.service.router.commands:
        assert person.sees("/" + " ".join(command.typed_in(language)).rstrip() + " ")


def test_help_is_a_few_buttons_and_few_words(room: Room, anna: Person) -> None:
    anna.types("/samenspel help")
    assert len(anna.screen.split()) < 80
    for door in ("Projecten", "Overzicht", "Kennis", "Buddy's"):
        anna.types("/samenspel help")
        anna.clicks(door)
        assert not anna.sees("werkt niet meer")


@pytest.mark.parametrize(
    "label", ["Nieuw project", "Projecten", "Contactmoment plannen", "Overzicht", "Kennis", "Buddy's"]
)
def test_the_menu_and_home_have_the_same_six_doors(anna: Person, label: str) -> None:
    anna.types("/samenspel")
    assert f"[{label}]" in anna.screen
    anna.clicks(label)
    anna.closes_the_form()
    assert f"[{label}]" in anna.home()


def test_help_of_one_command_is_only_about_that(anna: Person) -> None:
    anna.types("/project")
    anna.clicks("Alle opdrachten")
    assert anna.sees("/project afronden")
    assert not anna.sees("/samenspel profiel")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("niuew", "nieuw"), ("lisjt", "lijst"), ("wijzigen", "wijzig"), ("rolen", "rollen"), ("aforden", "afronden")],
)
def test_a_typing_error_does_the_same(anna: Person, typed: str, meant: str) -> None:
    anna.types(f"/project {typed}")
    wrong = anna.screen
    anna.closes_the_form()
    anna.types(f"/project {meant}")
    assert wrong == anna.screen


def test_a_word_like_nothing_has_the_doors_behind_a_button(anna: Person) -> None:
    anna.types("/project xyzzyplugh")
    assert anna.sees_alone("Dat weet ik nog niet")
    anna.clicks("Ik zocht iets anders")
    anna.clicks("Projecten")
    assert anna.sees("[Alle projecten]")


ENGLISH = {
    "/project new": "/project nieuw",
    "/project list": "/project lijst",
    "/project show Kade": "/project toon Kade",
    "/project edit Kade": "/project wijzig Kade",
    "/project change Kade": "/project wijzig Kade",
    "/project roles Kade": "/project rollen Kade",
    "/project triangle Kade": "/project driehoek Kade",
    "/project contact Kade": "/project moment Kade",
    "/project feedback Kade": "/project terugkoppeling Kade",
    "/project search": "/project zoek",
    "/project find Kade": "/project vind Kade",
    "/project complete Kade": "/project afronden Kade",
    "/samenspel profile": "/samenspel profiel",
    "/samenspel settings": "/samenspel instellingen",
    "/samenspel data": "/samenspel gegevens",
}


def test_english_words_do_the_same(room: Room) -> None:
    boss = room.person("Boss", admin=True)
    room.given(a_project("Kade"))
    for english, dutch in ENGLISH.items():
        screens = []
        for words in (english, dutch):
            boss.types(words)
            screens.append(boss.screen)
            boss.closes_the_form()
        assert screens[0] == screens[1], english


WAYS = [
    "/project nieuw Singel",
    "/samenspel project nieuw Singel",
    "/samenspel PROJECT Nieuw Singel",
    "/samenspel /project nieuw Singel",
    "/project   nieuw   Singel",
    "/project nieuw\tSingel",
    "/project nieuw\u00a0Singel",
    "project nieuw Singel",
]


def test_many_ways_lead_to_the_same_form(anna: Person) -> None:
    for way in WAYS:
        anna.types(way)
        assert anna.form.title == "Nieuw project"
        assert anna.form["name"] == "Singel"
        anna.closes_the_form()


def test_other_commands_work_through_samenspel_too(anna: Person) -> None:
    anna.types("/samenspel kennis")
    assert anna.sees("Kennis delen")


@pytest.mark.parametrize("words", ["hulp", "help", "?"])
def test_plain_words_in_the_chat_are_understood(anna: Person, words: str) -> None:
    anna.types(words)
    assert "Dit kan ik" in anna.chat


def test_small_talk_gets_a_friendly_line(anna: Person) -> None:
    anna.types("goedemorgen, hoe gaat het?")
    assert anna.sees("Fijn dat je er bent. Wat wil je doen?")
    assert anna.sees("[Projecten]")


@pytest.mark.parametrize("words", ["/overzicht sturing", "/buddy ronde"])
def test_a_refusal_is_no_dead_end(anna: Person, words: str) -> None:
    anna.types(words)
    assert anna.sees("Hier is een collega voor nodig")
    anna.clicks("Hulp")
    assert anna.sees("Dit kan ik")


def test_the_shortcut_opens_the_form_anywhere(anna: Person) -> None:
    anna.uses_shortcut("project.new")
    anna.fills(name="Singel")
    anna.submits()
    assert "Singel staat in het overzicht." in anna.chat


def test_the_home_page_has_my_projects_and_buttons_to_everything(room: Room, anna: Person) -> None:
    room.given(a_project("Kade", project_lead=anna), a_project("Van anderen"))
    page = anna.home()
    assert "Dag Anna." in page
    assert "Kade · lopend" in page
    assert "Van anderen" not in page
    for label in ("Nieuw project", "Projecten", "Contactmoment plannen", "Antwoord vastleggen", "Zoeken"):
        assert f"[{label}]" in page
    for label in ("Mijn profiel", "Mijn gegevens", "Hulp"):
        anna.home()
        anna.clicks(label)
        anna.closes_the_form()


def test_only_who_keeps_the_register_sees_the_settings_button(room: Room, anna: Person) -> None:
    assert "[Instellingen]" not in anna.home()
    assert "[Instellingen]" in room.person("Boss", admin=True).home()


def test_a_guest_gets_one_friendly_sentence_and_no_data(room: Room) -> None:
    room.given(a_project("Geheime Kade"))
    guest = room.person("Gast", outsider=True)
    for knock in ("/project lijst", "/project toon Geheime Kade", "/samenspel", "hallo"):
        guest.types(knock)
        assert guest.sees("Ik werk alleen voor collega's van deze gemeente.")
        assert guest.sees_nothing_of("Geheime")
    guest.home()
    assert guest.sees_nothing_of("Geheime")


def test_a_member_becomes_a_colleague_at_first_contact(room: Room) -> None:
    emma = room.person("Emma", stranger=True, language="en-GB")
    emma.types("/project")
    assert emma.sees("There are no projects in the overview yet.")
    assert room.directory.asked == [emma.account]
    emma.types("/project")
    assert len(room.directory.asked) == 1


@pytest.mark.parametrize(
    ("label", "words"), [("Overzicht", "Weekoverzicht"), ("Kennis", "Kennis"), ("Buddy's", "Jij doet nu niet mee.")]
)
def test_the_home_page_leads_to_overview_knowledge_and_buddies(anna: Person, label: str, words: str) -> None:
    anna.home()
    anna.clicks(label)
    assert anna.sees(words)


def test_the_home_page_offers_buddies_only_to_who_may_take_part_or_looks_after_them(room: Room, anna: Person) -> None:
    assert "[Buddy's]" in anna.home()
    assert "[Buddy's]" in room.person("Boss", admin=True).home()
    assert "[Buddy's]" not in room.person("Lena", discipline="projectleider").home()


def test_home_shows_how_far_the_work_is_that_somebody_asked_for(room: Room) -> None:
    anna, kwame = room.person("Anna"), room.person("Kwame")
    with room.storage() as db:
        work = TaskRow(name="transfer.import", colleague_id=anna.id, language="nl", order="{}", created_at=room.now)
        work.state, work.progress = MessageState.SENDING, 40
        db.add(work)
    assert "40 procent" in anna.home()
    assert "procent" not in kwame.home()


def test_every_command_in_the_help_is_one_that_the_reader_would_type(room: Room) -> None:
    emma = room.person("Emma", language="en", admin=True)
    emma.types("/samenspel help")
    emma.clicks("All commands")
    told = re.findall(r"/(\w+) ([a-z-]+) [A-Z]", emma.screen)
    for dutch in ("nieuw", "lijst", "overzicht", "kennis", "instellingen", "terugkoppeling"):
        assert not any(dutch in each for each in told), dutch
    for command, verb in told:
        assert room.service.router.understand(command, verb), (command, verb)
    assert len(told) > 20


def test_the_overview_and_what_was_learned_have_english_commands(room: Room) -> None:
    emma = room.person("Emma", language="en")
    emma.types("/overview week")
    assert emma.sees("Your week")
    emma.types("/knowledge search")
    emma.closes_the_form()
    emma.types("/samenspel overview agenda")
    assert emma.sees("Whole municipality")
