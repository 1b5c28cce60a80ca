"""How somebody stands at their chat platform: met once, and looked at again when that was long ago."""

import datetime as dt
import logging
from collections.abc import Callable, Collection, Mapping
from typing import Protocol

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.chat.requests import Account, NotTold, Profile
from bot.people.arrivals import HOLDS, Arrivals, Stood, is_fresh
from storage.database import Database
from storage.people import people

log = logging.getLogger(__name__)

ASK_AGAIN_AFTER = dt.timedelta(minutes=1)
"""How long a platform that does not answer is left alone, so that not everybody waits for it."""


class Directory(Protocol):
    """What a chat platform knows of its members."""

    def profile(self, account: Account) -> Profile:
        """Asks the platform. Raises whatever its client raises when it does not answer."""

    def again(self, account: Account) -> Profile:
        """For somebody whom we know: within two seconds. Raises NotTold when the platform does not say."""


Follow = Callable[[Session, Account, Stood, dt.datetime, str], None]
"""What features have to say to how somebody stands now. The last is the number of what came in."""


class Standing:
    """Asks the platform outside any transaction, and writes down what it said. From any thread."""

    def __init__(self, database: Database, directory: Directory, arrivals: Arrivals, follow: Follow) -> None:
        self.arrivals = arrivals
        self._database = database
        self._directory = directory
        self._follow = follow
        self._not_told: dict[str, dt.datetime] = {}
        """When a platform did not say who somebody is."""
        self._in_doubt = set[Account]()
        """Accounts with a change that is not written down yet: whoever holds the lock keeps nobody in."""

    def is_in_doubt(self, account: Account) -> bool:
        return account in self._in_doubt

    def heard(self, account: Account, told: Profile | None, at: dt.datetime, number: str) -> bool:
        """Something changed for somebody at their platform, or may have. False when that is away.

        told: what it sent along, which may have been overtaken; it says whether there is anything to ask. number: of
        what came in, which names what follows.
        """
        with self._database.session(None) as db:
            known = people.sign_in(db, *account)
        if known is None or (told and not self._differs(known, told)):
            return True
        try:
            profile = self._directory.again(account)
        except NotTold as silence:
            if told is None:
                return not silence.is_away
            profile = told
        self._in_doubt.add(account)
        with self._database.session(None, writes=True) as db:
            self._stands(db, account, profile, at, number)
        self._in_doubt.discard(account)
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
        told: list[tuple[Account, people.SignedIn | None, Profile]] = []
        for account in accounts:
            with self._database.session(None) as db:
                known = people.sign_in(db, *account)
            if known and is_fresh(known, at) and account not in self._in_doubt:
                continue
            profile = self._again(account, at) if known else self._directory.profile(account)
            if profile:
                told.append((account, known, profile))
            if profile and not profile.is_colleague:
                outsiders[account] = "outsider", known.colleague.language if known else profile.language
            elif known and not profile and (account in self._in_doubt or not is_fresh(known, at, HOLDS)):
                outsiders[account] = "not_told", known.colleague.language
        for account, known, profile in told:
            if known or not outsiders.keys() & {asker, account}:
                self._take_in(account, known, profile, at, number)
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

    def _take_in(
        self, account: Account, known: people.SignedIn | None, profile: Profile, at: dt.datetime, number: str
    ) -> None:
        try:
            with self._database.session(None, writes=True) as db:
                if known is None:
                    self.arrivals.meet(db, account, profile, at)
                self._stands(db, account, profile, at, number)
            self._in_doubt.discard(account)
        except OperationalError:
            # An import may hold the lock. That nothing changed is written down the next time.
            if known is None or (profile.is_colleague and self._differs(known, profile)):
                raise

    def _stands(self, db: Session, account: Account, profile: Profile, at: dt.datetime, number: str) -> None:
        """What the platform said holds from now on; features say what follows."""
        if stood := self.arrivals.look(db, account, profile, at):
            self._follow(db, account, stood, at, number)
