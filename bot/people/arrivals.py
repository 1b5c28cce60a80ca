"""The first contact with somebody: from a chat account to a colleague of a municipality."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.chat.exchange import Account, Profile
from bot.chat.texts import LANGUAGES
from bot.people.naming import WITHOUT_A_NAME
from storage import outbox, people
from storage.database import stay_within
from storage.people import ChatAccount, Colleague, Municipality, Tenant


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What holds for newcomers. administrators: e-mail addresses, in lower case."""

    administrators: frozenset[str] = frozenset()
    language: str = "nl"
    timezone: str = "Europe/Amsterdam"
    holiday_region: str = "Midden"

    def meet(self, db: Session, account: Account, profile: Profile) -> Colleague:
        """Knows the colleague by account, else by e-mail address, else as new. Confines the session to their home."""
        home = self._home(db, account, profile)
        stay_within(db, home.id)
        known = people.sign_in(db, *account)
        if known is not None:
            return known[0]
        email = profile.email.strip().lower()
        colleague = people.colleague_with_email(db, email) if email else None
        if colleague is None:
            colleague = Colleague(name=profile.name, email=email or None)
            db.add(colleague)
        colleague.language = self._language(profile)
        colleague.is_admin = colleague.is_admin or profile.is_admin or email in self.administrators
        db.flush()
        db.add(
            ChatAccount(platform=account.platform, tenant=account.tenant, user=account.user, colleague_id=colleague.id)
        )
        outbox.can_be_reached(db, colleague.id)
        return colleague

    def _home(self, db: Session, account: Account, profile: Profile) -> Municipality:
        """The tenant's municipality; else the one that was filled by an import and waits for a chat; else a new one."""
        home = people.municipality_of_tenant(db, account.platform, account.tenant)
        if home is not None:
            return home
        waiting = people.municipalities_without_tenant(db, account.platform)
        home = waiting[0] if len(waiting) == 1 else self.new_municipality(profile.organisation or WITHOUT_A_NAME)
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
