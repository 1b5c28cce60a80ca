"""What the word of a chat platform means for an administrator."""

from typing import Literal

Why = Literal[
    "archived",
    "not_a_member",
    "not_in_team",
    "no_account",
    "gave_up",
    "files",
    "unreadable",
    "cannot_look",
    "nobody_can_look",
    "refused",
]

NOT_IN_TEAM = "not_in_team"
"""Our own word: what Teams says of it differs."""

# The platforms' own words, as Slack has them.
_ARCHIVED = frozenset({"is_archived"})
_NOT_A_MEMBER = frozenset({"not_in_channel", "channel_not_found", "restricted_action"})
_NO_ACCOUNT = frozenset(
    {"account_inactive", "cannot_dm_bot", "channel_not_found", "user_disabled", "user_not_found", "no_account"}
)


def why(reason: str, is_doubtful: bool, to_people: bool) -> Why:
    """reason: of a message, as it is stored. to_people: to their own chat."""
    if reason in ("files", "unreadable"):
        return "files" if reason == "files" else "unreadable"
    if is_doubtful:
        return "nobody_can_look" if to_people else "cannot_look"
    if to_people and reason in _NO_ACCOUNT:
        return "no_account"
    if reason in _ARCHIVED:
        return "archived"
    if reason == NOT_IN_TEAM:
        return "not_in_team"
    if reason in _NOT_A_MEMBER:
        return "not_a_member"
    return "gave_up" if reason.startswith("gave up") else "refused"
