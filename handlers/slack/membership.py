"""Whether somebody is in a channel. What is posted there is read by those who are, and chosen by nobody else."""

from slack_sdk.errors import SlackClientError

from handlers.slack import limits
from handlers.slack.api import SlackApi


def is_outside(api: SlackApi, channel: str, user: str) -> bool:
    """Only when Slack says so: without the scopes for it, or while Slack does not answer, nobody is kept from choosing.

    A private channel that we are not in either is unknown to Slack, and refused when we post.
    """
    cursor = ""
    for _ in range(limits.MEMBER_PAGES):
        try:
            found = api.look("conversations.members", channel=channel, limit=limits.MEMBERS, cursor=cursor)
        except (SlackClientError, OSError):
            return False
        members, following = found.get("members"), found.get("response_metadata")
        if not isinstance(members, list) or user in members:
            return False
        cursor = str(following.get("next_cursor") or "") if isinstance(following, dict) else ""
        if not cursor:
            return True
    return False
