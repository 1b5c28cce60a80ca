"""A round begins at its time, and newcomers are asked whether they take part. By hand: `by_hand`."""

import datetime as dt
from zlib import crc32

from sqlalchemy.orm import Session

from bot.buddies import drawing_up, following_up, groups, introducing
from bot.chat.replies import Say
from bot.pairing.ahead import Drawn
from storage.learning.buddy_rounds import BuddyRound
from storage.messages import reminders
from storage.people.municipalities import Municipality


def seed_of(municipality: Municipality, key: str) -> int:
    """The same occasion gives the same round, however often it is tried."""
    return crc32(f"{municipality.id} {key}".encode())


def begin(db: Session, drawn: Drawn, number: int, municipality: Municipality, at: dt.datetime) -> list[Say]:
    """Nothing when nobody takes part. Whoever takes part without anybody of the other discipline hears that."""
    if not drawn.inputs.candidates:
        return []
    begun = drawing_up.begin(db, drawn, number, at)
    if begun.groups:
        _plan_questions(db, begun.round, at)
    return introducing.introduce(db, begun, municipality, at)


def _plan_questions(db: Session, round_: BuddyRound, at: dt.datetime) -> None:
    over = groups.over_at(db, round_, at)
    whole = over - at
    reminders.plan(db, following_up.ASK, str(round_.id), at + whole / 2, over)
    reminders.plan(db, following_up.ONCE_MORE, str(round_.id), at + whole * 5 / 6, over)
