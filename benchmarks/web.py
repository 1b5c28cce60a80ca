"""What the page of all projects costs to make and weighs on its way to a browser, and what colleagues' pages cost."""

import datetime as dt
import gzip
import http.client
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks import slack
from benchmarks.overview import fill
from benchmarks.processes import Server, free_port, running
from benchmarks.registers import NOW
from benchmarks.report import Report
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
ROUNDS, REQUESTS = 5, 10
PUBLIC = 50
PLACE = "meetlat"
TOWN = 100
"""Projects that go on at once where 90,000 people live; `benchmarks.overview.AT_ONCE` has the largest municipality."""
PAGES = (
    *("overzicht", "week", "agenda", "drukte", "drukte-lijst", "drukte-waarom?area=BU99990001", "drukte-keuze"),
    *("gebied", "gebied-gekozen?area=BU99990001", "antwoorden", "projecten", "projecten-gekozen", "projecten-keuze"),
    *("project-gevonden?words=Project", "project?id=1", "verloop?id=1", "punten?id=1", "moment?moment=5"),
    *("lessen", "lessen-gevonden?words=bewoners", "visie"),
)
SAME = {
    "projecten": "/project lijst",
    "project?id=1": "/project toon P00001",
    "project-gevonden?words=Project": "/project zoek Project",
    "moment?moment=5": "/project moment P00001",
    "overzicht": "/overzicht ",
    "week": "/overzicht week",
    "agenda": "/overzicht agenda",
    "antwoorden": "/overzicht terugkoppeling",
    "gebied-gekozen?area=BU99990001": "/overzicht gebied BU99990001",
    "drukte": "/overzicht drukte",
    "lessen-gevonden?words=bewoners": "/kennis zoek bewoners",
    "visie": "/samenspel visie",
}
"""Pages, and what people type for the same in the chat: both ask the same of storage, which takes memory too."""
COUNT_ALL = frozenset({"overzicht", "week", "drukte", "drukte-lijst"})
"""They weigh all that residents are asked in a municipality, or all projects of one colleague."""
FEW = 5
"""Times, of what only has to have been answered; and of the map, which the chat has drawn in a process of its own."""
CLIENT_SECRET = "geheim"
HERE = NOW.astimezone(ZoneInfo("Europe/Amsterdam"))


def made(database: Database) -> tuple[float, bytes]:
    """Seconds, and the page."""
    began, t = time.perf_counter(), speech("nl")
    with database.session(1) as db:
        page = rules.page(t, gather.facts(t, db, db.get_one(Municipality, 1), HERE))
    written = b"".join(rendering.html(page))
    return time.perf_counter() - began, written


def measure(report: Report) -> None:
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


def _colleagues(report: Report) -> None:
    """Of a bot as it runs, where they may sign in and where they may not."""
    for how, projects, most in (("the largest municipality", SMALL, 50), ("a town with 100 projects", TOWN, 15)):
        with tempfile.TemporaryDirectory() as folder, slack.stand_in() as slack_api:
            url = f"sqlite:///{Path(folder) / 'samenspel.db'}"
            fill(url, projects, at_once=True, neighbourhoods=projects // 2)
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
                _memory(report, off, on)
                _costs(report, how, on, most)


def _memory(report: Report, off: Server, on: Server) -> None:
    """Of two that answered as much: one all of it in the chat, and one half of it on pages."""
    for server in (off, on):
        for asked in SAME.values():
            _typed(server, asked, FEW)
    report("MB more where people may sign in, before anybody did", on.memory_mb() - off.memory_mb(), 3)
    for page, asked in SAME.items():
        _page(on, page, FEW)
        _typed(off, asked, FEW)
    report("the same when they read on pages what others asked in the chat", on.memory_mb() - off.memory_mb(), 3)


def _costs(report: Report, how: str, on: Server, most: float) -> None:
    """most: milliseconds for a page that counts all."""
    for page in PAGES:
        chat, cost, size = _in_turn(on, "/project lijst", REQUESTS, partial(_page, on, page))
        what = f"{how}: processor time of /in/{page}, {size / 1000:.0f} kB"
        if page in COUNT_ALL:
            report(f"{what}, in ms ({cost / chat:.1f}x /project lijst)", cost * 1000, most)
        else:
            report(f"{what} : /project lijst", cost / chat, 3)
    for address, what, status in (("", "list of the", 200), ("/p1", "one of the", 200), ("/p0", "none of the", 404)):
        read = partial(_get, on, f"/publiek/{PLACE}{address}", {}, status)
        chat, cost, size = _in_turn(on, "/project lijst", REQUESTS, read)
        report(f"{how}: {what} {PUBLIC} public pages, {size / 1000:.0f} kB : /project lijst", cost / chat, 3)
    # The map is drawn here too; in the chat a process of its own does that.
    for page in sorted(COUNT_ALL & SAME.keys()):
        chat, cost, _ = _in_turn(on, SAME[page], FEW, partial(_page, on, page))
        report(f"{how}: /in/{page} : what the chat answers", cost / chat, 2)


def _in_turn(
    on: Server, typed: str, requests: int, read: Callable[[int], tuple[float, int]]
) -> tuple[float, float, int]:
    """The best of each, in seconds, because other work on the machine comes and goes; and the bytes that were read."""
    chat, page, size = 9.0, 9.0, 0
    for _ in range(ROUNDS):
        chat = min(chat, _typed(on, typed, requests))
        cost, size = read(requests)
        page = min(page, cost)
    return chat, page, size


def _on_the_internet(url: str) -> None:
    """Two colleagues said yes to the pages of the first projects."""
    database = Database(url)
    with database.session(1, writes=True) as db:
        home = db.get_one(Municipality, 1)
        for each in public.facts(db, home, range(1, PUBLIC + 1), HERE):
            gate = public.gates(db, home, [each])(agreed=None)
            project(speech("nl"), each, gate)
            agreed = together(gate.marks)
            db.add(PublicPage(project_id=each.id, place=PLACE, name=f"p{each.id}", agreed=agreed, agreed_at=NOW))
    database.close()


def _typed(server: Server, words: str, requests: int) -> float:
    """Seconds of processor time for what somebody types."""
    command, _, rest = words.partition(" ")
    body, headers = slack.signed_command(SECRET, rest, command)
    return _cost(server, requests, 200, "POST", "/slack/events", body, headers)[0]


def _page(server: Server, page: str, requests: int) -> tuple[float, int]:
    """The same; and bytes."""
    seal = Sealed(CLIENT_SECRET, "session", dt.timedelta(hours=1))
    account = {"platform": "slack", "tenant": slack.TEAM, "user": slack.USER}
    cookie = f"{SESSION}={seal.close(account, dt.datetime.now(dt.UTC))}"
    return _get(server, f"/in/{page}", {"Cookie": cookie}, 200, requests)


def _get(server: Server, path: str, headers: Mapping[str, str], status: int, requests: int) -> tuple[float, int]:
    return _cost(server, requests, status, "GET", path, b"", headers)


def _cost(
    server: Server, requests: int, status: int, how: str, path: str, body: bytes, headers: Mapping[str, str]
) -> tuple[float, int]:
    connection, size = http.client.HTTPConnection("127.0.0.1", server.port), 0
    before = server.cpu_seconds()
    for _ in range(requests):
        connection.request(how, path, body or None, dict(headers))
        response = connection.getresponse()
        size = len(response.read())
        assert response.status == status, (path, response.status)
    spent = server.cpu_seconds() - before
    connection.close()
    return spent / requests, size
