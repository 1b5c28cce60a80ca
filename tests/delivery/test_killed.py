"""kill -9 at every point at which it matters: nothing posted twice, nothing lost, nothing out of order."""

import datetime as dt
from collections.abc import Iterator, Sequence
from threading import Event
from typing import NamedTuple

import pytest

from bot.chat.cards import from_json
from bot.chat.feature import Task
from bot.chat.replies import Say
from handlers.delivery.outbox import Outbox
from handlers.delivery.protocol import OutboundMessage
from handlers.delivery.worker import MOST_ATTEMPTS, Worker
from storage.database import Database
from storage.messages.outbox import MessageState
from storage.people.people import Colleague
from tests.delivery import doomed
from tests.delivery.platform import PATIENCE, OverHttp, Platform
from tests.delivery.town import Clock, RunningClock, Town

SENT = MessageState.SENT
NEVER = 0
SOON = dt.timedelta(seconds=0.5)


class Point(NamedTuple):
    """Where the process dies: in `how` it delivers, or at a commit. broke: the first post got no answer."""

    how: type[OverHttp]
    commit: int
    posted_before: list[str]
    broke: bool = False


POINTS = {
    "before it is claimed": Point(OverHttp, 1, []),
    "claimed, not posted": Point(doomed.DiesBefore, NEVER, []),
    "posted, no answer yet": Point(OverHttp, NEVER, ["a1"]),
    "posted, answer received": Point(doomed.DiesAfter, NEVER, ["a1"]),
    "while it is written down": Point(OverHttp, 2, ["a1"]),
    "before it is looked up": Point(OverHttp, 4, ["a1"], broke=True),
    "looked up, not written down": Point(doomed.DiesLooking, NEVER, ["a1"], broke=True),
}


@pytest.fixture
def clock() -> Clock:
    return RunningClock()


@pytest.fixture
def outbox(database: Database, platform: Platform, clock: Clock) -> Iterator[Outbox]:
    outbox = Outbox(database, {"slack": OverHttp(platform.port)}, clock, doomed.SHORT)
    yield outbox
    outbox.stop()


@pytest.mark.parametrize("name", POINTS)
def test_killed_while_delivering(name: str, database_url: str, platform: Platform, town: Town, outbox: Outbox) -> None:
    point = POINTS[name]
    town.tells("Anna", "a1", "a2")
    if point.broke:
        platform.will("done, but hangs up", "a1")
    if name == "posted, no answer yet":
        platform.will("done, but silent", "a1")
    process = doomed.start(doomed.deliver, database_url, platform.port, point.how, point.commit)
    if name == "posted, no answer yet":
        platform.wait_for("a1")
        process.kill()
    doomed.await_death(process)
    assert platform.keys[:1] == point.posted_before

    town.tells("Bert", "b1")
    outbox.start()
    for key in ("b1", "a1", "a2"):
        platform.wait_for(key)
    outbox.stop()
    assert set(town.states().values()) == {SENT}
    assert sorted(platform.keys) == ["a1", "a2", "b1"]
    assert platform.keys.index("a1") < platform.keys.index("a2")


class Blind(OverHttp):
    """The ablation: a bot that does not look whether a message is there."""

    def find(self, message: OutboundMessage, since: dt.datetime) -> str | None:
        return None


def test_without_looking_it_would_be_posted_twice(
    database_url: str, database: Database, platform: Platform, town: Town, clock: Clock
) -> None:
    town.tells("Anna", "a1", "a2")
    doomed.await_death(doomed.start(doomed.deliver, database_url, platform.port, doomed.DiesAfter, NEVER))
    blind = Outbox(database, {"slack": Blind(platform.port)}, clock, doomed.SHORT)
    blind.start()
    platform.wait_for("a2")
    blind.stop()
    assert platform.keys == ["a1", "a1", "a2"]


@pytest.mark.parametrize(
    "commit",
    [1, 2, 3, 4],
    ids=["while it looks", "before it is claimed", "in the work", "while it is written down"],
)
def test_killed_while_working(commit: int, database_url: str, town: Town, database: Database, clock: Clock) -> None:
    town.asks_for("Anna", "name")
    doomed.await_death(doomed.start(doomed.work, database_url, commit))
    assert town.messages() == []

    begun = Event()

    def worker(task: Task) -> Sequence[Say]:
        begun.set()
        return doomed.moves_to_participation(task)

    later = lambda: clock() + dt.timedelta(minutes=3)  # noqa: E731
    workbench = Worker(database, doomed.knows(worker), {}, later)
    workbench.start()
    try:
        assert begun.wait(PATIENCE)
    finally:
        workbench.stop()
    assert [str(from_json(message.card).title) for message in town.messages()] == ["done"]
    assert town.work()[0].state == SENT
    with database.session(town.id) as db:
        assert db.get_one(Colleague, town.colleague("Anna")).department == "Participatie"


def test_work_that_takes_the_process_down_every_time_is_given_up_and_said(
    database_url: str, town: Town, database: Database
) -> None:
    town.asks_for("Anna", "name")
    for attempt in range(MOST_ATTEMPTS):
        doomed.await_death(doomed.start(doomed.work, database_url, 3, attempt))
    clock = Clock()
    clock.at = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    Worker(database, doomed.knows(doomed.moves_to_participation), {}, clock).do_one()
    assert (town.work()[0].state, town.work()[0].reason) == (MessageState.DEAD, "gave up")
    assert [str(from_json(message.card).title) for message in town.messages()] == ["Dit is niet gelukt"]
