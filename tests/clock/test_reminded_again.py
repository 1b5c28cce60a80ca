"""What moves to later on the same day is reminded of again."""

import datetime as dt
from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot import job_runner
from bot.chat.cards import Card, Text
from bot.chat.contributions import Contributed
from bot.chat.feature import Occasion
from bot.chat.replies import Say
from storage.database import Database
from storage.messages import outbox, reminders
from storage.messages.outbox import OutboxRow
from storage.messages.reminders import ReminderRow
from tests.databases import Databases
from tests.storage.planting import MONDAY, plant


@pytest.fixture
def database(databases: Databases) -> Iterator[Database]:
    with databases.opened() as database:
        yield database


def test_a_reminder_that_came_comes_again_when_it_is_planned_anew_that_day(database: Database) -> None:
    home = plant(database, "HERE")

    def say(occasion: Occasion, db: Session, about: str) -> Sequence[Say]:
        return [Say(Card(Text("Om vijf uur begint het")), to=home.anna)]

    with database.session(home.id, writes=True) as db:
        db.execute(delete(ReminderRow))
        db.execute(delete(OutboxRow))
    for hour in (1, 2):
        due = MONDAY + dt.timedelta(hours=hour)
        with database.session(home.id, writes=True) as db:
            reminders.plan(db, "session.soon", "12", due, due + dt.timedelta(hours=1))
        with database.session(home.id, writes=True) as db:
            row = db.scalars(select(ReminderRow)).one()
            job_runner.remind(db, row, say, job_runner.here(db, due, Contributed()))
    with database.session(home.id) as db:
        assert len(outbox.messages_to(db, home.anna)) == 2
