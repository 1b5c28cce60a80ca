"""What a municipality may choose about buddies."""

import datetime as dt

from bot.chat.settings import Chosen, Setting
from bot.pairing.inputs import Shared, Wishes

LARGEST = Setting("buddies.largest", 4, lowest=2, highest=6)
"""Colleagues in one group."""
MOST = Setting("buddies.most", 3, lowest=1, highest=5)
"""Buddies of the other discipline at once, for whoever chose no number of their own."""
SHARED = Setting("buddies.shared", "avoid", options=("seek", "avoid", "ignore"))
"""Who work together meet already."""
MENTORS = Setting("buddies.mentors", default=True)
NEW_FOR = Setting("buddies.new_for", 6, lowest=0, highest=36)
"""Months for which somebody is new."""
RHYTHM_OFFERED = Setting("buddies.rhythm_offered", 0)
"""Weeks between rounds when administrators were offered more. In no form: it is there so that nobody is asked twice."""

SETTINGS = (LARGEST, MOST, SHARED, MENTORS, NEW_FOR)
MONTH = dt.timedelta(days=30)


def wishes(chosen: Chosen) -> Wishes:
    shared: dict[str, Shared] = {"seek": "seek", "avoid": "avoid", "ignore": "ignore"}
    return Wishes(chosen.number(LARGEST), shared.get(chosen.word(SHARED), "avoid"), chosen.yes(MENTORS))


def is_new(joined_on: dt.date | None, today: dt.date, chosen: Chosen) -> bool:
    return joined_on is not None and today - joined_on < chosen.number(NEW_FOR) * MONTH
