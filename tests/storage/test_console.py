"""`samenspel db upgrade` and `samenspel db backup FILE`."""

import argparse
import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.chat.texts import speech
from handlers import databases as console
from handlers.databases import backup
from handlers.settings import Settings
from storage import looking, migrate
from storage.database import Database
from storage.people.municipalities import Municipality
from tests.broken_databases import fill_up, small_disk
from tests.databases import PostgresDatabases
from tests.storage.planting import plant
from tests.storage.test_moving import contents, fill

SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
POSTGRES = pytest.mark.parametrize("databases", ["postgres"], indirect=True)

Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(url: str, *typed: str) -> int:
        parser = argparse.ArgumentParser("samenspel")
        console.add_verbs(parser.add_subparsers(), speech("nl"))
        asked = parser.parse_args(["db", *typed])
        code: int = asked.does(asked, Settings(database_url=url, data=tmp_path), speech("nl"))
        return code

    return run


def test_upgrade(run: Run, empty_database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(empty_database_url, "upgrade") == 0
    assert capsys.readouterr().out == f"De database is bijgewerkt naar versie {migrate.newest_revision()}.\n"
    assert run(empty_database_url, "upgrade") == 0
    assert capsys.readouterr().out.startswith("De database was al bijgewerkt")


def test_upgrade_makes_the_folder_for_a_new_database(run: Run, tmp_path: Path) -> None:
    assert run(f"sqlite:///{tmp_path}/samenspel.db", "upgrade") == 0


def test_upgrade_of_what_cannot_be_reached(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sqlite:////no/such/folder/samenspel.db", "upgrade") == 1
    assert "De map voor de database is er niet." in capsys.readouterr().err


@SQLITE
def test_backup_while_others_write(
    run: Run, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(database_url)
    home = plant(database, "HERE")
    file = tmp_path / "copy.db"
    with database.session(None, writes=True) as db:
        db.get_one(Municipality, home.id).name = "not committed yet"
        db.flush()
        assert run(database_url, "backup", str(file)) == 0
    told = capsys.readouterr()
    assert str(file) in told.out
    assert told.err, "that it stands in no audit log"
    assert [each.name for each in tmp_path.iterdir()] == ["copy.db"], "one file that is complete by itself"
    assert file.stat().st_mode & 0o077 == 0, "only for who made it"
    copy = Database(f"sqlite:///{file}")
    assert looking.now(copy) is None
    with copy.session(home.id) as db:
        assert db.get_one(Municipality, home.id).name == "Voorbeeldstad"
    copy.close()
    database.close()


@SQLITE
def test_a_backup_holds_every_row_of_every_table(run: Run, database_url: str, tmp_path: Path) -> None:
    fill(database_url)
    file = tmp_path / "copy.db"
    assert run(database_url, "backup", str(file)) == 0
    copied = contents(f"sqlite:///{file}")
    assert all(copied.values())
    assert copied == contents(database_url)


@SQLITE
def test_a_later_backup_replaces_the_one_before(
    run: Run, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "copy.db"
    file.write_text("an older one")
    assert run(database_url, "backup", str(file)) == 0
    assert capsys.readouterr().err == ""
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@SQLITE
def test_a_backup_that_breaks_leaves_what_was_there(
    run: Run, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, original = tmp_path / "copy.db", tmp_path / "broken.db"
    file.write_text("an older one")
    original.write_bytes(b"this is no database" * 100)
    assert run(f"sqlite:///{original}", "backup", str(file)) == 1
    assert file.read_text() == "an older one"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["broken.db", "copy.db"]
    assert "Wat er al stond" in capsys.readouterr().err


@pytest.mark.parametrize("is_full", [True, False], ids=["full", "read-only"])
def test_a_backup_to_a_disk_that_takes_nothing_says_so_and_leaves_what_was_there(
    run: Run, database_url: str, tmp_path: Path, is_full: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    with small_disk(tmp_path) as disk:
        file = disk / "yesterday"
        assert run(database_url, "backup", str(file)) == 0
        before = file.read_bytes()
        if is_full:
            fill_up(disk)
        else:
            subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        there = sorted(disk.iterdir())
        capsys.readouterr()
        assert run(database_url, "backup", str(file)) == 1
        assert "Wat er al stond" in capsys.readouterr().err
        assert file.read_bytes() == before
        assert sorted(disk.iterdir()) == there


@SQLITE
@pytest.mark.parametrize("where", ["no/such/folder/copy.db", ".", "the database itself"])
def test_a_backup_needs_a_place(
    run: Run, database_url: str, tmp_path: Path, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    own = make_url(database_url).database
    file = own if where == "the database itself" else str(tmp_path / where)
    assert run(database_url, "backup", str(file)) == 2
    assert "Kies een bestand" in capsys.readouterr().err


def test_there_is_nothing_to_back_up_yet(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(f"sqlite:///{tmp_path}/samenspel.db", "backup", str(tmp_path / "copy.db")) == 2
    assert "nog geen database" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@POSTGRES
def test_a_backup_of_postgresql_holds_every_row_of_every_table(
    run: Run, database_url: str, tmp_path: Path, postgres: PostgresDatabases, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(database_url)
    file, umask = tmp_path / "copy.dump", os.umask(0)
    try:
        assert run(database_url, "backup", str(file)) == 0
    finally:
        os.umask(umask)
    assert str(file) in capsys.readouterr().out
    assert [each.name for each in tmp_path.iterdir()] == ["copy.dump"]
    assert file.stat().st_mode & 0o077 == 0, "only for who made it"
    with postgres.empty() as restored:
        address = make_url(restored)
        into = ["--host", str(address.query["host"]), "--username", "postgres", "--dbname", str(address.database)]
        subprocess.run(["pg_restore", "--no-owner", *into, str(file)], check=True)
        assert contents(restored) == contents(database_url)


def test_no_password_is_on_the_command_line_of_a_backup() -> None:
    url = "postgresql+psycopg://samenspel:s3cret@db.example.nl:5433/register?sslmode=require"
    with backup.dump_command(make_url(url)) as (command, secrets):
        assert "s3cret" not in " ".join(command)
        assert secrets == {"PGPASSWORD": "s3cret"}
        assert "host=db.example.nl" in command[-1]
        assert "sslmode=require" in command[-1]


def test_nor_is_the_password_of_its_key() -> None:
    """libpq reads it from a file that only this account may read, and that is gone afterwards."""
    url = "postgresql+psycopg://samenspel@127.0.0.1:1/register?sslkey=/etc/own.key&sslpassword=s3cret"
    with backup.dump_command(make_url(url)) as (command, secrets):
        assert "s3cret" not in " ".join(command)
        services = Path(secrets["PGSERVICEFILE"])
        assert services.stat().st_mode & 0o077 == 0
        parsed = subprocess.run(command, env={**os.environ, **secrets}, capture_output=True, text=True, check=False)
        assert "syntax error" not in parsed.stderr
        assert "not found" not in parsed.stderr
        assert "Connection refused" in parsed.stderr
    assert not services.exists()


def test_a_backup_of_a_server_that_does_not_answer_leaves_what_was_there(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "copy.dump"
    file.write_text("an older one")
    assert run("postgresql+psycopg://samenspel:s3cret@127.0.0.1:1/register", "backup", str(file)) == 1
    assert file.read_text() == "an older one"
    assert [each.name for each in tmp_path.iterdir()] == ["copy.dump"]
    said = capsys.readouterr().err
    assert "Wat er al stond" in said
    assert "s3cret" not in said


def test_without_pg_dump_it_says_what_to_install(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run("postgresql+psycopg://samenspel:s3cret@db.example.nl/register", "backup", "my copy") == 2
    said = capsys.readouterr().err
    assert "postgresql-client" in said
    assert "> 'my copy'" in said
    assert "s3cret" not in said


@SQLITE
def test_a_link_that_was_planted_where_the_backup_grows_is_not_followed(
    run: Run, database_url: str, tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("untouched")
    (tmp_path / ".copy.db.unfinished").symlink_to(victim)
    assert run(database_url, "backup", str(tmp_path / "copy.db")) == 0
    assert victim.read_text() == "untouched"


def test_a_backup_is_read_back(run: Run, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(database_url)
    file = tmp_path / "copy"
    assert run(database_url, "backup", str(file)) == 0
    before = file.read_bytes()
    capsys.readouterr()
    assert run("sqlite:////no/such/folder/samenspel.db", "verify", str(file)) == 0, "it needs no database"
    rows = sum(map(len, contents(database_url).values()))
    assert f"is heel: versie {migrate.newest_revision()}, {rows} rijen" in capsys.readouterr().out
    assert file.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["copy"], "nothing beside it"


@pytest.mark.parametrize("left", [0.5, 0.9])
def test_a_backup_that_was_cut_off_is_no_backup(
    run: Run, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], left: float
) -> None:
    fill(database_url)
    file = tmp_path / "copy"
    assert run(database_url, "backup", str(file)) == 0
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * left)])
    assert run(database_url, "verify", str(file)) == 1
    assert "is beschadigd" in capsys.readouterr().err


def test_a_backup_of_something_else(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path}/samenspel.db"
    (tmp_path / "letter.txt").write_text("Beste Anna,", "utf-8")
    assert run(url, "verify", str(tmp_path / "letter.txt")) == 2
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    assert run(url, "verify", str(tmp_path / "other.db")) == 2
    assert run(url, "verify", str(tmp_path / "nothing.db")) == 2
    said = capsys.readouterr().err.splitlines()
    assert [line.rpartition("/")[2].partition(" ")[0] for line in said] == ["letter.txt", "other.db", "nothing.db"]
    assert not (tmp_path / "nothing.db").exists()


@SQLITE
def test_a_backup_that_lacks_a_table(
    run: Run, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "copy.db"
    assert run(database_url, "backup", str(file)) == 0
    with closing(sqlite3.connect(file)) as copy:
        copy.execute("DROP TABLE buddy_round")
    assert run(database_url, "verify", str(file)) == 1
    assert "buddy_round" in capsys.readouterr().err
