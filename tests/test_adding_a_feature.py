"""The page that teaches how to add a feature is done as it stands, in a copy of the repository: so it cannot rot."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from storage import migrate
from tests.sources import ROOT

pytestmark = pytest.mark.slow

PAGE = ROOT / "docs" / "adding-a-feature.md"
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "node_modules", "build", "dist", "__pycache__", ".*_cache")
NEWEST = migrate.newest_revision()
NUMBERS = {"HEAD": NEWEST, "NEXT": f"{int(NEWEST) + 1:04d}"}
"""The page does not name the newest migration: it would be old with the next one."""

CHECKS = (
    "tests/features/test_celebrating.py",
    "tests/test_house_rules.py",
    "tests/test_docs.py::test_every_slash_command_is_documented",
    "tests/test_docs.py::test_every_table_is_in_the_privacy_page",
    "tests/test_docs.py::test_every_job_says_how_late_it_may_still_be_done",
    "tests/storage/test_landed.py",
    "tests/storage/test_migrations.py::test_migrations_are_numbered_without_gaps",
    "tests/storage/test_migrations.py::test_a_migrated_database_equals_the_tables[sqlite]",
    "tests/storage/test_personal.py::test_every_column_that_names_a_colleague_says_how_it_is_erased_merged_and_shown",
    "tests/storage/test_personal.py::test_every_part_of_the_file_has_a_table",
    "tests/storage/test_personal.py::test_somebody_stands_in_every_column_that_names_a_colleague[sqlite]",
    "tests/storage/test_personal.py::test_nothing_of_whoever_was_erased_is_left_anywhere[sqlite]",
    "tests/storage/test_questions.py::test_every_question_has_a_test",
)
"""What the page says is checked. Those with a database run on SQLite here: `make check` has both."""


class Step(NamedTuple):
    """A block of the page. file: which the words above it named last, between backticks."""

    kind: str
    file: str
    text: str


def steps() -> Iterator[Step]:
    page = PAGE.read_text("utf-8")
    for old, new in NUMBERS.items():
        page = re.sub(rf"\b{old}(?=\b|_)", new, page)
    file = ""
    for words, kind, text in re.findall(r"(.*?)^```(\w*)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        named = re.findall(r"^(?:.*[Ii]n |.* )?`([\w./]+\.\w+)`", words, re.MULTILINE)
        file = named[-1] if named else file
        yield Step(kind, file, text)


def do(step: Step, copy: Path) -> None:
    file = copy / step.file
    match step.kind:
        case "python" | "toml":
            assert not file.exists(), f"{step.file} is there already"
            file.parent.mkdir(exist_ok=True)
            file.write_text(step.text, "utf-8")
        case "diff":
            before = "".join(line[1:] for line in step.text.splitlines(keepends=True) if line[0] in " -")
            after = "".join(line[1:] for line in step.text.splitlines(keepends=True) if line[0] in " +")
            words = file.read_text("utf-8")
            assert f"\n{words}".count(f"\n{before}") == 1, f"{step.file} does not hold this once:\n{before}"
            file.write_text(f"\n{words}".replace(f"\n{before}", f"\n{after}").removeprefix("\n"), "utf-8")
        case "sh":
            subprocess.run(["/bin/sh", "-ec", step.text], cwd=copy, check=True)


def succeeds(copy: Path, *command: str) -> None:
    ran = subprocess.run([sys.executable, "-m", *command], cwd=copy, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_feature_of_the_page_is_built_from_it(tmp_path: Path) -> None:
    copy = tmp_path / "samenspel"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    for step in steps():
        do(step, copy)
    new = [step.file for step in steps() if step.kind == "python"]
    assert len(new) == 8
    # `make format` of the page: it sorts what a diff put in, and leaves a page that is right as it is.
    succeeds(copy, "ruff", "check", "--quiet", "--fix", "bot", "storage", "tests")
    succeeds(copy, "ruff", "format", "--check", "--quiet", *new)
    succeeds(copy, "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly", *CHECKS)
