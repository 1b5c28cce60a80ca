"""Which tests pass a line, as `make coverage` wrote it down."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

from coverage import CoverageData


class Reach:
    """data: the file that `make coverage` leaves, with the test that was running beside each line."""

    def __init__(self, data: Path, root: Path) -> None:
        self._data = CoverageData(basename=str(data))
        self._data.read()
        self._root = root

    def tests_of(self, file: str, line: int, most: int, chance: Random) -> Sequence[str]:
        """Names for pytest, at most so many. A line that only an import passes has the tests of its whole file."""
        by_line = self._data.contexts_by_lineno(str(self._root / file))
        passing = _tests(by_line.get(line, ())) or _tests(each for some in by_line.values() for each in some)
        names = sorted(passing)
        return names if len(names) <= most else chance.sample(names, most)


def _tests(contexts: object) -> set[str]:
    """ "tests/x.py::test_y[z]|run" without its last part; "" is the code that ran before any test."""
    assert hasattr(contexts, "__iter__")
    return {each.partition("|")[0] for each in contexts if each}
