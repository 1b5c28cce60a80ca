"""A disk that fills up, a database that goes away, a municipality in which nothing works, a machine that was off."""

import datetime as dt
import os
import resource
import signal
import threading
import time
from collections.abc import Callable

import pytest

from handlers.delivery.messages import REST
from handlers.delivery.outbox import Outbox
from handlers.delivery.protocol import OutboundMessage
from storage import migrate
from storage.database import Database
from storage.messages.outbox import MessageState
from tests.databases import SqliteDatabases
from tests.delivery import doomed
from tests.delivery.platform import PATIENCE, OverHttp, Platform
from tests.delivery.town import Clock, RunningClock, Town
from tests.torture import server

SENT = MessageState.SENT


def until(is_so: Callable[[], bool]) -> None:
    """What another thread or process does, it does soon."""
    gives_up = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < gives_up
        time.sleep(0.02)


class FillsTheDisk(OverHttp):
    """After the first post no file of this process may grow any more: for SQLite that is a disk that is full."""

    def post(self, message: OutboundMessage) -> str:
        posted = super().post(message)
        if message.key == "a1":
            hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
            resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
        return posted


def deliver_with_a_full_disk(url: str, port: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    signal.signal(signal.SIGUSR1, lambda *_: resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard)))
    Outbox(Database(url), {"slack": FillsTheDisk(port)}, RunningClock()).start()
    while True:
        signal.pause()


def test_on_a_full_disk_nothing_is_posted_again_and_it_goes_on_when_there_is_room(
    sqlite: SqliteDatabases, platform: Platform
) -> None:
    with sqlite.migrated() as url:
        database = Database(url, dt.timedelta(seconds=10))
        town = Town(database, RunningClock())
        town.tells("Anna", "a1", "a2")
        process = doomed.start(deliver_with_a_full_disk, url, platform.port)
        try:
            platform.wait_for("a1")
            time.sleep(0.5)
            assert platform.keys == ["a1"]
            assert town.states()["a1"] is MessageState.SENDING, "it cannot be written down"
            assert process.pid
            os.kill(process.pid, signal.SIGUSR1)
            until(lambda: town.states() == {"a1": SENT, "a2": SENT})
        finally:
            process.kill()
            process.join()
        assert platform.keys == ["a1", "a2"]
        database.close()


def test_while_the_database_is_away_nothing_is_posted_again_and_it_goes_on_when_it_is_back(platform: Platform) -> None:
    with server.running() as postgres:
        migrate.upgrade(postgres.url)
        database = Database(postgres.url)
        town = Town(database, RunningClock())
        town.tells("Anna", "a1", "a2")
        town.tells("Bert", "b1")
        gone = threading.Event()

        class TakesTheDatabaseAlong(OverHttp):
            def post(self, message: OutboundMessage) -> str:
                posted = super().post(message)
                if message.key == "a1":
                    postgres.crash()
                    gone.set()
                return posted

        outbox = Outbox(Database(postgres.url), {"slack": TakesTheDatabaseAlong(platform.port)}, RunningClock())
        outbox.start()
        assert gone.wait(PATIENCE)
        time.sleep(1)
        postgres.start()
        until(lambda: set(town.states().values()) == {SENT})
        outbox.stop()
        outbox.database.close()
        database.close()
    assert sorted(platform.keys) == ["a1", "a2", "b1"]
    assert platform.keys.index("a1") < platform.keys.index("a2")


def test_a_municipality_in_which_nothing_works_holds_nobody_up(
    database: Database, platform: Platform, outbox: Outbox, clock: Clock
) -> None:
    here, there = Town(database, clock, "Hier"), Town(database, clock, "Daar")
    sent_at: dict[str, dt.datetime] = {}
    for number in range(10):
        platform.will("broke", f"h{number}", times=99)
        here.posts(f"h{number}", channel=f"C{number}")
        there.tells("Zoë", f"z{number}")
    for _ in range(60):
        while outbox.deliver_one():
            pass
        outbox.check_one()
        sent_at.update({key: clock() for key in platform.keys if key not in sent_at})
        clock.forward(seconds=0.25)
    assert platform.keys == [f"z{number}" for number in range(10)]
    assert sent_at["z9"] - sent_at["z0"] == 9 * REST, "one a second, as if there were nobody else"


def test_after_three_days_off_everything_goes_out_once_and_in_order(
    database: Database, platform: Platform, outbox: Outbox, town: Town, clock: Clock
) -> None:
    town.tells("Anna", "a1", "a2")
    town.posts("too late", expires_at=clock() + dt.timedelta(hours=12))

    class LosesPower(OverHttp):
        def post(self, message: OutboundMessage) -> str:
            super().post(message)
            raise SystemExit

    with pytest.raises(SystemExit):
        Outbox(database, {"slack": LosesPower(platform.port)}, clock).deliver_one()
    clock.forward(days=3)
    town.tells("Anna", "a3")
    for _ in range(400):
        outbox.deliver_one()
        outbox.check_one()
        clock.forward(seconds=0.5)
    assert platform.keys == ["a1", "a2", "a3"]
    assert town.states() == {"a1": SENT, "a2": SENT, "a3": SENT, "too late": MessageState.EXPIRED}
