"""What some tests need from the machine: without it they are skipped, and the summary says so; in CI they fail."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import databases

PACKAGES = Path(__file__).parents[1] / "node_modules"


@dataclass(frozen=True)
class Need:
    what: str
    how: str
    found: Callable[[], object]

    @property
    def missing(self) -> str:
        return f"{self.what} not found on this machine"


def chromium() -> str | None:
    """The program to give Playwright: it ships no browser of its own to the places where we run."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


NEEDS = {
    "postgres": Need("PostgreSQL's server programs", "apt-get install postgresql", databases.server_programs),
    "emulator": Need(
        "Node or its package emulate",
        "install Node 20 or newer, then: npm ci",
        lambda: shutil.which("node") and (PACKAGES / "emulate").is_dir(),
    ),
    "teams": Need(
        "Node or Microsoft's Agents Playground",
        "install Node 20 or newer, then: npm ci",
        lambda: shutil.which("node") and (PACKAGES / "@microsoft" / "m365agentsplayground").is_dir(),
    ),
    "accessibility": Need(
        "the package axe-core",
        "install Node 20 or newer, then: npm ci",
        lambda: (PACKAGES / "axe-core").is_dir(),
    ),
    "browser": Need("Chromium", "apt-get install chromium", chromium),
}


def require(marker: str) -> None:
    need = NEEDS[marker]
    if need.found():
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{need.missing}; to get it: {need.how}", pytrace=False)
    pytest.skip(need.missing)


def summary(skipped: list[str]) -> list[str]:
    """skipped: the reason of every skipped test."""
    lines = []
    for marker, need in NEEDS.items():
        if count := skipped.count(need.missing):
            lines += [f"{marker}: {count} skipped, {need.missing}", f"    to run them: {need.how}"]
    return lines
