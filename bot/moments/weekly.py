"""The contact moments of the coming weeks, for a weekly overview."""

import datetime as dt
from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session

from bot.chat.cards import Button, Row
from bot.chat.contributions import Line, Part, Scope
from bot.chat.texts import Speech, speech
from bot.register import overviews
from storage.register import areas
from storage.reports import weekly
from storage.reports.weekly import Coming

AHEAD = dt.timedelta(days=13)
"""With today itself: two weeks."""

MOST = 40
THIS_WEEK, NEXT_WEEK = 70, 50


def parts(scope: Scope, db: Session) -> Iterator[Part]:
    today = scope.until.date()
    coming, total = weekly.coming_moments(db, overviews.narrow(scope), today, today + AHEAD, MOST)
    if not coming:
        return
    codes = {code for moment in coming for code in moment.areas}
    names = {area.code: area.name for area in areas.areas_with_codes(db, codes)} if codes else {}
    t = speech(scope.language)
    lines = tuple(_line(t, moment, names, today) for moment in coming)
    yield Part("moments.coming", t("moments.weekly.title"), lines, total - len(lines))


def _line(t: Speech, moment: Coming, names: Mapping[str, str], today: dt.date) -> Line:
    where = [names[code] for code in moment.areas if code in names]
    text = t(
        "moments.weekly.line" if where else "moments.weekly.line_without_area",
        when=t.days(moment.starts_on, moment.ends_on, moment.hours),
        title=moment.title,
        project=moment.project.name,
        where=where,
    )
    this_week = moment.starts_on.latest < today + dt.timedelta(days=7)
    row = Row(text, Button(t("chat.show"), "moment.show", {"moment": str(moment.id)}))
    return Line(row, THIS_WEEK if this_week else NEXT_WEEK, "this week" if this_week else "next week")
