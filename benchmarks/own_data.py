"""What it takes to gather everything about somebody after a busy year, on both databases."""

import datetime as dt
import time

from sqlalchemy import insert

from benchmarks.registers import NOW
from benchmarks.report import Report
from benchmarks.search import databases
from bot.chat.cards import Card, Paragraph, to_json, typed
from bot.chat.replies import Say
from bot.chat.requests import Account, Knock, Place, Profile
from bot.features import FEATURES
from bot.people.arrivals import Arrivals
from bot.service import Service
from storage import migrate
from storage.database import Database
from storage.messages.outbox import MessageState, OutboxRow
from storage.people.municipalities import Municipality
from storage.people.people import Colleague
from storage.register.changes import Change
from storage.register.projects import Project

COLLEAGUES = 200
MESSAGES = 2_500
"""To each in a year: ten on a working day. Kept for the whole year, as SAMENSPEL_KEEP_DAYS=365 does."""
CHANGES = 5_000
MOST_SECONDS = 3
ADA = Account("slack", "T1", "U1")


class Known:
    def profile(self, account: Account) -> Profile:
        return Profile("Ada", "ada@voorbeeld.example", "Gemeente Meetlat", "nl", is_admin=True)

    again = profile

    def with_email(self, platform: str, tenant: str, email: str) -> None:
        """Nobody."""


def measure(report: Report) -> None:
    for name, address in databases():
        with address as url:
            migrate.upgrade(url)
            database = Database(url)
            service = Service(database, Known(), FEATURES, Arrivals())
            _ask(service, "people.data")
            _fill(database)
            for action, what in (("people.data", "what is kept"), ("people.download", "the file")):
                report(f"s for {what}, a year of messages, {name}", _ask(service, action), MOST_SECONDS)
            database.close()


def _ask(service: Service, action: str) -> float:
    began = time.perf_counter()
    outcome = service.answer(Knock(f"R{began}", NOW, ADA, Place("direct", "D1"), action))
    assert all(isinstance(reply, Say) for reply in outcome.replies)
    return time.perf_counter() - began


def _fill(database: Database) -> None:
    """A year of everybody: all of it stands between the rows that are looked for."""
    with database.session(None, writes=True) as db:
        home = db.query(Municipality).one()
        own = {"municipality_id": home.id}
        ids = [db.query(Colleague).one().id]
        names = [{**own, "name": f"Collega {n}", "language": "nl", "department": "", "is_admin": False} for n in
                 range(COLLEAGUES - 1)]  # fmt: skip
        ids += db.scalars(insert(Colleague).returning(Colleague.id), names).all()
        project = Project(key="P1", name="Kade", created_at=NOW, changed_at=NOW)
        project.municipality_id = home.id
        db.add(project)
        db.flush()
        waiting = to_json(Card(typed("Nieuws"), (Paragraph(typed("Er is iets veranderd.")),)))
        for one in ids:
            db.execute(insert(OutboxRow), [_message(own, one, n, waiting) for n in range(MESSAGES)])
        db.execute(
            insert(Change),
            [
                {**own, "project_id": project.id, "at": NOW, "revision": n, "field": "summary", "before": "a",
                 "after": "b", "colleague_id": ids[0]}
                for n in range(CHANGES)
            ],
        )  # fmt: skip


def _message(own: dict[str, int], to: int, number: int, card: bytes) -> dict[str, object]:
    """All but the newest of them are sent."""
    at = NOW - dt.timedelta(hours=number * 3)
    state = MessageState.SENT if number else MessageState.PENDING
    empty = dict.fromkeys(
        ("platform", "tenant", "place", "posted_as", "reason", "together", "under", "instead_of", "token"), ""
    )
    return {
        **own, **empty, "key": f"{to} {number}", "language": "nl", "card": b"" if number else card, "not_before": at,
        "created_at": at, "colleague_id": to, "state": state, "lane": f"colleague {to}", "attempts": 1, "doubts": 0,
    }  # fmt: skip
