"""While it runs: readiness, figures, log and people hear that the database cannot be used; nothing is lost unsaid."""

import logging
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from handlers.databases.watch import ANSWER_SECONDS, EVERY_SECONDS, REMEMBER_SECONDS, DatabaseWatch
from storage import migrate
from storage.database import Database
from storage.trouble import Trouble, Wrong, is_out_of_reach
from tests.broken_databases import fill_up, make_read_only, server_url, small_disk
from tests.databases import PostgresDatabases, SqliteDatabases, postgres_server, put_down
from tests.end_to_end.bot_process import BotProcess, samenspel
from tests.handlers.conftest import SECRET
from tests.handlers.stand_in import StandIn
from tests.handlers.test_people import USER
from tests.handlers.test_stopping import answer

PATIENCE = 60.0
SAVE = text("INSERT INTO received (key, at) VALUES ('saved', '2026-11-23')")


class Steady:
    """A clock that only the test turns."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def on(self, seconds: float = EVERY_SECONDS) -> None:
        self.seconds += seconds


@pytest.fixture
def database(sqlite: SqliteDatabases) -> Iterator[Database]:
    with sqlite.migrated() as url:
        database = Database(url)
        yield database
        database.close()


def file_of(database: Database) -> Path:
    return Path(database.engine.url.database or "")


# One part


def save(database: Database, meanwhile: Callable[[Path], None] = lambda file: None) -> None:
    with database.session(None) as db:
        db.execute(SAVE)
        meanwhile(file_of(database))


def save_more_than_fits(database: Database) -> None:
    with database.session(None) as db:
        db.execute(text("PRAGMA max_page_count = 1"))
        db.execute(text("INSERT INTO received (key, at) VALUES (hex(zeroblob(100000)), '2026-11-23')"))


def removed(file: Path) -> None:
    file.unlink()


def replaced(file: Path) -> None:
    copy = file.with_name("copy.db")
    shutil.copy(file, copy)
    copy.replace(file)


def folder_removed(file: Path) -> None:
    shutil.rmtree(file.parent)


@pytest.mark.parametrize("happens", [removed, replaced, folder_removed])
def test_a_file_that_goes_away_takes_nothing_in_any_more_and_is_told_once(
    database: Database, happens: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    clock = Steady()
    watch = DatabaseWatch(database, clock)
    with pytest.raises(OperationalError) as refused:
        save(database, happens)
    assert is_out_of_reach(refused.value)
    with pytest.raises(OperationalError):
        save(database)
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            wrong = watch()
            assert wrong
            assert wrong.trouble is Trouble.GONE
            clock.on()
    assert len([record for record in caplog.records if "the database: gone" in record.getMessage()]) == 1


def test_a_new_connection_never_makes_or_opens_another_file(database: Database) -> None:
    with database.engine.connect(), database.engine.connect():
        file_of(database).unlink()
        with pytest.raises(OperationalError):
            database.engine.connect()
    assert not file_of(database).exists()


def test_it_looks_once_in_a_few_seconds_whoever_asks(database: Database) -> None:
    clock = Steady()
    watch = DatabaseWatch(database, clock)
    assert watch() is None
    file_of(database).unlink()
    assert watch() is None
    clock.on()
    assert watch()


def test_a_work_that_storage_refused_is_remembered_for_a_while(database: Database) -> None:
    """A small write may still fit on a disk on which an import does not."""
    clock = Steady()
    watch = DatabaseWatch(database, clock)
    assert watch() is None
    with pytest.raises(OperationalError):
        save_more_than_fits(database)
    assert watch() == Wrong(Trouble.DISK_FULL, "SQLITE_FULL")
    with database.session(None) as db:
        db.execute(text("PRAGMA max_page_count = 1000000"))
    clock.on(60)
    assert watch() is None


def test_a_database_that_takes_nothing_in_is_seen_before_anybody_writes(database: Database) -> None:
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = 1")
    wrong = DatabaseWatch(database, Steady())()
    assert wrong
    assert wrong.detail == "SQLITE_READONLY"


def test_a_disk_that_gets_room_again(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        database = Database(put_down(disk / "samenspel.db"))
        clock = Steady()
        watch = DatabaseWatch(database, clock)
        assert watch() is None
        fill_up(disk)
        with pytest.raises(OperationalError):
            save(database)
        clock.on()
        full = watch()
        assert full
        assert full.trouble is Trouble.DISK_FULL
        (disk / "rest").unlink()
        clock.on()
        assert watch()
        clock.on(REMEMBER_SECONDS)
        assert watch() is None
        save(database)
        database.close()


def test_a_server_that_falls_silent_keeps_nobody_waiting() -> None:
    with postgres_server() as sockets:
        url = server_url(sockets, "postgres", "postgres")
        migrate.upgrade(url)
        database = Database(url)
        clock = Steady()
        watch = DatabaseWatch(database, clock)
        assert watch() is None
        pids = [int(line) for line in _backends(url)]
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            clock.on()
            started = time.monotonic()
            assert watch() == Wrong(Trouble.SILENT)
            assert time.monotonic() - started < 2 * ANSWER_SECONDS
        finally:
            for pid in pids:
                os.kill(pid, signal.SIGCONT)
        until(lambda: watch() is None, "it goes on")
        database.close()


def _backends(url: str) -> list[str]:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        ours = "SELECT pid FROM pg_stat_activity WHERE application_name = 'samenspel'"
        return [str(row[0]) for row in connection.execute(ours)]


# The whole process


@contextmanager
def running(url: str, slack: StandIn, folder: Path) -> Iterator[BotProcess]:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-geheim", "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": slack.api_url}
    bot = BotProcess(samenspel("run"), {**tokens, "DATABASE_URL": url}, folder, splits_off=True)
    bot.start()
    try:
        yield bot
    finally:
        bot.kill()


def until(is_so: Callable[[], bool], what: str) -> None:
    gives_up = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < gives_up, what
        time.sleep(0.1)


def is_told_everywhere(bot: BotProcess, slack: StandIn, sentence: str, apology: str) -> None:
    until(lambda: bot.get("/readyz")[0] == 503, bot.log)
    for _ in range(2):
        slack.answers("users.info", {"ok": True, "user": USER})
    assert bot.get("/readyz") == (503, sentence)
    assert "samenspel_database_up 0.0" in bot.get("/metrics")[1]
    assert bot.get("/healthz") == (200, "alive")
    # Who comes for the first time becomes a colleague: that has to be saved.
    status, said = answer(bot, "nieuw Singel")
    assert status == 200
    assert apology in said
    assert bot.log.count("nobody can be served") == 1


def test_a_data_folder_that_goes_away(sqlite: SqliteDatabases, slack: StandIn, tmp_path: Path) -> None:
    with sqlite.migrated() as url, running(url, slack, tmp_path) as bot:
        folder = Path(url.removeprefix("sqlite:///")).parent
        folder.rename(folder.with_name("elsewhere"))
        gone = "Het databasebestand is weg of vervangen terwijl Samenspel het gebruikte. Samenspel slaat niets meer op."
        is_told_everywhere(bot, slack, gone, "Ik kan nu niets opslaan")
        # Put back as it was, it goes on.
        folder.with_name("elsewhere").rename(folder)
        until(lambda: bot.get("/readyz") == (200, "ready"), bot.log)
        assert "samenspel_database_up 1.0" in bot.get("/metrics")[1]


def test_a_disk_that_fills_up(slack: StandIn, tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk, running(f"sqlite:///{disk / 'samenspel.db'}", slack, tmp_path) as bot:
        fill_up(disk)
        is_told_everywhere(bot, slack, "De schijf met de database is vol.", "Ik kan nu niets opslaan")


def test_a_server_that_becomes_read_only(postgres: PostgresDatabases, slack: StandIn, tmp_path: Path) -> None:
    with postgres.migrated() as url, running(url, slack, tmp_path) as bot:
        make_read_only(url)
        with closing(psycopg.connect(url.replace("+psycopg", ""), autocommit=True)) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        is_told_everywhere(bot, slack, "De databaseserver laat alleen lezen toe.", "Ik kan nu niets opslaan")
