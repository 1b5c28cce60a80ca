"""What is at `/web/<secret>`: the page as it was made last."""

from sqlalchemy.orm import Session

from bot.chat.served import Served, Visit
from bot.pages import secrets
from storage.database import stay_within
from storage.messages import web_pages

WORD = "web"
"""The first of the path."""


def serve(visit: Visit, db: Session) -> Served | None:
    """None too for whoever switched it off, and until the first page is made."""
    if len(visit.parts) != 1:
        return None
    page = web_pages.page_with_secret(db, secrets.hashed(visit.parts[0]))
    if page is None:
        return None
    stay_within(db, page.municipality_id)
    if page.content is None:
        return None
    return Served(page.content, policy=page.policy, packed=True)
