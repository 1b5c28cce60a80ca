"""Messages are taken and saved many at a time: never two to one recipient, and none holds up the others."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock, Thread

import pytest
from sqlalchemy import event

from bot import enqueue
from bot.chat.cards import Card, Text, from_json
from handlers.delivery.messages import Claimed
from handlers.delivery.outbox import SENDERS, Delivered, Outbox
from handlers.delivery.together import SavedTogether
from storage.database import Database
from storage.messages.outbox import MessageState, lane_to
from storage.messages.rate_limits import TURNS
from tests.delivery.platform import PATIENCE, OverHttp, Platform
from tests.delivery.town import Clock, RunningClock, Town

SENT, DEAD = MessageState.SENT, MessageState.DEAD


def test_one_transaction_takes_one_message_for_each_recipient(outbox: Outbox, town: Town) -> None:
    for name in ("Anna", "Bert"):
        town.tells(name, *(f"{name} {number}" for number in range(3)))
    taken = [each.row.key for each in outbox._claim(SENDERS) if isinstance(each, Claimed)]
    assert taken == ["Anna 0", "Bert 0"]
    assert list(outbox._claim(SENDERS)) == []


def test_no_more_than_a_municipality_has_turns_for(outbox: Outbox, database: Database, clock: Clock) -> None:
    here, there = Town(database, clock, "Hier"), Town(database, clock, "Daar")
    for number in range(len(TURNS) + 5):
        here.posts(f"here {number}", channel=f"C{number}")
    there.posts("there")
    taken = [each.row.key for each in outbox._claim(100) if isinstance(each, Claimed)]
    assert taken == [*(f"here {number}" for number in range(len(TURNS))), "there"]


@pytest.fixture
def running(database: Database, platform: Platform) -> Iterator[Outbox]:
    outbox = Outbox(database, {"slack": OverHttp(platform.port)}, RunningClock())
    yield outbox
    outbox.stop()


def test_one_that_is_refused_does_not_hold_up_the_others(running: Outbox, platform: Platform, town: Town) -> None:
    names = [f"Collega {number}" for number in range(SENDERS)]
    for name in names:
        town.tells(name, f"to {name}")
    platform.will("not here", f"to {names[3]}")
    running.start()
    for name in names[:3] + names[4:]:
        platform.wait_for(f"to {name}")
    running.stop()
    assert town.states() == {f"to {name}": DEAD if name == names[3] else SENT for name in names}


def test_who_comes_while_something_is_saved_is_saved_with_the_next() -> None:
    saved: list[Sequence[int]] = []
    begun, go_on = Event(), Event()

    def save(some: Sequence[int]) -> None:
        saved.append(some)
        begun.set()
        assert go_on.wait(PATIENCE)

    together = SavedTogether(save)
    first = Thread(target=together.save, args=(0,))
    first.start()
    assert begun.wait(PATIENCE)
    others = [Thread(target=together.save, args=(number,)) for number in range(1, 9)]
    for other in others:
        other.start()
    while len(together._waiting) < len(others):
        Event().wait(0.001)
    go_on.set()
    for thread in (first, *others):
        thread.join(PATIENCE)
    assert [sorted(some) for some in saved] == [[0], [*range(1, 9)]]


def test_one_that_can_not_be_saved_raises_where_it_came_from_and_the_others_are_saved() -> None:
    saved, lock = set[int](), Lock()

    def save(some: Sequence[int]) -> None:
        if 7 in some:
            raise ZeroDivisionError
        with lock:
            saved.update(some)

    together = SavedTogether(save)

    def try_to_save(number: int) -> bool:
        try:
            together.save(number)
        except ZeroDivisionError:
            return False
        return True

    with ThreadPoolExecutor(SENDERS) as pool:
        went_well = list(pool.map(try_to_save, range(200)))
    assert [number for number, well in enumerate(went_well) if not well] == [7]
    assert saved == {*range(200)} - {7}


def test_what_was_posted_after_another_took_it_over_changes_nothing(outbox: Outbox, town: Town, clock: Clock) -> None:
    """In one batch with a message that is still its own."""
    town.tells("Anna", "a1")
    town.tells("Bert", "b1")
    found = [each for each in outbox._claim(2) if isinstance(each, Claimed)]
    clock.at += outbox.terms.lease
    assert not outbox.check_one()
    clock.at += outbox.terms.settle
    assert outbox.check_one()
    assert town.states() == {"a1": MessageState.PENDING, "b1": MessageState.UNCERTAIN}
    outbox._store([Delivered(each, f"post of {each.row.key}", outbox.up()) for each in found])
    assert town.states() == {"a1": MessageState.PENDING, "b1": SENT}


def test_a_job_queues_all_it_says_with_one_statement_and_nothing_twice(
    database: Database, town: Town, clock: Clock
) -> None:
    people = [town.colleague(name) for name in ("Anna", "Bert", "Cato")]
    before = enqueue.ForColleague("said before", people[0], Card(Text("first")), "nl", clock())
    again = [
        before._replace(card=Card(Text("second"))),
        *(enqueue.ForColleague(f"to {each}", each, Card(Text("hello")), "nl", clock()) for each in people),
        enqueue.ForColleague(f"to {people[0]}", people[0], Card(Text("once more")), "nl", clock()),
    ]
    statements: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        statements.append(statement)

    with database.session(town.id, writes=True) as db:
        enqueue.tell_all(db, [before], clock())
        event.listen(database.engine, "before_cursor_execute", note)
        enqueue.tell_all(db, again, clock())
        event.remove(database.engine, "before_cursor_execute", note)
    assert len(statements) == 1
    found = [(row.key, row.lane, str(from_json(row.card).title)) for row in town.messages()]
    lanes = [lane_to(each) for each in people]
    assert found == [
        ("said before", lanes[0], "first"),
        *((f"to {each}", lane, "hello") for each, lane in zip(people, lanes, strict=True)),
    ]
