"""How long it takes until the bot can serve, and how much memory that costs: also what Teams adds, set up and not."""

import contextlib
import json
import statistics
import tempfile
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from benchmarks import slack
from benchmarks.processes import Server, free_port, running
from benchmarks.report import Report
from benchmarks.servers import settings
from benchmarks.teams import TEAMS, TENANT
from storage.migrate import upgrade
from tests.teams.keys import CLIENT_ID

ROUNDS = 7
ONLY_HERE = ("chardet", "pygments", "rich")
"""Tools of development bring these; where they are, httpx and requests load them: 4 MB that no installation takes."""
MOST_ONCE_KNOCKED = 120
MOST_TO_START, ASKED_TO_START = 0.9, 0.6
"""The best of the rounds: the first of them compiles."""
_WITHOUT = """
import sys
class Wall:
    def find_spec(self, name, path=None, target=None):
        if any(name == each or name.startswith(each + ".") for each in {hidden!r}):
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Wall())
sys.argv = ["samenspel", "run"]
from handlers.console.main import main
main()
"""
"""The bot, as if these modules did not exist."""


def measure(report: Report) -> None:
    with tempfile.TemporaryDirectory() as folder, slack.stand_in() as slack_api:
        url = f"sqlite:///{Path(folder) / 'samenspel.db'}"
        upgrade(url)
        slack_only = settings(url, slack_api, folder) | {"PYTHONPATH": str(Path.cwd())}
        teams = {"TEAMS_CLIENT_ID": CLIENT_ID, "TEAMS_TENANT_ID": TENANT, "TEAMS_CLIENT_SECRET": "x"}
        compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
        bare, ours, without, both, again = _Starts(), _Starts(), _Starts(), _Starts(), _Starts()
        knocked: list[float] = []
        for _ in range(ROUNDS):
            port = free_port()
            with running(["-m", "benchmarks.servers", "bare", str(port), slack_api], port) as server:
                bare.note(server)
            ours.starts(["-c", _WITHOUT.format(hidden=ONLY_HERE)], slack_only)
            without.starts(["-c", _WITHOUT.format(hidden=(*ONLY_HERE, *TEAMS))], slack_only)
            both.starts(["-c", _WITHOUT.format(hidden=ONLY_HERE)], slack_only | teams, knocked)
            again.starts(["-m", "handlers.console.main", "run"], slack_only | compiled)
        report(f"start until /readyz ({ours.start:.2f} s) : bare Bolt and Starlette, same imports", ours / bare, 1.5)
        best = min(again.processor)
        report("processor time of the start with compiled sources, seconds", best, MOST_TO_START, ASKED_TO_START)
        report("memory after the start, MB", max(ours.memory), 104, asked=90)
        report("start with Teams not set up : where nothing of Teams could be imported at all", ours / without, 1.1)
        report("memory with Teams not set up : the same", ours.megabytes / without.megabytes, 1.03)
        report(f"start with Teams beside Slack ({both.start:.2f} s) : with Slack alone", both / ours, 1.5)
        report("memory after the start with Teams beside Slack, MB", max(both.memory), 105)
        report("memory once somebody knocked at Teams' door, MB", max(knocked), MOST_ONCE_KNOCKED)


def _knock(port: int) -> None:
    """As Teams does, but without its signature: what checks that is loaded for the first who knocks."""
    said = {
        "type": "message",
        "serviceUrl": "https://teams.example",
        "channelId": "msteams",
        "conversation": {"id": "a:1"},
    }
    shown = {"Content-Type": "application/json", "Authorization": "Bearer x"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api/messages", json.dumps(said).encode(), shown)
    with contextlib.suppress(urllib.error.HTTPError):
        urllib.request.urlopen(request, timeout=60)


class _Starts:
    """How often a server was started, and what each of these took."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.memory: list[float] = []
        self.processor: list[float] = []

    def starts(self, command: list[str], settings: Mapping[str, str], knocked: list[float] | None = None) -> None:
        """knocked: gets the memory after somebody knocked at Teams' door."""
        port = free_port()
        with running(command, port, {**settings, "PORT": str(port)}) as server:
            self.note(server)
            if knocked is not None:
                _knock(port)
                knocked.append(server.memory_mb())

    def note(self, server: Server) -> None:
        self.times.append(server.started_in)
        self.memory.append(server.memory_mb())
        self.processor.append(server.cpu_seconds())

    @property
    def start(self) -> float:
        """Seconds."""
        return statistics.median(self.times)

    @property
    def megabytes(self) -> float:
        return statistics.median(self.memory)

    def __truediv__(self, other: "_Starts") -> float:
        return self.start / other.start
