"""When Samenspel leaves people in peace: outside the working hours of the municipality, and on days off."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot import days_off
from bot.chat.settings import Chosen, Setting
from bot.chat.when import Calendar, instant

if TYPE_CHECKING:
    from storage.people.municipalities import Municipality

# Hours of the day.
QUIET_UNTIL = Setting("quiet.until", 8, 0, 12)
QUIET_FROM = Setting("quiet.from", 18, 13, 24)
LONGEST_WAIT = dt.timedelta(days=60)
"""Whoever works on Thursdays only waits three weeks over Christmas and New Year."""
WORKING_DAYS = Setting("quiet.working_days", "0 1 2 3 4")
"""Monday is 0."""


def is_holiday(day: dt.date) -> bool:
    """A Dutch public holiday."""
    return bool(days_off.name_of(day))


@dataclass(frozen=True, slots=True)
class Quiet:
    """until, starting: the hours at which quiet ends in the morning and begins in the evening."""

    zone: ZoneInfo
    until: int
    starting: int
    calendar: Calendar

    def allows(self, at: dt.datetime) -> bool:
        local = at.astimezone(self.zone)
        return self.until <= local.hour < self.starting and self.calendar.is_open(local.date())

    def next_allowed(self, at: dt.datetime) -> dt.datetime:
        """`at` itself, or the next morning on which people are at work."""
        if self.allows(at):
            return at
        local = at.astimezone(self.zone)
        tomorrow = local.date() + dt.timedelta(days=local.hour >= self.starting)
        day = self.calendar.open_from(tomorrow, LONGEST_WAIT) or tomorrow
        return max(at, instant(day, dt.time(self.until), self.zone))

    def on_any_day(self) -> "Quiet":
        """For whoever chose to go on during days off: only the hours count."""
        return replace(self, calendar=Calendar(frozenset(range(7)), lambda day: False))


def usual(zone: str) -> Quiet:
    """For a municipality that chose nothing."""
    return _quiet(ZoneInfo(zone), Chosen({}))


def quiet_of(municipality: "Municipality", chosen: Chosen) -> Quiet:
    return _quiet(ZoneInfo(municipality.timezone), chosen)


def _quiet(zone: ZoneInfo, chosen: Chosen) -> Quiet:
    days = frozenset(int(day) for day in chosen.word(WORKING_DAYS).split())
    return Quiet(zone, chosen.number(QUIET_UNTIL), chosen.number(QUIET_FROM), Calendar(days, is_holiday))
