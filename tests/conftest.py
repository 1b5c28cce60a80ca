"""What every test can ask for, and what the run says about tests that the machine could not run."""

import gc
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.subprocesses import GARBAGE_AFTER
from tests import longest_first, needs
from tests.databases import Databases, PostgresDatabases, SqliteDatabases, memory, postgres_server

# Helpers of ours explain a failing assert as well as tests do.
pytest.register_assert_rewrite("tests.end_to_end", "tests.playground", "tests.room")

# A busy laptop is no bug. In CI hypothesis chooses such a profile by itself.
settings.register_profile("patient", deadline=None)
if settings.get_current_profile_name() == "default":
    settings.load_profile("patient")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Four on two processors: for half of the time a test waits, for a server, a browser or a lock."""
    return (os.cpu_count() or 1) * 3 // 2 + 1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--thorough", action="store_true", help="also what shows the same once more, with other seeds")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("thorough"):
        again = [item for item in items if item.get_closest_marker("thorough")]
        items[:] = [item for item in items if item not in again]
        config.hook.pytest_deselected(items=again)
    if hasattr(config, "workerinput"):
        files = {item: item.nodeid.partition("::")[0] for item in items}
        tests = Counter(files.values())
        items.sort(key=lambda item: -longest_first.seconds(files[item], tests[files[item]]))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is there before the first test stays until the last: looking through it again and again took a tenth.

    While modules are imported there is no garbage, and looking for it took a quarter of the time. After that it is done
    as in a process of ours: a test that reads all code as trees takes a third of the time so.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(GARBAGE_AFTER)
        gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [str(report.longrepr[2]).removeprefix("Skipped: ") for report in terminalreporter.getreports("skipped")]
    if lines := needs.summary(skipped):
        terminalreporter.section("NOT TESTED ON THIS MACHINE", yellow=True, bold=True)
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def sqlite() -> Iterator[SqliteDatabases]:
    with tempfile.TemporaryDirectory(prefix="samenspel-", dir=memory()) as folder:
        yield SqliteDatabases(Path(folder))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresDatabases]:
    """One server for each worker of pytest-xdist: starting it takes as long as waiting for another's."""
    needs.require("postgres")
    with postgres_server() as sockets:
        databases = PostgresDatabases(sockets)
        yield databases
        databases.close()


@pytest.fixture(params=["sqlite", "postgres"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Both kinds, one after the other. Only one: `@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)`."""
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    with databases.migrated() as url:
        yield url


@pytest.fixture
def empty_database_url(databases: Databases) -> Iterator[str]:
    with databases.empty() as url:
        yield url
