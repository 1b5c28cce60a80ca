"""Fixtures of the end-to-end tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import needs

from .bench import Bench
from .opinion import disagreements


@pytest.fixture
def others_agree(bench: Bench) -> Iterator[None]:
    """A Slack made by somebody else takes everything too that ours took from the bot."""
    needs.require("emulate")
    yield
    assert disagreements(bench.slack, bench.folder) == []


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A Slack and the cast, all new; the test starts the bot with `bench.start_bot()`."""
    with Bench.opened(tmp_path) as opened:
        yield opened
