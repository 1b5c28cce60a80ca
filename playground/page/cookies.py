"""What the browser of a reader remembers: the language and the colours of the page."""

from starlette.requests import Request
from starlette.responses import Response

from playground.page.texts import LANGUAGES, Texts

YEAR = 365 * 24 * 3600


def texts_for(request: Request) -> Texts:
    return Texts(request.cookies.get("taal", ""))


def set_language(answer: Response, language: str) -> None:
    """A language that the page does not speak changes nothing."""
    if language in LANGUAGES:
        answer.set_cookie("taal", language, max_age=YEAR, samesite="strict")


def of(request: Request) -> tuple[Texts, str]:
    """With the colours, that the page's own script sets."""
    theme = request.cookies.get("thema", "")
    return texts_for(request), theme if theme in ("light", "dark") else "auto"
