"""What Teams knows of its members."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping

from bot.chat.requests import Account, NotTold, Profile
from handlers.teams import limits
from handlers.teams.api import Answered, Lost, TeamsApi
from handlers.teams.forms import PLATFORM
from handlers.teams.listen import Activity
from handlers.teams.references import Reference, References
from handlers.teams.words import Json

# Not in the conversation, not in the organisation, or without the app: whom we cannot reach is no colleague to us.
_UNKNOWN = frozenset({400, 403, 404})
GONE, NO_CONVERSATION = 404, "NoConversation"
_AT_THE_DOOR = 1000
"""People of whom we remember where they spoke to us, and in which language, until they have been met."""


class TeamsDirectory:
    """Implements `bot.service.Directory` with the member that a conversation has."""

    def __init__(self, api: TeamsApi, references: References, steady: Callable[[], float] = time.monotonic) -> None:
        self._steady = steady
        self._rosters: dict[str, tuple[float, Mapping[str, tuple[Account, Profile]]]] = {}
        self._api = api
        self._references = references
        self._lock = threading.Lock()
        self._seen: OrderedDict[Account, tuple[Reference, str, str]] = OrderedDict()

    def saw(self, account: Account, where: Reference, member: str, language: str) -> None:
        """member: how the conversation calls them."""
        with self._lock:
            self._seen[account] = where, member, language
            self._seen.move_to_end(account)
            if len(self._seen) > _AT_THE_DOOR:
                self._seen.popitem(last=False)

    def profile(self, account: Account) -> Profile:
        with self._lock:
            seen = self._seen.get(account)
        try:
            where, member, language = seen or self._visit(account)
            return self._profile(self._api.member(where, member), account, language)
        except Answered as refusal:
            if refusal.status in _UNKNOWN:
                return Profile("", outsider=True)
            raise

    def again(self, account: Account) -> Profile:
        with self._lock:
            seen = self._seen.get(account)
        try:
            where, member, language = seen or self._visit(account)
            try:
                found = self._api.member(where, member, limits.LOOK_TIMEOUT)
            except Answered as refusal:
                if not seen or refusal.status != GONE:
                    raise
                # Out of the team where they spoke last is not out of the organisation: their own chat with us says.
                where, member, language = self._visit(account)
                found = self._api.member(where, member, limits.LOOK_TIMEOUT)
        except Answered as refusal:
            if refusal.status == GONE and refusal.code != NO_CONVERSATION:
                return Profile("", has_left=True)
            # Who removed the app is out of our sight, and may well work here.
            raise NotTold(is_away=refusal.status not in _UNKNOWN) from refusal
        except Lost as lost:
            raise NotTold(is_away=True) from lost
        return self._profile(found, account, language)

    def with_email(self, platform: str, tenant: str, email: str) -> tuple[Account, Profile] | None:
        """In the teams and group chats where somebody mentioned us: of nobody else does Teams tell."""
        return self._roster(tenant).get(email.strip().lower())

    def _roster(self, tenant: str) -> Mapping[str, tuple[Account, Profile]]:
        now, kept = self._steady(), self._rosters.get(tenant)
        if kept and now < kept[0] + limits.ROSTER_KEPT.total_seconds():
            return kept[1]
        found = dict[str, tuple[Account, Profile]]()
        for where, _ in self._references.channels(tenant):
            try:
                members = self._api.roster(where)
            except Answered as refusal:
                if refusal.status in _UNKNOWN:
                    # We were taken out of it.
                    continue
                raise NotTold(is_away=True) from refusal
            except Lost as lost:
                raise NotTold(is_away=True) from lost
            for member in members:
                account = Account(PLATFORM, tenant, str(member.get("aadObjectId") or ""))
                profile = self._profile(member, account, "")
                if account.user and profile.email:
                    found.setdefault(profile.email.strip().lower(), (account, profile))
        if found:
            self._rosters[tenant] = now, found
        return found

    def channel_name(self, activity: Activity) -> str:
        """ "Team › channel"; of a group chat its own name. Empty when Teams does not say."""
        if not activity.team:
            return activity.conversation.name or ""
        try:
            team = str(self._api.team(activity.where, activity.team).get("name") or "")
            channels = self._api.channels(activity.where, activity.team)
        except (Answered, Lost):
            return ""
        # The first channel of every team has no name of its own.
        names = {str(each.get("id")): str(each.get("name") or "") for each in channels}
        return " › ".join(filter(None, (team, names.get(activity.where.conversation, ""))))

    def _visit(self, account: Account) -> tuple[Reference, str, str]:
        """Somebody whom a colleague picked: in the chat that they have with us, if they have the app."""
        service = self._references.any_of_tenant(account.tenant)
        if service is None:
            raise Answered(GONE, NO_CONVERSATION)
        chat = self._api.open_chat(service.service, account.tenant, account.user)
        return Reference(chat, service.service, account.tenant), account.user, ""

    def _profile(self, member: Json, account: Account, language: str) -> Profile:
        principal = str(member.get("userPrincipalName") or "")
        return Profile(
            name=str(member.get("name") or principal),
            email=str(member.get("email") or ("" if "#EXT#" in principal else principal)),
            language=language,
            outsider=self._is_outsider(member, account),
        )

    def _is_outsider(self, member: Json, account: Account) -> bool:
        """A guest has a role, or an address that says where they come from; a stranger has another tenant.

        In a channel that organisations share, also somebody of another organisation that we serve is a stranger.
        """
        role = str(member.get("userRole") or "user").casefold()
        home = str(member.get("tenantId") or account.tenant)
        principal = str(member.get("userPrincipalName") or "")
        return role in ("guest", "anonymous") or "#EXT#" in principal or home != account.tenant
