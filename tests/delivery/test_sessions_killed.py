"""kill -9 while people are being reminded of a session: everybody hears everything once, whoever dies and how often."""

import datetime as dt
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot import knowledge
from bot.knowledge import timing
from bot.knowledge.sessions import plan_reminders
from storage.database import Database
from storage.learning.sessions import KnowledgeSession, SessionGuest, SessionHost
from storage.messages import nudges
from storage.messages.outbox import OutboxRow
from tests.delivery import doomed
from tests.delivery.platform import PATIENCE
from tests.delivery.town import Town

STARTS = dt.datetime(2026, 12, 10, 14, tzinfo=dt.UTC)
PLANNED = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
ZONE = ZoneInfo("Europe/Amsterdam")
MOMENTS = sorted(each.due_at for each in timing.reminders(STARTS, 60, ZONE, PLANNED))


@pytest.fixture
def session(town: Town, database: Database) -> int:
    anna, bert = town.colleague("Anna"), town.colleague("Bert")
    with database.session(town.id) as db:
        planned = KnowledgeSession(topic="Loten", starts_at=STARTS, minutes=60)
        db.add(planned)
        db.flush()
        db.add(SessionHost(session_id=planned.id, colleague_id=anna, has_accepted=True))
        db.add(SessionGuest(session_id=planned.id, colleague_id=bert))
        plan_reminders(db, planned, ZONE, PLANNED)
    return planned.id


@pytest.mark.parametrize("commit", [1, 2, 3])
def test_everybody_hears_every_reminder_once(
    commit: int, database_url: str, town: Town, database: Database, session: int
) -> None:
    for moment in MOMENTS:
        at = moment + dt.timedelta(minutes=1)
        process = doomed.start(doomed.strike, database_url, at, commit, knowledge.FEATURE.name)
        process.join(PATIENCE)
        process.close()
        both = [doomed.start(doomed.strike, database_url, at, 0, knowledge.FEATURE.name) for _ in range(2)]
        for each in both:
            each.join(PATIENCE)
            assert each.exitcode == 0
            each.close()
    with database.session(town.id) as db:
        keys = Counter(row.key.rsplit(" ", 2)[0] + f" {row.colleague_id}" for row in db.scalars(select(OutboxRow)))
        saved_up = [(row.about, row.colleague_id) for row in nudges.waiting(db)]
    anna, bert = town.colleague("Anna"), town.colleague("Bert")
    wanted = [f"session {session} {which} {who}" for which in ("day", "hour", "after") for who in (anna, bert)]
    assert keys == Counter([*wanted, f"session {session} week {bert}"])
    # Whoever gives it hears something else than whoever comes, in the daily message.
    assert saved_up == [(f"hosting {session}", anna)]
