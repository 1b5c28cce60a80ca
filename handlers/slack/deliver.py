"""Stored messages on their way to Slack: posted once, refused, or unclear."""

import datetime as dt
import re
from http.client import HTTPException
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from bot.chat.cards import Card
from bot.chat.requests import Account, Place, UploadedFile
from bot.chat.texts import speech
from handlers.delivery.protocol import (
    CannotLook,
    Group,
    NoGroup,
    OutboundMessage,
    Refused,
    SlowDown,
    Unclear,
    Unreached,
)
from handlers.slack import files, finding, limits, render
from handlers.slack.api import SlackApi, error_of
from handlers.slack.pictures import Pictures
from handlers.slack.words import Json, escape, words_of

# docs.slack.dev/reference/methods/chat.postMessage: Slack itself does not know whether it did this.
_UNCLEAR = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
# What an administrator fixes (a token, a scope) or what passes: the message keeps waiting.
_TOKEN = frozenset({"invalid_auth", "missing_scope", "not_authed", "token_expired", "token_revoked"})
_MENDABLE = _TOKEN | {"accesslimited", "team_added_to_org"}
# docs.slack.dev/reference/methods/conversations.history: not for us to see.
_NOT_SHOWN = frozenset(
    {"access_denied", "channel_not_found", "missing_scope", "no_permission", "not_allowed_token_type", "not_in_channel"}
)
_NO_THREAD = frozenset({"thread_not_found", "invalid_thread_ts", "message_not_found"})

_WORD = re.compile(r"[a-z_]+")
_AFTER_MENDING = dt.timedelta(minutes=15)
_SOON = dt.timedelta(seconds=30)


class SlackDelivery:
    """Delivers messages; every method may be called from any thread."""

    def __init__(self, api: SlackApi) -> None:
        self.api = api
        self.pictures = Pictures(api)

    def post(self, message: OutboundMessage) -> str:
        """Returns "channel ts"."""
        try:
            return self._post(message)
        except SlackApiError as refusal:
            if message.card.pictures and _is_about_a_picture(refusal):
                self.pictures.were_refused(message.card)
                raise Refused("picture_not_ready", limits.PICTURE_WAIT) from refusal
            raise _meaning(refusal) from refusal
        except (OSError, HTTPException) as lost:
            raise _never_sent(lost) or Unclear(type(lost).__name__) from lost

    def find(self, message: OutboundMessage, since: dt.datetime) -> str | None:
        """Needs the history scope of the conversation; only chats with one person are always readable."""
        try:
            channel = message.to.id if isinstance(message.to, Place) else self._open(message.to)
            return finding.find(self.api, channel, message.key, since, _thread(message))
        except SlackApiError as refusal:
            if error_of(refusal) in _NOT_SHOWN:
                raise CannotLook(error_of(refusal)) from refusal
            raise _meaning(refusal) from refusal
        except (OSError, HTTPException) as lost:
            raise _never_sent(lost) or Unclear(type(lost).__name__) from lost

    def download(self, file: UploadedFile) -> bytes:
        return files.download(self.api, file)

    def _post(self, message: OutboundMessage) -> str:
        card = message.card
        channel = self._channel(message)
        if card.files:
            self._show_files(card, channel)
        payload = render.message(card, speech(message.language), uploaded=self._upload_pictures(card))
        if message.instead_of:
            # Its metadata stays: the first key still finds it.
            channel, ts = message.instead_of.split(" ")
            self.api.do("chat.update", channel=channel, ts=ts, **payload)
            return message.instead_of
        payload |= {
            "channel": channel,
            "metadata": {"event_type": "samenspel", "event_payload": {"key": message.key}},
            "unfurl_links": False,
            "unfurl_media": False,
        }
        posted = self._in_thread(payload, _thread(message))
        return f"{posted['channel']} {posted['ts']}"

    def _in_thread(self, message: Json, thread: str) -> Json:
        if thread:
            try:
                return self.api.do("chat.postMessage", **message, thread_ts=thread)
            except SlackApiError as refusal:
                # Somebody deleted what it hangs under; it was not posted, and is worth saying without it.
                if error_of(refusal) not in _NO_THREAD:
                    raise
        return self.api.do("chat.postMessage", **message)

    def _channel(self, message: OutboundMessage) -> str:
        match message.to:
            case Place():
                return message.to.id
            case Account() if not message.card.files:
                # Messages may be sent to a person; files only to the chat with that person.
                return message.to.user
        try:
            return self._open(message.to)
        except SlackApiError as refusal:
            meaning = _meaning(refusal)
            if isinstance(meaning, Unclear):
                # A conversation may be open now, but nobody has seen anything in it.
                raise Refused(str(meaning), _SOON) from refusal
            if isinstance(message.to, Account) or (meaning.retry_after and error_of(refusal) != "missing_scope"):
                raise
            raise NoGroup(error_of(refusal)) from refusal
        except (OSError, HTTPException) as lost:
            raise _never_sent(lost) or Refused(type(lost).__name__, _SOON) from lost

    def _open(self, to: Account | Group) -> str:
        """The conversation with this person, or with these people: always the same one."""
        accounts = [to] if isinstance(to, Account) else to
        return str(self.api.do("conversations.open", users=",".join(each.user for each in accounts))["channel"]["id"])

    def _upload_pictures(self, card: Card) -> dict[str, str]:
        """Before the message. When it fails nobody has seen anything yet."""
        try:
            return self.pictures.upload(card)
        except (OSError, HTTPException) as lost:
            raise _never_sent(lost) or Refused(type(lost).__name__, _SOON) from lost

    def _show_files(self, card: Card, channel: str) -> None:
        """Before the message, because an uploaded file carries no key to find it again by."""
        try:
            ids = {files.upload(self.api, file): file.name for file in card.files}
        except (OSError, HTTPException) as lost:
            # Nobody has seen anything yet.
            raise _never_sent(lost) or Refused(type(lost).__name__, _SOON) from lost
        files.share(self.api, ids, channel, escape(words_of(card.title)))


def _thread(message: OutboundMessage) -> str:
    """The `ts` of the post that it goes under."""
    return message.under.partition(" ")[2]


def _is_about_a_picture(refusal: SlackApiError) -> bool:
    """It takes Slack a moment to look at what was uploaded; what follows after the bracket names the block."""
    said = refusal.response.get("response_metadata") or {}
    return any("slack_file" in str(line) for line in said.get("messages", ()))


def _meaning(refusal: SlackApiError) -> Refused | Unclear:
    error, status = error_of(refusal), refusal.response.status_code
    if status == 200 and not _WORD.fullmatch(error):
        # No JSON: something between Slack and us answered.
        return Unclear("no answer of Slack")
    if status == 429 or error == "ratelimited":
        seconds = {name.lower(): value for name, value in refusal.response.headers.items()}.get("retry-after", "30")
        return SlowDown("ratelimited", dt.timedelta(seconds=int(seconds)))
    if status >= 500 or error in _UNCLEAR:
        return Unclear(f"HTTP {status}" if status >= 500 else error)
    if error in _MENDABLE:
        return Refused(error, _AFTER_MENDING)
    return Refused(error)


def _never_sent(lost: Exception) -> Unreached | None:
    """No connection was made, so nothing can have been posted."""
    reason = lost.reason if isinstance(lost, URLError) else lost
    if isinstance(reason, ConnectionRefusedError) or type(reason).__name__ == "gaierror":
        return Unreached("no_connection", _SOON)
    return None
