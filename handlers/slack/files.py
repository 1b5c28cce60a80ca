"""Files to and from Slack."""

from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from slack_sdk.errors import SlackApiError

from bot.chat.cards import Attachment
from bot.chat.requests import UploadedFile
from handlers.slack import limits
from handlers.slack.api import SlackApi

_TIMEOUT = limits.POST_TIMEOUT.total_seconds()


class SlackFileUnreadable(LookupError):
    """The file cannot be had. reason: too_large, no_access, strange_address or no_connection."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def upload(api: SlackApi, file: Attachment) -> str:
    """Hands the content to Slack, seen by nobody yet; returns the file's id."""
    slot = api.send_form("files.getUploadURLExternal", filename=file.name, length=len(file.content))
    headers = {"Content-Type": "application/octet-stream"}
    request = Request(slot["upload_url"], file.content, headers)  # noqa: S310 - the address comes from Slack itself
    with build_opener().open(request, timeout=_TIMEOUT) as answer:
        answer.read()
    return str(slot["file_id"])


def share(api: SlackApi, ids: dict[str, str], channel: str, text: str) -> None:
    """Shows uploaded files (id -> name) in a conversation. text: mrkdwn that stands above them."""
    files = [{"id": file_id, "title": name} for file_id, name in ids.items()]
    api.do("files.completeUploadExternal", files=files, channel_id=channel, initial_comment=text)


def keep(api: SlackApi, file_id: str, name: str) -> None:
    """The upload is complete, and shown nowhere: only a message that names it shows it."""
    api.do("files.completeUploadExternal", files=[{"id": file_id, "title": name}])


def download(api: SlackApi, file: UploadedFile) -> bytes:
    """The content of a file that somebody put in a form. Raises SlackFileUnreadable."""
    if file.size > limits.DOWNLOAD_BYTES:
        raise SlackFileUnreadable("too_large")
    try:
        return _fetch(api, _address_of(api, file))
    except (HTTPError, SlackApiError) as refused:
        raise SlackFileUnreadable("no_access") from refused
    except (OSError, HTTPException, ValueError) as lost:
        raise SlackFileUnreadable("no_connection") from lost


def _address_of(api: SlackApi, file: UploadedFile) -> str:
    file_id, _, url = file.reference.partition(" ")
    if url:
        return url
    # In channels shared with another organisation Slack says no more than the id.
    found = api.read("files.info", file=file_id)["file"]
    return str(found.get("url_private_download") or found.get("url_private") or "")


def _fetch(api: SlackApi, url: str) -> bytes:
    if not api.is_slack(url):
        raise SlackFileUnreadable("strange_address")
    request = Request(url, headers={"Authorization": f"Bearer {api.token}"})  # noqa: S310 - see is_slack
    with build_opener(_OnlyToSlack(api)).open(request, timeout=_TIMEOUT) as answer:
        if answer.headers.get_content_type() == "text/html":
            # Without files:read Slack sends its login page, with status 200.
            raise SlackFileUnreadable("no_access")
        content: bytes = answer.read(limits.DOWNLOAD_BYTES + 1)
    if len(content) > limits.DOWNLOAD_BYTES:
        raise SlackFileUnreadable("too_large")
    return content


class _OnlyToSlack(HTTPRedirectHandler):
    """urllib sends the token along with a redirect, wherever it leads."""

    def __init__(self, api: SlackApi) -> None:
        self._api = api

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if not self._api.is_slack(newurl):
            raise SlackFileUnreadable("strange_address")
        return super().redirect_request(req, fp, code, msg, headers, newurl)
