"""What is killed hundreds of times has nothing to import first."""

from tests import forks


def test_all_is_imported_before_it_splits_off() -> None:
    process = forks.FORKS.Process(target=forks.lacks)
    process.start()
    process.join()
    assert process.exitcode == 0
