"""Dates as a municipality writes them: sometimes only the year, sometimes only the month."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DUTCH = re.compile(r"(?:(\d{1,2})[-./])?(\d{1,2})[-./](\d{4})")


MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb febr",
            "maart march mrt mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "augustus august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
"""As people write them, in Dutch and English, and shortened."""


class ImpossibleDate(ValueError):
    """The text is not a date, or a date that no calendar has."""


@lru_cache(maxsize=20_000)
def _is_possible(iso: str) -> bool:
    """Lists and tables hold the same few thousand dates again and again."""
    found = _ISO.fullmatch(iso)
    if found is None:
        return False
    try:
        dt.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of which the day, or the month and the day, may be unknown (ISO 8601 "reduced precision").

    What is not known is not invented: `day` is None for "2019", and such a date is shown but never counted.
    """

    iso: str

    def __post_init__(self) -> None:
        if not _is_possible(self.iso):
            raise ImpossibleDate(self.iso)

    @classmethod
    def of(cls, day: dt.date) -> Self:
        return cls(day.isoformat())

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads 2026-11-23, 2026-11, 2026, 23-11-2026, 23.11.2026 and 11-2026. Raises ImpossibleDate."""
        text = text.strip().removesuffix(" 00:00:00")
        if found := _DUTCH.fullmatch(text):
            day, month, year = found.groups()
            text = "-".join(part.zfill(2) for part in (year, month, day) if part)
        elif found := _ISO.fullmatch(text):
            text = "-".join(part.zfill(2) for part in found.groups() if part)
        return cls(text)

    @property
    def day(self) -> dt.date | None:
        """The exact day, or None when only the month or the year is known."""
        return dt.date.fromisoformat(self.iso) if len(self.iso) == 10 else None

    @property
    def earliest(self) -> dt.date:
        """The first day that this date may mean."""
        year, month, day = f"{self.iso}-01-01".split("-")[:3]
        return dt.date(int(year), int(month), int(day))

    @property
    def latest(self) -> dt.date:
        """The last day that this date may mean."""
        parts = [int(part) for part in self.iso.split("-")]
        if len(parts) == 3:
            return dt.date(*parts)
        year, month = parts[0], parts[1] if len(parts) == 2 else 12
        return (dt.date(year, month, 28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)

    def __str__(self) -> str:
        return self.iso


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """Of a year; number: 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: dt.date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, written: str) -> "Quarter | None":
        found = re.fullmatch(r"(\d{4})(?:-|[- ]?[QqKk])([1-4])", written.strip(), re.ASCII)
        return cls(int(found[1]), int(found[2])) if found and int(found[1]) > 1 else None

    @property
    def written(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def code(self) -> str:
        """As lists have it: 2026-Q3."""
        return f"{self.year}-Q{self.number}"

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> dt.date:
        return self.after.first - dt.timedelta(days=1)

    @property
    def before(self) -> "Quarter":
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def after(self) -> "Quarter":
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)
