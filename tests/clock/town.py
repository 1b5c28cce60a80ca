"""Municipalities with a job and a reminder, and a clock that the test turns."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.chat.cards import Card, from_json, typed
from bot.chat.feature import Feature, Job, Occasion, When
from bot.chat.replies import Nudge, Say, Work
from bot.chat.router import Router
from handlers.scheduling.due import DueJobs
from storage import settings
from storage.database import Database
from storage.messages import reminders, schedule
from storage.messages.outbox import OutboxRow
from storage.messages.schedule import OccurrenceRow, ScheduleRow
from storage.people import people
from storage.people.municipalities import Municipality
from storage.people.people import Colleague
from tests.screens import read

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAYS = When(frozenset({0}), dt.time(9))
JOB, REMINDER = "projects.vacancies", "tests.reminder"
"""The job has the name of a real one, because people read what it is called."""


def at(words: str) -> dt.datetime:
    return dt.datetime.fromisoformat(words).replace(tzinfo=AMSTERDAM).astimezone(dt.UTC)


@dataclass
class Town:
    """broken: the municipalities where what is done by itself writes something, and then raises.

    meanwhile: something that happens in its transaction. thinks: something that happens before it.
    """

    database: Database
    when: When = MONDAYS
    grace: dt.timedelta = dt.timedelta(days=3)
    now: dt.datetime = field(default_factory=lambda: at("2026-11-23 08:00"))
    broken: set[int] = field(default_factory=set)
    tried: list[int] = field(default_factory=list)
    meanwhile: Callable[[Session], object] | None = None
    thinks: Callable[[], object] | None = None
    thought: list[object] = field(default_factory=list)

    def tick(self, kind: type[DueJobs] = DueJobs) -> DueJobs:
        """A process of its own, as far as the database can see."""
        thinks = self.thinks
        ahead = (lambda occasion, db: thinks) if thinks else None
        jobs = (Job(JOB, self.when, self.grace, self._job, ahead=ahead),)
        feature = Feature("tests", jobs=jobs, reminders={REMINDER: self._reminder})
        return kind(self.database, Router([feature]), lambda db: self.now)

    def _job(self, occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
        self.thought.append(occasion.ready)
        return self._says(occasion, db, f"job {occasion.key}")

    def _reminder(self, occasion: Occasion, db: Session, about: str) -> Sequence[Say | Nudge | Work]:
        return self._says(occasion, db, f"reminder {about}")

    def _says(self, occasion: Occasion, db: Session, words: str) -> Sequence[Say | Nudge | Work]:
        home = occasion.municipality.id
        self.tried.append(home)
        settings.write(db, "done", words)
        if self.meanwhile:
            self.meanwhile(db)
        if home in self.broken:
            db.flush()
            raise RuntimeError("of this municipality")
        (anna,) = people.colleagues_named(db, "Anna")
        return [Say(Card(typed(words)), to=anna.id)]

    # What there is

    def municipalities(self, number: int = 1, timezone: str = "Europe/Amsterdam") -> list[int]:
        with self.database.session(None, writes=True) as db:
            homes = [Municipality(name=f"Gemeente {each}", timezone=timezone) for each in range(number)]
            db.add_all(homes)
            db.flush()
            for home in homes:
                anna = Colleague(name="Anna", is_admin=True)
                anna.municipality_id = home.id
                db.add(anna)
            return [home.id for home in homes]

    def remind(self, home: int, about: str, due_at: dt.datetime, expires_at: dt.datetime) -> None:
        with self.database.session(home, writes=True) as db:
            reminders.plan(db, REMINDER, about, due_at, expires_at)

    def changes(self, home: int, **columns: object) -> None:
        with self.database.session(home, writes=True) as db:
            row = schedule.schedule_of(db, JOB)
            assert row
            for name, value in columns.items():
                setattr(row, name, value)

    # What became of it

    def said(self, home: int) -> list[str]:
        """Every message, the first that was queued on top."""
        return [read(card.title) for card in self.cards(home)]

    def cards(self, home: int) -> list[Card]:
        with self.database.session(home) as db:
            return [from_json(row.card) for row in db.scalars(select(OutboxRow).order_by(OutboxRow.id))]

    def not_before(self, home: int) -> list[dt.datetime]:
        with self.database.session(home) as db:
            return list(db.scalars(select(OutboxRow.not_before).order_by(OutboxRow.id)))

    def recorded(self, home: int) -> list[tuple[str, str]]:
        """Key and result, the earliest first."""
        with self.database.session(home) as db:
            rows = db.scalars(select(OccurrenceRow).order_by(OccurrenceRow.due_at)).all()
            return [(row.key, row.result) for row in rows]

    def row(self, home: int) -> ScheduleRow:
        with self.database.session(home) as db:
            row = schedule.schedule_of(db, JOB)
            assert row
            return row

    def next_due(self, home: int) -> str:
        due = self.row(home).next_due
        return f"{due.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}" if due else "never"

    def waiting_reminders(self, home: int) -> int:
        with self.database.session(home) as db:
            return len(db.scalars(select(reminders.ReminderRow)).all())
