"""The longest files go first."""

from tests import longest_first
from tests.sources import ROOT

SAID = """
  2.00s call     tests/a/test_a.py::test_one[sqlite::x]
  4.00s setup    tests/a/test_a.py::test_two
 10.00s call     tests/b/test_b.py::test_one
  1.00s teardown tests/c/test_c.py::test_one
123 passed in 17.00s
"""


def test_it_is_counted_by_file_from_what_pytest_says() -> None:
    assert list(longest_first.found(SAID.splitlines()).items()) == [
        ("tests/b/test_b.py", 10.0),
        ("tests/a/test_a.py", 6.0),
    ]


def test_every_file_in_the_table_is_there() -> None:
    """One that was moved goes to its new name."""
    assert [file for file in longest_first.kept() if not (ROOT / file).exists()] == []
    assert longest_first.seconds("tests/torture/test_torture.py", 1) > longest_first.seconds("tests/test_new.py", 100)
