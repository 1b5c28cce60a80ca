"""Processes that split off, in some milliseconds, from one that has imported what they need; one for all tests.

There is one such process in each process of tests, and it imports what was said last. With a list for each kind of
process, those of the other list imported everything anew: more than a second, each of some hundred times.
"""

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

PRELOADED = (
    *("tests.delivery.doomed", "tests.torture.replica", "handlers.console.main", "handlers.running"),
    *("psycopg", "sqlalchemy.dialects.postgresql.psycopg", "alembic.command"),
)
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([*PRELOADED])


def lacks() -> None:
    """Ends with the number of modules that it would have to import."""
    sys.exit(len({*PRELOADED} - sys.modules.keys()))


def samenspel(
    words: Sequence[str], environment: Mapping[str, str], folder: Path, patience: float
) -> tuple[int | None, str]:
    """The console script in a process of its own, begun in this folder; its exit code, and what it said.

    The code is None when it takes longer than `patience`, in seconds.
    """
    said = folder / "said"
    process = FORKS.Process(target=_samenspel, args=(words, dict(environment), folder, said))
    process.start()
    process.join(patience)
    code = process.exitcode
    process.kill()
    process.join()
    process.close()
    return code, said.read_text("utf-8")


def _samenspel(words: Sequence[str], environment: Mapping[str, str], folder: Path, said: Path) -> None:
    from handlers.console.main import main

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(out, stream)
    sys.exit(main(words))
