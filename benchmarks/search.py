"""What a search in 100,000 lessons takes, next to reading one row by its key on the same connection."""

import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from random import Random

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from benchmarks.report import Report
from storage import migrate
from storage.database import Database
from storage.learning.knowledge import Lesson
from storage.people.municipalities import Municipality
from storage.search import indexing
from storage.search.search import SearchFilter, search
from tests.databases import PostgresDatabases, postgres_server
from tests.needs import server_programs

LESSONS = 100_000
QUESTIONS = 400
MOST = 20
SYLLABLES = [consonant + vowel for consonant in "bdghklmnprst" for vowel in "aeo"]
ENDINGS = [
    *("park", "plein", "straat", "wijk", "plan", "avond", "groep", "gesprek"),
    *("beleid", "kade", "brug", "tuin"),
]
FIRST = dt.date(2018, 1, 1)
ASKED = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)


def measure(report: Report) -> None:
    for name, url in databases():
        with url as address:
            _measure(name, address, report)


def databases() -> Iterator[tuple[str, AbstractContextManager[str]]]:
    yield "SQLite", _sqlite()
    if server_programs():
        yield "PostgreSQL", _postgresql()


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'lessons.db'}"


@contextmanager
def _postgresql() -> Iterator[str]:
    with postgres_server() as sockets:
        databases = PostgresDatabases(sockets)
        with databases.empty() as url:
            yield url
        databases.close()


def _measure(name: str, url: str, report: Report) -> None:
    migrate.upgrade(url)
    database = Database(url)
    chance = Random(1)
    words = vocabulary(chance)
    with database.session(None, writes=True) as db:
        home = Municipality(name="Meetlat")
        db.add(home)
    began = time.perf_counter()
    _write(database, home.id, words, chance)
    print(f"{name}: {LESSONS} lessons written and indexed in {time.perf_counter() - began:.0f} s", flush=True)
    asked = [question(words, chance) for _ in range(QUESTIONS)]
    with database.session(home.id) as db:
        ids = db.scalars(select(Lesson.id)).all()
        for each in asked[:50]:
            search(db, each)
        for kind, questions in _kinds(asked, words, chance):
            reads, took = list[float](), list[float]()
            # In turn, and p95 of both: what else the machine does then slows the one as much as the other.
            for each in questions:
                reads.append(timed(partial(read, db, chance.choice(ids))))
                took.append(timed(partial(search, db, each, SearchFilter("lesson"))))
            ratio = p95(took) / p95(reads)
            what = f"p95 of a search, {kind}, {name} ({p95(took) * 1000:.1f} ms) : of reading one row by its key"
            report(what, ratio, MOST)
    database.close()


def _kinds(asked: Sequence[str], words: Sequence[str], chance: Random) -> Iterator[tuple[str, Sequence[str]]]:
    """All together, and the hardest ones alone: words that nearly every lesson has, and words that none has."""
    yield "all kinds", asked
    yield "one common word", [words[at % 10] for at in range(100)]
    yield "two common words", [" ".join(chance.sample(words[:20], 2)) for _ in range(100)]
    yield "a typing error", [_misspelt(chance.choice(words[:3000]), chance) for _ in range(100)]


def read(db: Session, id_: int) -> Lesson | None:
    db.expunge_all()
    return db.scalar(select(Lesson).where(Lesson.id == id_))


def timed(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[18]


def vocabulary(chance: Random) -> list[str]:
    """20,000 words, the commonest first; half of them compounds, as in Dutch."""
    stems = {"".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))) for _ in range(12_000)}
    plain = sorted(stems)
    chance.shuffle(plain)
    return [word + chance.choice(ENDINGS) if at % 2 else word for at, word in enumerate(plain * 2)][:20_000]


def _write(database: Database, home: int, words: Sequence[str], chance: Random) -> None:
    """As often as words are used in a language: the second half as often as the first."""
    often = [1 / (at + 2) for at in range(len(words))]
    for at in range(0, LESSONS, 5000):
        with database.session(home, writes=True) as db:
            db.execute(insert(Lesson), [lesson(home, at + each, words, often, chance) for each in range(5000)])
    indexing.catch_up_with_all(database)
    if not database.is_in_process:
        tidy(database)


def tidy(database: Database) -> None:
    """What PostgreSQL does by itself within a minute."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def lesson(home: int, number: int, words: Sequence[str], often: Sequence[float], chance: Random) -> dict[str, object]:
    some = chance.choices(words, often, k=30)
    return {
        "municipality_id": home, "key": f"L{number:06d}", "lesson": " ".join(some[:10]), "tags": ",".join(some[10:12]),
        "what_happened": " ".join(some[12:]), "learned_on": FIRST + dt.timedelta(number % 3000),
        "shows_author": False, "helped": 0,
    }  # fmt: skip


def question(words: Sequence[str], chance: Random) -> str:
    """One to four words, common and rare ones; one in ten with a typing error, one in ten unfinished."""
    some = [words[min(int(chance.paretovariate(0.5)), len(words) - 1)] for _ in range(chance.choice((1, 2, 2, 3, 4)))]
    if chance.random() < 0.1:
        some[0] = _misspelt(some[0], chance)
    elif chance.random() < 0.1:
        some[-1] = some[-1][:-2]
    return " ".join(some)


def _misspelt(word: str, chance: Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
