"""What Slack knows of its members."""

from typing import Any

from slack_sdk.errors import SlackApiError

from bot.chat.exchange import Account, Profile
from handlers.slack.api import Api, error_of

# Somebody of another organisation whom our workspace may not look up.
_UNKNOWN = frozenset({"user_not_found", "user_not_visible", "users_not_found"})


class SlackDirectory:
    """Implements `bot.service.Directory` with users.info; needs users:read, and users:read.email for the address."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self._workspace: dict[str, Any] = {}

    def profile(self, account: Account) -> Profile:
        try:
            found = self.api.read("users.info", user=account.user, include_locale="true")["user"]
        except SlackApiError as refusal:
            if error_of(refusal) in _UNKNOWN:
                return Profile("", outsider=True)
            raise
        return profile_of(found, self._our_workspace())

    def _our_workspace(self) -> dict[str, Any]:
        """The one that our token is for: somebody of another organisation may come in under their own. Asked once."""
        self._workspace = self._workspace or self.api.read("auth.test")
        return self._workspace


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
