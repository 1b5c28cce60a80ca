"""The facts, from storage: a constant number of statements."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat import residents
from bot.chat.house_style import HouseStyle
from bot.chat.masking import masks
from bot.chat.texts import Speech
from bot.findings import gather
from bot.findings.facts import AreaFacts
from bot.pages.filters import NumberedAreas
from bot.pages.rules import PageFacts
from storage.messages import web_pages
from storage.messages.web_pages import WebPage
from storage.people import names
from storage.people.municipalities import Municipality
from storage.reports import asks, without_names
from storage.reports.without_names import NamelessMoment, NamelessProject


def facts(t: Speech, db: Session, home: Municipality, at: dt.datetime) -> PageFacts:
    """at: in the municipality's time zone."""
    projects, moments = without_names.nameless_projects(db), without_names.nameless_moments(db)
    by_project: dict[int, list[NamelessMoment]] = {}
    for moment in moments:
        by_project.setdefault(moment.project_id, []).append(moment)
    mask = masks(names.names_ever_in(db, _typed(projects, moments)), str(t("pages.a_colleague")))
    withheld = str(t("pages.withheld"))
    return PageFacts(
        municipality=home.name,
        at=at,
        areas=NumberedAreas([AreaFacts(*line) for line in asks.area_lines(db)]),
        projects=projects,
        moments=by_project,
        norms=gather.norms(db),
        # What looks like an address or number of somebody was let in by a colleague, for colleagues only.
        look=look_of(web_pages.web_page(db)),
        cleaned=lambda words: withheld if residents.traces(words) else mask(words),
    )


def look_of(page: WebPage | None) -> HouseStyle:
    return HouseStyle(page.colour, page.logo or b"", page.logo_kind, page.statement) if page else HouseStyle()


def _typed(projects: Sequence[NamelessProject], moments: Sequence[NamelessMoment]) -> str:
    of_projects = ((each.name, each.summary, each.areas_in_words) for each in projects)
    of_moments = ((each.title, each.areas_in_words) for each in moments)
    return "\n".join(words for some in (of_projects, of_moments) for each in some for words in each)
