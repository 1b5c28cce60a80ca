"""A library to search in: the sample municipality, and thirty lessons of our own."""

import datetime as dt
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.transfer.contract import ListName
from bot.transfer.importing import bring_in
from bot.transfer.receiving import File, ImportOrder
from storage.database import Database
from storage.people.municipalities import Municipality
from storage.search.search import EVERYTHING, SearchFilter, search
from tests.databases import Databases

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "data" / "voorbeeld"
MONDAY = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)


class Library:
    """One municipality with lists in it."""

    def __init__(self, database: Database, name: str = "Gemeente Voorbeeld") -> None:
        self.database = database
        with database.session(None, writes=True) as db:
            home = Municipality(name=name)
            db.add(home)
        self.home = home.id

    def session(self, *, writes: bool = False) -> AbstractContextManager[Session]:
        return self.database.session(self.home, writes=writes)

    def finds(self, words: str, wanted: SearchFilter = EVERYTHING, limit: int = 5) -> list[str]:
        """The keys, best first."""
        with self.session() as db:
            return [hit.key for hit in search(db, words, wanted, limit)]

    def brings_in(self, *files: Path, list_: ListName | None = None) -> None:
        contents = [File(file.name, file.read_bytes()) for file in files]
        report = bring_in(contents, ImportOrder(MONDAY, list_), self.session, lambda percent: None)
        assert not report.errors, report.errors


@contextmanager
def filled(databases: Databases) -> Iterator[Library]:
    with databases.migrated() as url:
        database = Database(url, patience=dt.timedelta(milliseconds=50))
        library = Library(database)
        library.brings_in(*sorted(SAMPLE.glob("*.csv")))
        library.brings_in(HERE / "lessen.csv")
        yield library
        database.close()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def library(request: pytest.FixtureRequest) -> Iterator[Library]:
    """One for all tests of a module that leave it as it is."""
    with filled(request.getfixturevalue(request.param)) as library:
        yield library
