"""What the steps of projects add to a season, and how many days of waiting leads save who follow them."""

import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from bot.baseline import dependencies, gather
from bot.chat.feature import Feature
from glossary import LIVE
from tests.databases import SqliteDatabases, memory
from tests.room import ZONE
from tests.season import measures
from tests.season.play import beginning, without_pictures
from tests.season.reader import Message
from tests.season.season import Season


@dataclass(frozen=True)
class Lived:
    """waited: of each Monday and live project the lead, and the days that work in it waits. weeks: of the season."""

    messages: Sequence[Message]
    waited: Sequence[tuple[str, int]]
    leads: Sequence[str]
    weeks: int

    def days(self, leads: Collection[str]) -> float:
        """On a Monday, in one project of these."""
        return mean(days for lead, days in self.waited if lead in leads)

    def messages_of(self) -> Counter[str]:
        return Counter(who for message in measures.direct(self.messages) for who in message.readers)


def silent() -> Sequence[Feature]:
    """As if nobody had steps: they say nothing by themselves."""
    return [
        replace(each, jobs=(), after={}, advice=None) if each.name == "baseline" else each
        for each in without_pictures()
    ]


def live(weeks: int, seed: int, every: int = 0, features: Sequence[Feature] | None = None) -> Lived:
    """every: of all leads every so many-th follows the steps of their projects; 0 is nobody."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder, SqliteDatabases(Path(folder)).migrated() as url:
        followers: set[str] = set()
        with beginning(url, seed, followers, features) as (season, reader):
            leads = sorted({plan.lead for plan in season.plans})
            followers |= set(leads[::every] if every else ())
            waited: list[tuple[str, int]] = []
            pages = season.weekly

            def on_monday() -> None:
                pages()
                waited.extend(_waiting(season))

            season.weekly = on_monday
            season.lives(weeks)
            return Lived(reader.messages, waited, leads, weeks)


def _waiting(season: Season) -> Iterator[tuple[str, int]]:
    lead_of, life = {plan.name: plan.lead for plan in season.plans}, season.life
    with life.database.session(life.municipality_id) as db:
        for each in gather.looked_at(db, life.now.astimezone(ZONE), statuses=LIVE):
            days = dependencies.waiting_days(each.baseline, each.found.get, each.here)
            found = dependencies.costs(each.baseline, [days])
            yield lead_of[each.here.project.name], sum(cost.total for cost in found)


def compared(weeks: int, seeds: Sequence[int]) -> Iterator[str]:
    """Lines of a table."""
    for seed in seeds:
        without, nobody, half = live(weeks, seed, features=silent()), live(weeks, seed), live(weeks, seed, every=2)
        followers, others = nobody.leads[::2], nobody.leads[1::2]
        more = {who: count - without.messages_of()[who] for who, count in nobody.messages_of().items()}
        had = Counter(
            (who, line.said)
            for message in measures.direct(nobody.messages)
            for who in message.readers
            for line in message.lines
            if line.key.startswith("baseline.")
        )
        yield f"seed {seed}, {weeks} weeks"
        yield f"{max(more.values()) / weeks:8.2f}  messages a week that the steps add, most to anybody"
        yield f"{sum(more.values()) / weeks / len(more):8.2f}  the same, on average"
        yield f"{sum(had.values()):8}  lines about steps that people had; {sum(had.values()) - len(had)} of them twice"
        for who, leads in (("leads who follow", followers), ("the other leads", others)):
            yield f"{nobody.days(leads):8.1f}  days that work waits in a project, {who}: when nobody follows"
            yield f"{half.days(leads):8.1f}  when these do"
