"""How we tell what changed: a subject that fits on a line. The body says why."""

import subprocess

import pytest

from tests import sources

SINCE = "b009e1c"
"""The last commit before this rule."""
LONGEST_SUBJECT = 72


def test_the_subject_of_a_commit_has_at_most_72_signs() -> None:
    command = ["git", "log", "--no-merges", "--format=%h %s", f"{SINCE}..HEAD"]
    told = subprocess.run(command, cwd=sources.ROOT, capture_output=True, text=True, check=False)
    if told.returncode:
        pytest.skip("no history here, so there are no subjects to look at")
    subjects = [line.split(" ", 1) for line in told.stdout.splitlines()]
    assert [f"{number} {subject}" for number, subject in subjects if len(subject) > LONGEST_SUBJECT] == []
