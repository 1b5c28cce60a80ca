"""A municipality without any chat, and lists that go in and come out."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.chat.texts import speech
from bot.transfer import cards, exporting, importing
from bot.transfer.contract import ListName
from bot.transfer.reading.files import read
from bot.transfer.reading.sheets import Sheet
from bot.transfer.receiving import File, ImportOrder
from bot.transfer.report import Report
from storage.database import Database
from storage.learning.knowledge import Lesson
from storage.people.municipalities import Municipality
from storage.people.people import Colleague
from storage.register.areas import Area
from storage.register.changes import Change
from storage.register.moments import Moment
from storage.register.projects import Project, project

MONDAY = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
"""The reference date of the sample."""
SAMPLE = Path(__file__).parents[1] / "data" / "voorbeeld"
REAL = Path(__file__).parents[3] / "shared" / "data" / "echt" / "processen.csv"
"""Stays where it is: nobody found a licence for it."""

TABLES: Mapping[ListName, type[Any]] = {
    ListName.AREAS: Area,
    ListName.COLLEAGUES: Colleague,
    ListName.PROJECTS: Project,
    ListName.MOMENTS: Moment,
    ListName.LESSONS: Lesson,
}


def the_sample() -> list[File]:
    """The five lists and the two that are not used yet, in the order of the alphabet."""
    return [File(file.name, file.read_bytes()) for file in sorted(SAMPLE.glob("*.csv"))]


def a_list(name: str, *lines: str) -> File:
    return File(f"{name}.csv", "\n".join(lines).encode())


def some_areas() -> File:
    return a_list(
        "gebieden",
        "code;naam;type",
        "GM9999;Voorbeeld;gemeente",
        "WK999901;Centrum;wijk",
        "BU99990101;Oude Haven;buurt",
    )


def some_colleagues() -> File:
    return a_list("collegas", "id;naam;email", "C01;Anna Bos;anna@voorbeeld.example", "C02;Bert Bos;")


@dataclass
class Town:
    database: Database
    id: int

    @classmethod
    def founded(cls, database: Database, name: str = "Voorbeeld") -> "Town":
        with database.session(None, writes=True) as db:
            home = Municipality(name=name)
            db.add(home)
        return cls(database, home.id)

    @contextmanager
    def register(self, *, writes: bool = False) -> Iterator[Session]:
        with self.database.session(self.id, writes=writes) as db:
            yield db

    def imports(
        self, *files: File, at: dt.datetime = MONDAY, list_: ListName | None = None, key: str = "", check: bool = False
    ) -> Report:
        return importing.bring_in(files, ImportOrder(at, list_, key, check), self.register, lambda percent: None)

    def exports(self) -> dict[str, bytes]:
        with self.register() as db:
            register = exporting.ExportedRegister(db)
        return dict(exporting.files(register))

    def holds(self) -> dict[str, int]:
        """How many rows of each list."""
        with self.register() as db:
            return {list_.dutch: len(db.scalars(select(table)).all()) for list_, table in TABLES.items()}

    def project(self, key: str) -> Project:
        """Complete."""
        with self.register() as db:
            complete = project(db, db.scalars(select(Project.id).where(Project.key == key)).one())
        assert complete
        return complete

    def rows(self, table: type[Any]) -> Sequence[Any]:
        with self.register() as db:
            return db.scalars(select(table).order_by(table.id)).all()

    def history(self) -> list[tuple[str, str, str]]:
        """Field, before and after of every change, oldest first."""
        return [(row.field, row.before, row.after) for row in self.rows(Change)]


def counts(report: Report) -> dict[str, tuple[int, int, int, int]]:
    """List -> new, changed, unchanged, refused."""
    return {
        list_.dutch: (each.new, each.changed, each.unchanged, each.refused) for list_, each in report.counts.items()
    }


def errors(report: Report) -> list[tuple[int, str, str]]:
    """Line, column and reason."""
    return [(problem.line, problem.column, problem.reason) for problem in report.errors]


def open_cells(report: Report) -> list[tuple[int, str, str]]:
    """Line, column and reason."""
    return [(problem.line, problem.column, problem.reason) for problem in report.open]


def said(report: Report, language: str = "nl") -> str:
    """The whole report, as on a terminal."""
    return "\n".join(map(str, cards.lines(speech(language), report)))


def cells(sheet: Sheet) -> list[dict[str, str]]:
    """The cells that are filled, by header."""
    return [{header: row.cell(at) for at, header in enumerate(sheet.headers) if row.cell(at)} for row in sheet.rows]


def cells_of(name: str, content: bytes) -> dict[str, list[dict[str, str]]]:
    """By the title of the sheet, or the name of the file."""
    return {sheet.title or name.removesuffix(".csv"): cells(sheet) for sheet in read(name, content)}
