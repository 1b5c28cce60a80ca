"""Makes the page and keeps it: at night, when it is switched on, and when it gets another look."""

from collections.abc import Sequence

from bot.chat.feature import Task
from bot.chat.replies import Say
from bot.chat.texts import speech
from bot.pages import cards, in_subprocess
from bot.pages.in_subprocess import PageOrder
from storage.messages import web_pages
from storage.messages.web_pages import WebPage


def make(task: Task) -> Sequence[Say]:
    """Says that it is there to whoever asked for it; at night nobody did."""
    with task.begin() as db:
        known = web_pages.web_page(db)
        if not task.contributed.web.keeps_pages and not (known and known.secret):
            # Nobody reads it, or it was switched off before we came to it.
            return []
        address = db.get_bind().engine.url.render_as_string(hide_password=False)
        order = PageOrder(address, db.info["municipality"], task.at)
    made = in_subprocess.made(order)
    with task.begin(writes=True) as db:
        page = web_pages.web_page(db)
        if page is None and task.contributed.web.keeps_pages:
            page = WebPage()
            db.add(page)
        if page is None or not (page.secret or task.contributed.web.keeps_pages):
            # Switched off meanwhile.
            return []
        page.content, page.policy, page.made_at = made.content, made.policy, task.at
    return [Say(cards.ready(speech(task.language)))] if task.args.get("asked") else []
