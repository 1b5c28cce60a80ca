"""Stretches of days: a month, some weeks, a season; from now, or so many further on."""

import datetime as dt
from typing import NamedTuple

ONE_DAY = dt.timedelta(days=1)


class Days(NamedTuple):
    """Both days included."""

    first: dt.date
    last: dt.date


def month(year: int, number: int) -> Days:
    """number: may go past 12."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    first = dt.date(year, number, 1)
    return Days(first, (first + dt.timedelta(days=31)).replace(day=1) - ONE_DAY)


def months(year: int, first: int, count: int) -> Days:
    return Days(month(year, first).first, month(year, first + count - 1).last)


def weeks(day: dt.date, weeks: int = 1) -> Days:
    monday = day - dt.timedelta(days=day.weekday())
    return Days(monday, monday + dt.timedelta(weeks=weeks) - ONE_DAY)


def ahead(unit: str, count: int, today: dt.date) -> Days:
    """So many units from now; 0 is the one that we are in."""
    match unit:
        case "day":
            day = today + dt.timedelta(days=count)
            return Days(day, day)
        case "week":
            return weeks(today + dt.timedelta(weeks=count))
        case "weekend":
            monday = weeks(today).first + dt.timedelta(weeks=0 if count < 2 else count)
            return Days(monday + dt.timedelta(days=5), monday + dt.timedelta(days=6))
        case "month":
            return month(today.year, today.month + count)
        case "quarter":
            return months(today.year, (today.month - 1) // 3 * 3 + 1 + 3 * count, 3)
    return months(today.year + count, 1, 12)


def from_today(unit: str, count: int, today: dt.date) -> Days:
    """From today on."""
    match unit:
        case "day":
            last = today + dt.timedelta(days=count)
        case "week" | "weekend":
            last = today + dt.timedelta(weeks=count)
        case "month":
            last = today + dt.timedelta(days=30 * count)
        case "quarter":
            last = today + dt.timedelta(days=91 * count)
        case _:
            last = today + dt.timedelta(days=365 * count)
    return Days(today, last)


def season(first: int, year: int) -> Days:
    return months(year, first, 3)


def year_of_season(first: int, is_next: bool, today: dt.date) -> int:
    now_in_it = today <= season(first, today.year).last
    return today.year if now_in_it and not (is_next and today >= season(first, today.year).first) else today.year + 1
