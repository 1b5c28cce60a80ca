"""The drill of docs/operations.md, by the console alone, from the version that landed before this one."""

import os
import shlex
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import MetaData, Table, func, inspect, make_url, select

from handlers.databases import verifying
from storage import looking, migrate
from storage.database import Database
from tests import forks
from tests.databases import Databases, SqliteDatabases
from tests.end_to_end.bot_process import BotProcess
from tests.handlers import stand_in
from tests.sources import ROOT
from tests.storage.planting import plant
from tests.storage.test_migrations import is_ours
from tests.storage.test_moving import contents

LANDED, ITS_REVISION = "f370335", "0027"
"""The version before this one. Whoever tags a release writes its tag and its revision here."""
LISTS = [ROOT / "tests" / "data" / "voorbeeld" / f"{name}.csv" for name in ("gebieden", "collegas", "projecten")]
LATER = "id;naam;start\nP90;Na de update;2027-02-01\n"
SOON = 60.0
COMMAND = (sys.executable, "-m", "handlers.console.main")


class Ended(NamedTuple):
    code: int
    said: str


class Console:
    """`samenspel` of one version."""

    def __init__(self, code: Path, folder: Path) -> None:
        self._code, self.folder = code, folder

    def __call__(self, url: str, *words: str | Path) -> Ended:
        if self._code == ROOT:
            code, said = forks.samenspel([*map(str, words)], self.settings(url), self.folder, SOON)
            assert code is not None, said
            return Ended(code, said)
        ended = subprocess.run(
            [*COMMAND, *map(str, words)],
            env=self.settings(url),
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return Ended(ended.returncode, ended.stdout)

    def settings(self, url: str) -> dict[str, str]:
        paths = {"PYTHONPATH": str(self._code), "PYTHONIOENCODING": "utf-8", "PATH": os.environ["PATH"]}
        return {**paths, "DATABASE_URL": url}


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("landed")
    command = ["git", "archive", LANDED, "bot", "glossary", "handlers", "storage"]
    packed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if packed.returncode:
        pytest.skip("no history here, so there is no version that landed before")
    subprocess.run(["tar", "--extract", "--directory", folder], input=packed.stdout, check=True)
    return folder


@pytest.fixture
def old(landed: Path, tmp_path: Path) -> Console:
    return Console(landed, tmp_path)


@pytest.fixture
def new(tmp_path: Path) -> Console:
    return Console(ROOT, tmp_path)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def at_work(request: pytest.FixtureRequest, landed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A municipality that works with the landed version."""
    databases: Databases = request.getfixturevalue(request.param)
    with databases.empty() as url:
        assert Console(landed, tmp_path_factory.mktemp("at_work"))(url, "import", *LISTS).code == 0
        assert revision(url) == ITS_REVISION
        yield url


@pytest.fixture
def databases(at_work: str, request: pytest.FixtureRequest) -> Databases:
    """Of the same kind."""
    kind = "sqlite" if at_work.startswith("sqlite") else "postgres"
    found: Databases = request.getfixturevalue(kind)
    return found


@pytest.fixture
def url(at_work: str, databases: Databases) -> Iterator[str]:
    with databases.copied(at_work) as url:
        yield url


def test_update_back_up_restore_and_go_back(
    url: str, databases: Databases, old: Console, new: Console, tmp_path: Path
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    # 1. A backup of the old version; the update; work with the new one.
    assert old(url, "db", "backup", before).code == 0
    had = rows(url)
    assert had["project"] == 14
    assert new(url, "db", "upgrade") == (0, f"De database is bijgewerkt naar versie {migrate.newest_revision()}.\n")
    assert {table: count for table, count in rows(url).items() if table in had} == had
    (tmp_path / "projecten.csv").write_text(LATER, "utf-8")
    assert new(url, "import", "projecten.csv").code == 0
    # 2. A backup, read back, restored where nothing was, and compared.
    assert new(url, "db", "backup", after).code == 0
    assert verifying.look(after).revision == migrate.newest_revision()
    with databases.empty() as elsewhere:
        restore(after, elsewhere)
        assert looking.at_start(elsewhere) is None
        assert contents(elsewhere) == contents(url)
        assert rows(elsewhere)["project"] == 15
    # 3. Back: the old version leaves what is newer alone, and goes on with the backup of before.
    now = contents(url)
    refused = old(url, "import", *LISTS)
    assert refused.code == 2
    assert f"gemaakt door een nieuwere versie van Samenspel ({migrate.newest_revision()})" in refused.said
    assert "zet de reservekopie van voor de update terug" in refused.said
    assert contents(url) == now
    assert verifying.look(before).revision == ITS_REVISION
    with databases.empty() as elsewhere:
        restore(before, elsewhere)
        assert old(elsewhere, "db", "upgrade").said.startswith("De database was al bijgewerkt")
        assert rows(elsewhere) == had


def test_the_old_version_says_so_when_the_new_one_came_beside_it(
    url: str, old: Console, new: Console, tmp_path: Path
) -> None:
    with stand_in.running() as slack:
        way_in = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "geheim", "SLACK_API_URL": slack.api_url}
        first, second = (
            BotProcess((*COMMAND, "run"), {**console.settings(url), **way_in}, made(tmp_path / name))
            for name, console in (("old", old), ("new", new))
        )
        try:
            first.start()
            second.start()
            assert "De database is gemaakt door een nieuwere versie van Samenspel" in unready(first)
            assert first.get("/healthz")[0] == 200, "nobody starts it again and again"
            assert second.get("/readyz")[0] == 200
            first.stop()
            assert second.get("/readyz")[0] == 200
        finally:
            first.kill()
            second.kill()


def test_the_backup_of_every_night_keeps_one_for_each_day_of_the_week(
    sqlite: SqliteDatabases, new: Console, tmp_path: Path
) -> None:
    """What the unit of systemd runs; only what day it is, we say."""
    with sqlite.migrated() as url:
        keeps_a_week(url, new, tmp_path)


def keeps_a_week(database_url: str, new: Console, tmp_path: Path) -> None:
    unit = (ROOT / "deploy" / "samenspel-backup.service").read_text("utf-8")
    words = shlex.split(unit.split("ExecStart=")[1].splitlines()[0].replace("%%", "%"))
    words[-1] = words[-1].replace("/opt/samenspel/bin/samenspel", shlex.join(COMMAND))
    kept, programs = made(tmp_path / "kept"), made(tmp_path / "programs")

    def night(day: int) -> int:
        date = programs / "date"
        date.write_text(f'#!/bin/sh\n[ "$1" = +%u ] && echo {day}\n', "utf-8")
        date.chmod(0o700)
        settings = new.settings(database_url)
        ended = subprocess.run(words, env={**settings, "PATH": f"{programs}:{settings['PATH']}"}, cwd=kept, check=False)
        return ended.returncode

    assert [night(day) for day in (7, 1)] == [0, 0]
    a_week_ago = (kept / "samenspel-7.backup").read_bytes()
    database = Database(database_url)
    plant(database, "HERE")
    database.close()
    assert night(7) == 0
    assert sorted(file.name for file in kept.iterdir()) == ["samenspel-1.backup", "samenspel-7.backup"]
    assert (kept / "samenspel-7.backup").read_bytes() != a_week_ago
    yesterday = (kept / "samenspel-1.backup").read_bytes()
    Path(make_url(database_url).database or "").write_bytes(b"this is no database" * 1000)
    assert night(1) == 1, "a unit that failed is seen"
    assert (kept / "samenspel-1.backup").read_bytes() == yesterday


def unready(bot: BotProcess) -> str:
    """What it says then: it looks every five seconds."""
    until, pause = time.monotonic() + SOON, threading.Event()
    while time.monotonic() < until:
        status, said = bot.get("/readyz")
        if status == 503:
            return said
        pause.wait(0.1)
    raise AssertionError("it stays ready")


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def restore(backup: Path, url: str) -> None:
    """As docs/operations.md has it."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        shutil.copy(backup, address.database or "")
        return
    into = f"--dbname=postgresql:///{address.database}?host={address.query['host']}&user={address.username}"
    subprocess.run(["pg_restore", "--no-owner", into, backup], check=True)


def rows(url: str) -> dict[str, int]:
    """Table -> number, of whichever version it is; not those of the search, and not the audit log, which grows."""
    database = Database(url)
    with database.engine.connect() as connection:
        names = {name for name in inspect(connection).get_table_names() if is_ours(name)} - {"audit"}
        count = select(func.count())
        told = {name: connection.scalar(count.select_from(Table(name, MetaData()))) or 0 for name in names}
    database.close()
    return told


def revision(url: str) -> str | None:
    database = Database(url)
    try:
        return migrate.revision_of(database.engine)
    finally:
        database.close()
