"""kill -9 in a round of seventy groups: nobody is introduced twice, and nobody is forgotten."""

import datetime as dt
import signal
from collections import Counter
from collections.abc import Sequence
from multiprocessing.context import ForkServerProcess

import pytest
from sqlalchemy import delete, func, select

from bot import buddies as feature
from bot.buddies import groups
from bot.chat.quiet import usual
from bot.chat.router import Router
from bot.chat.when import due_between
from glossary import Discipline
from handlers.delivery.outbox import Outbox
from handlers.scheduling.due import DueJobs
from storage.database import Database
from storage.learning.buddies import BuddyMember
from storage.learning.buddy_rounds import BuddyGroup, BuddyRound, BuddySeat
from storage.messages.outbox import MessageState, OutboxRow
from storage.messages.schedule import OccurrenceRow, ScheduleRow
from storage.people.people import ChatAccount, Colleague, ColleagueDiscipline
from tests.delivery import doomed
from tests.delivery.platform import PATIENCE, OverHttp, Platform
from tests.delivery.town import RunningClock, Town

pytestmark = pytest.mark.slow

GROUPS = 70
ZONE = "Europe/Amsterdam"


def round_times() -> tuple[dt.datetime, dt.datetime]:
    """Before the last round of the usual schedule, and when it was due."""
    now = dt.datetime.now(dt.UTC)
    due = due_between(groups.EVERY, usual(ZONE).zone, usual(ZONE).calendar, now - dt.timedelta(days=60), now)[-1].at
    return due - dt.timedelta(hours=1), due + dt.timedelta(minutes=1)


def _tick(database: Database, at: dt.datetime) -> DueJobs:
    return DueJobs(database, Router((feature.FEATURE,)), lambda db: at)


@pytest.fixture
def everybody(town: Town, database: Database) -> list[int]:
    """Twice as many colleagues as groups, who all take part."""
    with database.session(town.id) as db:
        sides = (Discipline.COMMUNICATION, Discipline.PARTICIPATION)
        people = [
            Colleague(name=f"Collega {number}", disciplines=[ColleagueDiscipline(discipline=sides[number % 2])])
            for number in range(2 * GROUPS)
        ]
        db.add_all(people)
        db.flush()
        for person in people:
            db.add(BuddyMember(colleague_id=person.id, asked_at=town.clock(), is_on=True))
            db.add(ChatAccount(platform="slack", tenant=town.tenant, user=f"U{person.id}", colleague_id=person.id))
        return [person.id for person in people]


def introductions(database: Database) -> list[OutboxRow]:
    with database.session(None) as db:
        rows = db.scalars(select(OutboxRow).where(OutboxRow.together != "").order_by(OutboxRow.id)).all()
    return [row for row in rows if not row.key.endswith("-calendar")]


def test_a_round_is_drawn_once_and_everybody_is_introduced_once(
    database_url: str, database: Database, platform: Platform, town: Town, everybody: list[int]
) -> None:
    before, due = round_times()
    _tick(database, before)()
    deaths = 0
    while dies(doomed.start(doomed.strike, database_url, due, deaths + 1, feature.FEATURE.name)):
        deaths += 1
        assert len(introductions(database)) in (0, GROUPS)
    assert deaths > 1
    _tick(database, due)()
    with database.session(town.id) as db:
        assert db.scalar(select(func.count()).select_from(BuddyRound)) == 1
        assert db.scalar(select(func.count()).select_from(BuddyGroup)) == GROUPS
        assert Counter(db.scalars(select(BuddySeat.colleague_id))) == Counter(everybody)
        # What is for the calendar has a file: that one can be in doubt, and is not what this is about.
        db.execute(delete(OutboxRow).where(OutboxRow.key.endswith("-calendar")))
    rows = introductions(database)
    told = Counter(int(one) for row in rows for one in row.together.split())
    assert told == Counter(everybody)

    deliver_with_deaths(database_url, database, platform)
    assert Counter(platform.keys) == Counter(row.key for row in rows)
    assert {row.state for row in introductions(database)} == {MessageState.SENT}


def dies(process: ForkServerProcess) -> bool:
    process.join(PATIENCE * 6)
    code = process.exitcode
    process.close()
    assert code in (0, -signal.SIGKILL)
    return code != 0


DEATHS: Sequence[tuple[type[OverHttp], int]] = (
    (doomed.DiesBefore, 0),
    (doomed.DiesAfter, 0),
    (OverHttp, 40),
    (doomed.DiesAfter, 0),
    (OverHttp, 41),
    (doomed.DiesBefore, 0),
)
"""How the deliverer dies: at a post, or at a commit."""


def deliver_with_deaths(url: str, database: Database, platform: Platform) -> None:
    for how, commit in DEATHS:
        doomed.await_death(doomed.start(doomed.deliver, url, platform.port, how, commit))
    outbox = Outbox(database, {"slack": OverHttp(platform.port)}, RunningClock(), doomed.SHORT)
    outbox.start()
    try:
        for row in introductions(database):
            platform.wait_for(row.key)
    finally:
        outbox.stop()


@pytest.fixture(autouse=True)
def nothing_due(database: Database) -> None:
    """Of other municipalities in the same database."""
    with database.session(None, writes=True) as db:
        db.execute(delete(OccurrenceRow))
        db.execute(delete(ScheduleRow))
