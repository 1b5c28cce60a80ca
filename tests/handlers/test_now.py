"""The practice clock: real time, some seconds ahead."""

import datetime as dt
from pathlib import Path

from handlers.now import practice_time, real_time

WEEK = dt.timedelta(days=7)


def test_without_its_file_it_is_the_real_time(tmp_path: Path) -> None:
    assert abs(practice_time(tmp_path / "klok")() - real_time()) < dt.timedelta(seconds=5)


def test_the_file_says_how_far_ahead_it_is(tmp_path: Path) -> None:
    file = tmp_path / "klok"
    now = practice_time(file)
    for weeks in (1, 3):
        file.write_text(f"{weeks * WEEK.total_seconds()}\n", "utf-8")
        assert abs(now() - real_time() - weeks * WEEK) < dt.timedelta(seconds=5)
    assert now().tzinfo is dt.UTC
