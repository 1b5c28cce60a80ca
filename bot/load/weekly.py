"""For a weekly overview: where too much is asked and with whom to combine, and what residents still wait for."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from sqlalchemy.orm import Session

from bot.chat.cards import Button, Row, Text
from bot.chat.contributions import Line, MadeWhenRead, Part, Scope, Sketch
from bot.chat.texts import Speech, speech
from bot.findings import gather, load
from bot.findings.cards import groups_in_words
from bot.findings.facts import Areas
from bot.findings.load import Colour, Tally
from bot.findings.norms import Norms
from bot.load import mapping
from bot.load.wanted import Wanted
from bot.register import overviews
from glossary import TargetGroup
from storage.register import telling
from storage.register.feedback import DebtLine
from storage.reports import weekly
from storage.reports.weekly import OwedLine

MOST = 40
MOST_AREAS = 12
"""Neighbourhoods that are looked at closely; those with the same questions share a line."""
MOST_NAMES = 3

MOST_DRAWN = 5
"""Neighbourhoods in the picture: it stands below ten lines, and all of that is one screen."""

TOO_MUCH, BUSY, OVERDUE, DUE_FROM_ME, DUE = 95, 65, 85, 78, 40
"""How urgent."""

DUE_WITHIN = dt.timedelta(days=14)


def parts(scope: Scope, db: Session) -> Iterator[Part]:
    t, norms = speech(scope.language), gather.norms(db)
    if not scope.person:
        yield from _busy(t, scope, db, norms)
    if scope.at_least <= OVERDUE:
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
    asks = gather.asks_of(db, weeks, worst)
    tallies = load.tallies_of_week(areas, asks, monday, today, norms, worst)
    same = _where_the_same_is_asked(worst, tallies)
    lines = MadeWhenRead(list(same.items()), lambda each: _line(t, areas, each[1], each[0], norms, monday))
    short = tuple(_causes(t, areas, same, norms, monday, len(busy) > len(worst)))
    yield Part("load.busy", t("load.weekly.busy_title"), lines, len(busy) - len(worst), short)


def _here(scope: Scope, db: Session, areas: Areas) -> frozenset[str]:
    """The neighbourhoods that an overview is about: of one domain or department, where its own projects are."""
    here = frozenset(scope.areas or areas.neighbourhoods)
    if scope.domain or scope.department:
        here &= areas.neighbourhoods_in(weekly.area_codes(db, overviews.narrow(scope)))
    return here


Same = Mapping[load.AskedTogether, Sequence[str]]
"""What is asked of their most tired groups, with the neighbourhoods where it is the same."""


def _where_the_same_is_asked(
    worst: Sequence[str], tallies: Mapping[str, Mapping[TargetGroup, Tally]]
) -> dict[load.AskedTogether, list[str]]:
    same: dict[load.AskedTogether, list[str]] = {}
    for code in worst:
        same.setdefault(load.together(tallies[code])[0], []).append(code)
    return same


def _causes(t: Speech, areas: Areas, same: Same, norms: Norms, monday: dt.date, are_more: bool) -> Iterator[Line]:
    """One cause, one line: in how many neighbourhoods these groups are asked too much, and by which projects.

    Only the worst: where it is just busy is not said as long as it is too busy anywhere. are_more: neighbourhoods than
    were looked at.
    """
    causes: dict[tuple[Colour, str], list[tuple[load.AskedTogether, Sequence[str]]]] = {}
    for tired, codes in same.items():
        groups = str(groups_in_words(t, tired.groups, tired.is_everybody))
        causes.setdefault((load.colour(tired.tally.fatigue, norms), groups), []).append((tired, codes))
    worst = Colour.RED if any(colour is Colour.RED for colour, _ in causes) else Colour.ORANGE
    for (colour, whom), found in causes.items():
        if colour is not worst:
            continue
        projects = Counter[str]()
        for tired, codes in found:
            for project in {ask.project for ask in tired.tally.asks}:
                projects[project] += len(codes)
        where = [code for _, codes in found for code in codes]
        most = [name for name, _ in sorted(projects.items(), key=lambda each: (-each[1], each[0]))]
        many = "many" if are_more and len(where) == MOST_AREAS else "where"
        text = t(
            f"load.weekly.{many}",
            state=t(f"load.weekly.state.{colour}"), n=len(where), area=areas.name(where[0]), groups=whom,
            much=t(f"load.weekly.much.{colour}"), projects=_few(t, most),
        )  # fmt: skip
        why = Button(t("load.weekly.why"), "load.why", Wanted(where[0], None, monday).args)
        yield Line(Row(text, why), TOO_MUCH if colour is Colour.RED else BUSY, colour)


def _few(t: Speech, names: Sequence[str]) -> Text:
    left = len(names) - MOST_NAMES
    if left <= 0:
        return t.listed(names)
    return t("load.weekly.and_more", names=t.joined(names[:MOST_NAMES]), n=left)


def _line(
    t: Speech, areas: Areas, codes: Sequence[str], tired: load.AskedTogether, norms: Norms, monday: dt.date
) -> Line:
    colour = load.colour(tired.tally.fatigue, norms)
    names = [areas.name(code) for code in codes]
    projects = list(dict.fromkeys(ask.project for ask in tired.tally.asks))
    text = t(
        "load.line",
        area=_few(t, names),
        state=t(f"load.state.{colour}"),
        n=tired.tally.fatigue,
        groups=groups_in_words(t, tired.groups, tired.is_everybody),
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
        # What was owed last is easiest to answer.
        mine = telling.debts_of(db, scope.person, before, today)[::-1]
        owed, total = mine[:MOST], len(mine)
    else:
        owed, total = weekly.owed(db, overviews.narrow(scope), before, today, MOST)
    if owed:
        line = partial(_owed_line, t, norms, today, is_mine=bool(scope.person))
        lines = MadeWhenRead[OwedLine | DebtLine](owed, line)
        overdue = sum(each.ended_on + norms.feedback < today for each in owed)
        short = (_overdue_in_all(t, overdue, len(owed), total),) if not scope.person and len(owed) > 1 else ()
        yield Part("load.owed", t("load.weekly.owed_title"), lines, total - len(lines), short)


def _overdue_in_all(t: Speech, overdue: int, read: int, total: int) -> Line:
    """The total, which is news when it changes. overdue: of those that were read."""
    n = total if overdue == read else overdue or total
    text = t("load.weekly.owed_in_all" if overdue else "load.weekly.due_in_all", n=n)
    return Line(Row(text, Button(t("load.weekly.who_waits"), "load.owed")), OVERDUE if overdue else DUE, "in all")


def _owed_line(t: Speech, norms: Norms, today: dt.date, owed: OwedLine | DebtLine, *, is_mine: bool) -> Line:
    """is_mine: the answer is for whoever reads this to give."""
    left = (owed.ended_on + norms.feedback - today).days
    # In a channel nobody is late: residents wait, and that is what matters.
    text = t("load.weekly.waits", title=owed.title, project=owed.project, date=owed.ended_on)
    moment = {"moment": str(owed.id)}
    button = (
        Button(t("findings.do.tell"), "moment.tell", moment)
        if is_mine
        else Button(t("chat.show"), "moment.show", moment)
    )
    row = Row(text, button)
    return Line(row, OVERDUE, "overdue") if left < 0 else Line(row, DUE_FROM_ME if is_mine else DUE, "due soon")


def sketches(scope: Scope, db: Session) -> Iterator[Sketch]:
    """The map of this week and the next eleven; of the channel's areas when it has chosen any."""
    t, today = speech(scope.language), scope.until.date()
    is_narrow = scope.areas or scope.domain or scope.department
    here = _here(scope, db, gather.areas(db)) if is_narrow else frozenset()
    if is_narrow and not here:
        return
    drawn = mapping.sketch(t, db, Wanted("", None, load.monday_of(today)), today, here, MOST_DRAWN)
    if drawn:
        yield Sketch("drukte", t("load.map.title"), *drawn)
