"""From a knock at the door to a request of a colleague, in the municipality of that colleague."""

import datetime as dt
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.chat.contributions import Contributed
from bot.chat.requests import Account, Knock, Request
from bot.people import pickers
from bot.people.arrivals import is_fresh
from storage import settings
from storage.database import stay_within
from storage.messages import outbox
from storage.people import people, reaching


def sign_in(
    db: Session,
    knock: Knock,
    outsiders: frozenset[Account],
    contributed: Contributed,
    within: dt.timedelta | None,
    *,
    speaks: bool = False,
) -> Request | None:
    """Confines the session to the asker's municipality. None when somebody in this knock is not known well enough.

    within: how long ago they may have been looked at; None when that was just done. speaks: it is they who do this, so
    here they can be reached.
    """

    def well_known(account: Account) -> people.SignedIn | None:
        found = people.sign_in(db, *account)
        if found is None or found.is_shut or (within and not is_fresh(found, knock.at, within)):
            return None
        return found

    signed_in = well_known(knock.account)
    if signed_in is None:
        return None
    municipality = signed_in.municipality
    stay_within(db, municipality.id)
    settings.read_along(db, signed_in.chosen)
    named = {account: well_known(account) for account in {*picked(knock)} - outsiders}
    if None in named.values():
        return None
    if speaks:
        _can_be_reached(db, knock, signed_in)
    ids = {account: str(found.colleague.id) for account, found in named.items() if found}
    return Request(
        id=knock.id,
        at=knock.at.astimezone(ZoneInfo(municipality.timezone)),
        municipality=municipality,
        person=signed_in.colleague,
        place=knock.place,
        language=signed_in.colleague.language,
        action=knock.action,
        args=pickers.without_held(knock.args),
        answers=pickers.held(knock.args)
        | {
            key: ids.get(answer, answer) if isinstance(answer, Account) else answer
            for key, answer in knock.answers.items()
        },
        contributed=contributed,
    )


def _can_be_reached(db: Session, knock: Knock, known: people.SignedIn) -> None:
    """Written only when it is news: most people have one account."""
    if known.moves:
        reaching.speaks_here(db, *knock.account, known.colleague.id)
    if known.refuses_since and knock.place.kind in ("direct", "home"):
        reaching.lets_in(db, *knock.account)
        outbox.can_be_reached(db, known.colleague.id)


def picked(knock: Knock) -> list[Account]:
    return [answer for answer in knock.answers.values() if isinstance(answer, Account)]
