"""What somebody reads where there is no page for them: the same at every address, so that guessing one tells nothing.

Whose page it would have been and what they read, nobody knows: so it is in both languages, and no municipality's. It
needs no Jinja, because there are no pages everywhere.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from html import escape
from pathlib import PurePosixPath

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.chat.house_style import hash_in_policy, tokens
from bot.chat.served import NOTHING_RUNS
from bot.chat.texts import LANGUAGES, speech
from handlers.observability import request_id

log = logging.getLogger(__name__)

CAREFUL = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Of everything that somebody reads on the web."""
FOR_PROGRAMS = (".ics", ".xml")
"""At the end of an address that no browser reads: of a calendar, and of a feed."""
_STYLE = "body { max-width: 40rem; margin: 0 auto; padding: 1rem; }"
_PARTS = ("title", "text")


def unknown(request: Request) -> Response:
    return _page(request, "unknown", 404)


def broken(request: Request, status: int = 500, headers: Mapping[str, str] | None = None) -> Response:
    """With the number under which the log has it."""
    return _page(request, "broken", status, headers, number=request_id.current())


async def _unknown(request: Request, refused: Exception) -> Response:
    return unknown(request)


async def _not_possible(request: Request, refused: Exception) -> Response:
    assert isinstance(refused, HTTPException)
    return _page(request, "not_possible", 405, refused.headers)


INSTEAD: Mapping[int, Callable[[Request, Exception], Awaitable[Response]]] = {404: _unknown, 405: _not_possible}
"""Of the two words in English that Starlette has."""


class Apologising:
    """Starlette's own raises again what broke, and then the log has it twice, without a number."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = False

        async def sends(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self._app(scope, receive, sends)
        except Exception:
            if began or scope["type"] != "http":
                raise
            with request_id.under(request_id.new()):
                # Never the address: it may be a secret.
                log.exception("a request failed")
                await broken(Request(scope))(scope, receive, send)


def _page(
    request: Request, what: str, status: int, headers: Mapping[str, str] | None = None, **values: str
) -> Response:
    said = [
        (language, *(str(speech(language)(f"handlers.web.no_page.{what}.{part}", **values)) for part in _PARTS))
        for language in LANGUAGES
    ]
    told = {**CAREFUL, **(headers or {}), "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
    if PurePosixPath(request.url.path).suffix in FOR_PROGRAMS:
        plain = "\n\n".join(f"{title}\n{text}" for _, title, text in said)
        return PlainTextResponse(f"{plain}\n", status, {**told, "Content-Security-Policy": NOTHING_RUNS})
    style = tokens() + _STYLE
    policy = f"{NOTHING_RUNS}; style-src '{hash_in_policy(style)}'"
    return Response(_html(style, said), status, {**told, "Content-Security-Policy": policy}, "text/html")


def _html(style: str, said: Sequence[Sequence[str]]) -> str:
    """said: a language, its title and its sentence; the first one is the page's own."""
    language, title, _ = said[0]
    parts = "".join(
        f'<section lang="{each}">\n<h{level}>{escape(heading)}</h{level}>\n<p>{escape(text)}</p>\n</section>\n'
        for level, (each, heading, text) in enumerate(said, 1)
    )
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n{parts}</main>\n</body>\n</html>\n"
    )
