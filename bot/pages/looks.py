"""The colour and the logo of the municipality, for all its pages."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from bot.chat.cards import Text
from bot.chat.feature import Task
from bot.chat.house_style import LARGEST_LOGO, HouseStyle, is_colour, kind_of_logo
from bot.chat.replies import Ask, Reply, Say, Work
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.pages import cards, forms, making
from bot.people import audit
from bot.people.keeping import only_administrators
from glossary import Deed, DeedPart
from storage.messages import web_pages
from storage.messages.web_pages import WebPage
from storage.people import people


def ask(request: Request, db: Session) -> Sequence[Reply]:
    only_administrators(request)
    page = web_pages.web_page(db)
    now = HouseStyle(page.colour, b"", page.logo_kind, page.statement) if page else HouseStyle()
    return [Ask(forms.look(speech(request.language), now))]


def save(request: Request, db: Session) -> Sequence[Reply]:
    """The file is looked at after the answer; a page that is read is made anew."""
    only_administrators(request)
    t, page = speech(request.language), web_pages.web_page(db)
    sent = HouseStyle(request.text("colour").lower(), b"", page.logo_kind if page else "", request.text("statement"))
    if errors := _errors(request, sent):
        return [Ask(forms.look(t, sent), errors)]
    if page is None:
        page = WebPage()
        db.add(page)
    page.colour, page.statement = sent.colour, sent.statement
    if request.text("no_logo"):
        page.logo, page.logo_kind = None, ""
    audit.record(request, db, Deed.SETTINGS_CHANGED, part=DeedPart.MUNICIPALITY)
    files = request.files("logo")
    is_read = page.secret or request.contributed.web.keeps_pages
    return [Say(cards.look_saved(t)), *([Work("pages.look", files=files)] if files or is_read else [])]


def _errors(request: Request, sent: HouseStyle) -> dict[str, Text]:
    t = speech(request.language)
    errors = dict[str, Text]()
    if sent.colour and not is_colour(sent.colour):
        errors["colour"] = t("pages.look.colour_wrong")
    if sent.statement and not _is_address(sent.statement):
        errors["statement"] = t("pages.look.statement_wrong")
    if any(file.size > LARGEST_LOGO for file in request.files("logo")):
        errors["logo"] = t("pages.look.logo_wrong")
    return errors


def _is_address(written: str) -> bool:
    try:
        found = urlsplit(written)
        return found.scheme == "https" and bool(found.hostname) and len(written) <= 300
    except ValueError:
        return False


def change(task: Task) -> Sequence[Say]:
    """The worker behind the form."""
    for file in task.files[:1]:
        content = task.fetch(file)
        kind = kind_of_logo(content)
        if not kind:
            return [Say(cards.logo_refused(speech(task.language)))]
        with task.begin(writes=True) as db:
            person, page = people.colleague(db, task.person), web_pages.web_page(db)
            # It may have waited for a while, and rights may have changed.
            if page and person and person.is_admin:
                page.logo, page.logo_kind = content, kind
    return making.make(task)
