"""Whatever changes a lesson or a project, by whichever way: the next search knows."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from glossary import TargetGroup
from storage.learning.how_to import HowToCard
from storage.learning.knowledge import Lesson, LessonGroup
from storage.learning.questions import Question
from storage.register import projects
from storage.register.areas import Area
from storage.register.moments import Moment
from storage.register.projects import Project, ProjectGroup
from storage.reports import lists
from storage.search import indexing
from storage.search.candidates import CANDIDATES
from storage.search.search import SearchFilter
from tests.databases import Databases
from tests.givens import a_lesson, a_moment, a_project, given
from tests.search.conftest import MONDAY, Library


@pytest.fixture
def library(databases: Databases) -> Iterator[Library]:
    with databases.opened(dt.timedelta(milliseconds=50)) as database:
        library = Library(database)
        with library.session() as db:
            given(db, MONDAY, a_project("Havenkade", areas=["Noord"]), a_lesson("Begin vroeg", project="Havenkade"))
        yield library


def lesson(db: Session) -> Lesson:
    return db.scalars(select(Lesson)).one()


def project(db: Session) -> Project:
    (found,) = projects.projects_called(db, "P01")
    return found


def bulk(db: Session, word: str) -> dict[str, object]:
    """The lesson as a list would overwrite it."""
    (row,) = lists.stored(db, lists.LESSONS, [lesson(db).id]).values()
    return {**row.values, "lesson": word}


def rewrites(found: Lesson) -> None:
    found.lesson = "Zeppelin"


CHANGES: dict[str, Callable[[Session], object]] = {
    "an object": lambda db: rewrites(lesson(db)),
    "a statement": lambda db: db.execute(update(Lesson).values(what_happened="Een zeppelin kwam over")),
    "by hand": lambda db: db.connection().execute(text("UPDATE lesson SET tags = 'zeppelin'")),
    "a list": lambda db: lists.change(db, lists.LESSONS, [bulk(db, "Zeppelin")]),
    "its project": lambda db: db.execute(update(Project).values(name="Zeppelin")),
    "an area": lambda db: db.connection().execute(text("UPDATE area SET name = 'Zeppelin' WHERE name = 'Noord'")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_changed_lesson_is_found_by_its_new_words(library: Library, change: Callable[[Session], object]) -> None:
    assert library.finds("zeppelins") == []
    with library.session() as db:
        change(db)
    assert "L01" in library.finds("zeppelins")


def test_areas_of_another_municipality_lend_no_words(library: Library) -> None:
    """Codes of areas may be the same; their names are each municipality's own."""
    elsewhere = Library(library.database, "Gemeente Elders")
    with library.session() as db:
        noord = db.scalars(select(Area).where(Area.name == "Noord")).one()
    with elsewhere.session() as db:
        db.add(Area(code=noord.code, name="Zeppelinbuurt", kind=noord.kind))
    with library.session() as db:
        lesson(db).lesson = "Begin later"
    assert library.finds("later") == ["L01"]
    assert library.finds("zeppelinbuurt") == []


def test_old_words_are_forgotten(library: Library) -> None:
    with library.session() as db:
        found = lesson(db)
        found.lesson = "Zeppelin"
    assert library.finds("vroeg", SearchFilter("lesson")) == []
    with library.session() as db:
        left = db.connection().scalars(text("SELECT stem FROM search_vocabulary")).all()
        pieces = db.connection().scalars(text("SELECT stem FROM search_fragment")).all()
    assert "vroeg" not in {*left, *pieces}


@pytest.mark.parametrize(
    ("added", "words"),
    [
        (a_moment("Zeppelinvlucht", project="Havenkade"), "zeppelin"),
        (a_moment(project="Havenkade", instrument="wijkschouw"), "wijkschouw"),
    ],
)
def test_a_project_is_found_by_its_moments(library: Library, added: object, words: str) -> None:
    with library.session() as db:
        given(db, MONDAY, added)  # type: ignore[arg-type]
    assert library.finds(words, SearchFilter("project")) == ["P01"]
    with library.session() as db:
        db.delete(db.scalars(select(Moment)).one())
    assert library.finds(words, SearchFilter("project")) == []


def test_a_project_is_found_by_its_target_group(library: Library) -> None:
    with library.session() as db:
        found = project(db)
        found.groups.append(ProjectGroup(target_group=TargetGroup.FARMERS))
    assert library.finds("agrariers") == ["P01", "L01"]
    assert library.finds("haven", SearchFilter(target_group=TargetGroup.FARMERS)) == ["P01", "L01"]
    with library.session() as db:
        found = project(db)
        found.groups.clear()
    assert library.finds("agrariers") == []


def test_a_lesson_is_found_by_its_own_target_group(library: Library) -> None:
    with library.session() as db:
        db.add(_group(lesson(db)))
    assert library.finds("vroeg", SearchFilter(target_group=TargetGroup.PARENTS)) == ["L01"]


def _group(found: Lesson) -> LessonGroup:
    row = LessonGroup(target_group=TargetGroup.PARENTS)
    row.lesson_id = found.id
    return row


def test_a_withdrawn_lesson_is_not_found(library: Library) -> None:
    with library.session() as db:
        found = lesson(db)
        found.withdrawn_on = MONDAY.date()
    assert library.finds("vroeg") == []


def test_a_removed_project_takes_its_lessons_along(library: Library) -> None:
    with library.session() as db:
        db.connection().execute(text("DELETE FROM project"))
    assert library.finds("havenkade") == library.finds("vroeg") == []
    with library.session() as db:
        assert db.connection().scalars(text("SELECT id FROM search_document")).all() == []


HOW_TO, QUESTION = "how_to_card", "question"
FOUND_NO_MORE = {
    "hidden": (HOW_TO, "UPDATE how_to_card SET is_hidden = :yes"),
    "other words": (HOW_TO, "UPDATE how_to_card SET title = 'Ballon', text = 'Omlaag', words = ''"),
    "removed": (HOW_TO, "DELETE FROM how_to_card"),
    "no longer for others": (QUESTION, "UPDATE question SET may_help = :no"),
    "an answer taken away": (QUESTION, "UPDATE question SET answered_on = NULL"),
    "a question removed": (QUESTION, "DELETE FROM question"),
}


@pytest.mark.parametrize(("kind", "statement"), FOUND_NO_MORE.values(), ids=FOUND_NO_MORE.keys())
def test_cards_and_answers_are_found_as_long_as_they_may_be(library: Library, kind: str, statement: str) -> None:
    with library.session() as db:
        if kind == HOW_TO:
            db.add(HowToCard(key="K01", title="Zeppelin", text="Omhoog", changed_on=MONDAY.date()))
        else:
            question = Question(question="Mag een zeppelin?", asked_at=MONDAY, asker_id=None, may_help=True)
            question.answer, question.answered_on = "Ja.", MONDAY.date()
            db.add(question)
    assert library.finds("zeppelin") == ["K01" if kind == HOW_TO else "Q1"]
    with library.session() as db:
        bounds = {name: value for name, value in {"yes": True, "no": False}.items() if f":{name}" in statement}
        db.connection().execute(text(statement), bounds)
    assert library.finds("zeppelin") == []


def test_a_question_is_not_found_before_it_is_answered_or_without_the_yes_of_its_asker(library: Library) -> None:
    with library.session() as db:
        db.add(Question(question="Mag een zeppelin?", asked_at=MONDAY, asker_id=None, may_help=True))
        alone = Question(question="Mag een ballon?", asked_at=MONDAY, asker_id=None)
        alone.answer, alone.answered_on = "Ja.", MONDAY.date()
        db.add(alone)
    assert library.finds("zeppelin ballon") == []


def test_what_was_rolled_back_was_never_there(library: Library) -> None:
    with library.session() as db:
        found = lesson(db)
        found.lesson = "Zeppelin"
        db.flush()
        indexing.catch_up(db, indexing.AT_ONCE)
        db.rollback()
    assert library.finds("zeppelin") == []
    assert library.finds("vroeg") == ["L01"]


def test_many_at_once_wait_for_who_brought_them_in_or_for_a_few_searches(library: Library) -> None:
    with library.session() as db:
        rows = [{"key": f"X{at}", "lesson": f"Zeppelin {at}", "shows_author": False, "helped": 0} for at in range(150)]
        lists.add(db, lists.LESSONS, rows)
    assert len(library.finds("zeppelin", limit=200)) == indexing.AT_ONCE
    assert len(library.finds("zeppelin", limit=200)) == 150


def test_between_two_goes_others_get_the_lock(library: Library) -> None:
    """Who waits for SQLite's lock looks every tenth of a second; PostgreSQL locks only the rows."""
    held: list[tuple[float, float]] = []

    @contextmanager
    def begin(*, writes: bool = False) -> Iterator[Session]:
        assert writes
        began = time.perf_counter()
        with library.session() as db:
            yield db
        held.append((began, time.perf_counter()))

    with library.session() as db:
        rows = [{"key": f"X{at}", "lesson": "Zeppelin", "shows_author": False, "helped": 0} for at in range(501)]
        lists.add(db, lists.LESSONS, rows)
    indexing.catch_up_in_turns(begin)
    assert len(library.finds("zeppelin", limit=600)) == CANDIDATES
    (_, first_ended), (second_began, _), *_ = held
    assert (second_began - first_ended > 0.1) is library.database.is_in_process


def test_a_search_does_not_wait_for_who_writes(library: Library) -> None:
    """It answers with what is in the index."""
    with library.session() as db:
        db.connection().execute(text("UPDATE lesson SET tags = 'zeppelin'"))
    with library.database.session(library.home, writes=True) as busy:
        busy.connection().execute(text("UPDATE area SET inhabitants = 1"))
        if not _is_sqlite(busy):
            busy.connection().scalar(text("SELECT pg_advisory_xact_lock(8242000)"))
        assert library.finds("zeppelin") == []
        assert library.finds("vroeg") == ["L01"]
    assert library.finds("zeppelin") == ["L01"]


def _is_sqlite(db: Session) -> bool:
    return db.connection().dialect.name == "sqlite"


def test_every_table_with_words_is_watched(library: Library) -> None:
    """Also after the newest migration: some rebuild tables, and their triggers would go with the old ones."""
    with library.session() as db:
        core = db.connection()
        if _is_sqlite(db):
            found = set(core.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
            wanted = {f"search_mark_{table}_{event}" for table in WATCHED for event in ("insert", "delete", "update")}
        else:
            found = set(core.scalars(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")))
            wanted = {f"search_mark_{table}" for table in WATCHED}
    assert wanted <= found


WATCHED = ("lesson", "lesson_area", "lesson_group", "project", "project_area", "project_group", "moment")
