"""Writes the files with days off: `python -m bot.days_off.release`, when the library knows better than they do.

A test compares them with the library, so whoever gets a newer one is told to run this.
"""

import datetime as dt
from collections.abc import Iterator

from bot.days_off import Names, file_of, from_library

DECADES = (202, 203)


def main() -> None:
    for decade in DECADES:
        lines = (
            f"{region}\t{language}\t{name}\t{first}\t{last}\n"
            for region, each in from_library(decade).items()
            for language, names in each.items()
            for first, last, name in _periods(names)
        )
        file_of(decade).write_text("".join(lines), "utf-8")


def _periods(names: Names) -> Iterator[tuple[dt.date, dt.date, str]]:
    """Days of one name that follow each other, as one."""
    days = sorted(names)
    first = days[0]
    for day, after in zip(days, (*days[1:], None), strict=True):
        if after != day + dt.timedelta(days=1) or names[after] != names[day]:
            yield first, day, names[day]
            first = after or day


if __name__ == "__main__":
    main()
