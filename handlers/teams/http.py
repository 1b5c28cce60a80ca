"""Teams' requests over HTTP, and the pictures that it comes to fetch."""

import ipaddress
import logging
from collections.abc import Callable
from typing import Protocol

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from handlers.concurrency import ConcurrencyLimit
from handlers.now import Now
from handlers.teams import limits, listen
from handlers.teams.app import TeamsApp
from handlers.teams.listen import Activity
from handlers.web.addresses import origin_of
from storage.database import Database
from storage.messages import hosted_files

log = logging.getLogger(__name__)


class TokenCheck(Protocol):
    """Who may come in. `handlers.teams.microsoft.MicrosoftTokenCheck` asks for Microsoft's signature."""

    def admits(self, authorization: str, service_url: str, channel: str) -> bool: ...


class PracticeTokenCheck:
    """For a Teams of our own: whatever comes from there, on this machine. Nothing is answered to anywhere else."""

    def __init__(self, service_url: str) -> None:
        self._origin = origin_of(service_url)

    def admits(self, authorization: str, service_url: str, channel: str) -> bool:
        return origin_of(service_url) == self._origin


def route(door: TeamsApp, gate: Callable[[], TokenCheck], turns: ConcurrencyLimit, *, practice: bool = False) -> Route:
    """`/api/messages`: messages, clicks, forms and files all come in here."""

    async def answer(request: Request) -> Response:
        if practice and not _is_near(request):
            return PlainTextResponse("only for this machine", 403)
        activity = await _read(request)
        if isinstance(activity, Response):
            return activity
        # The keys of the signatures are fetched now and then: not on the event loop, and not in anybody's turn.
        authorization = request.headers.get("authorization", "")
        if not await run_in_threadpool(lambda: gate().admits(authorization, activity.service_url, activity.channel_id)):
            return PlainTextResponse("signature", 401)
        if not door.is_ours(activity):
            log.warning("a tenant that is not in TEAMS_ALLOWED_TENANTS was refused")
            return PlainTextResponse("tenant", 403)
        return JSONResponse(await turns.take(lambda: door.answer(activity)))

    return Route("/api/messages", answer, methods=["POST"])


def pictures(database: Database, now: Now) -> Route:
    """For whoever has the address, as long as they are laid out."""

    def find(key: str) -> bytes | None:
        with database.session(None) as db:
            found = hosted_files.picture(db, key, now())
            return found.content if found else None

    async def answer(request: Request) -> Response:
        content = await run_in_threadpool(find, request.path_params["key"])
        if content is None:
            return PlainTextResponse("gone", 404)
        headers = {"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"}
        return Response(content, media_type="image/png", headers=headers)

    return Route(limits.PICTURES_PATH + "/{key:str}", answer, methods=["GET"])


def _is_near(request: Request) -> bool:
    try:
        return request.client is None or ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


async def _read(request: Request) -> Activity | Response:
    """Nobody has shown a signature yet: no more is read than an activity may have, and nothing is believed."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind != "application/json":
        return PlainTextResponse("not JSON", 415)
    received = bytearray()
    try:
        async for chunk in request.stream():
            received += chunk
            if len(received) > limits.REQUEST_BYTES:
                return PlainTextResponse("too large", 413)
        return listen.read(msgspec.json.decode(bytes(received)))
    except (ClientDisconnect, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return PlainTextResponse("unreadable", 400)
