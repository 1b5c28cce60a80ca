"""An administrator puts the page on the web, under a secret address, and takes it off again."""

from collections.abc import Sequence
from importlib.util import find_spec

from sqlalchemy.orm import Session

from bot.chat.replies import Reply, Say, Work
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.pages import cards, secrets
from bot.pages.addresses import WORD
from bot.people import audit
from bot.people.keeping import only_administrators
from glossary import Deed, DeedPart
from storage.messages import web_pages
from storage.messages.web_pages import WebPage


def settings(request: Request, db: Session) -> Sequence[Reply]:
    only_administrators(request)
    t = speech(request.language)
    if missing := _missing(request):
        return [Say(cards.missing(t, missing))]
    page = web_pages.web_page(db)
    return [Say(cards.settings(t, is_on=bool(page and page.secret), made_at=_made(request, page)))]


def _missing(request: Request) -> str:
    """What the operator has still to do: the end of the key of its sentence."""
    if find_spec("jinja2") is None:
        return "library"
    return "" if request.contributed.web.url else "url"


def _made(request: Request, page: WebPage | None) -> cards.Made:
    return page.made_at.astimezone(request.at.tzinfo) if page and page.made_at else None


def switch_on(request: Request, db: Session) -> Sequence[Reply]:
    """The address is said now and never again; a second click tells how it stands."""
    page = web_pages.web_page(db)
    if page and page.secret:
        return settings(request, db)
    return _with_new_address(request, db, page)


def renew(request: Request, db: Session) -> Sequence[Reply]:
    """The address that there was leads nowhere from now on. What somebody switched off meanwhile stays off."""
    page = web_pages.web_page(db)
    if not (page and page.secret):
        return settings(request, db)
    return _with_new_address(request, db, page)


def _with_new_address(request: Request, db: Session, page: WebPage | None) -> Sequence[Reply]:
    only_administrators(request)
    t = speech(request.language)
    if missing := _missing(request):
        return [Say(cards.missing(t, missing))]
    if page is None:
        page = WebPage()
        db.add(page)
    secret = secrets.new()
    page.secret = secrets.hashed(secret)
    audit.record(request, db, Deed.SETTINGS_CHANGED, part=DeedPart.MUNICIPALITY)
    said = Say(cards.address(t, f"{request.contributed.web.url}/{WORD}/{secret}"))
    return [said] if page.made_at else [said, Work("pages.make", {"asked": "yes"})]


def switch_off(request: Request, db: Session) -> Sequence[Reply]:
    only_administrators(request)
    page = web_pages.web_page(db)
    if page and page.secret:
        page.secret = page.content = page.made_at = None
        audit.record(request, db, Deed.SETTINGS_CHANGED, part=DeedPart.MUNICIPALITY)
    return [Say(cards.off(speech(request.language)))]
