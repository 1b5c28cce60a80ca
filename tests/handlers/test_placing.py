"""Files that we leave on somebody's disk."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from handlers.databases.backup import of_file
from handlers.placing import in_place_of


def test_it_is_for_us_alone_and_there_when_it_is_complete(tmp_path: Path) -> None:
    file = tmp_path / "lijst.csv"
    file.write_text("oud")
    file.chmod(0o666)
    with in_place_of(file) as unfinished:
        unfinished.write_text("nieuw")
        assert file.read_text() == "oud"
    assert file.read_text() == "nieuw"
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_what_is_not_finished_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "lijst.csv"
    file.write_text("oud")

    def breaks_off() -> None:
        with in_place_of(file) as unfinished:
            unfinished.write_text("half")
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        breaks_off()
    assert file.read_text() == "oud"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_in_its_place_goes_and_what_it_led_to_stays(tmp_path: Path) -> None:
    file, other = tmp_path / "lijst.csv", tmp_path / "ander.txt"
    other.write_text("van een ander")
    file.symlink_to(other)
    with in_place_of(file) as unfinished:
        unfinished.write_text("nieuw")
    assert other.read_text() == "van een ander"
    assert not file.is_symlink()


def test_what_is_no_file_is_left_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pijp"
    os.mkfifo(pipe)
    with pytest.raises(FileExistsError), in_place_of(pipe):
        pass
    assert pipe.is_fifo()


def test_a_backup_never_goes_through_a_link(tmp_path: Path) -> None:
    source, file, other = tmp_path / "a.db", tmp_path / "kopie.db", tmp_path / "ander.txt"
    with closing(sqlite3.connect(source)) as original:
        original.execute("CREATE TABLE t (x)")
    other.write_text("van een ander")
    for planted in (file, tmp_path / ".kopie.db.unfinished"):
        planted.symlink_to(other)
    of_file(source, file)
    assert other.read_text() == "van een ander"
    assert not file.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(file)) as duplicate:
        assert duplicate.execute("SELECT name FROM sqlite_master").fetchall() == [("t",)]
