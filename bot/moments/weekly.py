"""The contact moments of the coming weeks, for a weekly overview."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Button, Row, Text
from bot.chat.contributions import Line, MadeWhenRead, Part, Scope
from bot.chat.texts import Speech, speech
from bot.register import overviews
from glossary import AreaKind, Discipline
from storage.register import areas
from storage.reports import asks, findings, weekly
from storage.reports.narrowing import Narrow
from storage.reports.weekly import Coming

AHEAD = dt.timedelta(days=13)
"""With today itself: two weeks."""

MOST = 40
FEW, NAMED = 3, 2
"""In short: so many of this week each on a line of their own, and so many names of what comes after that."""
THIS_WEEK, NEXT_WEEK, IN_MY_AREAS = 70, 50, 45


def parts(scope: Scope, db: Session) -> Iterator[Part]:
    """In somebody's own overview also what comes in the areas that they look after.

    For everybody it is ahead, and always shown.
    """
    if scope.person and scope.at_least > THIS_WEEK:
        return
    yield from _part(scope, overviews.narrow(scope), "title", db)
    if scope.person and (mine := _managed(db, scope.person)):
        yield from _part(scope, Narrow(mine), "areas_title", db)


def _managed(db: Session, person: int) -> tuple[str, ...]:
    """Codes of the areas that this colleague manages, and of all around them."""
    managed = [code for who, code in findings.people_of_areas(db, Discipline.AREA_MANAGER) if who == person]
    return tuple(sorted({around for code in managed for around in areas.codes_around(db, code)}))


def _part(scope: Scope, narrow: Narrow, title: str, db: Session) -> Iterator[Part]:
    today = scope.until.date()
    coming, total = weekly.coming_moments(db, narrow, today, today + AHEAD, MOST)
    if not coming:
        return
    found = asks.area_lines(db)
    names = {area.code: area.name for area in found}
    t = speech(scope.language)
    urgency = IN_MY_AREAS if title == "areas_title" else None
    lines = MadeWhenRead(coming, lambda moment: _line(t, moment, names, today, urgency))
    smaller = {area.code: area.name for area in found if area.kind is not AreaKind.MUNICIPALITY}
    in_short = tuple(_in_short(t, coming, smaller, today, total))
    yield Part(
        "moments.areas" if title == "areas_title" else "moments.coming",
        t(f"moments.weekly.{title}"),
        lines,
        total - len(lines),
        in_short,
        is_ahead=True,
    )


def _line(t: Speech, moment: Coming, names: Mapping[str, str], today: dt.date, urgency: int | None = None) -> Line:
    """urgency: where the days do not say it."""
    where = [names[code] for code in moment.areas if code in names]
    text = t(
        "moments.weekly.line" if where else "moments.weekly.line_without_area",
        when=t.days(moment.starts_on, moment.ends_on, moment.hours),
        title=moment.title,
        project=moment.project.name,
        where=where,
    )
    this_week = _is_this_week(moment, today)
    row = Row(text, Button(t("chat.show"), "moment.show", {"moment": str(moment.id)}))
    usual = THIS_WEEK if this_week else NEXT_WEEK
    return Line(row, urgency or usual, "this week" if this_week else "next week")


def _is_this_week(moment: Coming, today: dt.date) -> bool:
    return moment.starts_on.latest < today + dt.timedelta(days=7)


def _in_short(
    t: Speech, coming: Sequence[Coming], names: Mapping[str, str], today: dt.date, total: int
) -> Iterator[Line]:
    """This week day by day, and what comes after that in one line: next week it has lines of its own.

    names: of areas, by code, but not of the whole municipality.
    """
    soon = [_line(t, moment, names, today) for moment in coming[:FEW] if _is_this_week(moment, today)]
    yield from (line._replace(row=Row(line.row.text)) for line in soon)
    later = coming[len(soon) :]
    if not later:
        return
    named = [_named(t, moment) for moment in later[:NAMED]]
    left = total - len(soon) - len(named)
    after = t("moments.weekly.and_more", names=t.joined(named), n=left) if left > 0 else t.listed(named)
    yield Line(Row(t("moments.weekly.then" if soon else "moments.weekly.next_week", names=after)), NEXT_WEEK, "then")


def _named(t: Speech, moment: Coming) -> Text:
    return t("moments.weekly.named", title=moment.title, date=t.deadline(moment.starts_on))
