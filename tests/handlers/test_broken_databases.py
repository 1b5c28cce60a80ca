"""Whatever is wrong with the database, start and doctor say what it is and what to do, in words and within seconds."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.chat.texts import LANGUAGES, speech
from handlers.console.doctor import examine, report
from handlers.databases import trouble
from handlers.settings import Settings
from storage import looking, migrate
from storage.trouble import CAN_BE_MADE, Trouble, Wrong
from tests import forks
from tests.broken_databases import FILES, NOBODY, SERVERS, Broken
from tests.handlers.test_main import ROOT

WITHIN_SECONDS = 90.0
"""Nine times what the slowest, a server that is silent, takes in quiet: the machine may be busy with something else."""
EXPECTED = {
    "newer": Wrong(Trouble.NEWER, "0099"),
    "foreign": Wrong(Trouble.FOREIGN, "bookmarks"),
    "incomplete": Wrong(Trouble.INCOMPLETE, "lesson.lesson, received"),
    "newer_server": Wrong(Trouble.NEWER, "0099"),
    "latin1": Wrong(Trouble.ENCODING, "LATIN1"),
    "sql_ascii": Wrong(Trouble.ENCODING, "SQL_ASCII"),
    "old_server": Wrong(Trouble.OLD_SERVER, "9.6.24"),
}
"""The others have the name of their trouble."""
CASES = [*FILES, *NOBODY, *SERVERS]

Console = Callable[..., tuple[int, str]]


@pytest.fixture
def broken(request: pytest.FixtureRequest, case: str, tmp_path: Path) -> Iterator[Broken]:
    if case in FILES:
        made = FILES[case](tmp_path)
    elif case in NOBODY:
        made = NOBODY[case]()
    else:
        made = SERVERS[case](request.getfixturevalue("postgres"))
    with made as found:
        yield found


@pytest.fixture
def console(broken: Broken, tmp_path: Path) -> Console:
    def console(*typed: str, **settings: str) -> tuple[int, str]:
        """Code and words, within seconds."""
        folder = tmp_path / "here"
        folder.mkdir(exist_ok=True)
        paths = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PATH": os.environ["PATH"]}
        env = {**paths, "DATABASE_URL": broken.url, **settings}
        if not broken.prefix:
            code, words = forks.samenspel(typed, env, folder, WITHIN_SECONDS)
            assert code is not None, words
            return code, words
        command = [*broken.prefix, sys.executable, "-m", "handlers.console.main", *typed]
        ended = subprocess.run(
            command, env=env, cwd=folder, capture_output=True, text=True, timeout=WITHIN_SECONDS, check=False
        )
        return ended.returncode, ended.stdout + ended.stderr

    return console


@pytest.mark.parametrize("case", CASES)
def test_start_and_doctor_say_what_is_wrong_and_what_to_do(
    case: str, broken: Broken, console: Console, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = EXPECTED.get(case) or Wrong(Trouble(case))
    said = trouble.finding(wrong, broken.url, speech("nl"))
    code, words = console("run", SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="x")
    assert (code, words) == (1, f"{said.text} {said.mend}\n")
    if broken.prefix:
        code, words = console("doctor")
    else:
        settings = Settings(database_url=broken.url, data=tmp_path)
        code, words = report(examine(settings, speech("nl")), speech("nl")), capsys.readouterr().out
    assert code == 1
    assert f"✗ {said.text}\n  → {said.mend}\n" in words
    assert "geheim" not in words


@pytest.mark.parametrize("case", ["newer", "latin1"])
@pytest.mark.parametrize("typed", [("db", "upgrade"), ("export", "lijsten"), ("jobs", "list")], ids=" ".join)
def test_every_verb_of_the_console_says_the_same(
    case: str, broken: Broken, console: Console, typed: tuple[str, ...]
) -> None:
    said = trouble.finding(EXPECTED[case], broken.url, speech("nl"))
    code, words = console(*typed)
    assert code in (1, 2)
    assert words == f"{said.text} {said.mend}\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wrong", Trouble)
def test_every_trouble_has_its_words(wrong: Trouble, language: str) -> None:
    found = trouble.finding(Wrong(wrong, "0099"), "sqlite:///a.db", speech(language))
    assert str(found.text)
    assert str(found.mend)
    assert "{" not in f"{found.text}{found.mend}"


def test_what_a_start_makes_by_itself_is_no_trouble(empty_database_url: str) -> None:
    wrong = looking.at_start(empty_database_url)
    assert wrong
    assert wrong.trouble is Trouble.EMPTY
    migrate.upgrade(empty_database_url, "0001")
    assert looking.at_start(empty_database_url) == Wrong(Trouble.OLDER, "0001")
    assert {Trouble.EMPTY, Trouble.OLDER} == CAN_BE_MADE
    migrate.upgrade(empty_database_url)
    assert looking.at_start(empty_database_url) is None
