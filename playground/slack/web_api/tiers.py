"""How often a method may be called: docs.slack.dev/apis/web-api/rate-limits, and each method's own page.

Posting has a rule of its own, a message a second for each channel: `Workspace.wait_before_posting`.
"""

from collections.abc import Mapping

_A_MINUTE = {2: 20, 3: 50, 4: 100}

_TIERS: Mapping[int, tuple[str, ...]] = {
    2: ("conversations.list", "reactions.remove", "users.list"),
    3: (
        *("bots.info", "chat.delete", "chat.update", "conversations.history", "conversations.info"),
        *("conversations.join", "conversations.open", "conversations.replies", "reactions.add", "team.info"),
        "users.lookupByEmail",
    ),
    4: (
        *("chat.postEphemeral", "conversations.members", "files.completeUploadExternal", "files.getUploadURLExternal"),
        *("files.info", "users.info", "views.open", "views.publish", "views.push", "views.update"),
    ),
}

PER_MINUTE: Mapping[str, int] = {method: _A_MINUTE[tier] for tier, methods in _TIERS.items() for method in methods}
"""Slack says "at least so many": here no more than that either, so that whoever relies on more notices it here."""
