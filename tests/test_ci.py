"""What `.ci/run` makes of a red run: a few tests once more, alone and aloud; anything else is red at once."""

import shutil
import subprocess
from pathlib import Path

import pytest

RUN = Path(__file__).parents[1] / ".ci/run"
STUBS = {
    "dpkg-query": "printf installed",
    "npm": "exit 0",
    "git": "echo 0000002a",
    "make": 'echo "$@" >> asked; [[ $1 == check ]] && { cat closing; exit 2; }; exit "$(cat again)"',
}
"""In place of what installs and what takes a quarter of an hour."""


@pytest.mark.parametrize(
    ("closing", "again", "status"),
    [
        ("1 failed, 8169 passed in 831.93s (0:13:51)", 0, 0),
        ("8170 passed, 1 error in 842.10s (0:14:02)", 0, 0),
        ("9 failed, 8160 passed, 3 errors in 831.93s (0:13:51)", 0, 0),
        ("1 failed, 8169 passed in 831.93s (0:13:51)", 2, 2),
        ("10 failed, 8160 passed in 831.93s (0:13:51)", None, 1),
        ("3 failed, 8160 passed, 12 errors in 831.93s (0:13:51)", None, 1),
        ("1 failed, 8168 passed, 1 skipped in 831.93s (0:13:51)", None, 1),
        ("no tests ran in 3.20s", None, 1),
        (None, None, 1),
    ],
)
def test_a_few_failures_are_tried_again_and_named(
    closing: str | None, again: int | None, status: int, tmp_path: Path
) -> None:
    """`again`: how the second try ends, None where there is none. `closing`: pytest's last line, None when a lint was
    red before it."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(RUN, tmp_path / ".ci/run")
    (tmp_path / "bin").mkdir()
    for name, does in STUBS.items():
        stub = tmp_path / "bin" / name
        stub.write_text(f"#!/bin/bash\n{does}\n")
        stub.chmod(0o755)
    failed = "FAILED tests/lives/test_weeks.py::test_a_week - AssertionError"
    (tmp_path / "closing").write_text(f"{failed}\n====== {closing} ======\n" if closing else "error: Missing type\n")
    (tmp_path / "again").write_text(str(again))

    ran = subprocess.run(
        ["bash", tmp_path / ".ci/run"],
        env={"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin", "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )

    asked = (tmp_path / "asked").read_text().splitlines()
    assert ran.returncode == status, ran.stderr
    assert ("--last-failed" in asked[-1]) == (again is not None)
    assert len(asked) == 1 + (again is not None)
    assert ("UNSTEADY" in ran.stdout and ran.stdout.endswith(f"{failed}\n")) == (again == 0)
