"""Thirteen weeks of projects and their contact moments: as a picture, and as words that say the same."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.chat.cards import Text
from bot.chat.contributions import Scope, Sketch
from bot.chat.texts import Speech, speech
from bot.drawing import Mark, Timeline, TimelineLane
from bot.register import overviews
from storage.reports import timeline

if TYPE_CHECKING:
    from storage.reports.timeline import ProjectSpan
    from storage.reports.weekly import Coming

WEEKS = 13
MOST = 14
"""Projects in one picture: more would not fit on a phone."""


def sketches(scope: Scope, db: Session) -> Iterator[Sketch]:
    monday = scope.until.date() - dt.timedelta(days=scope.until.weekday())
    last = monday + dt.timedelta(weeks=WEEKS, days=-1)
    spans, total = timeline.timeline(db, overviews.narrow(scope), monday, last, MOST)
    if spans:
        t = speech(scope.language)
        title = t("overview.timeline.title", date=last)
        alt = t("overview.timeline.alt", projects=[span.project.name for span in spans])
        yield Sketch("tijdlijn", title, drawing(t, spans, monday, last, total), alt, tuple(in_words(t, spans, total)))


def drawing(t: Speech, spans: "Sequence[ProjectSpan]", monday: dt.date, last: dt.date, total: int) -> Timeline:
    """monday: the first day of the picture; last: its last. total: how many projects there are in all."""
    note = t("overview.timeline.more", n=total - len(spans)) if total > len(spans) else t("overview.timeline.bar")
    return Timeline(
        str(t("overview.timeline.title", date=last)),
        tuple(t.day_above_month(monday + dt.timedelta(weeks=week)) for week in range(WEEKS)),
        tuple(_lane(span, monday, last) for span in spans),
        (("ask", str(t("overview.timeline.ask"))), ("inform", str(t("overview.timeline.inform")))),
        str(note),
    )


def _lane(span: "ProjectSpan", monday: dt.date, last: dt.date) -> TimelineLane:
    begins = span.starts_on.earliest if span.starts_on else monday
    ends = span.ends_on.latest if span.ends_on else last
    marks = tuple(
        Mark(
            (moment.starts_on.earliest - monday).days,
            (moment.ends_on.latest - monday).days,
            "ask" if moment.is_ask else "inform",
        )
        for moment in span.moments
    )
    return TimelineLane(span.project.name, (begins - monday).days, (ends - monday).days, marks)


def in_words(t: Speech, spans: "Sequence[ProjectSpan]", total: int) -> Iterator[Text]:
    """Project by project, each moment with its day."""
    for span in spans:
        yield t("overview.timeline.line", project=span.project.name, moments=_moments(t, span))
    if total > len(spans):
        yield t("overview.timeline.more", n=total - len(spans))


def _moments(t: Speech, span: "ProjectSpan") -> Text:
    return t.joined([_moment(t, moment) for moment in span.moments])


def _moment(t: Speech, moment: "Coming") -> Text:
    return t("overview.timeline.moment", when=moment.starts_on, title=moment.title)
