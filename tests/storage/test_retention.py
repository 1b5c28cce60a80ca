"""Rows that nobody needs any more go by themselves, some at a time; nothing else does."""

import datetime as dt
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from glossary import Deed, Origin
from handlers.scheduling.retention import Forgetting
from storage.database import Database, stay_within
from storage.messages import outbox, retention
from storage.messages.hosted_files import HostedFile
from storage.messages.nudges import NudgeRow
from storage.messages.outbox import MessageState, OutboxRow, Received
from storage.messages.schedule import OccurrenceRow
from storage.messages.tasks import TaskRow
from storage.people.audit import AuditRow
from storage.people.municipalities import Municipality
from storage.people.newcomers import Newcomer
from storage.people.people import Colleague
from storage.register.drafts import Draft
from storage.register.projects import Project
from storage.register.thanks import Thanks, ThanksYes, thanks_of

NOW = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)
KEEP = dt.timedelta(days=90)
DAY = dt.timedelta(days=1)


@pytest.fixture
def anna(database: Database) -> int:
    with database.session(None, writes=True) as db:
        home = Municipality(name="Voorbeeldstad")
        db.add(home)
        db.flush()
        stay_within(db, home.id)
        anna = Colleague(name="Anna")
        db.add(anna)
        db.flush()
        return anna.id


def at_home(database: Database) -> AbstractContextManager[Session]:
    with database.session(None) as db:
        home = db.scalars(select(Municipality)).one()
    return database.session(home.id, writes=True)


def message(key: str, age: dt.timedelta, state: MessageState = MessageState.SENT) -> OutboxRow:
    at = NOW - age
    return OutboxRow(key=key, language="nl", card=b"", not_before=at, created_at=at, state=state)


def work(anna: int, age: dt.timedelta, state: MessageState = MessageState.SENT) -> TaskRow:
    return TaskRow(name="import", colleague_id=anna, language="nl", order="{}", created_at=NOW - age, state=state)


def keys_left(database: Database) -> list[str]:
    forget(database)
    with database.session(None) as db:
        return list(db.scalars(select(OutboxRow.key).order_by(OutboxRow.id)))


def forget(database: Database) -> int:
    return Forgetting(database, KEEP, lambda: NOW)()


def test_what_was_sent_stays_for_as_long_as_was_set(database: Database, anna: int) -> None:
    with at_home(database) as db:
        db.add_all([message("old", KEEP + DAY), message("newer", KEEP - DAY), message("newest", DAY)])
    assert keys_left(database) == ["newer", "newest"]


def test_what_waits_for_whoever_shut_us_out_is_of_no_use_for_ever(database: Database, anna: int) -> None:
    with at_home(database) as db:
        for key, age in (("old", KEEP + DAY), ("newer", KEEP - DAY)):
            row = message(key, age, MessageState.PENDING)
            row.reason = outbox.AWAY
            db.add(row)
    assert keys_left(database) == ["newer"]


def test_what_waits_or_is_in_doubt_stays_however_old(database: Database, anna: int) -> None:
    waits = [state for state in MessageState if state.value in ("pending", "sending", "uncertain", "checking")]
    assert len(waits) >= 3
    with at_home(database) as db:
        db.add_all([message(state.value, 10 * KEEP, state) for state in waits])
        db.add(message("newest", DAY))
    assert keys_left(database) == [*(state.value for state in waits), "newest"]


def test_what_did_not_arrive_stays_for_a_year(database: Database, anna: int) -> None:
    with at_home(database) as db:
        db.add(message("forgotten", retention.IN_TROUBLE + DAY, MessageState.DEAD))
        db.add(message("dead", retention.IN_TROUBLE - DAY, MessageState.DEAD))
        db.add(message("newest", DAY))
    assert keys_left(database) == ["dead", "newest"]


def test_a_number_is_never_given_again(database: Database, anna: int) -> None:
    """Keys of messages are made of the numbers of work: the same key twice would lose a message."""
    with at_home(database) as db:
        db.add_all([work(anna, 2 * KEEP), work(anna, 2 * KEEP)])
        db.flush()
        last = db.scalar(select(func.max(TaskRow.id)))
    forget(database)
    with at_home(database) as db:
        assert list(db.scalars(select(TaskRow.id))) == []
        new = work(anna, DAY)
        db.add(new)
        db.flush()
        assert last
        assert new.id > last


def test_work_that_is_not_done_stays(database: Database, anna: int) -> None:
    with at_home(database) as db:
        db.add_all([work(anna, 2 * KEEP, MessageState.PENDING), work(anna, 2 * KEEP), work(anna, DAY)])
    forget(database)
    with at_home(database) as db:
        assert set(db.scalars(select(TaskRow.state))) == {MessageState.PENDING, MessageState.SENT}
        assert len(db.scalars(select(TaskRow)).all()) == 2


def test_keys_occurrences_drafts_and_reminders_that_are_too_late_go(database: Database, anna: int) -> None:
    with at_home(database) as db:
        for number, age in enumerate((KEEP + DAY, 31 * DAY, 2 * DAY, dt.timedelta(hours=1))):
            at = NOW - age
            db.add(Received(key=str(number), at=at))
            db.add(OccurrenceRow(name="any", key=str(number), due_at=at, at=at, result="done"))
            db.add(Draft(colleague_id=anna, kind="moment", codes="{}", created_at=at))
            late = NudgeRow(colleague_id=anna, about=str(number), blocks=b"[]", order=1, created_at=at, expires_at=at)
            db.add(late)
        db.add(
            NudgeRow(colleague_id=anna, about="in time", blocks=b"[]", order=1, created_at=NOW, expires_at=NOW + DAY)
        )
        db.add(HostedFile(key="gone", name="kaart.png", content=b"", until=NOW - DAY))
        db.add(HostedFile(key="there", name="kaart.png", content=b"", until=NOW + DAY))
        db.add(NudgeRow(colleague_id=anna, about="always", blocks=b"[]", order=1, created_at=NOW - 9 * KEEP))
        for age in (15 * DAY, 13 * DAY):
            db.add(Draft(colleague_id=anna, kind="lesson", codes=f"{age}", created_at=NOW - age))
    forget(database)
    with at_home(database) as db:
        waits = db.scalars(select(Draft.codes).where(Draft.kind == "lesson")).all()
        assert waits == [f"{13 * DAY}"], "who wrote a message has two weeks to say whether it may be a lesson"
        assert sorted(db.scalars(select(Received.key))) == ["2", "3"]
        assert sorted(db.scalars(select(OccurrenceRow.key))) == ["1", "2", "3"]
        assert len(db.scalars(select(Draft).where(Draft.kind == "moment")).all()) == 1
        assert db.scalars(select(HostedFile.key)).all() == ["there"]
        assert sorted(db.scalars(select(NudgeRow.about))) == ["always", "in time"]


@pytest.mark.parametrize(("days", "stays"), [(181, True), (184, False)])
def test_which_tips_a_newcomer_had_stays_half_a_year(database: Database, anna: int, days: int, stays: bool) -> None:
    with at_home(database) as db:
        db.add(Newcomer(colleague_id=anna, told_on=(NOW - days * DAY).date(), passed=4))
    forget(database)
    with at_home(database) as db:
        assert len(db.scalars(select(Newcomer)).all()) == stays


@pytest.mark.parametrize(("days", "stays"), [(91, True), (93, False)])
def test_who_was_asked_to_celebrate_is_forgotten_and_that_it_was_asked_is_not(
    database: Database, anna: int, days: int, stays: bool
) -> None:
    with at_home(database) as db:
        db.add(Project(key="P01", name="Park Singel", created_at=NOW, changed_at=NOW))
        db.flush()
        db.add(Thanks(project_id=1, asked_on=(NOW - days * DAY).date()))
        db.flush()
        db.add(ThanksYes(thanks_id=1, colleague_id=anna))
    forget(database)
    with at_home(database) as db:
        assert len(db.scalars(select(ThanksYes)).all()) == stays
        assert thanks_of(db, 1) is not None


def test_many_rows_go_in_batches(database: Database) -> None:
    old = [{"key": f"{number:05d}", "at": NOW - KEEP} for number in range(1201)]
    with database.engine.begin() as connection:
        connection.execute(insert(Received), old)
    with database.session(None, writes=True) as across:
        assert retention.forget(across, NOW, KEEP, at_most=500) == 500
    assert forget(database) == 701
    assert forget(database) == 0


def test_the_audit_log_stays_a_year_or_as_long_as_was_set(database: Database, anna: int) -> None:
    year = dt.timedelta(days=365)
    with at_home(database) as db:
        for age in (year + DAY, year - DAY, DAY):
            db.add(AuditRow(at=NOW - age, deed=Deed.EXPORTED, origin=Origin.CHAT, colleague_id=anna))
    assert forget(database) == 1
    assert Forgetting(database, KEEP, lambda: NOW, audit=KEEP)() == 1
    with database.session(None) as db:
        assert [row.at for row in db.scalars(select(AuditRow))] == [NOW - DAY]
