"""Files to and from Teams, in somebody's own chat only."""

import httpx

from bot.chat.requests import UploadedFile
from handlers.teams import limits
from handlers.teams.words import Json
from handlers.web.addresses import is_loopback, origin_of

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
# Where Teams keeps the files of chats (OneDrive for Business).
_HOSTS = (".sharepoint.com", ".sharepoint.us", ".sharepoint-mil.us", ".sharepoint.cn")
_TIMEOUT = limits.POST_TIMEOUT.total_seconds()
# A ValueError: a host that cannot be looked up.
_LOST = (httpx.HTTPError, httpx.InvalidURL, ValueError)


class TeamsFileUnreadable(LookupError):
    """The file cannot be had. reason: too_large, no_access, strange_address or no_connection."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def is_teams(url: str) -> bool:
    """Over https to where Teams keeps files. The address itself is the key: no token of ours goes along."""
    scheme, host, _ = origin_of(url)
    return scheme == "https" and host.endswith(_HOSTS)


def _may_hold_files(url: str, practice: bool) -> bool:
    return is_teams(url) or (practice and is_loopback(url))


def download(file: UploadedFile, practice: bool = False) -> bytes:
    """What somebody sent us. practice: Teams is one of our own, on this machine. Raises TeamsFileUnreadable."""
    if not _may_hold_files(file.reference, practice):
        raise TeamsFileUnreadable("strange_address")
    try:
        with httpx.stream("GET", file.reference, timeout=_TIMEOUT, follow_redirects=False) as answer:
            if not answer.is_success:
                raise TeamsFileUnreadable("no_access")
            content = bytearray()
            for chunk in answer.iter_bytes():
                content += chunk
                if len(content) > limits.DOWNLOAD_BYTES:
                    raise TeamsFileUnreadable("too_large")
            return bytes(content)
    except _LOST as lost:
        raise TeamsFileUnreadable("no_connection") from lost


def offer(context: Json, name: str, size: int) -> Json:
    """The card with which Teams asks where to put it. context: comes back with the answer."""
    content = {"sizeInBytes": size, "acceptContext": context, "declineContext": context}
    return {"contentType": CONSENT, "name": name, "content": content}


def upload(url: str, content: bytes, practice: bool = False) -> None:
    """To the address that the reader's consent came with. Raises TeamsFileUnreadable."""
    if not _may_hold_files(url, practice):
        raise TeamsFileUnreadable("strange_address")
    last = len(content) - 1
    headers = {"Content-Range": f"bytes 0-{last}/{len(content)}", "Content-Type": "application/octet-stream"}
    try:
        answer = httpx.put(url, content=content, headers=headers, timeout=_TIMEOUT)
    except _LOST as lost:
        raise TeamsFileUnreadable("no_connection") from lost
    if not answer.is_success:
        raise TeamsFileUnreadable("no_access")


def uploaded(name: str, info: Json) -> Json:
    """The card of a file that is there now."""
    content = {"uniqueId": str(info.get("uniqueId", "")), "fileType": str(info.get("fileType", ""))}
    return {"contentType": INFO, "name": name, "contentUrl": str(info.get("contentUrl", "")), "content": content}
