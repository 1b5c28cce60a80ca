"""What some tests need from the machine. Whatever gives it asks for it first, so no test has to remember a mark.

Without it the test is skipped, and the summary says so; in CI it fails.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Need:
    what: str
    how: str
    found: Callable[[], object]

    @property
    def missing(self) -> str:
        return f"{self.what} not found on this machine"


def server_programs() -> Path | None:
    """The folder of PostgreSQL's server programs; of the newest version when there are several."""
    on_path = shutil.which("pg_ctl")
    # Debian keeps them off the PATH, in a folder for each version.
    versions = Path(os.environ.get("POSTGRES_VERSIONS", "/usr/lib/postgresql"))
    installed = sorted(versions.glob("*/bin/pg_ctl"), key=lambda file: int(file.parts[-3]))
    programs = [*([Path(on_path)] if on_path else []), *installed]
    return programs[-1].resolve().parent if programs else None


def _packages() -> Path:
    return Path(os.environ.get("NODE_MODULES", Path(__file__).parents[1] / "node_modules"))


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


NEEDS = {
    "postgres": Need("PostgreSQL's server programs", "apt-get install postgresql", server_programs),
    "emulate": Need(
        "Node or its package emulate",
        "install Node 20 or newer, then: npm ci",
        lambda: shutil.which("node") and (_packages() / "emulate").is_dir(),
    ),
    "@microsoft": Need(
        "Node or Microsoft's packages for Teams",
        "install Node 20 or newer, then: npm ci",
        lambda: shutil.which("node") and (_packages() / "@microsoft" / "m365agentsplayground").is_dir(),
    ),
    "axe-core": Need(
        "the package axe-core",
        "install Node 20 or newer, then: npm ci",
        lambda: (_packages() / "axe-core").is_dir(),
    ),
    "ical.js": Need(
        "Node or the package ical.js",
        "install Node 20 or newer, then: npm ci",
        lambda: shutil.which("node") and (_packages() / "ical.js").is_dir(),
    ),
    "chromium": Need("Chromium", "apt-get install chromium", _chromium),
}


def require(name: str) -> None:
    need = NEEDS[name]
    if need.found():
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{need.missing}; to get it: {need.how}", pytrace=False)
    pytest.skip(need.missing)


def chromium() -> str:
    """The program to give Playwright: it ships no browser of its own to the places where we run."""
    require("chromium")
    return _chromium() or ""


def package(name: str) -> Path:
    """The folder of a Node package, or of all packages of one maker."""
    require(name)
    return _packages() / name


def node() -> str:
    """For whoever has asked for its package already."""
    return shutil.which("node") or ""


def postgres() -> Path:
    """The folder of PostgreSQL's server programs."""
    require("postgres")
    programs = server_programs()
    assert programs
    return programs


def summary(skipped: list[str]) -> list[str]:
    """skipped: the reason of every skipped test."""
    lines = []
    for name, need in NEEDS.items():
        if count := skipped.count(need.missing):
            lines += [f"{name}: {count} skipped, {need.missing}", f"    to run them: {need.how}"]
    return lines
