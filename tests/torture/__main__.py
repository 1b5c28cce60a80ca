"""`make torture`: hundreds of `kill -9`, on PostgreSQL and on SQLite, with every fault that a chat server has."""

import argparse
import datetime as dt
import logging
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from storage import migrate
from tests.torture import chat, server, shared_store, teams_chat
from tests.torture.chat import Chat
from tests.torture.play import Outcome, Play, Script, Wrong
from tests.torture.replica import TAKEN, TERMS, Ablation
from tests.torture.teams_chat import TeamsChat

AWAY_SECONDS = 60


def main() -> int:
    parser = argparse.ArgumentParser("python -m tests.torture", description=__doc__)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", choices=["postgres", "sqlite", "teams", "away", "clocks", "ablation"])
    parser.add_argument("--kills", type=int, help="instead of the usual number")
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    plays = {
        "postgres": on_postgres,
        "sqlite": on_sqlite,
        "teams": on_teams,
        "away": while_the_database_is_away,
        "clocks": with_wrong_clocks,
        "ablation": ablations,
    }
    well = [play(asked.seed, asked.kills) for name, play in plays.items() if asked.only in (None, name)]
    return 0 if all(well) else 1


def on_postgres(seed: int, kills: int | None) -> bool:
    kills = kills or 320
    script = Script(seed, replicas=3, kills=kills, beats=kills, freezes=12, crashes=12)
    with server.running() as postgres:

        def crash() -> None:
            postgres.crash()
            postgres.start()

        return report("three replicas on one PostgreSQL", script, played(postgres.url, script, crash)).is_well


def on_sqlite(seed: int, kills: int | None) -> bool:
    kills = kills or 260
    script = Script(seed, replicas=2, kills=kills, beats=kills, freezes=8)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'samenspel.db'}"
        return report("two replicas on one SQLite file", script, played(url, script)).is_well


def on_teams(seed: int, kills: int | None) -> bool:
    """On both databases. Nobody can look there: what is in doubt comes once more, and says so."""
    kills = kills or 30
    terms = replace(TERMS, once_more=dt.timedelta(seconds=2))
    script = Script(seed, replicas=2, kills=kills, beats=kills, every=2, terms=terms, platform="teams")
    with server.running() as postgres:
        on_postgres = report("Teams; PostgreSQL", script, played(postgres.url, script))
    return _on_a_file("Teams; SQLite", script).is_well and on_postgres.is_well


def while_the_database_is_away(seed: int, kills: int | None) -> bool:
    """For a minute, with replicas that go on looking for it."""
    script = Script(seed, replicas=3, kills=kills or 30, beats=120, crashes=1)
    with server.running() as postgres:

        def away() -> None:
            postgres.crash()
            time.sleep(AWAY_SECONDS)
            postgres.start()

        what = f"three replicas, and PostgreSQL away for {AWAY_SECONDS} s"
        return report(what, script, played(postgres.url, script, away)).is_well


def with_wrong_clocks(seed: int, kills: int | None) -> bool:
    """On both databases, each with its ablation."""
    kills = kills or 30
    wrong: tuple[tuple[Wrong, str, Ablation], ...] = (
        ("ahead", "a clock that is ten minutes ahead of the chat's", "their clock"),
        ("steps", "a clock that is set forward and back", "watching"),
        ("days off", "four days off in the middle", "time off"),
    )
    well = []
    for clock, what, without in wrong:
        script = Script(seed, replicas=2, kills=kills, beats=max(kills, 12), clock=clock)
        well.append(_on_a_file(f"{what}; SQLite", script).is_well)
        with server.running() as postgres:
            on_postgres = played(postgres.url, replace(script, replicas=3))
            well.append(report(f"{what}; PostgreSQL", script, on_postgres).is_well)
        worse = replace(script, without=without, drain=15)
        well.append(_must(f"ablation: {what}, without {without}", worse, _anything))
    return all(well)


def _anything(found: Outcome) -> list[str]:
    return found.lost + found.doubled + found.overtaken


def ablations(seed: int, kills: int | None) -> bool:
    """They must go wrong, else the rest proves nothing."""
    looking = Script(seed, replicas=2, kills=kills or 20, beats=30, without="looking")
    lanes = Script(seed, replicas=2, kills=kills or 20, beats=30, every=1, without="lanes")
    frozen = Script(seed, replicas=3, kills=kills or 9, beats=30, freezes_at=TAKEN)
    giving_back = replace(frozen, without="giving back")
    as_it_is = _on_a_file("frozen after taking a message, as it is", frozen)
    return all(
        [
            as_it_is.is_well,
            _must("ablation: nobody looks whether a message is there", looking, lambda found: found.doubled),
            _must("ablation: nothing waits for what comes before it", lanes, lambda found: found.overtaken),
            _must("ablation: who was frozen posts all the same", giving_back, lambda found: found.doubled),
            _a_shared_store_must_double(),
        ]
    )


def _a_shared_store_must_double() -> bool:
    twice = shared_store.doubled(processes=3)
    print("ablation: three replicas share a job store of APScheduler's, and nothing fails")
    print(f"    {twice} of {shared_store.JOBS} jobs were done more than once")
    return _went_wrong(bool(twice))


def _must(what: str, script: Script, wrong: Callable[[Outcome], list[str]]) -> bool:
    return _went_wrong(bool(wrong(_on_a_file(what, script))))


def _went_wrong(did: bool) -> bool:
    print(f"    must go wrong: {'it did' if did else 'IT DID NOT'}", flush=True)
    return did


def _on_a_file(what: str, script: Script) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        return report(what, script, played(f"sqlite:///{Path(folder) / 'samenspel.db'}", script))


def played(url: str, script: Script, crash: Callable[[], None] | None = None) -> tuple[Outcome, Chat | TeamsChat]:
    migrate.upgrade(url)
    opened = chat.opened if script.platform == "slack" else teams_chat.opened
    with opened(script.seed) as there:
        return Play(url, there, script, crash).run(), there


def report(what: str, script: Script, played: tuple[Outcome, Chat | TeamsChat]) -> Outcome:
    outcome, there = played
    random = outcome.kills.pop("at random", 0)
    named = sum(outcome.kills.values())
    print(f"{what}; seed {script.seed}; {outcome.seconds:.0f} s")
    print(f"    kill -9: {random} at random, {named} at {len(outcome.kills)} named points", end="")
    print(f"; {outcome.freezes} freezes, {outcome.crashes} crashes of the database")
    print(f"    faults: {', '.join(f'{times} {fault}' for fault, times in sorted(there.failed.items()))}")
    print(f"    {outcome.expected} messages planned, {outcome.changed} of them changed", end="")
    print(f" ({there.changes} changes made); states: {dict(outcome.states)}")
    print(
        f"    {len(outcome.lost)} lost, {len(outcome.doubled)} doubled, {len(outcome.overtaken)} out of order",
        flush=True,
    )
    for name, keys in (("lost", outcome.lost), ("doubled", outcome.doubled), ("out of order", outcome.overtaken)):
        if keys and not script.without:
            print(f"    {name}: {', '.join(keys[:10])}")
    return outcome


if __name__ == "__main__":
    sys.exit(main())
