"""`make test` is green on every machine that the README allows, whatever of Chromium, Node's packages and PostgreSQL is
there: eight kinds, and seven of them are made by hiding.

What becomes of a test depends only on what it needs itself. No test needs PostgreSQL and one of the others, so three
runs tell what happens on all seven. On the eighth, with everything, all other tests run.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

import pytest

from tests import needs
from tests.sources import ROOT

CHROMIUM, PACKAGES, POSTGRES = "Chromium", "package", "PostgreSQL"
TESTS = {
    "tests/playground/test_demo.py::test_a_bot_that_stops_is_seen_and_can_be_started_again": {CHROMIUM},
    "tests/playground/test_accessibility.py::test_axe_finds_nothing_at_a_desk[welcome]": {CHROMIUM, PACKAGES},
    "tests/teams/test_page.py::test_somebody_sees_their_own_page": {CHROMIUM, PACKAGES},
    "tests/teams/test_manifest.py::test_microsofts_own_schemas_have_no_complaints": {PACKAGES},
    "tests/end_to_end/test_register.py::test_the_same_over_socket_mode": {PACKAGES},
    "tests/storage/test_few_connections.py::test_when_others_have_them_all_it_is_said_at_once": {POSTGRES},
    "tests/storage/test_database.py::test_the_patience_is_two_seconds_when_nothing_is_said[postgres]": {POSTGRES},
    "tests/torture/test_torture.py::test_postgresql_itself_crashes": {POSTGRES},
}
"""Of every way in which a test gets at one of them, one; with what it needs."""
PROGRAMS = {CHROMIUM: ("chromium", "google-chrome"), PACKAGES: (), POSTGRES: ("pg_ctl", "initdb")}
PLACES = {PACKAGES: "NODE_MODULES", POSTGRES: "POSTGRES_VERSIONS"}
HIDDEN: list[tuple[str, ...]] = [(CHROMIUM, POSTGRES), (PACKAGES,), (CHROMIUM, PACKAGES)]
ONLY_IN_NEEDS = (
    "node_modules",
    "/usr/lib/postgresql",
    'shutil.which("initdb',
    'shutil.which("chromium',
    'shutil.which("node',
)

pytestmark = pytest.mark.slow

Machine = Callable[[Collection[str]], dict[str, str]]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """The environment of a machine without these."""

    def without(hidden: Collection[str]) -> dict[str, str]:
        programs = tmp_path / "bin"
        programs.mkdir()
        unseen = tuple(name for what in hidden for name in PROGRAMS[what])
        for place in os.environ["PATH"].split(os.pathsep):
            for program in Path(place).glob("*"):
                if not program.name.startswith(unseen) and not (programs / program.name).is_symlink():
                    (programs / program.name).symlink_to(program)
        # CI may not skip; and what pytest tells its workers is not for these.
        usual = {name: value for name, value in os.environ.items() if not name.startswith(("CI", "PYTEST_"))}
        places = {PLACES[what]: str(tmp_path / "nowhere") for what in hidden if what in PLACES}
        return {**usual, "PATH": str(programs), **places}

    return without


def ran(tests: Iterable[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    quickly = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *quickly, *tests]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("hidden", HIDDEN, ids=" ".join)
def test_what_needs_what_is_not_there_is_skipped_and_said(hidden: Collection[str], machine: Machine) -> None:
    asked = [test for test, needed in TESTS.items() if needed & set(hidden)]
    done = ran(asked, machine(hidden))
    assert done.returncode == 0, done.stdout
    assert re.search(rf"^{len(asked)} skipped in", done.stdout, re.MULTILINE), done.stdout
    assert "NOT TESTED ON THIS MACHINE" in done.stdout
    for need in needs.NEEDS.values():
        if need.missing in done.stdout:
            assert f"to run them: {need.how}" in done.stdout


def test_in_ci_nothing_is_skipped(machine: Machine) -> None:
    schema = next(test for test, needed in TESTS.items() if needed == {PACKAGES})
    done = ran([schema], {**machine([PACKAGES]), "CI": "true"})
    assert done.returncode == 1
    assert "npm ci" in done.stdout
    assert "1 failed" in done.stdout


def test_nothing_gets_at_what_may_be_missing_without_asking() -> None:
    # The last two copy a tree, with what is in it.
    own = {"needs.py", "test_needs.py", "trying.py", "test_adding_a_feature.py"}
    files = [file for file in (ROOT / "tests").rglob("*.py") if file.name not in own]
    found = [(file, way) for file in files for way in ONLY_IN_NEEDS if way in file.read_text("utf-8")]
    assert found == []
