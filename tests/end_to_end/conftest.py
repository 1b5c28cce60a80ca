"""Fixtures of the end-to-end tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import needs

from .bench import Bench


@pytest.fixture(scope="session")
def emulator_there() -> None:
    """For a fixture of your own around `Bench.opened`, with a wider scope than `bench`."""
    needs.require("emulate")


@pytest.fixture
def bench(emulator_there: None, tmp_path: Path) -> Iterator[Bench]:
    """An emulator, a proxy and the cast, all new; the test starts the bot with `bench.start_bot()`."""
    with Bench.opened(tmp_path) as opened:
        yield opened
