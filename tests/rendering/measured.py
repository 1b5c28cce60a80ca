"""Quality of a project and of all of them, and what a triangle and an area manager are asked."""

import datetime as dt
from collections.abc import Callable, Mapping

from bot.chat.cards import Card
from bot.chat.texts import Speech
from bot.daily import cards as daily
from bot.quality import cards
from bot.quality.cards import Survey
from bot.quality.rules import Mean, Silence
from glossary import QualitySource, Quarter
from storage.learning.area_reports import AreaReport
from storage.learning.quality import Measured
from storage.register.projects import Project

AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
OVER = Quarter(2026, 3)
NASTY = "Kade *vet* <!channel> {x}"
PARTICIPANTS, TEAM = QualitySource
ROWS = (
    Measured(1, NASTY, dt.date(2026, 10, 12), PARTICIPANTS, 31, 29, None, 31, "", 3),
    Measured(2, "Singel", dt.date(2026, 3, 30), PARTICIPANTS, 22, 44, 45, 43, "6 van 7 *wensen*", 2),
    Measured(2, "Singel", dt.date(2025, 12, 10), PARTICIPANTS, 48, 41, 38, 40, "", 1),
)
OF_TEAM = (Measured(1, NASTY, dt.date(2026, 10, 14), TEAM, 5, None, None, None, "Eerder <b>bellen</b>", 4),)
SURVEY = Survey(
    participants=ROWS, team=OF_TEAM, silence=Silence(Mean(4.19, 70), Mean(2.9, 31)),
    triangles=(9, {"together": 4.0, "tasks": 3.3, "again": 5.0}), quarter=OVER,
    areas={NASTY: 2, "Singelwijk": 4}, missing=["Molenwijk"],
)  # fmt: skip
NOTHING = Survey((), (), Silence(None, None), (0, {}), OVER, {}, ())


def project(t: Speech) -> Card:
    its = Project(key="P01", name=NASTY, created_at=AT, changed_at=AT)
    its.id = 1
    return cards.project(t, its, (*OF_TEAM, ROWS[0]), may_edit=True)


def asked_about_areas(t: Speech) -> Card:
    """Of ten areas, and again of one."""
    ten = [(f"WK{number}", NASTY) for number in range(10)]
    first, again = (
        cards.ask_about_areas(t, areas, OVER, dt.date(2026, 10, 21), is_again=is_again)
        for areas, is_again in ((ten, False), (ten[:1], True))
    )
    return daily.bundle(t, [first, again], 0)


def of_area(t: Speech) -> Card:
    """As the card of an area shows it: signed, and of somebody who was erased."""
    kept = AreaReport(
        area_code="WK1", period=OVER.code, answered_on=AT.date(), score=2,
        goes_well=NASTY, could_be_better="Verkeer & warmte",
    )  # fmt: skip
    return Card(t("area_report.title"), (*cards.area_report(t, kept, "Anna <b>"), *cards.area_report(t, kept, "")))


CARDS: Mapping[str, Callable[[Speech], Card]] = {
    "quality": project,
    "quality_survey": lambda t: cards.survey(t, SURVEY),
    "quality_survey_empty": lambda t: cards.survey(t, NOTHING),
    "area_report": of_area,
    "area_report_question": asked_about_areas,
    "pulse_question": lambda t: daily.bundle(t, [cards.ask_triangle(t, 1, NASTY)], 0),
}
