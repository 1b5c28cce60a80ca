"""Lists that wait for a decision, and what was chosen for their columns: kept, bounded, and gone in time."""

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.messages import retention, uploads
from storage.messages.uploads import Upload, UploadedContent
from storage.register import column_choices
from storage.register.column_choices import ColumnChoice
from tests.databases import Databases
from tests.storage.planting import MONDAY, Planted, plant

LATER = MONDAY + dt.timedelta(hours=1)


@pytest.fixture
def home(databases: Databases) -> "Iterator[Home]":
    with databases.opened() as database:
        yield Home(database, plant(database, "T1"))


class Home:
    def __init__(self, database: Database, planted: Planted) -> None:
        self.database = database
        self.it = planted

    def gives(self, *contents: bytes) -> int:
        with self.database.session(self.it.id, writes=True) as db:
            given = Upload(colleague_id=self.it.anna, order="{}", until=LATER)
            db.add(given)
            db.flush()
            for number, content in enumerate(contents):
                uploads.keep_content(db, given.id, number, content)
            return given.id

    def uploads(self) -> list[int]:
        with self.database.session(self.it.id) as db:
            return list(db.scalars(select(Upload.id).order_by(Upload.id)))


def test_only_the_first_reads_in_what_was_checked_and_again_after_another_choice(home: Home) -> None:
    given = home.gives(b"x")
    with home.database.session(home.it.id, writes=True) as db:
        assert [uploads.begin_reading_in(db, given, 0) for _ in range(2)] == [True, False]
        assert not uploads.begin_reading_in(db, given, 1), "nobody chose that yet"
        db.get_one(Upload, given).turn = 1
        db.flush()
        assert [uploads.begin_reading_in(db, given, turn) for turn in (0, 1, 1)] == [False, True, False]


def test_the_oldest_make_room_for_what_comes_after(home: Home) -> None:
    first = home.gives(bytes(20_000_000))
    second = home.gives(bytes(25_000_000))
    assert {first, second} <= {*home.uploads()}
    third = home.gives(bytes(10_000_000))
    assert home.uploads() == [second, third]
    with home.database.session(home.it.id) as db:
        assert {*db.scalars(select(UploadedContent.upload_id))} == {second, third}


def test_an_upload_that_is_too_large_keeps_what_fits(home: Home) -> None:
    given = home.gives(bytes(30_000_000), bytes(30_000_000), b"small")
    with home.database.session(home.it.id) as db:
        numbers = db.scalars(select(UploadedContent.number).where(UploadedContent.upload_id == given)).all()
    assert sorted(numbers) == [0, 2]


def test_there_are_never_more_than_so_many(home: Home) -> None:
    given = [home.gives(b"x") for _ in range(uploads.MOST + 3)]
    assert home.uploads() == given[3:]


def test_an_upload_goes_after_a_day_with_its_file(home: Home) -> None:
    home.gives(b"x")
    with home.database.session(None, writes=True) as db:
        retention.forget(db, LATER + dt.timedelta(seconds=1), dt.timedelta(days=90))
    with home.database.session(home.it.id) as db:
        assert not db.scalars(select(Upload)).all()
        assert not db.scalars(select(UploadedContent.upload_id)).all()


def test_nobody_else_has_somebody_s_upload_and_nobody_after_its_time(home: Home) -> None:
    given = home.gives(b"x")
    with home.database.session(home.it.id) as db:
        assert uploads.upload(db, given, home.it.anna, MONDAY)
        assert uploads.upload(db, given, home.it.bert, MONDAY) is None
        assert uploads.upload(db, given, home.it.anna, LATER) is None


def test_a_choice_takes_the_place_of_the_one_before_and_the_oldest_make_room(home: Home) -> None:
    with home.database.session(home.it.id, writes=True) as db:
        for number in range(column_choices.MOST + 5):
            at = MONDAY + dt.timedelta(minutes=number + 1)
            column_choices.keep_choice(db, f"{number:032d}", "{}", at)
        column_choices.keep_choice(db, f"{204:032d}", '{"key": "nr"}', MONDAY + dt.timedelta(days=1))
        found = column_choices.column_choices(db)
    assert len(found) == column_choices.MOST
    assert min(found) == f"{5:032d}", "also the one that was planted is gone"
    assert found[f"{204:032d}"].choice == '{"key": "nr"}'
    with home.database.session(None) as db:
        assert len(db.scalars(select(ColumnChoice)).all()) == column_choices.MOST
