"""Work after the answer: done once, in order, reported back; and what happens when it fails."""

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from io import StringIO
from threading import Event

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.chat.cards import Card, Text, from_json
from bot.chat.feature import DoTask, Feature, Task
from bot.chat.replies import Say
from bot.chat.requests import Channel, UploadedFile
from bot.chat.router import Router
from bot.drawing import HeatMap
from handlers.delivery.worker import MOST_ATTEMPTS, REST, Worker
from handlers.observability import request_id
from storage.database import Database
from storage.messages import tasks
from storage.messages.outbox import MessageState
from storage.messages.tasks import TaskRow
from storage.people import identity, people
from storage.people.people import Colleague
from tests.delivery.platform import PATIENCE
from tests.delivery.town import MONDAY, Clock, Town

SENT, DEAD = MessageState.SENT, MessageState.DEAD
DONE = Say(Card(Text("done")))
Bench = Callable[[DoTask], Worker]


@pytest.fixture
def bench(impatient: Database, clock: Clock) -> Bench:
    """A workbench that knows one kind of work, "count"; it does not wait for whoever holds a lock."""
    return lambda worker: Worker(impatient, Router([Feature("any", workers={"count": worker})]), {}, clock)


@pytest.fixture
def patient(connected: Database, clock: Clock) -> Bench:
    """The same, that waits for a lock: several threads work at it."""
    return lambda worker: Worker(connected, Router([Feature("any", workers={"count": worker})]), {}, clock)


def done(task: Task) -> Sequence[Say]:
    return [DONE]


def titles(town: Town) -> list[tuple[int | None, str]]:
    return [(row.colleague_id, str(from_json(row.card).title)) for row in town.messages()]


def test_what_the_work_says_becomes_messages(bench: Bench, town: Town) -> None:
    anna, bert = town.colleague("Anna"), town.colleague("Bert")

    def worker(task: Task) -> Sequence[Say]:
        return [DONE, Say(Card(Text("for Bert")), to=bert), Say(Card(Text("for all")), to="here")]

    town.asks_for("Anna", "count")
    workbench = bench(worker)
    assert workbench.do_one()
    assert not workbench.do_one()
    assert titles(town) == [(anna, "done"), (bert, "for Bert"), (anna, "for all")]
    assert (town.work()[0].state, town.work()[0].progress) == (SENT, 100)


def test_work_for_a_channel_is_reported_there_and_its_failure_to_the_person(bench: Bench, town: Town) -> None:
    there = Channel("slack", town.tenant, "C1")
    town.asks_for("Anna", "count", here=there)
    town.asks_for("Anna", "of a feature that is gone", here=there)
    workbench = bench(done)
    assert workbench.do_one()
    assert workbench.do_one()
    reported, failed = town.messages()
    assert (reported.colleague_id, reported.place) == (None, "C1")
    assert reported.on_refusal_tell == town.colleague("Anna"), "when it may not be said there"
    assert (failed.colleague_id, failed.place) == (town.colleague("Anna"), "")


def test_a_message_has_its_readers_language_and_none_goes_to_who_has_left(bench: Bench, town: Town) -> None:
    bert, carla = town.colleague("Bert", language="en"), town.colleague("Carla")
    with town.database.session(town.id, writes=True) as db:
        db.get_one(Colleague, carla).away_since = MONDAY

    def worker(task: Task) -> Sequence[Say]:
        for_others = [Say(Card(Text("for another")), to=each) for each in (bert, carla, 0)]
        return [DONE, *for_others]

    town.asks_for("Anna", "count")
    bench(worker).do_one()
    assert [row.language for row in town.messages()] == ["nl", "en"]
    assert town.work()[0].state == SENT


def test_the_work_knows_who_asked_for_what_and_when_in_local_time(bench: Bench, town: Town) -> None:
    seen: list[Task] = []

    def worker(task: Task) -> Sequence[Say]:
        seen.append(task)
        return []

    town.asks_for("Anna", "count", status="lopend")
    bench(worker).do_one()
    assert seen[0].at.isoformat() == "2026-11-23T09:00:00+01:00"
    assert (seen[0].person, seen[0].args, seen[0].language) == (town.colleague("Anna"), {"status": "lopend"}, "nl")


def test_what_nobody_came_back_from_is_begun_again_when_its_lease_ends_and_not_before(
    bench: Bench, town: Town, clock: Clock
) -> None:
    number = town.asks_for("Anna", "count")
    with town.database.session(town.id) as db:
        row = db.get_one(TaskRow, number)
        row.state, row.token, row.until = MessageState.SENDING, "gone", clock.at + dt.timedelta(seconds=1)
    workbench = bench(done)
    assert not workbench.do_one()
    clock.forward(seconds=1)
    assert workbench.do_one()
    assert [row.state for row in town.work()] == [SENT]


def test_work_is_done_in_the_order_in_which_it_was_asked(bench: Bench, town: Town) -> None:
    order: list[str] = []

    def worker(task: Task) -> Sequence[Say]:
        order.append(task.args["which"])
        return []

    for which in ("one", "two", "three"):
        town.asks_for("Anna", "count", which=which)
    workbench = bench(worker)
    while workbench.do_one():
        pass
    assert order == ["one", "two", "three"]


def test_a_file_is_fetched_from_the_platform_of_the_person(database: Database, town: Town, clock: Clock) -> None:
    town.colleague("Anna", platform="teams")
    content: list[bytes] = []

    def worker(task: Task) -> Sequence[Say]:
        content.extend(task.fetch(file) for file in task.files)
        return []

    fetch = {"slack": lambda file: b"slack", "teams": lambda file: f"teams {file.reference}".encode()}
    town.asks_for("Anna", "count", files=[UploadedFile("projecten.csv", "F1")])
    Worker(database, Router([Feature("any", workers={"count": worker})]), fetch, clock).do_one()
    assert content == [b"teams F1"]


def test_a_picture_is_drawn_by_what_the_worker_was_given(database: Database, town: Town, clock: Clock) -> None:
    drawn: list[bytes | None] = []

    def worker(task: Task) -> Sequence[Say]:
        drawn.extend(task.draw([HeatMap("Drukte", (), (), ())]))
        return []

    town.asks_for("Anna", "count")
    knows = Router([Feature("any", workers={"count": worker})])
    Worker(database, knows, {}, clock, draw=lambda orders: [order.title.encode() for order in orders]).do_one()
    assert drawn == [b"Drukte"]


def test_work_sees_its_own_municipality_only(bench: Bench, database: Database, town: Town, clock: Clock) -> None:
    Town(database, clock, "Elders").colleague("Zoë")
    names: list[str] = []

    def worker(task: Task) -> Sequence[Say]:
        with task.begin() as db:
            names.extend(db.scalars(select(Colleague.name)))
        return []

    town.asks_for("Anna", "count")
    bench(worker).do_one()
    assert names == ["Anna"]


def test_progress_is_written_at_most_every_second(bench: Bench, town: Town, clock: Clock) -> None:
    written: list[int] = []

    def worker(task: Task) -> Sequence[Say]:
        for percent in (10, 20, 30, 130):
            task.progress(percent)
            written.append(town.work()[0].progress)
            clock.forward(seconds=0.5)
        return []

    town.asks_for("Anna", "count")
    bench(worker).do_one()
    assert written == [10, 10, 30, 30]


def test_progress_waits_for_the_work_to_let_go_of_the_database(bench: Bench, town: Town) -> None:
    written: list[int] = []

    def worker(task: Task) -> Sequence[Say]:
        with task.begin() as db:
            db.get_one(Colleague, task.person).department = "Participatie"
            db.flush()
            task.progress(40)
            written.append(town.work()[0].progress)
        written.append(town.work()[0].progress)
        return []

    town.asks_for("Anna", "count")
    bench(worker).do_one()
    assert written == [0, 40]


def test_progress_is_not_worth_failing_for(bench: Bench, town: Town, database: Database) -> None:
    def worker(task: Task) -> Sequence[Say]:
        with database.session(None, writes=True) as db:
            db.scalars(select(TaskRow).with_for_update()).all()
            task.progress(40)
        return [DONE]

    town.asks_for("Anna", "count")
    bench(worker).do_one()
    assert town.work()[0].state == SENT


def test_what_is_logged_meanwhile_carries_the_number_of_the_work(bench: Bench, town: Town) -> None:
    seen: list[str] = []

    def worker(task: Task) -> Sequence[Say]:
        seen.append(request_id.current())
        return []

    town.asks_for("Anna", "count")
    bench(worker).do_one()
    assert seen == [f"work-{town.work()[0].id}"]
    assert request_id.current() == ""


def test_what_does_not_end_in_time_is_handed_back_and_begun_again_at_once(
    bench: Bench, town: Town, connected: Database
) -> None:
    begun, ends = Event(), Event()

    def slow(task: Task) -> Sequence[Say]:
        begun.set()
        assert ends.wait(PATIENCE)
        return [DONE]

    town.asks_for("Anna", "count")
    stopping = bench(slow)
    stopping.start()
    assert begun.wait(PATIENCE)
    stopping.stop(dt.timedelta(0))
    assert town.work()[0].state == MessageState.PENDING
    assert bench(done).do_one()
    assert [title for _, title in titles(town)] == ["done"]
    ends.set()
    stopping.stop(dt.timedelta(seconds=PATIENCE))
    assert [title for _, title in titles(town)] == ["done"], "who was stopped says nothing any more"
    assert town.work()[0].state == SENT


def interrupted(bench: Bench, worker: DoTask, begun: Event) -> None:
    """Whoever runs the bot stops it while the worker is at it."""
    begun.clear()
    workbench = bench(worker)
    workbench.start()
    assert begun.wait(PATIENCE)
    workbench.stop(dt.timedelta(0))


def comes_to(percent: int, task: Task, town: Town, clock: Clock) -> None:
    """Until it is written: whoever does not wait for a lock may come too early."""
    while town.work()[0].progress < percent:
        clock.forward(seconds=2)
        task.progress(percent)


def test_work_that_only_a_restart_ends_is_given_up_after_three_of_them_and_the_asker_hears_it(
    patient: Bench, town: Town
) -> None:
    begun, never = Event(), Event()

    def frozen(task: Task) -> Sequence[Say]:
        begun.set()
        assert never.wait(PATIENCE)
        return [DONE]

    number = town.asks_for("Anna", "count")
    for _ in range(MOST_ATTEMPTS):
        interrupted(patient, frozen, begun)
    assert patient(frozen).do_one(), "whoever begins it now says that it was given up"
    never.set()
    assert town.work()[0].state == DEAD
    [message] = town.messages()
    [paragraph] = from_json(message.card).body
    assert "drie keer aan begonnen" in str(paragraph.text)  # type: ignore[union-attr]
    assert str(number) in str(paragraph.text)  # type: ignore[union-attr]


def test_work_that_comes_further_every_time_may_be_interrupted_as_often_as_that(
    patient: Bench, town: Town, clock: Clock
) -> None:
    begun, never = Event(), Event()
    percent = 0

    def slow(task: Task) -> Sequence[Say]:
        nonlocal percent
        percent += 10
        comes_to(percent, task, town, clock)
        begun.set()
        assert never.wait(PATIENCE)
        return [DONE]

    town.asks_for("Anna", "count")
    for _ in range(2 * MOST_ATTEMPTS):
        interrupted(patient, slow, begun)
    never.set()
    again = patient(slow)
    # Whoever was interrupted looks once more at its row, and who comes at that moment finds it locked.
    while town.work()[0].state != SENT:
        again.do_one()
    assert [title for _, title in titles(town)] == ["done"]


def test_what_comes_back_to_where_it_was_has_come_no_further(patient: Bench, town: Town, clock: Clock) -> None:
    begun, never = Event(), Event()

    def stuck_half_way(task: Task) -> Sequence[Say]:
        comes_to(50, task, town, clock)
        begun.set()
        assert never.wait(PATIENCE)
        return [DONE]

    town.asks_for("Anna", "count")
    for _ in range(MOST_ATTEMPTS + 1):
        interrupted(patient, stuck_half_way, begun)
    assert patient(stuck_half_way).do_one()
    never.set()
    assert town.work()[0].state == DEAD


def test_another_municipality_does_not_wait_for_work_that_does_not_end(
    patient: Bench, town: Town, database: Database, clock: Clock
) -> None:
    elsewhere, begun, ends, done_elsewhere = Town(database, clock, "Elders"), Event(), Event(), Event()

    def worker(task: Task) -> Sequence[Say]:
        if task.args["where"] == "elsewhere":
            done_elsewhere.set()
        else:
            begun.set()
            assert ends.wait(PATIENCE)
        return []

    town.asks_for("Anna", "count", where="here")
    town.asks_for("Anna", "count", where="here")
    workbench = patient(worker)
    workbench.start()
    try:
        assert begun.wait(PATIENCE)
        elsewhere.asks_for("Zoë", "count", where="elsewhere")
        workbench.wake()
        assert done_elsewhere.wait(PATIENCE)
        assert [row.state for row in town.work()] == [MessageState.SENDING, MessageState.PENDING], (
            "one at a time in each"
        )
    finally:
        ends.set()
        workbench.stop()


def test_whoever_had_something_done_lets_the_others_go_first(
    bench: Bench, town: Town, database: Database, clock: Clock
) -> None:
    elsewhere, order = Town(database, clock, "Elders"), list[str]()

    def worker(task: Task) -> Sequence[Say]:
        order.append(task.args["which"])
        clock.forward(seconds=1)
        return []

    for which in ("a1", "a2", "a3"):
        town.asks_for("Anna", "count", which=which)
    for which in ("b1", "b2"):
        elsewhere.asks_for("Zoë", "count", which=which)
    workbench = bench(worker)
    while workbench.do_one():
        pass
    assert order == ["a1", "b1", "a2", "b2", "a3"]


def test_a_failure_gets_the_person_a_number_and_the_log_a_trace_without_words(
    bench: Bench, town: Town, discreet_log: StringIO
) -> None:
    def worker(task: Task) -> Sequence[Say]:
        with task.begin() as db:
            db.get_one(Colleague, task.person).department = "Participatie"
            db.flush()
            raise ValueError("jan@example.nl is not a date")

    number = town.asks_for("Anna", "count")
    bench(worker).do_one()
    row = town.work()[0]
    assert (row.state, row.reason) == (DEAD, "ValueError")
    [message] = town.messages()
    card = from_json(message.card)
    assert message.colleague_id == town.colleague("Anna")
    assert str(card.title) == "Dit is niet gelukt"
    assert f"beheerder: {number}" in str(card.body[0].text)  # type: ignore[union-attr]
    assert "builtins.ValueError" in discreet_log.getvalue()
    assert "example.nl" not in discreet_log.getvalue()


def test_after_a_failure_the_next_work_is_done(bench: Bench, town: Town, database: Database) -> None:
    town.asks_for("Anna", "of a feature that is gone")
    town.asks_for("Anna", "count")
    workbench = bench(done)
    while workbench.do_one():
        pass
    assert [row.state for row in town.work()] == [DEAD, SENT]
    assert [title for _, title in titles(town)] == ["Dit is niet gelukt", "done"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_was_overtaken_by_another_writer_begins_again_with_the_lock_first(
    bench: Bench, town: Town, database: Database
) -> None:
    attempts: list[dt.datetime] = []

    def worker(task: Task) -> Sequence[Say]:
        attempts.append(task.at)
        with task.begin() as db:
            anna = db.get_one(Colleague, task.person)
            if len(attempts) == 1:
                town.colleague("Bert")
            anna.department = "Participatie"
        return [DONE]

    town.asks_for("Anna", "count")
    bench(worker).do_one()
    assert len(attempts) == 2
    assert [title for _, title in titles(town)] == ["done"]


def test_a_result_that_a_locked_database_could_not_take_is_kept(bench: Bench, town: Town, database: Database) -> None:
    attempts: list[int] = []
    still = ExitStack()

    def worker(task: Task) -> Sequence[Say]:
        attempts.append(1)
        db = still.enter_context(database.session(None, writes=True))
        db.scalars(select(TaskRow).with_for_update()).all()
        return [DONE]

    town.asks_for("Anna", "count")
    workbench = bench(worker)
    with still:
        for _ in range(2):
            with pytest.raises(OperationalError):
                workbench.do_one()
    assert not workbench.do_one()
    assert len(attempts) == 1
    assert [title for _, title in titles(town)] == ["done"]


@pytest.mark.parametrize(("times", "ends"), [(2, ["done"]), (99, ["Dit is niet gelukt"])])
def test_work_during_which_the_database_goes_away_is_begun_again_as_often_as_is_sensible(
    bench: Bench, town: Town, clock: Clock, impatient: Database, times: int, ends: list[str]
) -> None:
    """And not at once: by then it is still away, and three tries are over in a moment."""
    attempts: list[int] = []

    def worker(task: Task) -> Sequence[Say]:
        attempts.append(1)
        with task.begin() as db:
            if len(attempts) <= times:
                goes_away(impatient, db)
        return [DONE]

    town.asks_for("Anna", "count")
    workbench = bench(worker)
    while workbench.do_one():
        assert len(attempts) <= 2 * MOST_ATTEMPTS
        begun = len(attempts)
        assert not workbench.do_one() or ends == [title for _, title in titles(town)]
        assert len(attempts) == begun
        clock.forward(minutes=1)
    assert [title for _, title in titles(town)] == ends


def goes_away(database: Database, db: Session) -> None:
    """For this transaction: somebody else has SQLite's lock, or PostgreSQL ends the connection."""
    if database.is_in_process:
        with database.session(None, writes=True):
            db.execute(update(TaskRow).values(progress=1))
    db.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))


def test_the_second_rest_is_twice_as_long(bench: Bench, town: Town, clock: Clock, impatient: Database) -> None:
    def worker(task: Task) -> Sequence[Say]:
        with task.begin() as db:
            goes_away(impatient, db)
        return []

    town.asks_for("Anna", "count")
    workbench = bench(worker)
    for rest in (REST, 2 * REST):
        began = clock.at
        assert workbench.do_one()
        assert town.work()[0].until == began + rest
        clock.forward(seconds=int(rest.total_seconds()))


@pytest.mark.parametrize("comes", ["to its end", "to nothing"])
def test_whose_lease_ended_changes_nothing_of_what_somebody_else_does_now(
    bench: Bench, town: Town, database: Database, clock: Clock, comes: str
) -> None:
    def slow(task: Task) -> Sequence[Say]:
        with database.session(town.id, writes=True) as db:
            db.execute(update(TaskRow).values(token="another"))
        clock.forward(seconds=2)
        task.progress(50)
        assert town.work()[0].progress == 0
        if comes == "to nothing":
            raise ValueError
        return [DONE]

    town.asks_for("Anna", "count")
    bench(slow).do_one()
    [row] = town.work()
    assert (row.state, row.token, row.progress) == (MessageState.SENDING, "another", 0)
    assert titles(town) == []


def test_a_lease_that_was_given_back_is_not_kept(database: Database, town: Town, clock: Clock) -> None:
    """Else what waits would rest, and whoever lost it would hold it still."""
    number = town.asks_for("Anna", "count")
    with database.session(None, writes=True) as db:
        row = db.get_one(TaskRow, number)
        row.state, row.token, row.until = MessageState.SENDING, "gone", clock.at
        db.flush()
        assert tasks.give_back_work(db, clock.at) == [number]
        tasks.keep_work(db, "gone", clock.at + dt.timedelta(hours=1))
        db.expire_all()
        assert tasks.next_work(db, clock.at) is row


def test_a_colleague_is_erased_while_their_work_is_done(bench: Bench, town: Town, database: Database) -> None:
    def worker(task: Task) -> Sequence[Say]:
        with task.begin() as db:
            person = people.colleague_in_full(db, task.person)
            assert person
            identity.erase(db, person, MONDAY)
        return [DONE]

    town.asks_for("Anna", "count")
    bench(worker).do_one()
    assert (town.work(), town.messages()) == ([], [])


def test_its_thread_works_when_it_is_woken_and_stops(bench: Bench, town: Town) -> None:
    began = Event()

    def worker(task: Task) -> Sequence[Say]:
        began.set()
        return [DONE]

    workbench = bench(worker)
    workbench.start()
    town.asks_for("Anna", "count")
    workbench.wake()
    try:
        assert began.wait(PATIENCE)
    finally:
        workbench.stop()
    assert [title for _, title in titles(town)] == ["done"]
