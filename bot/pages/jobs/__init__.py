"""The page is made anew every night."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.feature import Occasion
from bot.chat.replies import Work
from storage.messages import web_pages


def nightly(occasion: Occasion, db: Session) -> Sequence[Work]:
    """Only where somebody reads it: at an address, or in a folder of the operator."""
    page = web_pages.web_page(db)
    is_read = occasion.contributed.web.keeps_pages or (page and page.secret)
    return [Work("pages.make")] if is_read else []
