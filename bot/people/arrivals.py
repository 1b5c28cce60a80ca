"""The first contact with somebody: from a chat account to a colleague of a municipality. And how they stand later."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.chat.requests import Account, Profile, readable
from bot.chat.texts import LANGUAGES
from bot.people import audit
from bot.people.naming import WITHOUT_A_NAME
from glossary import Deed, DeedPart, Origin
from storage.database import stay_within
from storage.messages import outbox
from storage.people import municipalities, people
from storage.people.municipalities import Municipality, Tenant
from storage.people.people import ChatAccount, Colleague, SignedIn

FRESH = dt.timedelta(days=1)
"""How long what the platform said about somebody holds without another look."""
HOLDS = dt.timedelta(days=3)
"""How long it holds when the platform can't be reached: a weekend in which nobody could fix that."""
CLOCKS = dt.timedelta(minutes=10)
"""A look further ahead than clocks differ was made by a clock that was wrong."""


class Stood(NamedTuple):
    """How a colleague stands now. events: what changed for them, which features may have an answer to."""

    colleague: Colleague
    municipality: Municipality
    events: tuple[str, ...]


ARRIVED, LEFT, RETURNED = "people.arrived", "people.left", "people.returned"
GAINED, LOST, KEPT_LAST = "people.is_administrator", "people.no_administrator", "people.last_administrator"


def is_fresh(known: SignedIn, at: dt.datetime, within: dt.timedelta = FRESH) -> bool:
    """Whether they stood well when last looked at, and that was recent enough."""
    return not known.is_shut and known.looked_at is not None and at - within < known.looked_at < at + CLOCKS


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What holds for newcomers. administrators: e-mail addresses, in lower case.

    platforms: that are served now; empty for all. Whoever has only an account on another one is not here by that.
    """

    administrators: frozenset[str] = frozenset()
    language: str = "nl"
    timezone: str = "Europe/Amsterdam"
    holiday_region: str = "Midden"
    platforms: frozenset[str] = frozenset()

    def meet(self, db: Session, account: Account, profile: Profile, at: dt.datetime) -> Colleague:
        """Knows the colleague by account, else by e-mail address, else as new. Confines the session to their home."""
        home = self._home(db, account, profile)
        stay_within(db, home.id)
        known = people.sign_in(db, *account)
        if known is not None:
            return known.colleague
        email = profile.email.strip().lower()
        colleague = people.colleague_with_email(db, email) if email else None
        if colleague is None:
            colleague = Colleague(name=readable(profile.name), email=email or None)
            db.add(colleague)
        colleague.language = self._language(profile)
        db.flush()
        row = ChatAccount(
            **account._asdict(), colleague_id=colleague.id, looked_at=at, is_admin=self.calls_admin(profile)
        )
        db.add(row)
        if row.is_admin and not colleague.is_admin:
            _record(db, colleague, Deed.RIGHT_GIVEN, at)
        colleague.is_admin = colleague.is_admin or row.is_admin
        outbox.can_be_reached(db, colleague.id)
        return colleague

    def calls_admin(self, profile: Profile) -> bool:
        """Whether the platform or the settings call them an administrator."""
        return profile.is_colleague and (profile.is_admin or profile.email.strip().lower() in self.administrators)

    def look(
        self, db: Session, account: Account, profile: Profile, at: dt.datetime, is_new: bool = False
    ) -> Stood | None:
        """What the platform says of somebody whom we know becomes what holds. Confines the session to their home.

        is_new: this account was not known before.
        """
        known = people.sign_in(db, *account)
        if known is None:
            return None
        stay_within(db, known.municipality.id)
        colleague, accounts, administrators = people.held(db, known.colleague.id)
        for row in accounts:
            if (row.platform, row.tenant, row.user) == account:
                row.looked_at, row.is_shut, row.is_admin = at, not profile.is_colleague, self.calls_admin(profile)
        was_here, was_admin = colleague.is_here, colleague.is_admin
        served = [row for row in accounts if not self.platforms or row.platform in self.platforms]
        colleague.away_since = None if any(not row.is_shut for row in served) else colleague.away_since or at
        called = any(row.is_admin for row in accounts) or (colleague.email or "").lower() in self.administrators
        # A municipality without any could choose nothing any more, and nobody could fix that in the chat.
        is_last = was_admin and not called and not administrators and colleague.is_here
        colleague.is_admin = colleague.is_here and (called or is_last)
        db.flush()
        if colleague.is_admin != was_admin:
            _record(db, colleague, Deed.RIGHT_TAKEN if was_admin else Deed.RIGHT_GIVEN, at)
        happened = {
            # Whoever chats on a second platform has heard on the first one what this is.
            ARRIVED: is_new and len(accounts) == 1 and colleague.is_here,
            LEFT: was_here and not colleague.is_here,
            RETURNED: colleague.is_here and not was_here,
            GAINED: colleague.is_admin and not was_admin,
            LOST: was_admin and not colleague.is_admin,
            KEPT_LAST: is_last,
        }
        return Stood(colleague, known.municipality, tuple(event for event, did in happened.items() if did))

    def _home(self, db: Session, account: Account, profile: Profile) -> Municipality:
        """The tenant's municipality; else the one that was filled by an import and waits for a chat; else a new one."""
        home = municipalities.municipality_of_tenant(db, account.platform, account.tenant)
        if home is not None:
            return home
        waiting = municipalities.municipalities_without_tenant(db, account.platform)
        home = (
            waiting[0] if len(waiting) == 1 else self.new_municipality(readable(profile.organisation) or WITHOUT_A_NAME)
        )
        db.add(home)
        db.flush()
        db.add(Tenant(platform=account.platform, tenant=account.tenant, municipality_id=home.id))
        db.flush()
        return home

    def new_municipality(self, name: str) -> Municipality:
        return Municipality(
            name=name, language=self.language, timezone=self.timezone, holiday_region=self.holiday_region
        )

    def _language(self, profile: Profile) -> str:
        spoken = profile.language[:2].lower()
        return spoken if spoken in LANGUAGES else self.language


def _record(db: Session, colleague: Colleague, deed: Deed, at: dt.datetime) -> None:
    audit.record_unasked(db, at, deed, Origin.PLATFORM, about=colleague.id, part=DeedPart.ADMINISTRATOR)
