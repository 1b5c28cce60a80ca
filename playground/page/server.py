"""The one web server: Slack's side for the bot, the page for people."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from playground.page.pages import Pages
from playground.play import Play
from playground.slack.http import Asked, Told
from playground.slack.slack import Slack

SAFE = {
    "content-security-policy": (
        "default-src 'self'; img-src 'self' data: https: http://127.0.0.1:* http://localhost:*; "
        "style-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}
# Only names of this machine: a web page elsewhere cannot reach us through a name of its own.
HOSTS = ["127.0.0.1", "localhost", "testserver"]


class SafeHeaders:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SAFE)
            await send(message)

        await self.app(scope, receive, send_safely if scope["type"] == "http" else send)


class OwnPagesOnly:
    """Browsers say which page sends something; the bot is no browser, and says nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        own = f"{scope.get('scheme', 'http')}://{headers.get('host', '')}"
        if headers.get("origin", own) != own:
            await PlainTextResponse("another page", 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def for_the_bot(slack: Slack) -> list[Route]:
    async def ask(request: Request) -> Response:
        body, headers = await request.body(), dict(request.headers)
        told = await slack.answer(Asked(request.method, request.url.path, request.url.query, headers, body)) or Told(
            502
        )
        return Response(told.body, told.status, told.headers)

    methods = ["GET", "POST"]
    return [Route(f"/{first}/{{rest:path}}", ask, methods=methods) for first in ("api", "hooks", "upload", "files-pri")]


def web_app(play: Play, work: Callable[[], AbstractAsyncContextManager[Any]] | None = None) -> Starlette:
    """`work` runs beside the server: it starts the bot and stops it again."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        if work is None:
            yield
        else:
            async with work():
                yield

    return Starlette(
        routes=[*for_the_bot(play.slack), *Pages(play).routes()],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS),
            Middleware(SafeHeaders),
            Middleware(OwnPagesOnly),
        ],
        lifespan=lifespan,
    )
