"""Administrators hear in time that what we show to Entra ends: after that nobody on Teams gets an answer.

At sixty, thirty and seven days, once each; never on a day off or at night: then the next time that people are at work.
"""

import datetime as dt

from sqlalchemy.orm import Session

from bot import enqueue
from bot.chat.cards import Card, Paragraph
from bot.chat.quiet import quiet_of
from bot.chat.settings import Chosen
from bot.chat.texts import speech
from handlers.now import Now
from handlers.teams import limits
from handlers.teams.forms import PLATFORM
from storage.database import Database, stay_within
from storage.people import municipalities, standing
from storage.settings import written

EVERY = dt.timedelta(hours=1)


class SecretEnd:
    """ends: None when nobody said. tenants: whose administrators hear of it."""

    def __init__(self, database: Database, ends: dt.date | None, tenants: frozenset[str], now: Now) -> None:
        self._database = database
        self._ends = ends
        self._tenants = tenants
        self._now = now

    def __call__(self) -> None:
        now = self._now()
        left = (self._ends - now.date()).days if self._ends else None
        mark = mark_of(left) if left is not None else None
        if mark is None:
            return
        for tenant in sorted(self._tenants):
            with self._database.session(None, writes=True) as db:
                self._tell(db, tenant, mark, now)

    def _tell(self, db: Session, tenant: str, mark: int, now: dt.datetime) -> None:
        home = municipalities.municipality_of_tenant(db, PLATFORM, tenant)
        if home is None or self._ends is None:
            return
        stay_within(db, home.id)
        if not quiet_of(home, Chosen(written(db))).allows(now):
            return
        for administrator in standing.administrators(db):
            t = speech(administrator.language)
            said = t("handlers.secret_ends.text", date=self._ends), t("handlers.secret_ends.do")
            card = Card(t("handlers.secret_ends.title", n=(self._ends - now.date()).days), tuple(map(Paragraph, said)))
            key = f"secret-ends-{self._ends}-{mark}-{administrator.id}"
            enqueue.tell(db, key, administrator.id, card, administrator.language, now)


def mark_of(left: int) -> int | None:
    """left: days. The last mark that was passed; None before the first, and when it has ended."""
    return min((mark for mark in limits.SECRET_MARKS if 0 <= left <= mark), default=None)
