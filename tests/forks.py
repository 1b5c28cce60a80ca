"""Processes that split off, in some milliseconds, from one that has imported what they need; one for all tests.

There is one such process in each process of tests, and it imports what was said last. With a list for each kind of
process, those of the other list imported everything anew: more than a second, each of some hundred times.
"""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path

PRELOADED = (
    *("tests.delivery.doomed", "tests.torture.replica", "handlers.console.main", "handlers.running"),
    *("handlers.slack.connection", "handlers.teams.connection"),
    *("psycopg", "sqlalchemy.dialects.postgresql.psycopg", "alembic.command"),
)
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([*PRELOADED])


def lacks() -> None:
    """Ends with the number of modules that it would have to import."""
    sys.exit(len({*PRELOADED} - sys.modules.keys()))


class Samenspel:
    """The console script in a process of its own, begun in this folder. It has the face of `subprocess.Popen`.

    What it says goes to the end of the file `said`.
    """

    def __init__(self, words: Sequence[str], environment: Mapping[str, str], folder: Path, said: Path) -> None:
        self._process: ForkServerProcess = FORKS.Process(
            # A daemon goes with the tests, however they end.
            target=_samenspel,
            args=(words, dict(environment), folder, said),
            daemon=True,
        )
        self._process.start()

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        code = self._process.exitcode
        if code is None:
            raise subprocess.TimeoutExpired("samenspel", timeout or 0)
        return code

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()


def samenspel(
    words: Sequence[str], environment: Mapping[str, str], folder: Path, patience: float
) -> tuple[int | None, str]:
    """The console script: its exit code, and what it said. The code is None when it takes longer, in seconds."""
    said = folder / "said"
    said.write_bytes(b"")
    process = Samenspel(words, environment, folder, said)
    try:
        code = process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        code = None
    return code, said.read_text("utf-8")


def _samenspel(words: Sequence[str], environment: Mapping[str, str], folder: Path, said: Path) -> None:
    from handlers.console.main import main

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    # After making a database it begins from the beginning: as the console script would.
    sys.orig_argv = [sys.executable, "-m", "handlers.console.main", *words]
    out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(out, stream)
    sys.exit(main(words))
