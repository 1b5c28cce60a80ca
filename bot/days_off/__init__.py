"""Days on which people have something else to do: Dutch public holidays, and the school breaks of a region.

The library that knows them takes 12 MB, because it knows those of all countries. What it says of two decades stands in
files, written by `python -m bot.days_off.release`; of another decade it is asked in a process of its own, once for ten
years and for all regions and languages.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from sys import intern
from threading import Lock

import msgspec

from bot import subprocesses

REGIONS = ("Noord", "Midden", "Zuid")
"""In which the ministry spreads the school breaks."""
_LANGUAGES = {"nl": "nl", "en": "en_US"}
"""As the library calls them."""


class DaysOffOrder(msgspec.Struct, frozen=True):
    """regions: of REGIONS, and empty for public holidays only. languages: as the library calls them."""

    first_year: int
    last_year: int
    regions: tuple[str, ...]
    languages: tuple[str, ...]


Names = dict[dt.date, str]
Answer = dict[str, dict[str, Names]]
"""Region -> language -> names by date."""

_known: dict[int, Mapping[tuple[str, str], Names]] = {}
"""By decade, and then by region and language."""
_asking = Lock()


def name_of(day: dt.date, region: str = "", language: str = "nl") -> str:
    """Empty on an ordinary day. Several are joined: "Eerste kerstdag; Kerstvakantie"."""
    decade = _known.get(day.year // 10) or _learned(day.year // 10)
    return decade[region, _LANGUAGES.get(language, "nl")].get(day, "")


def file_of(decade: int) -> Path:
    """A line for each region, language and name: these three, and the first and the last of the days."""
    return Path(__file__).with_name(f"{decade}0s.tsv")


def from_library(decade: int) -> Answer:
    """Raises NoAnswer."""
    order = DaysOffOrder(max(dt.MINYEAR, decade * 10), decade * 10 + 9, ("", *REGIONS), tuple(_LANGUAGES.values()))
    return msgspec.json.decode(subprocesses.ask("bot.days_off", msgspec.json.encode(order)), type=Answer)


def _learned(decade: int) -> Mapping[tuple[str, str], Names]:
    # Whoever comes while it is being asked waits for that answer, and starts no second process.
    with _asking:
        if decade not in _known:
            file = file_of(decade)
            _known[decade] = _read(file.read_text("utf-8").splitlines()) if file.exists() else _asked(decade)
    return _known[decade]


def _read(lines: Iterable[str]) -> Mapping[tuple[str, str], Names]:
    found: dict[tuple[str, str], Names] = {}
    for line in lines:
        region, language, name, first, last = line.split("\t")
        days, day = found.setdefault((region, language), {}), dt.date.fromisoformat(first)
        while day <= dt.date.fromisoformat(last):
            days[day] = intern(name)
            day += dt.timedelta(days=1)
    return found


def _asked(decade: int) -> Mapping[tuple[str, str], Names]:
    return {
        (region, language): {day: intern(name) for day, name in names.items()}
        for region, each in from_library(decade).items()
        for language, names in each.items()
    }
