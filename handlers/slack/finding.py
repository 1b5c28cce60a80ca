"""Whether a message of ours is in a conversation: by the key in its metadata, among our own of the last while."""

import datetime as dt
from collections.abc import Iterator

from slack_sdk.errors import SlackApiError

from handlers.delivery import CannotLook
from handlers.slack.api import Api, error_of
from handlers.slack.words import Json

EARLIER = dt.timedelta(minutes=5)
"""Slack's clock and ours may differ."""

_PAGE = 200
_MOST_PAGES = 50


def find(api: Api, channel: str, key: str, since: dt.datetime, thread: str = "") -> str | None:
    """Its "channel ts". thread: the `ts` of the message that it would hang under. Raises SlackApiError, CannotLook."""
    oldest = f"{(since - EARLIER).timestamp():.6f}"
    if thread:
        for message in _replies(api, channel, thread, oldest):
            if _key_of(message) == key:
                return f"{channel} {message['ts']}"
    for message in _pages(api, "conversations.history", channel=channel, oldest=oldest):
        if _key_of(message) == key:
            return f"{channel} {message['ts']}"
    return None


def _replies(api: Api, channel: str, thread: str, oldest: str) -> Iterator[Json]:
    try:
        yield from _pages(api, "conversations.replies", channel=channel, ts=thread, oldest=oldest)
    except SlackApiError as refusal:
        if error_of(refusal) != "thread_not_found":
            raise


def _pages(api: Api, method: str, **asked: str) -> Iterator[Json]:
    cursor = ""
    for _ in range(_MOST_PAGES):
        page = api.read(method, include_all_metadata="true", limit=str(_PAGE), cursor=cursor, **asked)
        yield from page.get("messages", ())
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return
    raise CannotLook("too_busy")


def _key_of(message: Json) -> str:
    metadata = message.get("metadata") or {}
    return str((metadata.get("event_payload") or {}).get("key", ""))
