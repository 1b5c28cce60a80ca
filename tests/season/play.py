"""One half year, from its first day to the figures."""

import tempfile
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.chat.feature import Feature, Task
from bot.chat.replies import Say
from bot.features import FEATURES
from tests.databases import SqliteDatabases, memory
from tests.lives.life import life_in
from tests.season.doing import Colleague, Pressed
from tests.season.measures import Asks
from tests.season.reader import Look, Message, Reader
from tests.season.season import Season
from tests.season.town import BEGINS, Character, Job


@dataclass(frozen=True)
class Played:
    """people, pressed: by name. deeds: what everybody did, in words, in order. seconds: of processor time.

    asks: how many residents answered, and of how many it is written down.
    """

    seed: int
    weeks: int
    people: Mapping[str, Character]
    messages: Sequence[Message]
    looks: Sequence[Look]
    pressed: Mapping[str, Sequence[Pressed]]
    deeds: Sequence[str]
    seconds: float
    asks: Asks

    def everybody(self, *jobs: Job) -> frozenset[str]:
        return frozenset(name for name, each in self.people.items() if not jobs or each.job in jobs)


def _draws_nothing(task: Task) -> Sequence[Say]:
    return []


def without_pictures() -> Sequence[Feature]:
    """A picture takes a process and a second, and the lines of an overview say the same."""
    return [
        replace(
            each,
            workers={
                name: _draws_nothing if name.partition(".")[2].startswith("draw") else do
                for name, do in each.workers.items()
            },
        )
        for each in FEATURES
    ]


@contextmanager
def beginning(
    url: str, seed: int, followers: Collection[str] = (), features: Sequence[Feature] | None = None
) -> Iterator[tuple[Season, Reader]]:
    """url: of a migrated database that nobody else uses. followers: as of a Season."""
    with life_in(url, f"{BEGINS} 08:00", features or without_pictures()) as life:
        season = Season(life, seed, followers)
        yield season, Reader(season)
        life.nothing_went_wrong()


def play(weeks: int, seed: int) -> Played:
    with tempfile.TemporaryDirectory(dir=memory()) as folder, SqliteDatabases(Path(folder)).migrated() as url:
        return play_in(url, weeks, seed)


def play_in(url: str, weeks: int, seed: int) -> Played:
    with beginning(url, seed) as (season, reader):
        began = time.process_time()
        season.lives(weeks)
        seconds = time.process_time() - began
        return played(season, reader, weeks, seed, seconds)


def played(season: Season, reader: Reader, weeks: int, seed: int, seconds: float = 0.0) -> Played:
    team: Sequence[Colleague] = list(season.colleagues.values())
    return Played(
        seed,
        weeks,
        {each.character.name: each.character for each in team},
        reader.messages,
        reader.looks,
        {each.character.name: each.pressed for each in team},
        sorted(deed for each in team for deed in each.deeds),
        seconds,
        Asks(*reader.asks()),
    )
