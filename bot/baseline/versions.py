"""Which steps hold for a project: the municipality's own of the day it was registered, or what is shipped."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy.orm import Session

from bot.baseline import steps
from bot.baseline.steps import Baseline
from storage.register import baselines

SHIPPED = 0
"""The number of what is shipped."""


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    made_at: dt.datetime | None
    written: str

    @property
    def baseline(self) -> Baseline:
        return _read(self.written) if self.written else steps.shipped()


_read = lru_cache(maxsize=64)(steps.read)


@dataclass(frozen=True, slots=True)
class Versions:
    """all: oldest first, what is shipped in front. moved: project -> number."""

    all: tuple[Version, ...]
    moved: Mapping[int, int]

    @property
    def newest(self) -> Version:
        return self.all[-1]

    def of_project(self, project_id: int, registered_at: dt.datetime | None) -> Version:
        if project_id in self.moved:
            return next((each for each in self.all if each.number == self.moved[project_id]), self.newest)
        known = [each for each in self.all if not each.made_at or (registered_at and each.made_at <= registered_at)]
        return known[-1]


def versions(db: Session) -> Versions:
    own = baselines.baseline_versions(db)
    made = tuple(Version(row.number, row.made_at, row.written) for row in own)
    return Versions((Version(SHIPPED, None, ""), *made), baselines.moved_baselines(db) if own else {})
