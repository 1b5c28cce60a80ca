"""Two who bring the same list in at once, and an import that is cut off in the middle."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import event, func, select, update

from bot.transfer import importing
from bot.transfer.how_far import HowFar
from bot.transfer.receiving import File, ImportOrder
from bot.transfer.report import Report
from glossary import Status
from storage.database import Database
from storage.learning.knowledge import Lesson
from storage.messages import tasks, uploads
from storage.messages.uploads import Upload
from storage.people.people import Colleague
from storage.register.changes import Change
from storage.register.moments import Moment
from storage.register.projects import Project
from tests.delivery import doomed
from tests.room import Person, Room
from tests.transfer.test_conversation import a_file, imports
from tests.transfer.town import MONDAY, Town, a_list, counts

ROWS = 1_300
"""Three transactions, or more where they take long."""


def projects_by_number() -> File:
    return a_list("projecten", "id;naam", *(f"P{at};Project {at}" for at in range(ROWS)))


def projects_by_name() -> File:
    return a_list("projecten", "naam;status", *(f"Project {at};lopend" for at in range(ROWS)))


def lessons_by_what_they_say() -> File:
    return a_list("lessen", "les;tags", *(f"Vraag het eerder {at};buurt" for at in range(ROWS)))


def colleagues_by_address() -> File:
    return a_list("collegas", "naam;email", *(f"Naam {at};naam{at}@voorbeeld.example" for at in range(ROWS)))


def at_once(town: Town, *lists: File) -> Sequence[Report]:
    ready = Barrier(len(lists))

    def bring_in(file: File) -> Report:
        def progress(percent: int) -> None:
            return None

        def files() -> Sequence[File]:
            ready.wait(60)
            return [file]

        return importing.bring_in(files(), ImportOrder(MONDAY), town.register, progress)

    with ThreadPoolExecutor(len(lists)) as people:
        return [each.result(120) for each in [people.submit(bring_in, file) for file in lists]]


@pytest.mark.parametrize(
    ("a_list_of", "table", "name"),
    [
        (projects_by_number, Project, Project.name),
        (projects_by_name, Project, Project.name),
        (lessons_by_what_they_say, Lesson, Lesson.lesson),
        (colleagues_by_address, Colleague, Colleague.name),
    ],
)
def test_two_who_bring_the_same_list_in_at_once_make_nothing_twice(
    town: Town, a_list_of: Callable[[], File], table: type, name: object
) -> None:
    reports = at_once(town, a_list_of(), a_list_of())
    names = Counter(getattr(row, name.key) for row in town.rows(table))  # type: ignore[attr-defined]
    assert len(names) == ROWS
    assert set(names.values()) == {1}
    told = [next(iter(counts(report).values())) for report in reports]
    assert sum(new for new, *_ in told) == ROWS, told
    assert [new + changed + unchanged for new, changed, unchanged, _ in told] == [ROWS, ROWS]
    assert [refused for *_, refused in told] == [0, 0]


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_what_somebody_else_brings_in_while_we_look_is_no_double(town: Town) -> None:
    """On SQLite nobody writes between two looks of one transaction."""
    looks = 0

    def brings_in(connection: object, cursor: object, statement: str, *_: object) -> None:
        nonlocal looks
        looks += "FROM project " in " ".join(statement.split())
        # The first is for what other lists refer to.
        if looks == 2:
            looks += 1
            with town.register(writes=True) as db:
                db.add(Project(key="P1", name="Singel", status=Status.ONGOING, created_at=MONDAY, changed_at=MONDAY))

    event.listen(town.database.engine, "after_cursor_execute", brings_in)
    try:
        report = town.imports(a_list("projecten", "id;naam;status", "P1;Singel;lopend"))
    finally:
        event.remove(town.database.engine, "after_cursor_execute", brings_in)
    assert [each.name for each in town.rows(Project)] == ["Singel"]
    assert report.asked == []
    assert counts(report)["projecten"] == (0, 0, 1, 0)


def test_two_who_bring_moments_in_at_once_make_none_twice(town: Town) -> None:
    town.imports(a_list("projecten", "id;naam", "P1;Singel"))
    moments = a_list("momenten", "project;titel;begin", *(f"P1;Avond {at};2026-12-01" for at in range(ROWS)))
    at_once(town, moments, moments)
    assert len({row.title for row in town.rows(Moment)}) == len(town.rows(Moment)) == ROWS


class CutOff(Exception):
    """The process ends here."""


@pytest.fixture
def anna(room: Room) -> Person:
    return room.person("Anna", admin=True)


def cut_off(room: Room, begins: Callable[[], None], at: int = 1) -> None:
    """begins: what starts the import. at: percent. After that the row waits for the next start, as after a kill."""
    as_it_is = room.task

    def progress(percent: int) -> None:
        if percent >= at:
            raise CutOff

    room.task = lambda row: replace(as_it_is(row), progress=progress)  # type: ignore[method-assign]
    with pytest.raises(CutOff):
        begins()
    room.task = as_it_is  # type: ignore[method-assign]
    with room.database.session(None, writes=True) as db:
        assert len(tasks.give_back_work(db, room.now)) == 1


LIST = a_file("projecten.csv", "id;naam;status", *(f"P{at};Project {at};lopend" for at in range(ROWS)))


def test_an_import_that_was_cut_off_counts_what_it_changed_before(room: Room, anna: Person) -> None:
    cut_off(room, lambda: imports(anna, LIST))
    with room.storage() as db:
        assert 0 < (db.scalar(select(func.count(Project.id))) or 0) < ROWS
    room.settle()
    assert anna.hears("projecten: 1.300 nieuw, 0 veranderd, 0 gelijk gebleven")
    with room.storage() as db:
        assert db.scalar(select(func.count(Project.id))) == ROWS
        assert db.scalar(select(func.count(Change.id))) == ROWS


def test_cut_off_again_and_again_it_still_comes_to_its_end(room: Room, anna: Person) -> None:
    cut_off(room, lambda: imports(anna, LIST))
    cut_off(room, room.settle, at=70)
    room.settle()
    assert anna.hears("projecten: 1.300 nieuw, 0 veranderd, 0 gelijk gebleven")


def test_what_somebody_changed_in_chat_meanwhile_is_not_undone(room: Room, anna: Person) -> None:
    cut_off(room, lambda: imports(anna, LIST))
    with room.storage() as db:
        db.execute(update(Project).where(Project.key == "P3").values(name="Anders genoemd"))
    room.settle()
    with room.storage() as db:
        assert db.scalars(select(Project.name).where(Project.key == "P3")).one() == "Anders genoemd"
    assert anna.hears("projecten: 1.300 nieuw")


def test_after_lees_nu_in_too(room: Room, anna: Person) -> None:
    imports(anna, LIST, check_only=True)
    cut_off(room, lambda: anna.clicks("Lees nu in"))
    room.settle()
    last = anna.messages[-1].text
    assert "De lijst is ingelezen" in last
    assert "projecten: 1.300 nieuw, 0 veranderd, 0 gelijk gebleven" in last


def test_a_check_that_was_cut_off_begins_again(room: Room, anna: Person) -> None:
    cut_off(room, lambda: imports(anna, LIST, check_only=True))
    room.settle()
    assert anna.hears("projecten: 1.300 nieuw, 0 veranderd, 0 gelijk gebleven")
    with room.storage() as db:
        assert not db.scalars(select(Project.id)).all()


def test_refused_rows_are_told_whether_they_came_before_the_cut_or_after(room: Room, anna: Person) -> None:
    lines = [f"P{at};Project {at};{'2026-05-01' if at % 600 == 7 else ''}" for at in range(ROWS)]
    file = a_file("projecten.csv", "id;naam;eind;start", *(f"{line};2026-06-01" for line in lines))
    cut_off(room, lambda: imports(anna, file))
    room.settle()
    assert anna.hears("projecten: 1.297 nieuw, 0 veranderd, 0 gelijk gebleven, 3 niet ingelezen")


def test_a_list_that_is_in_for_a_part_goes_on_there_however_many_rows_go_in_at_once(town: Town) -> None:
    """The list before it made the batches larger than that part."""
    lessons = [f"Vraag het eerder {at};buurt" for at in range(600)]
    town.imports(a_list("lessen", "les;tags", *lessons[:250]))
    files = [projects_by_number(), a_list("lessen", "les;tags", *lessons)]
    how_far = HowFar('{"1": {"rows": 250, "new": 250}}')
    report = importing.bring_in(files, ImportOrder(MONDAY), town.register, lambda percent: None, how_far)
    assert counts(report) == {"projecten": (ROWS, 0, 0, 0), "lessen": (600, 0, 0, 0)}


# Killed, at any commit


def bring_in_and_die(url: str, town: int, upload: int, commit: int) -> None:
    database = Database(url)
    doomed.die_at_commit(database.engine, commit)
    _goes_on(Town(database, town), upload)


def _goes_on(town: Town, upload: int) -> Report:
    with town.register() as db:
        done = db.get_one(Upload, upload).done
    how_far = HowFar(done, partial(uploads.note_done, upload_id=upload))
    order = ImportOrder(MONDAY)
    return importing.bring_in([projects_by_name()], order, town.register, lambda percent: None, how_far)


@pytest.mark.parametrize("commits", [(4,), (6,), (4, 5)])
def test_killed_at_any_commit_it_goes_on_and_counts_each_row_once(town: Town, commits: Sequence[int]) -> None:
    """The first two commits only look; then some are of a batch each, and the next ones come after."""
    with town.register(writes=True) as db:
        anna = Colleague(name="Anna", email="anna@voorbeeld.example")
        db.add(anna)
        db.flush()
        given = Upload(colleague_id=anna.id, order="{}", until=MONDAY)
        db.add(given)
    url = town.database.engine.url.render_as_string(hide_password=False)
    for commit in commits:
        doomed.await_death(doomed.start(bring_in_and_die, url, town.id, given.id, commit))
    report = _goes_on(town, given.id)
    assert counts(report) == {"projecten": (ROWS, 0, 0, 0)}
    assert len({row.name for row in town.rows(Project)}) == len(town.rows(Project)) == ROWS
