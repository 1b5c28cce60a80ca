"""Whatever is sent with a good signature: a wrong shape is a 400, and nothing is a 500, a trace in the log, or silence.

50,000 of them: `python -m benchmarks mutated`.
"""

from collections.abc import Iterator

import pytest

from storage.database import Database
from tests import mutated
from tests.databases import SqliteDatabases
from tests.handlers import stand_in
from tests.teams import connector

EACH = 500


@pytest.fixture
def database(sqlite: SqliteDatabases) -> Iterator[Database]:
    with sqlite.migrated() as url:
        database = Database(url)
        yield database
        database.close()


def test_slack(database: Database) -> None:
    with stand_in.running() as slack:
        judge(mutated.to_slack(database, slack, range(EACH)))


def test_teams(database: Database) -> None:
    with connector.running() as teams:
        judge(mutated.to_teams(database, teams, range(EACH)))


def judge(verdict: mutated.Verdict) -> None:
    assert verdict.broken == []
    assert verdict.statuses[200] > EACH / 10
    assert verdict.statuses[400] > EACH / 10
