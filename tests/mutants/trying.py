"""A copy of the tree in which one fault at a time is tried."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

from tests.mutants.faults import Fault

PATIENCE = 900
"""Seconds, for all tests of one fault on a busy machine. One test that hangs ends sooner, by pytest's own limit."""
SHARED = ("node_modules", ".venv")
LEFT_OUT = (".git", "build", "*_cache", *SHARED)
RED = re.compile(r"^(?:FAILED|ERROR) (tests/\S+\.py(?:::\S.*?)?)(?: - .*)?$", re.MULTILINE)


class Result(NamedTuple):
    """by: the test that noticed it; "" when the code could not even be imported, or a test hung."""

    fault: Fault
    what: Literal["caught", "survived", "not reached", "took too long"]
    by: str = ""

    def __str__(self) -> str:
        return f"{self.what}: {self.fault}" + (f" · {self.by}" if self.by else "")


class Copy:
    """Of the tree at `root`, in a folder of its own. The tests run there, with this interpreter.

    Compiled code comes along, and none is written: a broken file has another time of change than what was compiled.
    """

    def __init__(self, root: Path, folder: Path) -> None:
        self._folder = folder / "samenspel"
        shutil.copytree(root, self._folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
        for name in SHARED:
            if (root / name).exists():
                (self._folder / name).symlink_to(root / name)
        if (root.parent / "shared").exists():
            (folder / "shared").symlink_to((root.parent / "shared").resolve())
        self._environment = os.environ | {
            "PYTHONDONTWRITEBYTECODE": "1",
            # Else a process that a test starts would find the tree that is installed, in which nothing is broken.
            "PYTHONPATH": str(self._folder),
        }

    def try_out(self, fault: Fault, tests: Sequence[str]) -> Result:
        """Puts the fault in, runs these tests until one is red, and takes the fault out again."""
        if not tests:
            return Result(fault, "not reached")
        file = self._folder / fault.file
        whole, times = file.read_bytes(), file.stat()
        file.write_bytes(fault.put_into(whole))
        try:
            code, said = self._pytest("-x", *tests)
        except subprocess.TimeoutExpired:
            return Result(fault, "took too long")
        finally:
            file.write_bytes(whole)
            os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
        return Result(fault, "survived") if code == 0 else Result(fault, "caught", next(iter(_red(said)), ""))

    def collected(self, files: Collection[str]) -> set[str]:
        """Names of the tests in these files, as they are today."""
        if not files:
            return set()
        _, said = self._pytest("--collect-only", *files)
        return set(said.splitlines())

    def red_anyway(self, tests: Collection[str]) -> set[str]:
        """Those of them that are red with nothing broken: because of where they run, or of a busy machine."""
        if not tests:
            return set()
        _, said = self._pytest(*tests)
        return {test for test in tests if test in _red(said)}

    def _pytest(self, *arguments: str) -> tuple[int, str]:
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:randomly",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
        ]
        command += ["-o", "faulthandler_exit_on_timeout=true", *arguments]
        output = self._folder.parent / "output.txt"
        with (
            output.open("w") as out,
            subprocess.Popen(
                command, cwd=self._folder, env=self._environment, stdout=out, stderr=out, start_new_session=True
            ) as process,
        ):
            try:
                code = process.wait(PATIENCE)
            finally:
                # Also what a broken test left running.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
        return code, output.read_text("utf-8", "replace")


def _red(said: str) -> list[str]:
    return RED.findall(said)
