"""The page of a year: figures by hand from the sample, a slow second count, pictures, a file for Word, and no names."""

import datetime as dt
import io
import random

import docx
import pytest
from sqlalchemy import event

from bot import drawing
from bot.chat.contributions import Contributed
from bot.chat.texts import speech
from bot.drawing import Bar, Bars
from bot.findings.goals import GoalCount
from bot.findings.norms import USUAL
from bot.writing import in_subprocess, year, yearly
from bot.writing.year import YearFacts
from glossary import Goal, QualitySource
from storage.learning.quality import ProjectQuality
from tests import pictures
from tests.givens import a_moment, a_project
from tests.person import Person
from tests.room import Room

PARTICIPANTS = QualitySource.PARTICIPANTS
AT = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


@pytest.fixture
def anna(room: Room) -> Person:
    return room.person("Anna")


def facts(room: Room, which: int) -> YearFacts:
    with room.storage() as db:
        return yearly.facts(db, which, AT, "nl", Contributed())


def test_the_year_of_gemeente_voorbeeld(room: Room) -> None:
    """Begun: M01 M03 M08 M09 M10 M11; still to come M02 M04 M05 M06 M07 M20 M21. Answered: M01, after 21 days."""
    room.sample()
    found = facts(room, 2026)
    assert (found.asked, found.planned) == (6, 7)
    assert found.answered == (1, 21)
    assert found.waiting == (4, 12 + 54 + 47 + 3)
    assert found.goals == (
        GoalCount(Goal.ANSWERED, 1, 3),
        GoalCount(Goal.INVITED, 8, 10),
        GoalCount(Goal.TRIANGLES, 7, 11),
    )
    assert found.before == (GoalCount(Goal.ANSWERED, 2, 2), GoalCount(Goal.INVITED, 2, 2))


def test_a_year_that_is_over_is_counted_to_its_last_day(room: Room) -> None:
    room.sample()
    found = facts(room, 2025)
    assert (found.asked, found.planned, found.answered, found.waiting) == (2, 0, (2, 26 + 14), (0, 0))


def test_the_words_come_at_once_and_then_the_pictures(room: Room, anna: Person) -> None:
    room.sample()
    room.draw = drawing.draw_all
    anna.types("/overzicht jaar")
    assert anna.sees("Het jaar 2026 in Gemeente Voorbeeld")
    assert anna.sees("- Zo vaak vroegen we inwoners iets: 6\n- Zo vaak gaven we antwoord: 1")
    assert anna.sees("- Zonder antwoord, gemiddeld tot nu toe: 29 dagen")
    assert anna.sees(
        "- Antwoord binnen 28 dagen, 2026 (1 van 3): 33%\n- Antwoord binnen 28 dagen, 2025 (2 van 2): 100%"
    )
    shown = [picture for message in anna.messages for picture in message.card.pictures]
    assert all(each.png.startswith(b"\x89PNG") for each in shown)
    assert len({each.name for each in shown}) == len(shown) == anna.screen.count("?\n- ") + 1 >= 3
    assert "Zo vaak vroegen we inwoners iets: 6" in str(shown[0].alt)


def test_it_is_a_file_for_word_with_the_pictures_in_it(room: Room, anna: Person) -> None:
    room.sample()
    room.draw = drawing.draw_all
    anna.types("/overzicht jaar")
    anna.clicks("Als bestand")
    (file,) = [file for message in anna.messages for file in message.card.files]
    assert file.name == "jaar-2026.docx"
    written = docx.Document(io.BytesIO(file.content))
    assert [each.text for each in written.paragraphs][:2] == [
        "Het jaar 2026 in Gemeente Voorbeeld",
        "Geteld tot en met 23 november 2026.",
    ]
    assert len(written.inline_shapes) >= 3
    said = [each._inline.docPr.get("descr") for each in written.inline_shapes]
    assert said[0] == (
        "Zo vaak vroegen we inwoners iets: 6; Zo vaak gaven we antwoord: 1;"
        " Zo vaak wachten inwoners nog op antwoord: 4; Nog gepland dit jaar: 7"
    )


def test_where_nothing_can_be_drawn_the_words_stand_alone(room: Room, anna: Person) -> None:
    room.sample()
    room.draw = pictures.nothing
    anna.types("/overzicht jaar")
    anna.clicks("Als bestand")
    (file,) = [file for message in anna.messages for file in message.card.files]
    written = docx.Document(io.BytesIO(file.content))
    assert not written.inline_shapes
    assert "Zo vaak gaven we antwoord: 1" in [each.text for each in written.paragraphs]


def test_no_name_is_on_it_of_people_projects_or_places(room: Room, anna: Person) -> None:
    room.sample()
    anna.types("/overzicht jaar")
    with room.storage() as db:
        from storage.people.people import Colleague
        from storage.register.areas import Area
        from storage.register.projects import Project

        named = [row for table in (Colleague, Project, Area) for row in db.query(table.name).all()]
    page = anna.screen.replace("Gemeente Voorbeeld", "")
    assert named
    assert [name for (name,) in named if name and name in page and name != "Gemeente Voorbeeld"] == []


@pytest.mark.parametrize(
    ("words", "shown"), [("2025", 2025), ("2031", 2026), ("1066", 2026), ("x", 2026), ("²⁰²⁵", 2026)]
)
def test_a_year_that_can_not_be_is_this_one(words: str, shown: int) -> None:
    assert year.meant(words, AT.date()) == shown


def test_a_year_without_anything_says_so(room: Room, anna: Person) -> None:
    anna.types("/overzicht jaar 2019")
    assert anna.sees("Over 2019 is er niets te tellen.")
    assert not anna.sees("Als bestand")


def test_what_participants_thought_is_on_it_of_all_projects_together(room: Room, anna: Person) -> None:
    """As P11 and P09 of the sample: (22 x 4.4 + 31 x 2.9) / 53; what nobody answered counts for nothing."""
    room.given(a_project("Brug"), a_project("Parkeren"), a_moment(project="Brug", starts_on="2026-03-01"))
    with room.storage() as db:
        for project, day, answers, process, result in ((1, 3, 22, 44, 45), (2, 10, 31, 29, None)):
            row = ProjectQuality(
                project_id=project, measured_on=dt.date(2026, day, 1), source=PARTICIPANTS, answers=answers
            )
            row.process, row.result = process, result
            db.add(row)
    anna.types("/overzicht jaar")
    assert anna.sees(
        "Wat vonden deelnemers, van 1 tot 5?\n- Proces (53 antwoorden): 3,5\n- Resultaat (22 antwoorden): 4,5"
    )
    anna.types("/overzicht jaar 2025")
    assert not anna.sees("Wat vonden deelnemers, van 1 tot 5?")


def test_others_have_a_place_on_it() -> None:
    """Quality, where it is measured: `Feature.yearly`."""
    quality = Bars("Wat vonden deelnemers?", (Bar("Proces", 4, "3,8"),))
    found = YearFacts(2026, AT.date(), "Voorbeeld", USUAL, 1, 0, (0, 0), (0, 0), (), (), more=[quality])
    assert year.pictures(speech("nl"), found)[-1] is quality


@pytest.mark.parametrize("seed", range(3))
def test_the_sums_are_those_of_a_slow_count(room: Room, seed: int) -> None:
    chance = random.Random(seed)
    rows = []
    for _ in range(50):
        first = dt.date(2025, 6, 1) + dt.timedelta(days=chance.randrange(700))
        last = first + dt.timedelta(days=chance.randrange(20))
        told = last + dt.timedelta(days=chance.randrange(60)) if chance.random() < 0.5 else None
        rows.append((first, last, told, chance.choice(["informeren", "raadplegen", None])))
    room.given(
        a_project("Kade"),
        *(
            a_moment(
                f"M{number}", project="Kade", starts_on=str(first), ends_on=str(last), level=level,
                residents_told_on=str(told) if told else None,
            )
            for number, (first, last, told, level) in enumerate(rows)
        ),
    )  # fmt: skip
    asked = planned = 0
    answered, waiting = [], []
    today = AT.date()
    for first, last, told, level in rows:
        if level == "informeren":
            continue
        if first.year == 2026 and first <= today:
            asked += 1
        elif first.year == 2026:
            planned += 1
        if told and told.year == 2026 and told <= today:
            answered.append((told - last).days)
        if last < today and (told is None or told > today):
            waiting.append((today - last).days)
    found = facts(room, 2026)
    assert (found.asked, found.planned) == (asked, planned)
    assert found.answered == (len(answered), sum(answered))
    assert found.waiting == (len(waiting), sum(waiting))


def test_a_large_register_asks_no_more_of_it(room: Room) -> None:
    def statements() -> int:
        asked = []
        with room.storage() as db:
            event.listen(room.database.engine, "before_cursor_execute", count := lambda *_: asked.append(1))
            yearly.facts(db, 2026, AT, "nl", Contributed())
            event.remove(room.database.engine, "before_cursor_execute", count)
        return len(asked)

    before = statements()
    room.sample()
    assert statements() == before <= 7


def test_the_file_name_says_what_it_is() -> None:
    assert in_subprocess.file_name("jaar 2026") == "jaar-2026"
