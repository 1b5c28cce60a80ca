"""Colleagues who came in with a list are looked for at the chat platform, by their address: then they can be asked."""

import datetime as dt
from collections.abc import Callable

from handlers.now import Now
from storage.database import Database
from storage.people import seeking
from storage.people.seeking import Sought

EVERY = dt.timedelta(minutes=1)
"""Whoever imports a list wants to ask them soon."""
AGAIN_AFTER = dt.timedelta(days=1)
"""They may get an account tomorrow."""
MOST = 25
"""Each time: a platform allows about fifty such questions a minute."""

Seek = Callable[[Sought, dt.datetime, str], bool]


class Seeking:
    """seek: asks the platform, and keeps what it says. number: names what follows."""

    def __init__(self, database: Database, seek: Seek, now: Now, number: Callable[[], str]) -> None:
        self.database = database
        self.seek = seek
        self.now = now
        self.number = number

    def __call__(self) -> None:
        """Stops when a platform is away: the next time comes soon."""
        with self.database.session(None) as across:
            wanted = seeking.to_seek(across, self.now() - AGAIN_AFTER, MOST)
        for sought in wanted:
            if not self.seek(sought, self.now(), self.number()):
                return
