"""Somebody has left, or lost or got a right at their chat platform: who hears of it, and what is asked."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Reply, Say
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.people import audit, cards
from glossary import Deed, DeedPart, Origin
from storage.messages import nudges, outbox
from storage.people import people, standing
from storage.people.municipalities import Municipality
from storage.people.people import Colleague


def after_leaving(request: Request, db: Session) -> Sequence[Reply]:
    """Nothing more goes to them. Whoever looks after the register is asked once whether to erase them."""
    gone, home = request.person, request.municipality
    outbox.withdraw(db, gone.id)
    nudges.forget_all_for(db, gone.id)
    was_keeper = gone.id in (home.keeper_id, home.deputy_id)
    for part, who in ((DeedPart.KEEPER, home.keeper_id), (DeedPart.DEPUTY, home.deputy_id)):
        if who == gone.id:
            audit.record_unasked(db, request.at, Deed.RIGHT_TAKEN, Origin.PLATFORM, about=who, part=part)
    home.keeper_id = None if home.keeper_id == gone.id else home.keeper_id
    home.deputy_id = None if home.deputy_id == gone.id else home.deputy_id
    return [
        Say(
            cards.left(speech(each.language), gone, was_keeper, each.is_admin),
            each.id,
            f"left {gone.id} {each.id} {request.today.isoformat()}",
        )
        for each in who_decides(request, db)
    ]


def who_decides(request: Request, db: Session) -> Sequence[Colleague]:
    return who_looks_after(request.municipality, db)


def who_looks_after(home: Municipality, db: Session) -> Sequence[Colleague]:
    """Administrators, and whoever keeps the register."""
    keepers = [people.colleague(db, one) for one in (home.keeper_id, home.deputy_id) if one]
    found = {each.id: each for each in (*standing.administrators(db), *keepers) if each and each.is_here}
    return list(found.values())


def stays_administrator(request: Request, db: Session) -> Sequence[Reply]:
    """The last one: they hear why they still are."""
    who, day = request.person, request.today.isoformat()
    return [Say(cards.last_administrator(speech(who.language)), who.id, f"last administrator {who.id} {day}")]
