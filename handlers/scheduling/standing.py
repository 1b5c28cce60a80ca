"""Whoever does nothing is looked at too: a colleague who left is then no buddy, and fills no role."""

import datetime as dt
from collections.abc import Callable

from bot.chat.requests import Account, Profile
from bot.people.arrivals import FRESH
from handlers.now import Now
from storage.database import Database
from storage.people import people

EVERY = dt.timedelta(minutes=1)
"""Whoever was taken out of a team may have left: nobody should hear their name for long after that."""
MOST = 50
"""Each time, where platforms allow a hundred questions a minute. Of most people there is one a day."""

Heard = Callable[[Account, Profile | None, dt.datetime, str], bool]


class Looking:
    """heard: asks the platform, and keeps what it says. number: names what follows."""

    def __init__(self, database: Database, heard: Heard, now: Now, number: Callable[[], str]) -> None:
        self.database = database
        self.heard = heard
        self.now = now
        self.number = number

    def __call__(self) -> None:
        """Stops when a platform is away: the next time comes soon."""
        with self.database.session(None) as across:
            stale = people.not_looked_at_since(across, self.now() - FRESH, MOST)
        for account in stale:
            if not self.heard(Account(*account), None, self.now(), self.number()):
                return
