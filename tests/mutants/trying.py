"""A copy of the tree in which one fault at a time is tried."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from tests.mutants.faults import Fault

Result = Literal["caught", "survived", "not reached"]

PATIENCE = 300
"""Seconds. A fault that makes tests hang has been noticed."""
COPIED = ("bot", "glossary", "handlers", "storage", "playground", "tests", "benchmarks", "docs")
FILES = (
    "pyproject.toml",
    "Makefile",
    "README.md",
    ".env.example",
    "publiccode.yml",
    "package.json",
    "package-lock.json",
)


class Copy:
    """Of the tree at `root`, in a folder of its own. The tests run there, with this interpreter."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._folder = folder / "samenspel"
        for name in COPIED:
            shutil.copytree(root / name, self._folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in FILES:
            if (root / name).exists():
                shutil.copy(root / name, self._folder / name)
        for name in ("node_modules", ".venv"):
            if (root / name).exists():
                (self._folder / name).symlink_to(root / name)
        if (root.parent / "shared").exists():
            (folder / "shared").symlink_to(root.parent / "shared")

    def try_out(self, fault: Fault, tests: Sequence[str]) -> Result:
        """Puts the fault in, runs these tests until one is red, and takes the fault out again."""
        if not tests:
            return "not reached"
        file = self._folder / fault.file
        whole = file.read_bytes()
        file.write_bytes(fault.put_into(whole))
        try:
            return "survived" if self._are_green(tests) else "caught"
        finally:
            file.write_bytes(whole)

    def _are_green(self, tests: Sequence[str]) -> bool:
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", *tests]
        alone = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
        try:
            ran = subprocess.run(
                command, cwd=self._folder, capture_output=True, timeout=PATIENCE, check=False, env=alone
            )
        except subprocess.TimeoutExpired:
            return False
        return ran.returncode == 0
