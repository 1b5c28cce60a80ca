"""Whether a message of ours is in a conversation: by the key in its metadata, among our own of the last while."""

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import chain

from slack_sdk.errors import SlackApiError

from handlers.delivery.protocol import CannotLook
from handlers.slack.api import SlackApi, error_of
from handlers.slack.words import Json

EARLIER = dt.timedelta(minutes=5)
"""Slack's clock and ours may differ."""

_PAGE = 200
_MOST_PAGES = 50


def find(api: SlackApi, channel: str, key: str, since: dt.datetime, thread: str = "") -> str | None:
    """Its "channel ts". thread: the `ts` of the message that it would hang under. Raises SlackApiError, CannotLook."""
    oldest = f"{(since - EARLIER).timestamp():.6f}"
    for message in chain(_replies(api, channel, thread, oldest) if thread else (), _history(api, channel, oldest)):
        if _key_of(message) == key:
            return f"{channel} {message['ts']}"
    return None


def _history(api: SlackApi, channel: str, oldest: str) -> Iterator[Json]:
    return _pages(lambda page: api.read("conversations.history", channel=channel, oldest=oldest, **page))


def _replies(api: SlackApi, channel: str, thread: str, oldest: str) -> Iterator[Json]:
    try:
        yield from _pages(
            lambda page: api.read("conversations.replies", channel=channel, ts=thread, oldest=oldest, **page)
        )
    except SlackApiError as refusal:
        if error_of(refusal) != "thread_not_found":
            raise


def _pages(read: Callable[[dict[str, str]], Json]) -> Iterator[Json]:
    page = {"include_all_metadata": "true", "limit": str(_PAGE)}
    for _ in range(_MOST_PAGES):
        answer = read(page)
        yield from answer.get("messages", ())
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return
        page = {**page, "cursor": cursor}
    raise CannotLook("too_busy")


def _key_of(message: Json) -> str:
    metadata = message.get("metadata") or {}
    return str((metadata.get("event_payload") or {}).get("key", ""))
