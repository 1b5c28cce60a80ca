"""50,000 requests with a good signature and a wrong shape, half to Slack's door and half to Teams': none may break."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.report import Report
from storage.database import Database
from storage.migrate import upgrade
from tests import mutated
from tests.handlers import stand_in
from tests.teams import connector

EACH = 25_000


def measure(report: Report) -> None:
    with _database() as database, stand_in.running() as slack:
        _judge("Slack", mutated.to_slack(database, slack, range(EACH)), report)
    with _database() as database, connector.running() as teams:
        _judge("Teams", mutated.to_teams(database, teams, range(EACH)), report)


@contextmanager
def _database() -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'samenspel.db'}"
        upgrade(url)
        database = Database(url)
        yield database
        database.close()


def _judge(door: str, verdict: mutated.Verdict, report: Report) -> None:
    print(f"{door}, how it was answered:", dict(sorted(verdict.statuses.items())))
    for broken in verdict.broken[:20]:
        print(" ", broken)
    report(f"of {EACH} mutated requests to {door}: a 5xx, a trace in the log, or no answer", len(verdict.broken), 0)
    seconds, seed = verdict.slowest
    report(f"the slowest answer to one, {door} (seed {seed}), seconds", seconds, mutated.TOO_LONG_SECONDS)
