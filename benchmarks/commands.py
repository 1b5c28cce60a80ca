"""What every command of the registry costs, next to a Bolt app that only says ack(), and how many statements it takes.

On both databases, in turn and in one run: only ratios of one run say something on a machine that others use.
`python -m benchmarks.commands toon week` gives the table of only the commands in which one of these words occurs.
"""

import http.client
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from random import Random

from sqlalchemy import insert, text, update

from benchmarks import slack
from benchmarks.processes import Server, free_port, running
from benchmarks.registers import NOW, register
from benchmarks.report import Report
from benchmarks.search import databases
from benchmarks.servers import SECRET
from benchmarks.towns import a_moment
from bot.chat.router import Router
from bot.features import FEATURES
from glossary import TargetGroup
from storage.database import Database
from storage.learning.knowledge import Lesson
from storage.people.people import Colleague
from storage.register.moments import Moment, MomentArea, MomentGroup, keep_days
from storage.search import indexing

PROJECTS, MOMENTS, LESSONS = 1_000, 5_000, 500
ROUNDS, REQUESTS = 4, 12
PROJECT, AREA = "P00077", "BU99990003"
WITH_WORDS = (
    *(("/project", f"{verb} {PROJECT}") for verb in ("basis", "toon", "wijzig", "rollen", "moment", "terugkoppeling")),
    *(("/project", words) for words in (f"afronden {PROJECT}", "lijst lopend", "lijst buurt", "zoek Projcet")),
    *(("/overzicht", words) for words in (f"drukte {AREA}", f"gebied {AREA}")),
    *(("/kennis", words) for words in ("zoek bewoners", "zoek bewonres", "vraag bewoners uitnodigen")),
)
"""Beside every command by itself: with what people put after it."""
NOT = frozenset({("/project", "export"), ("/samenspel", "gegevens")})
"""They are work for later: here it would only be queued."""
IN_A_PROCESS = frozenset({("/buddy", "ronde")})
"""It draws in a process of its own, each time: counted, and measured only once."""
MOST: Mapping[str, tuple[float, float | None]] = {
    "/project lijst": (4.2, 3),
    f"/project toon {PROJECT}": (9.9, 9),
    "/overzicht": (16, None),
    "/samenspel": (3.4, 2.2),
}
"""Times the bare ack(), on SQLite: what is held, and what was asked where that is less."""
MOST_STATEMENTS, MOST_ON_POSTGRESQL = 12, 1.8


@dataclass
class Cost:
    """seconds: of the processor, the best of some rounds, because other work on the machine only adds."""

    seconds: float = float("inf")
    statements: int = 0


def commands(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each command with what is typed after it; only those with one of these words, when there are any."""
    every = {(f"/{each.root}", each.verb) for each in Router(FEATURES).commands}
    for root, rest in sorted({*every, *WITH_WORDS} - NOT):
        if not words or any(word in f"{root} {rest}" for word in words):
            yield root, rest


def fill(url: str) -> None:
    """Five contact moments for each of 1,000 projects, and lessons; the asker is an administrator."""
    register(url, PROJECTS, slack.TEAM, slack.USER)
    chance, database = Random(3), Database(url)
    mine = {"municipality_id": 1}
    with database.session(1, writes=True) as db:
        db.execute(update(Colleague).where(Colleague.id == 1).values(is_admin=True))
        moments = [{**mine, **a_moment(number, PROJECTS, chance)} for number in range(1, MOMENTS + 1)]
        db.execute(insert(Moment), moments)
        about = [{**mine, "moment_id": each["id"]} for each in moments]
        db.execute(insert(MomentArea), [{**each, "area_code": f"BU99990{chance.randrange(20):03}"} for each in about])
        db.execute(insert(MomentGroup), [{**each, "target_group": chance.choice(list(TargetGroup))} for each in about])
        keep_days(db, range(1, MOMENTS + 1))
        db.execute(insert(Lesson), [_lesson(number, chance) for number in range(1, LESSONS + 1)])
    indexing.catch_up_with_all(database)
    if not database.is_in_process:
        with database.engine.begin() as connection:
            connection.execute(text("ANALYZE"))
    database.close()


def _lesson(number: int, chance: Random) -> dict[str, object]:
    words = chance.sample(("bewoners", "buurthuis", "speeltuin", "riool", "subsidie", "brief", "avond", "kaart"), 4)
    project = chance.randrange(1, PROJECTS + 1)
    return {
        "municipality_id": 1,
        "id": number,
        "key": f"L{number:05d}",
        "lesson": f"Vertel {' '.join(words)} op tijd",
        "project_id": project,
        "learned_on": NOW.date(),
        "shows_author": False,
        "helped": 0,
    }


class Asked:
    """One command, at one server."""

    def __init__(self, server: Server, root: str, words: str, slack_api: str) -> None:
        self.server = server
        self.cost = Cost()
        self._typed = words, root, f"{slack_api}later"

    def round(self, requests: int = REQUESTS) -> None:
        body, headers = slack.signed_command(SECRET, *self._typed)
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        before = self.server.cpu_seconds()
        for _ in range(requests):
            connection.request("POST", "/slack/events", body, headers)
            response = connection.getresponse()
            said = response.read().decode()
            if response.status != 200 or "ging iets mis" in said:
                raise RuntimeError(f"{self._typed} {response.status} {said[:300]}")
        connection.close()
        self.cost.seconds = min(self.cost.seconds, (self.server.cpu_seconds() - before) / requests)

    def count(self) -> None:
        """Nothing else asks the database in that process."""
        before = _statements(self.server)
        self.round(1)
        self.cost.statements = _statements(self.server) - before


def _statements(server: Server) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/statements", timeout=10) as said:
        return int(said.read())


def table(words: Sequence[str] = ()) -> Mapping[str, Mapping[str, Cost]]:
    """What was typed -> "bare" and the names of the databases -> cost. Prints it."""
    found: dict[str, Mapping[str, Cost]] = {}
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        slack_api = stack.enter_context(slack.stand_in())
        servers = {}
        for name, database in databases():
            url, port = stack.enter_context(database), free_port()
            fill(url)
            ours = ["-m", "benchmarks.servers", "answering", str(port), url, slack_api, folder]
            servers[name] = stack.enter_context(running(ours, port))
        port = free_port()
        bare = stack.enter_context(running(["-m", "benchmarks.servers", "bare", str(port), slack_api], port))
        print(f"{'':32}" + "".join(f"{name:>10} ms {'x bare':>7} {'statements':>10}" for name in servers), flush=True)
        acks = Asked(bare, "/project", "lijst", slack_api)
        for root, rest in commands(words):
            asked = {name: Asked(server, root, rest, slack_api) for name, server in servers.items()}
            asked["bare"] = acks
            rounds, requests = (1, 1) if (root, rest) in IN_A_PROCESS else (ROUNDS, REQUESTS)
            for each in asked.values():
                each.round(requests)  # Only to warm up.
                if each is not acks:
                    each.cost.seconds = float("inf")
            for _ in range(rounds):
                for each in asked.values():
                    each.round(requests)
            for name in servers:
                asked[name].count()
            said = f"{root} {rest}".strip()
            found[said] = {name: each.cost for name, each in asked.items()}
            print(_row(said, found[said]), flush=True)
    return found


def _row(said: str, costs: Mapping[str, Cost]) -> str:
    ours = [cost for name, cost in costs.items() if name != "bare"]
    bare = costs["bare"].seconds
    figures = (f"{one.seconds * 1000:13.2f} {one.seconds / bare:7.1f} {one.statements:10}" for one in ours)
    return f"{said:32}{''.join(figures)}"


def measure(report: Report) -> None:
    found = table()
    for said, (most, asked) in MOST.items():
        ours, bare = found[said]["SQLite"].seconds, found[said]["bare"].seconds
        report(f"processor time of {said} ({ours * 1000:.2f} ms) : bare ack()", ours / bare, most, asked)
    statements, said = max((cost.statements, said) for said, costs in found.items() for cost in costs.values())
    report(f"statements of the command that takes most ({said})", statements, MOST_STATEMENTS)
    if server := [each for each in found.values() if "PostgreSQL" in each]:
        both = [sum(each[name].seconds for each in server) for name in ("PostgreSQL", "SQLite")]
        report("processor time of all commands on PostgreSQL : SQLite", both[0] / both[1], MOST_ON_POSTGRESQL)


if __name__ == "__main__":
    table(sys.argv[1:])
