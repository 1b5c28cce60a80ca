"""`make lives`: a life that nobody wrote, as long as you like. A seed lives the same life again."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import SystemRandom

from tests.databases import Databases, PostgresDatabases, SqliteDatabases, postgres_server
from tests.lives.at_random import AtRandom
from tests.lives.life import life_in


def main() -> None:
    parser = argparse.ArgumentParser(prog="make lives", description=__doc__)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10_000))
    parser.add_argument("--weeks", type=int, default=8)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    asked = parser.parse_args()
    print(f"seed {asked.seed}, {asked.weeks} weeks, {asked.database}", flush=True)
    with _databases(asked.database) as databases, databases.migrated() as url, life_in(url, "2026-11-23 09:00") as life:
        at_random = AtRandom(life, asked.seed)
        at_random.lives(asked.weeks)
        print(f"{len(at_random.steps)} steps, and nothing went wrong")


@contextmanager
def _databases(kind: str) -> Iterator[Databases]:
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield SqliteDatabases(Path(folder))
        return
    with postgres_server() as sockets:
        databases = PostgresDatabases(sockets)
        yield databases
        databases.close()


if __name__ == "__main__":
    main()
