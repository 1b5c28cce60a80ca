"""Stored messages on their way to Slack: posted once, refused, or unclear."""

import datetime as dt
import re
from http.client import HTTPException
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from bot.chat.cards import Attachment, Card
from bot.chat.exchange import Account, UploadedFile
from bot.chat.texts import speech
from handlers.delivery import Letter, Refused, Unclear
from handlers.slack import files, limits, render
from handlers.slack.api import Api, error_of
from handlers.slack.pictures import Pictures

# docs.slack.dev/reference/methods/chat.postMessage: Slack itself does not know whether it did this.
_UNCLEAR = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
# What an administrator mends (a token, a scope) or what passes: the message keeps waiting.
_TOKEN = frozenset({"invalid_auth", "missing_scope", "not_authed", "token_expired", "token_revoked"})
_MENDABLE = _TOKEN | {"accesslimited", "team_added_to_org"}

_WORD = re.compile(r"[a-z_]+")
_AFTER_MENDING = dt.timedelta(minutes=15)
_SOON = dt.timedelta(seconds=30)


class SlackDelivery:
    """Delivers letters; every method may be called from any thread."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.pictures = Pictures(api)

    def post(self, letter: Letter) -> str:
        """Returns "channel ts"."""
        try:
            return self._post(letter)
        except SlackApiError as refusal:
            if letter.card.pictures and _is_about_a_picture(refusal):
                self.pictures.were_refused(letter.card)
                raise Refused("picture_not_ready", limits.PICTURE_WAIT) from refusal
            raise _meaning(refusal) from refusal
        except (OSError, HTTPException) as lost:
            raise _never_sent(lost) or Unclear(type(lost).__name__) from lost

    def download(self, file: UploadedFile) -> bytes:
        return files.download(self.api, file)

    def _post(self, letter: Letter) -> str:
        card = letter.card
        channel = letter.to.user if isinstance(letter.to, Account) else letter.to.id
        if card.files:
            channel = self._show_files(card.files, letter.to, channel)
        message = render.message(card, speech(letter.language), uploaded=self._upload_pictures(card))
        posted = self.api.do(
            "chat.postMessage",
            channel=channel,
            metadata={"event_type": "samenspel", "event_payload": {"key": letter.key}},
            unfurl_links=False,
            unfurl_media=False,
            **message,
        )
        return f"{posted['channel']} {posted['ts']}"

    def _upload_pictures(self, card: Card) -> dict[str, str]:
        """Before the message. When it fails nobody has seen anything yet."""
        try:
            return self.pictures.upload(card)
        except (OSError, HTTPException) as lost:
            raise Refused(type(lost).__name__, _SOON) from lost

    def _show_files(self, attached: tuple[Attachment, ...], to: object, channel: str) -> str:
        """Before the message, because an uploaded file carries no key to find it again by."""
        try:
            ids = {files.upload(self.api, file): file.name for file in attached}
            if isinstance(to, Account):
                # Messages may be sent to a person; files only to the chat with that person.
                channel = str(self.api.do("conversations.open", users=to.user)["channel"]["id"])
        except (OSError, HTTPException) as lost:
            # Nobody has seen anything yet.
            raise Refused(type(lost).__name__, _SOON) from lost
        files.share(self.api, ids, channel)
        return channel


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
        return Refused("ratelimited", dt.timedelta(seconds=int(seconds)))
    if status >= 500 or error in _UNCLEAR:
        return Unclear(f"HTTP {status}" if status >= 500 else error)
    if error in _MENDABLE:
        return Refused(error, _AFTER_MENDING)
    return Refused(error)


def _never_sent(lost: Exception) -> Refused | None:
    """No connection was made, so nothing can have been posted."""
    reason = lost.reason if isinstance(lost, URLError) else lost
    if isinstance(reason, ConnectionRefusedError) or type(reason).__name__ == "gaierror":
        return Refused("no_connection", _SOON)
    return None
