"""What a lesson promises to whoever wrote it and to whoever reads it; each sentence here was promised to people."""

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress

import pytest
from sqlalchemy import select

from storage.learning.knowledge import Lesson
from storage.register.drafts import Draft
from tests.features.scenes import asks_for, registers
from tests.features.test_lessons import anna as anna
from tests.features.test_lessons import completes, from_message, writes
from tests.givens import a_lesson, a_moment, a_project, an_area
from tests.open_form import NotInTheRoom
from tests.room import Person, Room
from tests.screens import card_as_text

LESSON = "Bel de buren eerst."
STILL = f"Klopt dit nog? {LESSON}"


@pytest.fixture
def bert(room: Room) -> Person:
    return room.person("Bert", discipline="communicatieadviseur")


def times_heard(person: Person, words: str) -> int:
    return sum(card_as_text(message.card).count(words) for message in person.messages)


def withdraws(person: Person, lesson: str) -> None:
    person.types(f"/kennis zoek {lesson}")
    person.clicks("Bekijk")
    person.clicks("Verwijder de les", confirming="Niemand vindt deze les")


# Authors stay unnamed


@pytest.fixture
def rare(room: Room) -> Person:
    """Nobody else has a name like this one, and she has no role anywhere."""
    return room.person("Philippa", discipline="participatieadviseur")


def everywhere(room: Room, person: Person) -> Iterator[str]:
    """Every screen on which a lesson of Havenkade may come up, as this person sees it."""
    person.types("/kennis zoek buren bellen")
    yield person.screen
    with suppress(NotInTheRoom):
        person.clicks("Bekijk", beside=LESSON)
        yield person.screen
        person.shares("Les")
        yield room.channel.screen
    registers(person, "Havenkade Noord", areas=["Noord"], groups=["ouderen"])
    assert person.sees("Havenkade: "), "it is like the other"
    yield person.screen
    for words in ("/project toon Havenkade", "/overzicht", "/project zoek buren bellen"):
        person.types(words)
        yield person.screen
    yield person.home()


def test_an_unnamed_author_is_on_no_screen_of_a_colleague(room: Room, anna: Person, rare: Person, bert: Person) -> None:
    writes(rare, LESSON, project="Havenkade", groups=["jongeren"], areas=["Noord"])
    seen = list(everywhere(room, bert))
    assert sum(LESSON in screen for screen in seen) >= 5
    assert [screen for screen in seen if "Philippa" in screen] == []


def test_an_unnamed_author_is_in_no_export(room: Room, rare: Person, bert: Person) -> None:
    writes(rare, LESSON)
    bert.types("/project export")
    files = {file.name: file.content for shown in bert._messages for file in shown.card.files}
    [lessons] = csv.DictReader(io.StringIO(files["lessen.csv"].decode("utf-8-sig")), delimiter=";")
    assert lessons["les"] == LESSON
    assert lessons["rol"] == "participatieadviseur"
    assert "Philippa" not in files["lessen.csv"].decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(files["samenspel.xlsx"])) as workbook:
        sheets = [workbook.read(name) for name in workbook.namelist() if LESSON.encode() in workbook.read(name)]
    assert sheets
    assert not any(LESSON.encode() in sheet and b"Philippa" in sheet for sheet in sheets if b"gebied" not in sheet)


def test_only_the_author_decides_about_their_own_name(room: Room, anna: Person, rare: Person, bert: Person) -> None:
    room.settings(keeper=bert)
    writes(rare, LESSON)
    bert.types("/kennis zoek buren")
    bert.clicks("Bekijk")
    bert.clicks("Wijzig")
    bert.fills(lesson=LESSON, shows_author="yes")
    bert.submits()
    bert.types("/kennis zoek buren")
    bert.clicks("Bekijk")
    assert not bert.sees("Philippa")


def test_a_named_author_can_take_their_name_back(room: Room, rare: Person, bert: Person) -> None:
    writes(rare, LESSON, shows_author="yes")
    bert.types("/kennis zoek buren")
    bert.clicks("Bekijk")
    assert bert.sees("Meer weten? Bel: Philippa")
    rare.clicks("Bekijk")
    rare.clicks("Wijzig")
    rare.fills(shows_author="no")
    rare.submits()
    bert.types("/kennis zoek buren")
    bert.clicks("Bekijk")
    assert not bert.sees("Philippa")


def test_a_thank_you_leaves_a_lesson_in_the_channel_as_it_is(room: Room, anna: Person, bert: Person) -> None:
    writes(anna, LESSON)
    for show, title in (("/kennis zoek buren", "Gevonden"), ("", "Les")):
        anna.types(show) if show else anna.clicks("Bekijk")
        anna.shares(title)
        before = room.channel.screen
        bert.clicks("Dit hielp mij")
        assert bert.sees_alone("Deze les hielp nu 1 keer.")
        assert room.channel.screen == before


# Consent for somebody's words


def test_nobody_else_can_keep_the_words_that_somebody_was_asked_about(room: Room, anna: Person, bert: Person) -> None:
    cato = room.person("Cato")
    from_message(anna, LESSON, bert.account)
    for person in (anna, cato):
        for action in ("lesson.consent", "lesson.no_consent"):
            assert LESSON not in asks_for(person, action, draft="1")
    assert drafts(room) == 1


def drafts(room: Room) -> int:
    with room.storage() as db:
        return len(db.scalars(select(Draft)).all())


def test_who_works_part_of_the_week_has_time_to_answer(room: Room, anna: Person, bert: Person) -> None:
    from_message(anna, LESSON, bert.account)
    room.at("2026-12-04 09:00")
    bert.clicks("Ja, laat zien")
    bert.fills(lesson="Bel eerst.")
    bert.submits()
    assert bert.sees("De les is bewaard")


def test_who_says_nothing_keeps_their_words_to_themselves(room: Room, anna: Person, bert: Person) -> None:
    from_message(anna, LESSON, bert.account)
    room.at("2026-12-08 09:00")
    bert.clicks("Ja, laat zien")
    assert bert.sees("Deze knop werkt niet meer")
    with room.storage() as db:
        assert db.scalars(select(Lesson).where(Lesson.author_id == bert.id)).all() == []


def test_what_was_saved_does_not_wait_any_more(room: Room, anna: Person, bert: Person) -> None:
    from_message(anna, LESSON, bert.account)
    bert.clicks("Ja, laat zien")
    bert.fills(lesson="Bel mevrouw Jansen op 06 12345678.")
    bert.submits()
    assert drafts(room) == 1, "a warning came first"
    bert.fills(lesson="Bel eerst.")
    bert.submits()
    assert bert.sees("De les is bewaard")
    assert drafts(room) == 0
    bert.clicks("Ja, laat zien")
    assert bert.sees("Deze knop werkt niet meer")


# Still true


def test_every_year_again_after_a_yes(room: Room, anna: Person) -> None:
    writes(anna, LESSON)
    room.off_until("2027-11-22 07:00")
    room.turn(days=8)
    assert times_heard(anna, STILL) == 1
    anna.clicks("Klopt nog")
    assert times_heard(anna, STILL) == 0, "the answer stands in its place"
    room.off_until("2028-11-20 07:00")
    room.turn(days=14)
    assert times_heard(anna, STILL) == 1


def test_before_a_year_nobody_is_asked(room: Room, anna: Person) -> None:
    writes(anna, LESSON)
    room.off_until("2027-11-01 07:00")
    room.turn(days=14)
    assert times_heard(anna, STILL) == 0


def test_nobody_is_asked_about_what_they_withdrew(room: Room, anna: Person) -> None:
    writes(anna, LESSON)
    withdraws(anna, "buren")
    room.off_until("2027-11-22 07:00")
    room.turn(days=8)
    assert times_heard(anna, STILL) == 0


def test_each_lesson_of_that_week_is_asked_about(room: Room, anna: Person) -> None:
    writes(anna, LESSON)
    writes(anna, "Vier het samen.")
    room.off_until("2027-11-22 07:00")
    room.turn(days=8)
    assert times_heard(anna, STILL) == times_heard(anna, "Klopt dit nog? Vier het samen.") == 1


def test_without_an_author_who_leads_the_project_is_asked_and_else_who_keeps_the_register(
    room: Room, anna: Person, bert: Person
) -> None:
    room.settings(keeper=anna)
    room.given(a_project("Kade", project_lead=bert))
    room.given(a_lesson(LESSON, project="Kade", learned_on=room.now.date()))
    room.given(*(a_lesson(f"Les {number}.", learned_on=room.now.date()) for number in range(9)))
    room.off_until("2027-11-22 07:00")
    room.turn(days=8)
    assert times_heard(bert, STILL) == 1
    assert times_heard(anna, "Klopt dit nog?") == 3, "and not about a whole library at once"


# Withdrawn


def test_a_withdrawn_lesson_comes_up_nowhere(room: Room, anna: Person, bert: Person) -> None:
    writes(anna, LESSON, project="Havenkade")
    withdraws(anna, "buren")
    assert [screen for screen in everywhere(room, bert) if LESSON in screen] == []
    assert "Deze knop werkt niet meer" in asks_for(bert, "lesson.show", id="1")
    assert "Deze knop werkt niet meer" in asks_for(bert, "lesson.helped", id="1")


def test_a_withdrawn_lesson_is_in_the_overview_of_no_week(room: Room, anna: Person, bert: Person) -> None:
    writes(anna, LESSON)
    room.given(a_lesson("Vier het samen."))
    withdraws(anna, "buren")
    for day in ("2026-11-23", "2026-11-30", "2026-12-07"):
        room.at(f"{day} 10:00")
        bert.types("/overzicht")
        assert bert.sees("Vier het samen.")
        assert not bert.sees(LESSON)


def test_a_project_whose_only_lesson_was_withdrawn_has_none(room: Room, anna: Person) -> None:
    completes(anna, "Havenkade")
    writes(anna, LESSON, project="Havenkade")
    anna.types("/project toon Havenkade")
    assert not anna.sees(NO_LESSON)
    withdraws(anna, "buren")
    anna.types("/project toon Havenkade")
    assert anna.sees(NO_LESSON)


NO_LESSON = "nog geen les"


# The wheel


def test_planning_a_moment_shows_who_did_something_like_it(room: Room, anna: Person, bert: Person) -> None:
    room.given(
        an_area("Zuid"),
        a_project("Speeltuin Oost", status="afgerond", participation_adviser=bert),
        a_moment("Buurtbudget Oost", project="Speeltuin Oost", instrument="buurtbudget", groups=["kinderen"]),
        a_lesson("Laat kinderen bouwen.", project="Speeltuin Oost"),
        a_project("Speeltuin West", participation_adviser=anna, groups=["kinderen"]),
    )
    anna.types("/project moment Speeltuin West")
    anna.fills(
        title="Kiezen", starts_on="2026-12-15", instrument="buurtbudget", groups=["kinderen"], level="raadplegen"
    )
    anna.submits()
    assert anna.sees("Dit project doet ook zoiets, of deed het al:")
    assert anna.sees("Speeltuin Oost: zelfde vorm")
    assert anna.sees("Les: Laat kinderen bouwen.")
    assert anna.sees("Bel gerust Bert (participatieadviseur).")


def test_another_lesson_every_week(room: Room, anna: Person) -> None:
    room.given(*(a_lesson(f"Les nummer {number}.") for number in range(3)))
    seen = set()
    for day in ("2026-11-23", "2026-11-30", "2026-12-07"):
        room.at(f"{day} 10:00")
        anna.types("/overzicht")
        seen |= {number for number in range(3) if anna.sees(f"Les nummer {number}.").found}
    assert seen == {0, 1, 2}
