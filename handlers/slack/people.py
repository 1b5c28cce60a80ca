"""What Slack knows of its members, and which organisation we serve there."""

import logging
import math
import time
from collections.abc import Callable
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.chat.requests import Account, NotTold, Profile
from handlers.slack.api import SlackApi, error_of
from handlers.slack.words import Json

log = logging.getLogger(__name__)

# Somebody of another organisation whom our workspace may not look up.
_UNKNOWN = frozenset({"user_not_found", "user_not_visible", "users_not_found"})
_ASK_AGAIN_AFTER_SECONDS = 60


class SlackDirectory:
    """Implements `bot.service.Directory` with users.info and users.lookupByEmail.

    It needs users:read, and users:read.email for the address.

    steady: the machine's steady clock.
    """

    def __init__(self, api: SlackApi, steady: Callable[[], float] = time.monotonic) -> None:
        self.api = api
        self._steady = steady
        self._workspace: Json = {}
        self._asked = -math.inf

    def profile(self, account: Account) -> Profile:
        workspace = self._workspace or self._found(self.api.read("auth.test"))
        if account.tenant != home_of(workspace):
            return Profile("", outsider=True)
        try:
            found = self.api.read("users.info", user=account.user, include_locale="true")["user"]
        except SlackApiError as refusal:
            if error_of(refusal) in _UNKNOWN:
                return Profile("", outsider=True)
            raise
        return profile_of(found, workspace)

    def again(self, account: Account) -> Profile:
        workspace = self.workspace()
        if not workspace:
            raise NotTold(is_away=True)
        if account.tenant != home_of(workspace):
            return Profile("", outsider=True)
        try:
            found = self.api.look("users.info", user=account.user, include_locale="true").get("user")
        except SlackApiError as refusal:
            if error_of(refusal) in _UNKNOWN:
                return Profile("", has_left=True)
            raise NotTold(is_away=True) from refusal
        except (SlackClientError, OSError) as lost:
            raise NotTold(is_away=True) from lost
        if not isinstance(found, dict):
            raise NotTold(is_away=True)
        return profile_of(found, workspace)

    def with_email(self, platform: str, tenant: str, email: str) -> tuple[Account, Profile] | None:
        workspace = self.workspace()
        if not workspace:
            raise NotTold(is_away=True)
        if tenant != home_of(workspace):
            return None
        try:
            found = self.api.look("users.lookupByEmail", email=email).get("user")
        except SlackApiError as refusal:
            if error_of(refusal) in _UNKNOWN:
                return None
            raise NotTold(is_away=True) from refusal
        except (SlackClientError, OSError) as lost:
            raise NotTold(is_away=True) from lost
        if not isinstance(found, dict) or not found.get("id"):
            raise NotTold(is_away=True)
        return Account(platform, tenant, str(found["id"])), profile_of(found, workspace)

    def tenant_of(self, team: str, enterprise: str) -> str:
        """Ours for every workspace of our organisation: they have the same people. Another's stays what it is.

        As long as Slack does not say which is ours, what came is taken for what it says: a stranger's is not known to
        us, and is not met before Slack says so.
        """
        workspace = self.workspace()
        is_ours = team == workspace.get("team_id") or (enterprise and enterprise == workspace.get("enterprise_id"))
        return home_of(workspace) if is_ours else team or enterprise

    def workspace(self) -> Json:
        """The one that our token is for. Empty while Slack can't be reached, which is tried once a minute."""
        if not self._workspace and self._steady() >= self._asked + _ASK_AGAIN_AFTER_SECONDS:
            self._asked = self._steady()
            try:
                self._found(self.api.look("auth.test"))
            except (SlackClientError, OSError) as lost:
                log.warning("Slack does not say which organisation we serve: %s", type(lost).__name__)
        return self._workspace

    def _found(self, workspace: Json) -> Json:
        self._workspace = workspace
        return workspace


def home_of(workspace: Json) -> str:
    """How we call the organisation that our token is for."""
    return str(workspace.get("team_id") or workspace.get("enterprise_id") or "")


def profile_of(user: dict[str, Any], workspace: dict[str, Any]) -> Profile:
    """Both as Slack tells of them; the name of the workspace is what a municipality is called at first."""
    details = user.get("profile", {})
    return Profile(
        name=details.get("real_name") or user.get("real_name") or user.get("name", ""),
        email=details.get("email") or "",
        organisation=str(workspace.get("team", "")),
        language=str(user.get("locale") or "").partition("-")[0],
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        outsider=_is_outsider(user, workspace),
        has_left=bool(user.get("deleted")),
        is_bot=bool(user.get("is_bot")) or user.get("id") == "USLACKBOT",
    )


def _is_outsider(user: dict[str, Any], workspace: dict[str, Any]) -> bool:
    if user.get("is_restricted") or user.get("is_ultra_restricted") or user.get("is_stranger"):
        return True
    organisation = user.get("enterprise_user") or {}
    homes = {user.get("team_id"), organisation.get("enterprise_id"), *organisation.get("teams", ())}
    return not homes & {workspace.get("team_id"), workspace.get("enterprise_id")} - {None, ""}
