"""Who looks after a municipality, by the settings and by the chat platform, each time that Samenspel starts."""

import datetime as dt
from collections.abc import Sequence

import pytest
from sqlalchemy import select

from storage.database import Database, stay_within
from storage.people import standing
from storage.people.municipalities import Municipality
from storage.people.people import ChatAccount, Colleague
from storage.people.standing import Appointed

NOW = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)
STALE = NOW - dt.timedelta(days=1)


@pytest.fixture
def homes(database: Database) -> Database:
    with database.session(None, writes=True) as db:
        for number in (1, 2):
            db.add(home := Municipality(name=f"Gemeente {number}"))
            home.id = number
    return database


def employ(database: Database, home: int, name: str, *, is_admin: bool = False, gone: str = "") -> None:
    """With the address "<name>@example.nl" as it came in. gone: the column that says so."""
    with database.session(home, writes=True) as db:
        person = Colleague(name=name, email=f"{name}@Example.nl", is_admin=is_admin)
        if gone:
            setattr(person, gone, NOW)
        db.add(person)


def give_account(database: Database, name: str, *, is_admin: bool = True, is_shut: bool = False) -> None:
    with database.session(None, writes=True) as db:
        person = db.scalars(select(Colleague).where(Colleague.name == name)).one()
        stay_within(db, person.municipality_id)
        account = ChatAccount(platform="slack", tenant="T1", user=name, colleague_id=person.id, looked_at=NOW)
        account.is_admin, account.is_shut = is_admin, is_shut
        db.add(account)


def appoint(database: Database, *names: str) -> Sequence[Sequence[str]]:
    """By the settings. Who became one, who is one no more, and who stays one only because somebody has to be."""
    with database.session(None, writes=True) as db:
        emails = [f"{name}@example.nl" for name in names]
        appointed: Appointed = standing.appoint_administrators(db, emails, STALE)
        return [[each.name for each in some] for some in appointed]


def administrators(database: Database) -> set[str]:
    with database.session(None) as db:
        return set(db.scalars(select(Colleague.name).where(Colleague.is_admin)))


def test_whoever_the_settings_name_becomes_one_and_nobody_else(homes: Database) -> None:
    for name in ("anna", "bert"):
        employ(homes, 1, name)
    employ(homes, 2, "carla")
    assert appoint(homes, "anna") == [["anna"], [], []]
    assert administrators(homes) == {"anna"}
    assert appoint(homes, "anna") == [[], [], []]


def test_whoever_their_platform_names_is_one_as_long_as_their_account_is_open(homes: Database) -> None:
    for name in ("anna", "bert", "carla"):
        employ(homes, 1, name, is_admin=True)
    give_account(homes, "anna")
    give_account(homes, "bert", is_shut=True)
    give_account(homes, "carla", is_admin=False)
    assert appoint(homes) == [[], ["bert", "carla"], []]
    assert administrators(homes) == {"anna"}


def test_whose_address_is_taken_out_is_one_no_more_where_somebody_else_is(homes: Database) -> None:
    employ(homes, 1, "anna", is_admin=True)
    employ(homes, 1, "bert")
    employ(homes, 2, "carla", is_admin=True)
    assert appoint(homes, "bert") == [["bert"], ["anna"], ["carla"]]
    assert administrators(homes) == {"bert", "carla"}


@pytest.mark.parametrize("gone", ["erased_at", "away_since"])
def test_whoever_is_gone_becomes_none(gone: str, homes: Database) -> None:
    employ(homes, 1, "anna", gone=gone)
    assert appoint(homes, "anna") == [[], [], []]
    assert administrators(homes) == set()


def test_administrators_of_the_platform_are_looked_at_again_soon(homes: Database) -> None:
    for name in ("anna", "bert"):
        employ(homes, 1, name)
        give_account(homes, name, is_admin=name == "anna")
    appoint(homes)
    with homes.session(None) as db:
        looked_at = {each.user: each.looked_at for each in db.scalars(select(ChatAccount))}
    assert looked_at == {"anna": STALE, "bert": NOW}
