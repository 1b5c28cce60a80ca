"""What the page of all projects costs to make and weighs on its way to a browser, and what colleagues' pages cost."""

import datetime as dt
import gzip
import http.client
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks import slack
from benchmarks.overview import fill
from benchmarks.processes import Server, free_port, running
from benchmarks.registers import NOW
from benchmarks.servers import SECRET, settings
from bot.chat.texts import speech
from bot.pages import gather, rendering, rules
from bot.public import gather as public
from bot.public.rules import project, together
from handlers.web.colleagues import SESSION
from handlers.web.sealed import Sealed
from storage.database import Database
from storage.people.municipalities import Municipality
from storage.register.public_pages import PublicPage

SMALL, LARGE = 1_000, 10_000
ROUNDS, REQUESTS = 4, 25
PUBLIC = 50
CLIENT_SECRET = "geheim"
HERE = NOW.astimezone(ZoneInfo("Europe/Amsterdam"))


def made(database: Database) -> tuple[float, bytes]:
    """Seconds, and the page."""
    began, t = time.perf_counter(), speech("nl")
    with database.session(1) as db:
        page = rules.page(t, gather.facts(t, db, db.get_one(Municipality, 1), HERE))
    written = b"".join(rendering.html(page))
    return time.perf_counter() - began, written


def measure(report: Callable[[str, float, float], None]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for projects, seconds, kilobytes in ((SMALL, 2, 300), (LARGE, 20, 3_000)):
            url = f"sqlite:///{Path(folder) / str(projects)}.db"
            fill(url, projects, at_once=True)
            database = Database(url)
            made(database)
            took, page = made(database)
            database.close()
            report(f"seconds to make the page of {projects:,} projects with five contact moments each", took, seconds)
            packed = len(gzip.compress(page)) / 1_000
            report(f"kB of that page, compressed, of {len(page) / 1_000:,.0f}", packed, kilobytes)
    _colleagues(report)


def _colleagues(report: Callable[[str, float, float], None]) -> None:
    """Of a bot as it runs, where they may sign in and where they may not."""
    with tempfile.TemporaryDirectory() as folder, slack.stand_in() as slack_api:
        url = f"sqlite:///{Path(folder) / 'samenspel.db'}"
        fill(url, SMALL, at_once=True)
        _on_the_internet(url)
        without, signs_in = free_port(), free_port()
        bare = settings(url, slack_api, folder) | {"PYTHONPATH": str(Path.cwd())}
        web = {
            "SAMENSPEL_WEB_SIGN_IN": "slack",
            "SLACK_CLIENT_ID": "1.2",
            "SLACK_CLIENT_SECRET": CLIENT_SECRET,
            "SAMENSPEL_PUBLIC_URL": f"http://127.0.0.1:{signs_in}",
        }
        ours = ["-m", "handlers.console.main", "run"]
        with (
            running(ours, without, {**bare, "PORT": str(without)}) as off,
            running(ours, signs_in, {**bare, **web, "PORT": str(signs_in)}) as on,
        ):
            listed = min(_typed(server, "lijst") for server in (off, on))
            for page in ("projecten", "project?id=1", "agenda", "lessen"):
                cost, size = _page(on, page)
                report(f"processor time of {page}, {size / 1000:.0f} kB : /project lijst", cost / listed, 3)
            report(
                "memory where pages were read and where there are none, MB more", on.memory_mb() - off.memory_mb(), 3
            )
            cost, size = _read(on, "/publiek/meetlat", {})
            report(
                f"processor time of a list of {PUBLIC} public pages, {size / 1000:.0f} kB : /project lijst",
                cost / listed,
                10,
            )
            busy = _typed(on, "drukte")
            cost, size = _page(on, "drukte")
            # Here it is drawn too; in the chat a process of its own does that.
            report(f"the same of drukte, {size / 1000:.0f} kB : what the chat answers", cost / busy, 3)


def _on_the_internet(url: str) -> None:
    """Two colleagues said yes to the pages of the first projects."""
    database = Database(url)
    with database.session(1, writes=True) as db:
        home = db.get_one(Municipality, 1)
        for each in public.facts(db, home, range(1, PUBLIC + 1), HERE):
            gate = public.gates(db, home, [each])(agreed=None)
            project(speech("nl"), each, gate)
            agreed = together(gate.marks)
            db.add(PublicPage(project_id=each.id, place="meetlat", name=f"p{each.id}", agreed=agreed, agreed_at=NOW))
    database.close()


def _typed(server: Server, words: str) -> float:
    """Seconds of processor time for what somebody types after /project, the best of some rounds."""
    connection, best = http.client.HTTPConnection("127.0.0.1", server.port), 9.0
    body, headers = slack.signed_command(SECRET, words)
    for _ in range(ROUNDS):
        before = server.cpu_seconds()
        for _ in range(REQUESTS):
            connection.request("POST", "/slack/events", body, headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
        best = min(best, (server.cpu_seconds() - before) / REQUESTS)
    connection.close()
    return best


def _page(server: Server, page: str) -> tuple[float, int]:
    """Seconds of processor time, the best of some rounds; and bytes."""
    seal = Sealed(CLIENT_SECRET, "session", dt.timedelta(hours=1))
    account = {"platform": "slack", "tenant": slack.TEAM, "user": slack.USER}
    return _read(server, f"/in/{page}", {"Cookie": f"{SESSION}={seal.close(account, dt.datetime.now(dt.UTC))}"})


def _read(server: Server, path: str, headers: Mapping[str, str]) -> tuple[float, int]:
    """The same, of any address."""
    connection, best, size = http.client.HTTPConnection("127.0.0.1", server.port), 9.0, 0
    for _ in range(ROUNDS):
        before = server.cpu_seconds()
        for _ in range(REQUESTS):
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            size = len(response.read())
            assert response.status == 200, response.status
        best = min(best, (server.cpu_seconds() - before) / REQUESTS)
    connection.close()
    return best, size
