"""The pages behind the links in the app package: what this is, what it keeps about people, and on what terms.

Everybody may read them; they say nothing of this municipality. In both languages, the reader's own first.
"""

from collections.abc import Sequence
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from bot.chat.texts import LANGUAGES, Speech, speech

ABOUT, PRIVACY, TERMS = "/over", "/over/privacy", "/over/voorwaarden"
_PAGES = {ABOUT: ("about", 3), PRIVACY: ("privacy", 5), TERMS: ("terms", 3)}
"""By path: the page, and how many paragraphs it has."""
_STYLE = (
    "body{font:1.0625rem/1.6 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#111;"
    "background:#fff}a{color:#154273}section+section{border-top:1px solid #888;margin-top:2rem}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#111}a{color:#9cf}}"
)
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "max-age=3600",
    "Vary": "Accept-Language",
}


def routes() -> Sequence[Route]:
    return [_route(path, page, paragraphs) for path, (page, paragraphs) in _PAGES.items()]


def _route(path: str, page: str, paragraphs: int) -> Route:
    made = {first: _html(page, paragraphs, first) for first in LANGUAGES}

    async def answer(request: Request) -> HTMLResponse:
        return HTMLResponse(made[_first(request.headers.get("accept-language", ""))], headers=_HEADERS)

    return Route(path, answer, methods=["GET"])


def _first(accepted: str) -> str:
    wanted = accepted[:2].casefold()
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def _html(page: str, paragraphs: int, first: str) -> str:
    speeches = [speech(language) for language in sorted(LANGUAGES, key=lambda each: each != first)]
    title = escape(str(speeches[0](f"handlers.{page}.title")))
    body = "".join(_section(page, paragraphs, t) for t in speeches)
    return (
        f'<!doctype html><html lang="{first}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><main>{body}</main></body></html>"
    )


def _section(page: str, paragraphs: int, t: Speech) -> str:
    said = [str(t(f"handlers.{page}.{number}")) for number in range(1, paragraphs + 1)]
    links = " · ".join(
        f'<a href="{path}">{escape(str(t(f"handlers.{other}.title")))}</a>'
        for path, (other, _) in _PAGES.items()
        if other != page
    )
    title, text = escape(str(t(f"handlers.{page}.title"))), "".join(f"<p>{escape(each)}</p>" for each in said)
    return f'<section lang="{t.language}"><h1>{title}</h1>{text}<p>{links}</p></section>'
