"""How somebody stands at their chat platform: met once, and looked at again when that was long ago."""

import datetime as dt
import logging
from collections.abc import Callable, Collection, Mapping
from threading import Lock
from typing import NamedTuple, Protocol

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.chat.requests import Account, NotTold, Profile
from bot.people.arrivals import FRESH, HOLDS, Arrivals, Stood, is_fresh
from storage.database import Database
from storage.messages import outbox
from storage.people import people, reaching, seeking

log = logging.getLogger(__name__)

ASK_AGAIN_AFTER = dt.timedelta(minutes=1)
"""How long a platform that does not answer is left alone, so that not everybody waits for it."""


class Directory(Protocol):
    """What a chat platform knows of its members."""

    def profile(self, account: Account) -> Profile:
        """Asks the platform. Raises whatever its client raises when it does not answer."""

    def again(self, account: Account) -> Profile:
        """For somebody whom we know: within two seconds. Raises NotTold when the platform does not say."""

    def with_email(self, platform: str, tenant: str, email: str) -> tuple[Account, Profile] | None:
        """Who has this address there. Raises NotTold when the platform does not say."""


Follow = Callable[[Session, Account, Stood, dt.datetime, str], None]
"""What features have to say to how somebody stands now. The last is the number of what came in."""


class Doubts:
    """Accounts with a change that is not written down yet: whoever holds the lock keeps nobody in. From any thread.

    Each doubt has the number of what raised it, so that whoever has written theirs leaves another's standing.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._about: dict[Account, frozenset[str]] = {}

    def about(self, account: Account) -> frozenset[str]:
        return self._about.get(account, frozenset())

    def add(self, account: Account, number: str) -> None:
        with self._lock:
            self._about[account] = self.about(account) | {number}

    def settle(self, account: Account, numbers: frozenset[str]) -> None:
        with self._lock:
            left = self.about(account) - numbers
            if left:
                self._about[account] = left
            else:
                self._about.pop(account, None)


class Told(NamedTuple):
    """What the platform said when it was asked. known: before; doubts: that were there when it was asked."""

    account: Account
    known: people.SignedIn | None
    profile: Profile
    doubts: frozenset[str]


class Standing:
    """Asks the platform outside any transaction, and writes down what it said. From any thread."""

    def __init__(self, database: Database, directory: Directory, arrivals: Arrivals, follow: Follow) -> None:
        self.arrivals = arrivals
        self._database = database
        self._directory = directory
        self._follow = follow
        self._not_told: dict[str, dt.datetime] = {}
        """When a platform did not say who somebody is."""
        self._doubts = Doubts()

    def is_in_doubt(self, account: Account) -> bool:
        return bool(self._doubts.about(account))

    def may_have_changed(self, accounts: Collection[Account], at: dt.datetime) -> None:
        """What the platform said of them before is from now on as old as if they were to be looked at today."""
        with self._database.session(None, writes=True) as db:
            people.look_again(db, accounts, at - FRESH)

    def shuts_out(self, account: Account, at: dt.datetime) -> None:
        with self._database.session(None, writes=True) as db:
            reaching.refuses(db, *account, at)

    def is_back(self, account: Account) -> None:
        with self._database.session(None) as db:
            known = people.sign_in(db, *account)
        if known and known.refuses_since:
            with self._database.session(known.municipality.id, writes=True) as db:
                reaching.lets_in(db, *account)
                outbox.can_be_reached(db, known.colleague.id)

    def heard(self, account: Account, told: Profile | None, at: dt.datetime, number: str) -> bool:
        """Something changed for somebody at their platform, or may have. False when that is away.

        told: what it sent along, which may have been overtaken; it says whether there is anything to ask. number: of
        what came in, which names what follows.
        """
        with self._database.session(None) as db:
            known = people.sign_in(db, *account)
        if known is None or (told and not self._differs(known, told)):
            return True
        # What was heard before we asked is in the answer; what is heard from now on is not.
        settled = self._doubts.about(account)
        try:
            profile = self._directory.again(account)
        except NotTold as silence:
            if told is None:
                return not silence.is_away
            profile, settled = told, frozenset()
        self._doubts.add(account, number)
        with self._database.session(None, writes=True) as db:
            self._stands(db, account, profile, at, number)
        self._doubts.settle(account, settled | {number})
        return True

    def seek(self, sought: seeking.Sought, at: dt.datetime, number: str) -> bool:
        """A colleague who came in with a list: by their address at the platform. False when that is away."""
        try:
            found = self._directory.with_email(sought.platform, sought.tenant, sought.email)
        except NotTold as silence:
            return not silence.is_away
        with self._database.session(None, writes=True) as db:
            seeking.note_sought(db, sought.colleague_id, at)
            # Only the very same address, and only for whoever may be a colleague: it becomes their account.
            if found and found[1].is_colleague and found[1].email.strip().lower() == sought.email.strip().lower():
                self.arrivals.meet(db, *found, at)
                self._stands(db, *found, at, number)
        return True

    def _differs(self, known: people.SignedIn, told: Profile) -> bool:
        return known.is_shut is told.is_colleague or known.colleague.is_admin is not self.arrivals.calls_admin(told)

    def introduce(
        self, asker: Account, accounts: Collection[Account], at: dt.datetime, number: str
    ) -> Mapping[Account, tuple[str, str]]:
        """Meets all of them, and looks again at those not looked at lately. Asks before it writes.

        accounts: the asker and whom they picked. number: of what came in. Returns those who are no colleagues: why, and
        in which language to say so.
        """
        outsiders: dict[Account, tuple[str, str]] = {}
        told = list[Told]()
        for account in accounts:
            with self._database.session(None) as db:
                known = people.sign_in(db, *account)
            doubts = self._doubts.about(account)
            if known and is_fresh(known, at) and not doubts:
                continue
            profile = self._again(account, at) if known else self._directory.profile(account)
            if profile:
                told.append(Told(account, known, profile, doubts))
            if profile and not profile.is_colleague:
                outsiders[account] = "outsider", known.colleague.language if known else profile.language
            elif known and not profile and (doubts or not is_fresh(known, at, HOLDS)):
                outsiders[account] = "not_told", known.colleague.language
        for each in told:
            if each.known or not outsiders.keys() & {asker, each.account}:
                self._take_in(each, at, number)
        return outsiders

    def _again(self, account: Account, at: dt.datetime) -> Profile | None:
        """None when the platform does not say: then what it said last holds for a while."""
        asked = self._not_told.get(account.platform)
        if asked and asked <= at < asked + ASK_AGAIN_AFTER:
            return None
        try:
            return self._directory.again(account)
        except NotTold as silence:
            log.warning("%s %s: what it said last holds for now", account.platform, silence)
            if silence.is_away:
                self._not_told[account.platform] = at
            return None

    def _take_in(self, told: Told, at: dt.datetime, number: str) -> None:
        account, known, profile, doubts = told
        try:
            with self._database.session(None, writes=True) as db:
                if known is None:
                    self.arrivals.meet(db, account, profile, at)
                self._stands(db, account, profile, at, number, is_new=known is None)
            self._doubts.settle(account, doubts)
        except OperationalError:
            # An import may hold the lock. That nothing changed is written down the next time.
            if known is None or (profile.is_colleague and self._differs(known, profile)):
                raise

    def _stands(
        self, db: Session, account: Account, profile: Profile, at: dt.datetime, number: str, is_new: bool = False
    ) -> None:
        """What the platform said holds from now on; features say what follows."""
        if stood := self.arrivals.look(db, account, profile, at, is_new):
            self._follow(db, account, stood, at, number)
