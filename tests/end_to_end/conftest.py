"""Fixtures of the end-to-end tests. Whoever uses `bench` gets the marker `emulator`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from .bench import Bench
from .emulator import EmulatorMissing, require_emulator


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "emulator_there" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.emulator)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [
        report
        for report in terminalreporter.stats.get("skipped", [])
        if "END-TO-END NOT TESTED" in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section("END-TO-END NOT TESTED", red=True)
        terminalreporter.line(
            f"{len(skipped)} tests were skipped: {str(skipped[0].longrepr).split('NOT TESTED: ')[-1]}"
        )


@pytest.fixture(scope="session")
def emulator_there() -> None:
    """Without Node or node_modules: skip where somebody develops, fail where CI=true."""
    try:
        require_emulator()
    except EmulatorMissing as missing:
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(f"END-TO-END NOT TESTED: {missing}")
        pytest.skip(f"END-TO-END NOT TESTED: {missing}")


@pytest.fixture
def bench(emulator_there: None, tmp_path: Path) -> Iterator[Bench]:
    """An emulator, a proxy and the cast, all new; the test starts the bot with `bench.start_bot()`."""
    with Bench.opened(tmp_path) as opened:
        yield opened
