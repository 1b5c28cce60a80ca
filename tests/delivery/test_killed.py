"""kill -9 at every point at which it matters: nothing posted twice, nothing lost."""

from collections.abc import Sequence
from threading import Event
from typing import NamedTuple

import pytest

from bot.chat.cards import from_json
from bot.chat.exchange import Say
from bot.chat.feature import Task
from handlers.outbox import Outbox
from handlers.work import Workbench
from storage import outbox as stored
from storage.database import Database
from storage.outbox import LetterState
from storage.people import Colleague
from tests.delivery import doomed
from tests.delivery.platform import PATIENCE, OverHttp, Platform
from tests.delivery.town import Clock, Town

SENT, UNCERTAIN = LetterState.SENT, LetterState.UNCERTAIN
NEVER = 0


class Point(NamedTuple):
    """Where the process dies: in `how` it delivers, or at a commit. first: what then becomes of the first message."""

    how: type[OverHttp]
    commit: int
    posted_before: list[str]
    first: LetterState


POINTS = {
    "before it is claimed": Point(OverHttp, 1, [], SENT),
    "claimed, not posted": Point(doomed.DiesBefore, NEVER, [], UNCERTAIN),
    "posted, no answer yet": Point(OverHttp, NEVER, ["a1"], UNCERTAIN),
    "posted, answer received": Point(doomed.DiesAfter, NEVER, ["a1"], UNCERTAIN),
    "while it is written down": Point(OverHttp, 2, ["a1"], UNCERTAIN),
    "between two messages": Point(OverHttp, 3, ["a1"], SENT),
}


@pytest.mark.parametrize("name", POINTS)
def test_killed_while_delivering(
    name: str, database_url: str, platform: Platform, town: Town, outbox: Outbox, database: Database
) -> None:
    point = POINTS[name]
    for person, key in (("Anna", "a1"), ("Bert", "b1"), ("Carla", "c1")):
        town.tells(person, key)
    if name == "posted, no answer yet":
        platform.will("done, but silent", "a1")
    process = doomed.start(doomed.deliver, database_url, platform.port, point.how, point.commit)
    if name == "posted, no answer yet":
        platform.wait_for("a1")
        process.kill()
    doomed.await_death(process)
    assert platform.keys == point.posted_before

    again = [] if point.posted_before or point.first is UNCERTAIN else ["a1"]
    outbox.start()
    for key in (*again, "b1", "c1"):
        # PostgreSQL may need a moment to see that the process is gone: the row that it held then comes later.
        platform.wait_for(key)
    outbox.stop()
    assert town.states() == {"a1": point.first, "b1": SENT, "c1": SENT}
    assert sorted(platform.keys) == [*point.posted_before, *again, "b1", "c1"]
    with database.session(town.id) as db:
        assert [row.key for row in stored.letters_in_trouble(db)] == (["a1"] if point.first is UNCERTAIN else [])


@pytest.mark.parametrize("commit", [1, 2, 3], ids=["before it is claimed", "in the work", "while it is written down"])
def test_killed_while_working(commit: int, database_url: str, town: Town, database: Database, clock: Clock) -> None:
    town.asks_for("Anna", "name")
    doomed.await_death(doomed.start(doomed.work, database_url, commit))
    assert town.letters() == []

    begun = Event()

    def worker(task: Task) -> Sequence[Say]:
        begun.set()
        return doomed.moves_to_participation(task)

    workbench = Workbench(database, doomed.knows(worker), {}, clock)
    workbench.start()
    try:
        assert begun.wait(PATIENCE)
    finally:
        workbench.stop()
    assert [str(from_json(letter.card).title) for letter in town.letters()] == ["done"]
    assert town.work()[0].state == SENT
    with database.session(town.id) as db:
        assert db.get_one(Colleague, town.colleague("Anna")).department == "Participatie"
