"""`samenspel db move`: from SQLite to PostgreSQL and back, every row of every table, and nothing otherwise."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from io import StringIO
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text

from bot.chat.texts import speech
from glossary import AreaKind, Deed
from handlers import databases as console
from handlers.settings import Settings
from storage import METADATA, migrate, moving
from storage.database import Database, stay_within
from storage.learning.knowledge import Lesson
from storage.messages.clocks import ClockRow
from storage.messages.outbox import Received
from storage.people.municipalities import Municipality
from storage.register.areas import Area
from storage.search import indexing
from tests.databases import Databases
from tests.storage.planting import MONDAY, plant

WAYS = pytest.mark.parametrize(
    "kinds",
    [
        pytest.param(("sqlite", "sqlite"), id="sqlite"),
        pytest.param(("sqlite", "postgres"), id="sqlite to postgres"),
        pytest.param(("postgres", "sqlite"), id="postgres to sqlite"),
        pytest.param(("postgres", "postgres"), id="postgres"),
    ],
)
ACROSS = pytest.mark.parametrize(
    "kinds",
    [
        pytest.param(("sqlite", "postgres"), id="sqlite to postgres"),
        pytest.param(("postgres", "sqlite"), id="postgres to sqlite"),
        pytest.param(("sqlite", "sqlite"), id="sqlite", marks=pytest.mark.thorough),
        pytest.param(("postgres", "postgres"), id="postgres", marks=pytest.mark.thorough),
    ],
)
"""Each kind once on either side: for what is refused, which only the target decides."""
SOURCES = pytest.mark.parametrize(
    "kinds",
    [
        pytest.param(("sqlite", "sqlite"), id="sqlite"),
        pytest.param(("postgres", "sqlite"), id="postgres"),
    ],
)

Move = Callable[..., int]


@pytest.fixture(scope="module")
def full_one(request: pytest.FixtureRequest) -> Iterator[Callable[[str], str]]:
    """Of that kind, with a row in every table: filled once, and copied for each test."""
    with ExitStack() as stack:

        @cache
        def of(kind: str) -> str:
            url = stack.enter_context(kind_of(request, kind).migrated())
            fill(url)
            return url

        yield of


def kind_of(request: pytest.FixtureRequest, kind: str) -> Databases:
    databases: Databases = request.getfixturevalue(kind)
    return databases


@pytest.fixture
def here(request: pytest.FixtureRequest, kinds: tuple[str, str], full_one: Callable[[str], str]) -> Iterator[str]:
    with kind_of(request, kinds[0]).copied(full_one(kinds[0])) as url:
        yield url


@pytest.fixture
def addresses(request: pytest.FixtureRequest, kinds: tuple[str, str], here: str) -> Iterator[tuple[str, str]]:
    """A full database, and one in which nothing is, not even tables."""
    with kind_of(request, kinds[1]).empty() as there:
        yield here, there


@pytest.fixture
def both_migrated(request: pytest.FixtureRequest, kinds: tuple[str, str], here: str) -> Iterator[tuple[str, str]]:
    """A full database, and one without rows."""
    with kind_of(request, kinds[1]).migrated() as there:
        yield here, there


@pytest.fixture
def move(monkeypatch: pytest.MonkeyPatch) -> Move:
    def move(url: str, target: str, *typed: str, language: str = "nl") -> int:
        parser = argparse.ArgumentParser("samenspel")
        console.add_verbs(parser.add_subparsers(), speech(language))
        monkeypatch.setattr("sys.stdin", StringIO(f"{target}\n"))
        asked = parser.parse_args(["db", "move", *typed])
        code: int = asked.does(asked, Settings(database_url=url), speech(language))
        return code

    return move


def fill(url: str) -> None:
    """Two municipalities with a row in every table, and areas that lie in one with a higher number."""
    database = Database(url)
    plant(database, "HERE", projects=3)
    home = plant(database, "THERE", projects=3)
    with database.session(None, writes=True) as db:
        db.add(Received(key="form 1", at=MONDAY))
        db.add(ClockRow(machine="a start", began_at=MONDAY, seen_at=MONDAY))
        stay_within(db, home.id)
        for code in ("A-parent", "Z-parent"):
            db.add(Area(code=code, name="Zuid", kind=AreaKind.DISTRICT, parent="GM9999"))
        db.flush()
        db.scalars(select(Area).where(Area.code == "A-parent")).one().parent = "Z-parent"
    database.close()


def contents(url: str) -> dict[str, list[Any]]:
    database = Database(url)
    with database.engine.connect() as connection:
        found = {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in METADATA.sorted_tables
        }
    database.close()
    return found


def change(url: str, statement: str) -> None:
    database = Database(url)
    with database.engine.begin() as connection:
        connection.execute(text(statement))
    database.close()


@WAYS
def test_every_row_of_every_table_is_there_with_its_number(
    move: Move, addresses: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = addresses
    before = contents(here)
    assert all(before.values()), f"the test fills every table: {[name for name, rows in before.items() if not rows]}"
    assert move(here, there) == 0
    moved = contents(there)
    told = [row for row in moved["audit"] if Deed.DATABASE_MOVED in row]
    assert told, "the log of what matters tells of it, where it went"
    moved["audit"] = [row for row in moved["audit"] if row not in told]
    assert moved == before
    assert contents(here) == before
    printed = capsys.readouterr().out.splitlines()
    counts = {words[0]: words[1:] for line in printed[1:-2] if (words := line.split())}
    assert counts == {name: [str(len(rows))] * 2 for name, rows in before.items()}
    assert f"{sum(map(len, before.values()))} rijen" in printed[-2]


@WAYS
def test_what_comes_after_gets_numbers_of_its_own(move: Move, addresses: tuple[str, str]) -> None:
    here, there = addresses
    database = Database(here)
    with database.session(None, writes=True) as db:
        gone = Municipality(name="Oudstad")
        db.add(gone)
        db.flush()
        highest = gone.id
        db.delete(gone)
    database.close()
    assert move(here, there) == 0
    assert max(row[0] for row in contents(there)["municipality"]) < highest
    database = Database(there)
    with database.session(None, writes=True) as db:
        new = Municipality(name="Nieuwstad")
        db.add(new)
        db.flush()
        assert new.id > highest
        stay_within(db, new.id)
        db.add(Lesson(key="L99", lesson="Begin op tijd"))
    database.close()


@WAYS
def test_an_empty_database_that_is_up_to_date_will_do_and_what_is_there_is_found(
    move: Move, both_migrated: tuple[str, str]
) -> None:
    """The index of the search is made anew: by the next start, as after an import."""
    here, there = both_migrated
    assert move(here, there) == 0
    database = Database(there)
    indexing.catch_up_with_all(database)
    with database.session(None) as db:
        found = db.execute(text("SELECT count(*) FROM search_document WHERE kind = 'lesson'")).scalar()
    assert found == len(contents(there)["lesson"])
    database.close()


@WAYS
def test_more_rows_than_fit_in_memory_at_once(move: Move, addresses: tuple[str, str]) -> None:
    here, there = addresses
    database = Database(here)
    with database.engine.begin() as connection:
        many = [{"key": f"{number:05d}", "at": MONDAY} for number in range(2 * moving.BATCH + 1)]
        connection.execute(insert(Received), many)
    database.close()
    assert move(here, there) == 0
    assert contents(there)["received"] == contents(here)["received"]


@ACROSS
def test_a_target_that_holds_something_stays_as_it_is(
    move: Move, addresses: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = addresses
    change(there, "CREATE TABLE of_somebody_else (name TEXT)")
    change(there, "INSERT INTO of_somebody_else VALUES ('x')")
    assert move(here, there) == 2
    assert "staat al iets" in capsys.readouterr().err
    database = Database(there)
    assert migrate.revision_of(database.engine) is None
    database.close()


@ACROSS
def test_moving_twice_is_refused_the_second_time(move: Move, addresses: tuple[str, str]) -> None:
    here, there = addresses
    assert move(here, there) == 0
    before = contents(there)
    assert move(here, there) == 2
    assert contents(there) == before


@ACROSS
def test_a_move_that_breaks_halfway_leaves_nothing(
    move: Move, both_migrated: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The last table of all is taken away from the target, so that everything before it was written."""
    here, there = both_migrated
    last = METADATA.sorted_tables[-1].name
    change(there, f"DROP TABLE {last}")
    assert move(here, there) == 1
    assert "is niet gelukt" in capsys.readouterr().err
    database = Database(there)
    with database.engine.connect() as connection:
        for table in METADATA.sorted_tables[:-1]:
            assert connection.scalar(select(func.count()).select_from(table)) == 0
    database.close()


@SOURCES
def test_as_long_as_samenspel_works_nothing_moves(
    move: Move, addresses: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = addresses
    running = Database(here)
    with running.session(None) as db:
        db.scalar(select(func.count()).select_from(Municipality))
    assert move(here, there) == 2, "its connections are open, also between two requests"
    assert "Stop Samenspel eerst" in capsys.readouterr().err
    running.close()
    assert move(here, there) == 0


@SOURCES
def test_a_source_of_an_older_version_is_brought_up_to_date_first(
    move: Move, addresses: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = addresses
    change(here, "UPDATE alembic_version SET version_num = '0001'")
    assert move(here, there) == 2
    assert "samenspel db upgrade" in capsys.readouterr().err


@SOURCES
def test_there_is_nothing_to_move_in_an_empty_database(
    move: Move, addresses: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = addresses
    assert move(there, here) == 2
    assert "nog geen database" in capsys.readouterr().err


@SOURCES
def test_a_database_does_not_move_to_itself(
    move: Move, addresses: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    here, _ = addresses
    assert move(here, here) == 2
    assert "ander adres" in capsys.readouterr().err


# The target loses or changes a row on its way in, as a broken copy would.
LOSES = {
    "sqlite": [
        "CREATE TRIGGER loses BEFORE INSERT ON received WHEN new.key = 'form 1' BEGIN SELECT RAISE(IGNORE); END"
    ],
    "postgresql+psycopg": [
        "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER loses BEFORE INSERT ON received FOR EACH ROW EXECUTE FUNCTION nothing()",
    ],
}
CHANGES = {
    "sqlite": [
        "CREATE TRIGGER changes AFTER INSERT ON lesson BEGIN UPDATE lesson SET lesson = 'x' WHERE id = new.id; END",
    ],
    "postgresql+psycopg": [
        "CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.lesson := 1; RETURN new; END'",
        "CREATE TRIGGER changes BEFORE INSERT ON lesson FOR EACH ROW EXECUTE FUNCTION other()",
    ],
}


@ACROSS
@pytest.mark.parametrize("broken", [LOSES, CHANGES], ids=["a row is lost", "a row is changed"])
def test_a_copy_that_does_not_equal_the_original_is_refused_and_leaves_nothing(
    move: Move, both_migrated: tuple[str, str], broken: dict[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = both_migrated
    for statement in broken[there.partition(":")[0]]:
        change(there, statement)
    assert move(here, there) == 2
    assert "De nieuwe is leeg gelaten" in capsys.readouterr().err
    assert not any(contents(there).values())
    assert all(contents(here).values())


@SOURCES
def test_an_address_on_the_command_line_is_refused_and_not_repeated(
    move: Move, addresses: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = addresses
    assert move(here, there, "postgresql://anna:geheim@db.example/x") == 2
    said = capsys.readouterr()
    assert "samenspel db move < bestand" in said.err
    assert "geheim" not in said.err + said.out


@SOURCES
def test_an_address_that_is_none(move: Move, addresses: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert move(addresses[0], "mysql://geheim@host/x") == 2
    assert "geheim" not in capsys.readouterr().err


@SOURCES
def test_an_address_that_nobody_answers(
    move: Move, addresses: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert move(addresses[0], "postgresql://anna:geheim@127.0.0.1:1/x") == 1
    assert "geheim" not in capsys.readouterr().err


@pytest.mark.parametrize("kinds", [("sqlite", "postgres")])
def test_a_character_that_postgresql_does_not_keep(move: Move, addresses: tuple[str, str]) -> None:
    here, there = addresses
    change(here, "UPDATE municipality SET name = 'Voor' || char(0) || 'beeldstad'")
    assert move(here, there) == 0
    database = Database(there)
    with database.session(None) as db:
        assert {home.name for home in db.scalars(select(Municipality))} == {"Voorbeeldstad"}
    database.close()
