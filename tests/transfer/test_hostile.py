"""Whatever file somebody sends: an answer in words, within bounds, and nobody else notices."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat.texts import speech
from bot.transfer.receiving import File
from handlers.console import lists
from handlers.settings import Settings
from tests.databases import SqliteDatabases
from tests.transfer import hostile
from tests.transfer.siege import Siege

MOST_SECONDS = 60
MOST_MEGABYTES = 300
A_FREEZE = 5
"""Seconds: a command takes milliseconds, also on a busy machine, and without a process apart it took a minute."""

FILES = hostile.all_of_them()
ON_THE_CONSOLE = {
    "nothing at all",
    "half of UTF-16",
    "a row a billion times",
    "packed with LZMA",
    "a list in a list in a list",
}
"""In every run. It reads as the chat does, so with the others it is tried by `make test ARGS=--thorough`."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system keeps no bounds")


@pytest.fixture(scope="module")
def siege(sqlite: SqliteDatabases) -> Iterator[Siege]:
    with sqlite.migrated() as url:
        siege = Siege(url)
        yield siege
        siege.close()


class Console:
    def __init__(self, url: str, folder: Path) -> None:
        self.settings = Settings(database_url=url, data=folder)
        self.parser = argparse.ArgumentParser("samenspel")
        lists.add_verbs(self.parser.add_subparsers(), speech("nl"))

    def imports(self, file: File) -> int:
        written = self.settings.data / file.name
        written.write_bytes(file.content)
        asked = self.parser.parse_args(["import", str(written)])
        code: int = asked.does(asked, self.settings, speech("nl"))
        return code


@pytest.fixture(scope="module")
def console(sqlite: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Console]:
    with sqlite.migrated() as url:
        yield Console(url, tmp_path_factory.mktemp("console"))


def test_there_are_more_than_forty() -> None:
    assert len(FILES) > 40


@pytest.mark.parametrize("name", FILES)
def test_it_is_answered_and_nobody_waits(name: str, siege: Siege) -> None:
    outcome = siege.sends(FILES[name]())
    assert "Dit is niet gelukt" not in outcome.said
    assert "ingelezen" in outcome.said
    assert outcome.seconds < MOST_SECONDS
    assert outcome.megabytes < MOST_MEGABYTES
    assert outcome.slowest < A_FREEZE


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in ON_THE_CONSOLE else pytest.mark.thorough) for name in FILES]
)
def test_the_console_answers_as_well(name: str, console: Console, capsys: pytest.CaptureFixture[str]) -> None:
    assert console.imports(FILES[name]()) in (lists.DONE, lists.REFUSED)
    assert "ingelezen" in capsys.readouterr().out
