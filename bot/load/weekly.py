"""For a weekly overview: where too much is asked and with whom to combine, and what residents still wait for."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Button, Row
from bot.chat.contributions import Line, Part, Scope, Sketch
from bot.chat.texts import Speech, speech
from bot.findings import gather, load
from bot.findings.facts import Areas
from bot.findings.load import Colour, Tally
from bot.findings.norms import Norms
from bot.load import cards, mapping
from bot.load.wanted import Wanted
from bot.register import overviews
from glossary import TargetGroup
from storage.register import feedback
from storage.register.feedback import DebtLine
from storage.reports import weekly
from storage.reports.weekly import OwedLine

MOST = 40
MOST_AREAS = 12
"""Neighbourhoods that are looked at closely; those with the same questions share a line."""
MOST_NAMES = 3

TOO_MUCH, BUSY, OVERDUE, DUE = 95, 65, 85, 40
"""How urgent."""

DUE_WITHIN = dt.timedelta(days=14)


def parts(scope: Scope, db: Session) -> Iterator[Part]:
    t, norms = speech(scope.language), gather.norms(db)
    if not scope.person:
        yield from _busy(t, scope, db, norms)
    yield from _owed(t, scope, db, norms)


def _busy(t: Speech, scope: Scope, db: Session, norms: Norms) -> Iterator[Part]:
    areas, today = gather.areas(db), scope.until.date()
    monday = load.monday_of(today)
    weeks = gather.weeks(db, areas, monday, today, norms, weeks=1)
    here = _here(scope, db, areas)
    tired = {code: weeks.worst(at, 0) for at, code in enumerate(weeks.neighbourhoods) if code in here}
    busy = [code for code in tired if load.colour(tired[code], norms) is not Colour.GREEN]
    worst = sorted(busy, key=lambda code: (-tired[code], code))[:MOST_AREAS]
    if not worst:
        return
    asks = gather.asks_of_weeks(db, areas, worst, monday, 1, today, norms)
    tallies = load.tallies_of_week(areas, asks, monday, today, norms, worst)
    lines = tuple(_together(t, areas, worst, tallies, norms, monday))
    yield Part("load.busy", t("load.weekly.busy_title"), lines, len(busy) - len(worst))


def _here(scope: Scope, db: Session, areas: Areas) -> frozenset[str]:
    """The neighbourhoods that an overview is about: of one domain or department, where its own projects are."""
    here = frozenset(scope.areas or areas.neighbourhoods)
    if scope.domain or scope.department:
        here &= areas.neighbourhoods_in(weekly.area_codes(db, overviews.narrow(scope)))
    return here


def _together(
    t: Speech,
    areas: Areas,
    worst: Sequence[str],
    tallies: Mapping[str, Mapping[TargetGroup, Tally]],
    norms: Norms,
    monday: dt.date,
) -> Iterator[Line]:
    """Neighbourhoods where the same is asked of their most tired groups are one line."""
    same: dict[load.AskedTogether, list[str]] = {}
    for code in worst:
        same.setdefault(load.together(tallies[code])[0], []).append(code)
    for most_tired, codes in same.items():
        yield _line(t, areas, codes, most_tired, norms, monday)


def _line(
    t: Speech, areas: Areas, codes: Sequence[str], tired: load.AskedTogether, norms: Norms, monday: dt.date
) -> Line:
    colour = load.colour(tired.tally.fatigue, norms)
    names, left = [areas.name(code) for code in codes[:MOST_NAMES]], len(codes) - MOST_NAMES
    projects = list(dict.fromkeys(ask.project for ask in tired.tally.asks))
    text = t(
        "load.line",
        area=t("load.weekly.and_more", names=t.joined(names), n=left) if left > 0 else names,
        state=t(f"load.state.{colour}"),
        n=tired.tally.fatigue,
        groups=cards.groups_in_words(t, tired.groups, tired.is_everybody),
    )
    if len(projects) > 1:
        text = t("load.weekly.combine", text=text, projects=projects[:MOST_NAMES])
    urgency = TOO_MUCH if colour is Colour.RED else BUSY
    return Line(
        Row(text, Button(t("load.weekly.why"), "load.why", Wanted(codes[0], None, monday).args)), urgency, colour
    )


def _owed(t: Speech, scope: Scope, db: Session, norms: Norms) -> Iterator[Part]:
    today = scope.until.date()
    before = today - norms.feedback + DUE_WITHIN
    owed: Sequence[OwedLine | DebtLine]
    if scope.person:
        # The same rule as the reminders have.
        mine = feedback.debts_of(db, scope.person, before, today)
        owed, total = mine[:MOST], len(mine)
    else:
        owed, total = weekly.owed(db, overviews.narrow(scope), before, today, MOST)
    if owed:
        lines = tuple(_owed_line(t, each, norms, today) for each in owed)
        yield Part("load.owed", t("load.weekly.owed_title"), lines, total - len(lines))


def _owed_line(t: Speech, owed: OwedLine | DebtLine, norms: Norms, today: dt.date) -> Line:
    left = (owed.ended_on + norms.feedback - today).days
    # In a channel nobody is late: residents wait, and that is what matters.
    text = t("load.weekly.waits", title=owed.title, project=owed.project, date=owed.ended_on)
    show = Button(t("chat.show"), "moment.show", {"moment": str(owed.id)})
    return Line(Row(text, show), OVERDUE, "overdue") if left < 0 else Line(Row(text, show), DUE, "due soon")


def sketches(scope: Scope, db: Session) -> Iterator[Sketch]:
    """The map of this week and the next eleven; of the channel's areas when it has chosen any."""
    t, today = speech(scope.language), scope.until.date()
    is_narrow = scope.areas or scope.domain or scope.department
    here = _here(scope, db, gather.areas(db)) if is_narrow else frozenset()
    if is_narrow and not here:
        return
    drawn = mapping.sketch(t, db, Wanted("", None, load.monday_of(today)), today, here)
    if drawn:
        yield Sketch("drukte", t("load.map.title"), *drawn)
