"""From nothing to a bot that can start: `samenspel init`, at a terminal, and `samenspel demo` from the wheel alone."""

import os
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

from handlers.settings import from_environment, read_environment
from tests.end_to_end.bot_process import free_port
from tests.handlers.stand_in import StandIn
from tests.sources import ROOT

CLIENT, TENANT = "0f5c2a7e-6f0f-4f5e-9d3c-1a2b3c4d5e6f", "7a1b2c3d-0000-4000-8000-1a2b3c4d5e6f"
# Gives the console script a terminal of its own, with our pipes at the other end. Ctrl-C stops it there, also when the
# tests run in the background, where shells have that ignored.
TERMINAL = (
    "import os, pty, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); "
    "sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
)
SCRIPT = (sys.executable, "-m", "handlers.console.main")


class Terminal:
    """Somebody who reads a question before they answer it."""

    def __init__(self, folder: Path, *words: str, **settings: str) -> None:
        paths = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **settings}
        self.said = ""
        self.process = subprocess.Popen(
            [sys.executable, "-c", TERMINAL, *SCRIPT, *words],
            env=paths,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def answers(self, *pairs: tuple[str, str]) -> "Terminal":
        for question, answer in pairs:
            assert self.process.stdin
            self._reads(question)
            self.process.stdin.write(f"{answer}\n".encode())
            self.process.stdin.flush()
        return self

    def ends(self) -> int:
        out, _ = self.process.communicate(timeout=60)
        self.said += out.decode()
        return self.process.returncode

    def _reads(self, question: str) -> None:
        assert self.process.stdout
        read = b""
        while question.encode() not in read or not read.endswith(b": "):
            some = os.read(self.process.stdout.fileno(), 4096)
            assert some, f"{question!r} was not asked: {read.decode()}"
            read += some
        self.said += read.decode()


def slack_answers(slack: StandIn) -> dict[str, str]:
    slack.answers("auth.test", {"ok": True, "user": "samenspel", "team": "Gemeente Voorbeeld"})
    return {"SLACK_API_URL": slack.api_url}


SOCKET_MODE = (
    ("E-mailadres", "geen adres"),
    ("E-mailadres", "anna@voorbeeld.example, bo@voorbeeld.example"),
    ("webadres", ""),
    ("xoxb-", "xoxb-1-'geheim' #"),
    ("xapp-", "xapp-1-geheim"),
)


def test_slack_in_four_questions(tmp_path: Path, slack: StandIn) -> None:
    somebody = Terminal(tmp_path, "init", **slack_answers(slack)).answers(*SOCKET_MODE)
    assert somebody.ends() in (0, 1)
    file = tmp_path / ".env"
    assert file.stat().st_mode & 0o777 == 0o600
    settings = from_environment(read_environment(tmp_path))
    assert settings.slack_bot_token == "xoxb-1-'geheim' #"
    assert settings.slack_app_token == "xapp-1-geheim"
    assert settings.admins == {"anna@voorbeeld.example", "bo@voorbeeld.example"}
    assert "moet uit e-mailadressen bestaan" in somebody.said
    assert '"socket_mode_enabled": true' in somebody.said
    assert "geheim" not in somebody.said
    assert "✓ " in somebody.said[somebody.said.index(".env is geschreven") :], "the doctor has the last word"


def test_slack_that_can_reach_us(tmp_path: Path, slack: StandIn) -> None:
    somebody = Terminal(tmp_path, "init", **slack_answers(slack)).answers(
        ("E-mailadres", "anna@voorbeeld.example"),
        ("webadres", "https://samenspel.example"),
        ("xoxb-", "xoxb-1"),
        ("Signing Secret", ""),
    )
    assert somebody.ends() == 1
    assert "https://samenspel.example/slack/events" in somebody.said
    assert "✗ " in somebody.said, "what was skipped is still missing"


def test_teams_in_five_questions(tmp_path: Path) -> None:
    somebody = Terminal(tmp_path, "init", "teams", TEAMS_SERVICE_URL="http://127.0.0.1:9/").answers(
        ("E-mailadres", "anna@voorbeeld.example"),
        ("webadres", "http://samenspel.example"),
        ("webadres", "https://samenspel.example"),
        ("client", "0f5c"),
        ("client", CLIENT),
        ("tenant", TENANT),
        ("secret", "heel geheim"),
    )
    assert somebody.ends() in (0, 1)
    settings = from_environment(read_environment(tmp_path))
    assert (settings.teams_client_id, settings.teams_client_secret) == (CLIENT, "heel geheim")
    assert CLIENT in zipfile.ZipFile(tmp_path / "samenspel-teams.zip").read("manifest.json").decode()
    assert "heel geheim" not in somebody.said


def test_what_is_there_stays(tmp_path: Path) -> None:
    """Also the second time."""
    (tmp_path / ".env").write_text("PORT=3001\n", "utf-8")
    somebody = Terminal(tmp_path, "init")
    assert somebody.ends() == 2
    assert ".env is er al" in somebody.said
    assert (tmp_path / ".env").read_text("utf-8") == "PORT=3001\n"


def test_without_a_terminal_nothing_is_asked(tmp_path: Path) -> None:
    ended = subprocess.run(
        [*SCRIPT, "init"],
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "SAMENSPEL_LOCALE": "en"},
        cwd=tmp_path,
        input="anna@voorbeeld.example\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "needs a terminal" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_stopping_halfway_writes_nothing(tmp_path: Path) -> None:
    somebody = Terminal(tmp_path, "init").answers(("E-mailadres", "anna@voorbeeld.example"), ("webadres", "\x03"))
    assert somebody.ends() == 1
    assert "Er is niets geschreven." in somebody.said
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the wheel holds, and nothing of this clone."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "content")
    return folder / "content"


@pytest.mark.slow
def test_the_practice_workspace_is_in_the_wheel(unpacked: Path, tmp_path: Path) -> None:
    port, bot_port = free_port(), free_port()
    start = [*SCRIPT, "demo", "--no-browser", "--port", str(port), "--bot-port", str(bot_port), "--data", "gegevens"]
    paths = {"PYTHONPATH": str(unpacked), "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(start, env=paths, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout
        assert any(line.startswith("Klaar") for line in demo.stdout)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
            assert "Gemeente Voorbeeld" in page.read().decode()
        demo.terminate()
        demo.wait(60)
