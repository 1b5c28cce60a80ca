"""Two municipalities in one database never see each other, whatever somebody types into a button."""

from collections.abc import Mapping

import pytest

from bot.chat.requests import Account, Answer, Profile
from bot.service import BUILT_IN
from glossary import Discipline
from storage.database import stay_within
from storage.people import people
from storage.people.people import ColleagueDiscipline
from tests.features.scenes import asks_for, rows
from tests.givens import a_colleague, a_lesson, a_moment, a_project, an_area, asked
from tests.room import Person, Room

SECRET = "Geheim"


@pytest.fixture
def thief(room: Room) -> Person:
    """An administrator of the next town, who knows every id of this one."""
    owner = room.person(f"{SECRET}e Eigenaar", admin=True)
    room.settings(keeper=owner)
    room.given(
        an_area(f"{SECRET}e Buurt", code="BU99990101"),
        a_project(f"{SECRET} Park", project_lead=owner, communication_adviser=asked(owner), areas=["BU99990101"]),
        a_moment(f"{SECRET}e Avond", project="P01", starts_on="2026-11-02", areas=["BU99990101"]),
        a_lesson(f"{SECRET}e les", project="P01"),
        a_colleague(f"{SECRET}e Collega"),
    )
    elsewhere = Room(room.database, room.service.router.features)
    while elsewhere.number() < 10_000:
        pass  # The numbers of two rooms may not meet.
    thief = Person(elsewhere, "Dief", Account("room", "elders", "DIEF"))
    elsewhere.directory.profiles[thief.account] = Profile("Dief", "dief@elders.example", "Elders", "nl", is_admin=True)
    elsewhere.people.append(thief)
    thief.types("/samenspel")
    return thief


def ids(number: str) -> dict[str, str]:
    return dict.fromkeys(("id", "project", "moment", "colleague", "revision"), number) | {
        "part": "basics",
        "role": "communication_adviser",
        "area": "BU99990101",
    }


ANSWERS: dict[str, Answer] = {
    "name": "Gekaapt",
    "status": "stopped",
    "my_role": "none",
    "title": "Gekaapt",
    "starts_on": "2026-12-09",
    "completed_on": "2026-11-20",
    "residents_told_on": "2026-11-20",
    "project": "1",
    "colleague": "2",
    "keeper": "1",
    "account": "1",
    "project_lead": "1",
    "areas": ("BU99990101",),
    "words": SECRET.lower(),  # The search finds it all the same; a form that comes back shows what was typed.
    "region": "Zuid",
    "language": "nl",
    "sure": "yes",
}


def test_no_action_shows_or_changes_anything_of_the_other(room: Room, thief: Person) -> None:
    before = rows(room, room.municipality_id)
    actions = [action for action in thief.room.service.router.actions if not action.startswith("transfer.")]
    for action in actions:
        for number in ("1", "2"):
            for answers in ({}, ANSWERS):
                told = asks_for(thief, action, answers, **ids(number))
                assert SECRET not in told.replace("{SECRET}", ""), f"{action} {number}: {told}"
    assert rows(room, room.municipality_id) == before
    assert thief.sees_nothing_of(SECRET)


KINDS: Mapping[str, Profile] = {
    "guest": Profile("Gast", outsider=True),
    "outsider": Profile("Vreemde", "vreemde@elders.example", "Elders", outsider=True),
    "leaver": Profile("Vertrokken", "weg@voorbeeld.example", has_left=True),
    "machine": Profile("Een andere bot", is_bot=True),
}


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_is_no_colleague_gets_one_sentence_from_every_action(room: Room, thief: Person, kind: str) -> None:
    """In the municipality itself, with every id of it."""
    nobody = Person(room, "Niemand", Account("room", "voorbeeld", "NIEMAND"))
    room.directory.profiles[nobody.account] = KINDS[kind]
    before = rows(room, room.municipality_id)
    for action in (*room.service.router.actions, *BUILT_IN):
        told = asks_for(nobody, action, ANSWERS, **ids("1"))
        assert SECRET not in told, f"{action}: {told}"
        assert told == asks_for(nobody, "help")
    assert rows(room, room.municipality_id) == before


@pytest.mark.parametrize("kind", ["colleague", "lead", "head"])
def test_no_action_breaks_or_shows_anything_whatever_ids_anybody_types(room: Room, thief: Person, kind: str) -> None:
    """In the next town, by every other kind of person than its administrator, who does the same above."""
    before = rows(room, room.municipality_id)
    somebody = one_of(thief.room, kind)
    for action in (*room.service.router.actions, *BUILT_IN):
        told = asks_for(somebody, action, ANSWERS, **{**ids("1"), "action": action, "text": "Singel"})
        assert SECRET not in told, f"{action}: {told}"
    assert rows(room, room.municipality_id) == before


def one_of(town: Room, kind: str) -> Person:
    somebody = Person(town, "Iemand", Account("room", "elders", "IEMAND"))
    town.directory.profiles[somebody.account] = Profile("Iemand", "iemand@elders.example", "Elders", "nl")
    town.people.append(somebody)
    somebody.types("/samenspel")
    if kind == "lead":
        town.given(a_project("Van Iemand", key="P77", project_lead=somebody))
    if kind == "head":
        with town.database.session(None, writes=True) as db:
            known = people.sign_in(db, *somebody.account)
            assert known
            stay_within(db, known[1].id)
            colleague = people.colleague_in_full(db, known[0].id)
            assert colleague
            colleague.disciplines.append(ColleagueDiscipline(discipline=Discipline.DEPARTMENT_HEAD))
    return somebody


def test_no_command_shows_anything_of_the_other(thief: Person) -> None:
    for verb in ("", "lijst", "toon", "wijzig", "rollen", "moment", "terugkoppeling", "zoek", "afronden"):
        for words in ("", "P01", "Park", "BU99990101", "1"):
            thief.types(f"/project {verb} {words}")
            assert thief.sees_nothing_of(SECRET), f"/project {verb} {words}"
            thief.closes_the_form()


def test_no_search_field_offers_anything_of_the_other(thief: Person) -> None:
    service = thief.room.service
    for source in service.router.sources:
        for query in ("", "Geheim", "P01", "BU", "%"):
            knock = thief.room.knock(thief, thief.direct, "command", {})
            labels = [str(option.label) for option in service.options(knock, source, query)]
            assert not [label for label in labels if SECRET in label]


def test_the_home_page_shows_nothing_of_the_other(thief: Person) -> None:
    assert SECRET not in thief.home()


def test_both_may_use_the_same_key_and_the_same_name(room: Room, thief: Person) -> None:
    thief.room.given(a_project(f"{SECRET} Park".replace(SECRET, "Open"), key="P01"))
    thief.types("/project toon P01")
    assert thief.sees("Open Park")
    assert thief.sees("Project P01")


def test_a_person_of_the_other_cannot_be_named(room: Room, thief: Person) -> None:
    owner = room.people[0]
    thief.types("/project nieuw Open Park")
    thief.submits()
    thief.room.directory.profiles[owner.account] = Profile(owner.name, outsider=True)
    told = asks_for(thief, "project.save_roles", {"project_lead": owner.account}, id="2", revision="1")
    assert SECRET not in told
    assert owner.hears_nothing()
