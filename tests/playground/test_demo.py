"""The demo as a whole: it starts the bot, forgets on request, and leaves nothing behind."""

import json
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.playground.conftest import Demo, start_demo
from tests.playground.desk import sit

pytestmark = pytest.mark.slow


@pytest.fixture
def own_demo(tmp_path: Path) -> Iterator[Demo]:
    real = {"SLACK_APP_TOKEN": "xapp-real", "SLACK_CLIENT_ID": "1.2", "TEAMS_CLIENT_ID": "0f5c"}
    demo = start_demo(tmp_path / "data", settings=real)
    with demo.process:
        yield demo
        demo.process.terminate()


def test_the_sample_is_imported_and_the_bot_gets_only_what_belongs_to_the_play(own_demo: Demo) -> None:
    lists = (own_demo.folder / "imported").read_text().splitlines()
    first = ["gebieden", "collegas", "projecten", "contactmomenten", "lessen"]
    assert [Path(name).stem for name in lists] == [*first, "kwaliteit", "gebiedsberichten"]
    given = json.loads((own_demo.folder / "settings.json").read_text())
    assert given["SLACK_APP_TOKEN"] == ""
    assert given["SLACK_CLIENT_ID"] is None
    assert given["TEAMS_CLIENT_ID"] == ""
    assert given["SLACK_API_URL"] == f"{own_demo.base}/api/"
    assert given["SAMENSPEL_ADMINS"] == "kwame.owusu@voorbeeld.example"
    assert given["SAMENSPEL_CLOCK_FILE"] == str(own_demo.folder / "clock")


def test_ctrl_c_stops_the_page_and_the_bot(own_demo: Demo) -> None:
    given = json.loads((own_demo.folder / "settings.json").read_text())
    with urllib.request.urlopen(f"{own_demo.base}/als/C01/live?tab=x"):
        own_demo.process.send_signal(signal.SIGINT)
        assert own_demo.process.wait(60) in (0, -2, 130)
    for port in (int(given["PORT"]), int(own_demo.base.rpartition(":")[2])):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_the_page_answers_only_to_names_of_this_machine(own_demo: Demo) -> None:
    request = urllib.request.Request(own_demo.base, headers={"host": "kwaad.example"})
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(request)
    elsewhere = urllib.request.Request(f"{own_demo.base}/als/C01/opnieuw", data=b"", method="POST")
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(elsewhere)


def test_memory_stays_small(own_demo: Demo) -> None:
    status = Path(f"/proc/{own_demo.process.pid}/status")
    if not status.exists():
        pytest.skip("no /proc on this machine")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    assert int(line.split()[1]) / 1024 <= 55


def test_starting_over_forgets_what_was_said_here_and_what_the_bot_knew(browser: Browser, own_demo: Demo) -> None:
    desk = sit(browser, own_demo.base).sits_down("C01")
    (own_demo.folder / "remembered").write_text("iets")
    desk.says("Dag allemaal")
    desk.sees("Dag allemaal")
    desk.page.get_by_role("button", name="Meer", exact=True).click()
    desk.page.get_by_role("menuitem", name="Opnieuw beginnen").click()
    desk.form("Opnieuw beginnen").get_by_role("button", name="Ja, wis alles").click()
    expect(desk.page.locator(".message", has_text="Dag allemaal")).to_have_count(0)
    expect(desk.page.locator(".bot-note")).to_have_count(0, timeout=90000)
    assert not (own_demo.folder / "remembered").exists()
    desk.says("/project lijst")
    desk.sees("Je typte: lijst")


def test_a_bot_that_does_not_start_says_why(tmp_path: Path) -> None:
    command = f"{sys.executable} -c 'raise SystemExit(\"geen tafel\")'"
    demo = subprocess.Popen(
        [
            *(sys.executable, "-m", "playground", "--no-browser", "--bot-command", command),
            *("--data", str(tmp_path), "--port", "0"),
        ],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    with demo:
        assert demo.stderr is not None
        said = [demo.stderr.readline(), demo.stderr.readline()]
        demo.terminate()
    assert said == ["Samenspel startte niet. De laatste regels:\n", "geen tafel\n"]


def test_a_port_that_is_taken_is_said_in_plain_words(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        port = somebody.getsockname()[1]
        ended = subprocess.run(
            [sys.executable, "-m", "playground", "--no-browser", "--data", str(tmp_path), "--port", str(port)],
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr == f"Poort {port} is al in gebruik. Kies een andere, bijvoorbeeld: --port {port + 1}\n"


def test_a_bot_that_stops_is_seen_and_can_be_started_again(browser: Browser, own_demo: Demo) -> None:
    desk = sit(browser, own_demo.base).sits_down("C01")
    desk.says("/project stop")
    expect(desk.page.locator(".bot-stopped")).to_contain_text("Samenspel is gestopt.")
    desk.page.get_by_role("button", name="Start Samenspel opnieuw").click()
    expect(desk.page.locator(".bot-note")).to_have_count(0, timeout=90000)
    desk.says("/project lijst")
    desk.sees("Je typte: lijst")
