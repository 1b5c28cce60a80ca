"""One web application for everything that comes in over HTTP."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route

from handlers.web import no_page

Lifespan = Callable[[], AbstractAsyncContextManager[None]]


Obstacle = Callable[[], str | None]
"""Why nobody can be served now, or None."""


def build(obstacle: Obstacle, routes: Sequence[BaseRoute], companions: Sequence[Lifespan]) -> Starlette:
    """companions: are open for as long as the server runs."""

    async def healthz(request: Request) -> PlainTextResponse:
        return PlainTextResponse("alive")

    async def readyz(request: Request) -> PlainTextResponse:
        reason = await run_in_threadpool(obstacle)
        return PlainTextResponse(reason or "ready", 503 if reason else 200)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for companion in companions:
                await stack.enter_async_context(companion())
            yield

    every = [Route("/healthz", healthz), Route("/readyz", readyz), *routes]
    return Starlette(
        routes=every,
        lifespan=lifespan,
        exception_handlers=no_page.INSTEAD,
        middleware=[Middleware(no_page.Apologising)],
    )
