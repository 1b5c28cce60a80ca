"""Which tests pass a line, as `make coverage` wrote it down."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from operator import itemgetter
from pathlib import Path


class Reach:
    """data: the file that `make coverage` leaves, with the test that was running beside each line.

    Asked in SQL (its tables are documented), because coverage's own question reads all lines of a file for the tests of
    one.
    """

    def __init__(self, data: Path, root: Path) -> None:
        self._data = data
        self._root = root
        with closing(sqlite3.connect(data)) as db:
            passed = db.execute("SELECT context, count(*) FROM arc JOIN context ON id = context_id GROUP BY context_id")
            self._lines = Counter[str]()
            """How much each test passes in all."""
            for context, lines in passed:
                self._lines[_test(context)] += lines

    def tests_of(self, file: str, line: int, most: int) -> Sequence[str]:
        """Names for pytest. First those that pass least besides; the other half from every file of tests in turn.

        A line that only an import passes, or a process that a test starts, has the tests of its file and its folder.
        """
        with closing(sqlite3.connect(self._data)) as db:
            passed = (
                "SELECT DISTINCT context FROM file"
                " JOIN arc ON file_id = file.id JOIN context ON context.id = context_id"
            )
            path = self._root / file
            names = _tests(db.execute(passed + " WHERE path = ? AND ? IN (fromno, tono)", (str(path), line)))
            if not names:
                names = _tests(db.execute(passed + " WHERE path GLOB ?", (f"{path.parent}/*",)))
        ordered = sorted(names, key=lambda name: (self._lines[name], name))
        about, others = ordered[: most // 2], ordered[most // 2 :]
        before = Counter[str]()
        turns = list[tuple[int, str]]()
        for name in others:
            turns.append((before[_file_of(name)], name))
            before[_file_of(name)] += 1
        turns.sort(key=itemgetter(0))
        return about + [name for _, name in turns[: most - len(about)]]


def _file_of(name: str) -> str:
    return name.partition("::")[0]


def _tests(rows: Iterable[tuple[str]]) -> set[str]:
    return {_test(context) for (context,) in rows if context}


def _test(context: str) -> str:
    """ "tests/x.py::test_y[z]|run" without its last part; "" is the code that ran before any test."""
    return context.rpartition("|")[0]
