"""Processes that split off, in some milliseconds, from one that has imported what they need; one for all tests.

There is one such process in each process of tests, and it imports what was said last. With a list for each kind of
process, those of the other list imported everything anew: more than a second, each of some hundred times.
"""

import multiprocessing
import sys

PRELOADED = (
    *("tests.delivery.doomed", "tests.torture.replica"),
    *("psycopg", "sqlalchemy.dialects.postgresql.psycopg", "alembic.command"),
)
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([*PRELOADED])


def lacks() -> None:
    """Ends with the number of modules that it would have to import."""
    sys.exit(len({*PRELOADED} - sys.modules.keys()))
