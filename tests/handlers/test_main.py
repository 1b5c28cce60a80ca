"""The console script, as an administrator types it."""

import argparse
import json
import re
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat.texts import LANGUAGES, speech
from handlers.console.main import _parser
from handlers.scheduling.practice import alone_with

ROOT = Path(__file__).parents[2]


def samenspel(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """In a folder of its own, with nothing set but what the test sets."""
    command = [sys.executable, "-m", "handlers.console.main", *arguments]
    paths = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run(command, env=paths, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def test_what_is_wrong_is_said_before_anything_starts(tmp_path: Path) -> None:
    ended = samenspel(tmp_path, "run", PORT="hier", SAMENSPEL_LOCALE="en")
    assert ended.returncode == 2
    assert "PORT must be a number from 1 to 65535." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_doctor_in_an_empty_folder_says_what_to_do_next(tmp_path: Path) -> None:
    """As whoever has just installed it types it: the script itself, with nothing set."""
    script = Path(sys.executable).with_name("samenspel")
    nothing = {"PYTHONIOENCODING": "utf-8"}
    ended = subprocess.run(
        [script, "doctor"], env=nothing, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert (ended.returncode, ended.stderr) == (1, "")
    lines = ended.stdout.splitlines()
    assert lines[0] == "✗ Samenspel is nog niet met Slack of Teams verbonden."
    assert "`samenspel init`" in lines[1]
    assert "`samenspel init teams`" in lines[1]
    assert [line for line in lines if line.startswith("✗ ")] == lines[:1], "one step, and not what comes after it"
    assert list(tmp_path.iterdir()) == [], "it only looks"


def test_in_a_folder_where_somebody_began_the_doctor_names_what_is_empty(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=\n")
    (tmp_path / ".env").chmod(0o600)
    ended = samenspel(tmp_path, "doctor")
    lines = ended.stdout.splitlines()
    assert lines[0] == "✗ SLACK_BOT_TOKEN is niet ingevuld."
    wrong = [at for at, line in enumerate(lines) if line.startswith("✗ ")]
    assert all(lines[at + 1].startswith("  → ") for at in wrong), "each with the next step"
    assert lines[-1] == f"Er zijn {len(wrong)} dingen om te herstellen."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("docter", "Ik ken geen opdracht `docter`. Bedoel je `doctor`? `samenspel --help` toont alle opdrachten."),
        ("onzin", "Ik ken geen opdracht `onzin`. `samenspel --help` toont alle opdrachten."),
    ],
)
def test_a_command_that_is_none_gets_the_nearest(tmp_path: Path, typed: str, said: str) -> None:
    ended = samenspel(tmp_path, typed)
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", f"{said}\n")


def test_without_slack_there_is_nothing_to_run(tmp_path: Path) -> None:
    ended = samenspel(tmp_path, "run")
    assert ended.returncode == 2
    assert "samenspel doctor" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_cannot_be_opened_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder", "utf-8")
    ended = samenspel(tmp_path, "run", SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="x")
    assert ended.returncode == 1
    assert "De map voor de database is er niet." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_second_process_with_the_same_practice_clock_is_refused_in_words(tmp_path: Path) -> None:
    first = alone_with(tmp_path / "clock")
    assert first
    slack = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "x", "SLACK_API_URL": "http://127.0.0.1:1/api/"}
    with first:
        ended = samenspel(tmp_path, "run", **slack, SAMENSPEL_CLOCK_FILE=str(tmp_path / "clock"), PORT="1")
    assert ended.returncode == 2
    assert "Er draait al een Samenspel met deze oefenklok." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_port_that_is_in_use_is_said_in_words_and_never_said_to_be_listened_on(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        ended = samenspel(tmp_path, "run", SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="x", PORT=port)
    assert ended.returncode == 3
    assert ended.stderr.startswith(f"Op poort {port} luistert al een ander programma.")
    assert len(ended.stderr.splitlines()) == 1


def test_an_address_of_another_computer(tmp_path: Path) -> None:
    ended = samenspel(tmp_path, "run", SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="x", HOST="192.0.2.1")
    assert ended.returncode == 3
    assert "Deze computer heeft geen adres 192.0.2.1." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_version_is_told_also_when_the_settings_are_wrong(tmp_path: Path) -> None:
    ended = samenspel(tmp_path, "--version", PORT="hier")
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert (ended.returncode, ended.stdout) == (0, f"samenspel {declared}\n")


def test_without_a_verb_the_verbs_are_told(tmp_path: Path) -> None:
    ended = samenspel(tmp_path)
    assert ended.returncode == 0
    assert "stelt hoogstens vijf vragen, en schrijft .env" in ended.stdout
    assert ended.stderr == ""


def test_the_manifest_can_be_pasted(tmp_path: Path) -> None:
    ended = samenspel(tmp_path, "manifest", "slack", "--socket-mode")
    assert json.loads(ended.stdout)["display_information"]["name"] == "Samenspel"


def test_without_an_address_the_manifest_says_what_is_missing(tmp_path: Path) -> None:
    ended = samenspel(tmp_path, "manifest", "slack")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "SAMENSPEL_PUBLIC_URL" in ended.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["manifest", "--help"], ["doctor", "--help"]])
def test_every_command_explains_itself(tmp_path: Path, arguments: list[str]) -> None:
    assert samenspel(tmp_path, *arguments).returncode == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_command_does_is_said_in_one_way(language: str) -> None:
    """Such as "stelt hoogstens vijf vragen", and "de reservekopie": what follows on the word itself."""
    parser, _ = _parser(speech(language))
    every = [each for each in _explained(parser) if each.help != argparse.SUPPRESS]
    assert {"verify", "file", "municipality"} <= {each.dest for each in every}
    said = [each.help or "" for each in every]
    assert [line for line in said if not re.match("[a-zJ1-9]", line) or line.endswith(".")] == []


def _explained(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action._choices_actions
            for below in action.choices.values():
                yield from _explained(below)
        else:
            yield action
