"""The working day before a contact moment, and the report after it, made by the bot's own builders."""

import datetime as dt
from collections.abc import Callable, Mapping

from bot.chat.cards import Card
from bot.chat.forms import Form
from bot.chat.texts import Speech
from bot.daily import cards as daily_cards
from bot.moments import around_cards, report_cards
from bot.moments.outcome_lines import OutcomeLine
from glossary import Decision, PartialDate, Role, RoleState
from storage.register.around_moments import DayRoles
from storage.register.moments import Moment

NASTY = "*Kade* & <Wal>"
EVE, DAY = dt.date(2026, 11, 27), dt.date(2026, 11, 28)


def before(t: Speech) -> Card:
    """With somebody who took the one thing on, a corner without anybody, and one without a yes."""
    named = {Role.PROJECT_LEAD: RoleState.ACCEPTED, Role.PARTICIPATION_ADVISER: RoleState.ASKED}
    return around_cards.before(t, 7, f"Avond {NASTY}", NASTY, DAY, EVE, DayRoles(chair=1), {1: NASTY}, named)


def after(t: Speech) -> Card:
    asked = around_cards.ask_for_report(t, 7, f"Avond {NASTY}", is_again=False)
    again = around_cards.ask_for_report(t, 8, "Schouw", is_again=True)
    return daily_cards.bundle(t, [asked, again], 0)


def report(t: Speech) -> Form:
    """Filled in, with more points than it has room for."""
    day = PartialDate.of(DAY)
    at = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)
    moment = Moment(key="M1", project_id=1, title=f"Avond {NASTY}", starts_on=day, ends_on=day, changed_at=at)
    moment.id, moment.revision = 7, 3
    codes = {"people_came": "35", "missed": "young_people,tenants", "differently": f"Eerder {NASTY}"}
    return report_cards.form(t, moment, codes, [OutcomeLine(NASTY, Decision.OPEN.value), OutcomeLine("Bankjes")], 5)


CARDS: Mapping[str, Callable[[Speech], Card]] = {"before_moment": before, "after_moment": after}
