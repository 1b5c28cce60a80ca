"""Teams' service (the Bot Connector) over HTTP, for what must happen once and for what may be asked again."""

import datetime as dt
import time
from collections.abc import Callable, Mapping
from random import SystemRandom
from urllib.parse import quote

import httpx
import msgspec

from handlers.concurrency import going_to_wait
from handlers.delivery.platform_clock import TheirClock
from handlers.teams import limits
from handlers.teams.references import Reference
from handlers.teams.words import Json

Token = Callable[[], str]
CHANCE = SystemRandom().random

# learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability: its table of status codes
_AGAIN = frozenset({412, 429, 502, 503, 504})
_SHUT_OUT = frozenset(
    {
        "BotDisabledByAdmin",
        "BotNotInConversationRoster",
        "ConversationBlockedByUser",
        "ForbiddenOperationException",
        "MessageWritesBlocked",
    }
)


_ASIDE = {"isTargetedActivity": "true"}


class Answered(Exception):
    """Teams said no. code: its word for it, such as "BotNotInConversationRoster"."""

    def __init__(self, status: int, code: str = "", retry_after: dt.timedelta | None = None) -> None:
        super().__init__(f"HTTP {status} {code}".strip())
        self.status = status
        self.code = code
        self.retry_after = retry_after

    @property
    def is_passing(self) -> bool:
        """Teams did not do it, and wants to be asked again."""
        return self.status in _AGAIN

    @property
    def is_shut_out(self) -> bool:
        """They blocked us or took us away: nothing is to be sent there until they come back."""
        return self.status in (403, 404) and self.code in _SHUT_OUT

    @property
    def is_gone(self) -> bool:
        """There is no such conversation any more."""
        return self.status == 404 and self.code in ("", "ConversationNotFound")


class Lost(Exception):
    """No answer came. sent: it may have been done."""

    def __init__(self, reason: str, *, sent: bool) -> None:
        super().__init__(reason)
        self.sent = sent


class TeamsApi:
    """Every method raises Answered when Teams says no, and Lost when nothing was heard. From any thread.

    pause: waits for so many seconds. chance: no two wait equally long.
    """

    def __init__(
        self,
        client_id: str,
        token: Token,
        pause: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = CHANCE,
    ) -> None:
        self.client_id = client_id
        self.clock = TheirClock("teams")
        self._token = token
        self._pause = pause
        self._chance = chance
        self._client = httpx.Client(follow_redirects=False)

    def post(self, to: Reference, activity: Json, under: str = "", tries: int = 1) -> str:
        """A new message; returns its id. under: the id of the message in whose thread it goes."""
        conversation = f"{to.conversation};messageid={under}" if under else to.conversation
        answer = self._call("POST", to.service, ("conversations", conversation, "activities"), activity, tries)
        return str(answer.get("id", ""))

    def post_aside(self, to: Reference, activity: Json, tries: int) -> str:
        """A message that only its recipient sees; returns its id. The conversation may have its thread in it."""
        path = "conversations", to.conversation, "activities"
        return str(self._call("POST", to.service, path, activity, tries, _ASIDE).get("id", ""))

    def update(self, to: Reference, message: str, activity: Json, *, aside: bool = False) -> None:
        """aside: it is one that only its recipient sees, which stays so."""
        path = "conversations", to.conversation, "activities", message
        body = {**activity, "id": message}
        self._call("PUT", to.service, path, body, limits.TRIES, _ASIDE if aside else None)

    def open_chat(self, service: str, tenant: str, user: str, member: str = "") -> str:
        """The conversation of one person with us, which exists as soon as they have the app.

        user: at Entra. member: how another conversation with us calls them, where that is known.
        """
        body: Json = {
            "bot": {"id": f"28:{self.client_id}"},
            "members": [{"id": member or user, "aadObjectId": user}],
            "isGroup": False,
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        return str(self._call("POST", service, ("conversations",), body)["id"])

    def member(self, where: Reference, user: str, within: dt.timedelta | None = None) -> Json:
        """What is known of somebody in a conversation. within: that long, and only once."""
        path = "conversations", where.conversation, "members", user
        if within:
            going_to_wait()
            return self._try("GET", where.service, path, None, within)
        return self._call("GET", where.service, path)

    def members(self, where: Reference) -> list[Json]:
        """The first page of who is in a conversation: of somebody's own chat with us everybody."""
        found = self._call("GET", where.service, ("conversations", where.conversation, "pagedmembers")).get("members")
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []

    def roster(self, where: Reference) -> list[Json]:
        """Everybody in a conversation, up to `limits.ROSTER`. Asked once."""
        path, found = ("conversations", where.conversation, "pagedmembers"), list[Json]()
        query = {"pageSize": str(limits.ROSTER_PAGE)}
        while len(found) < limits.ROSTER:
            going_to_wait()
            page = self._try("GET", where.service, path, None, query=query)
            found += [each for each in page.get("members") or () if isinstance(each, dict)]
            if not page.get("continuationToken"):
                break
            query["continuationToken"] = str(page["continuationToken"])
        return found

    def team(self, where: Reference, team: str) -> Json:
        return self._call("GET", where.service, ("teams", team))

    def channels(self, where: Reference, team: str) -> list[Json]:
        found = self._call("GET", where.service, ("teams", team, "conversations")).get("conversations")
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []

    def _call(
        self,
        method: str,
        service: str,
        path: tuple[str, ...],
        body: Json | None = None,
        tries: int = limits.TRIES,
        query: Mapping[str, str] | None = None,
    ) -> Json:
        going_to_wait()
        while True:
            try:
                return self._try(method, service, path, body, query=query)
            except Answered as refusal:
                tries -= 1
                wait = (refusal.retry_after or limits.BRIEF_WAIT).total_seconds() * (1 + self._chance())
                if tries < 1 or not refusal.is_passing or wait > limits.LONGEST_WAIT.total_seconds():
                    raise
                self._pause(wait)

    def _try(
        self,
        method: str,
        service: str,
        path: tuple[str, ...],
        body: Json | None,
        within: dt.timedelta = limits.POST_TIMEOUT,
        query: Mapping[str, str] | None = None,
    ) -> Json:
        token = self._token()
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        url = "/".join([service, "v3", *(quote(part, safe=":@;=") for part in path)])
        try:
            answer = self._client.request(
                method, url, json=body, params=query, headers=headers, timeout=within.total_seconds()
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as lost:
            raise Lost(type(lost).__name__, sent=False) from lost
        except httpx.HTTPError as lost:
            raise Lost(type(lost).__name__, sent=True) from lost
        self.clock.heard(answer.headers)
        content = _json(answer)
        if answer.is_success:
            return content
        raise Answered(answer.status_code, _code(content), _retry_after(answer))


def _json(answer: httpx.Response) -> Json:
    try:
        content = answer.json()
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _code(content: Json) -> str:
    """Teams says it in one of two ways; in the second as JSON in its sentence, below a number."""
    error = content.get("error")
    told = error if isinstance(error, dict) else content
    try:
        inner = msgspec.json.decode(str(told.get("message", "")))
    except msgspec.DecodeError:
        inner = {}
    code = (inner.get("subCode") if isinstance(inner, dict) else None) or told.get("code")
    return str(code or "")[:100]


def _retry_after(answer: httpx.Response) -> dt.timedelta | None:
    written = answer.headers.get("retry-after", "")
    return dt.timedelta(seconds=int(written)) if written.isdecimal() else None


def no_token() -> str:
    """For a Teams of our own, on this machine."""
    return ""
