"""A round begins at its time, and newcomers are asked whether they take part. By hand: `by_hand`."""

import datetime as dt
from collections.abc import Sequence
from zlib import crc32

from sqlalchemy.orm import Session

from bot.buddies import cards, drawing_up, following_up, groups, introducing
from bot.chat.feature import Occasion
from bot.chat.replies import Nudge, Say, Work
from bot.chat.texts import speech
from bot.pairing.ahead import Drawn
from storage.learning import buddies
from storage.learning.buddies import BuddyMember
from storage.learning.buddy_rounds import BuddyRound
from storage.messages import reminders
from storage.people.municipalities import Municipality


def at_its_time(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    quiet = list(following_up.silent(db, occasion))
    drawn = drawing_up.draw(db, occasion.today, seed_of(occasion.municipality, occasion.key))
    number = drawing_up.next_number(db)
    return [*begin(db, drawn, number, occasion.municipality, occasion.at), *quiet]


def seed_of(municipality: Municipality, key: str) -> int:
    """The same occasion gives the same round, however often it is tried."""
    return crc32(f"{municipality.id} {key}".encode())


def begin(db: Session, drawn: Drawn, number: int, municipality: Municipality, at: dt.datetime) -> list[Say]:
    """Nothing when nobody takes part. Who takes part without anybody of the other discipline hears that."""
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
    reminders.plan(db, following_up.ONCE_MORE, str(round_.id), at + whole * 3 / 4, over)


def invite(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """Colleagues of both disciplines are asked once whether they take part; new ones when they are there."""
    asked = buddies.to_be_asked(db)
    db.add_all(BuddyMember(colleague_id=colleague.id, asked_at=occasion.at) for colleague in asked)
    return [Nudge(one.id, "buddies.ask", cards.question(speech(one.language)), order=45) for one in asked]
