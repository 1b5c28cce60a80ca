"""`/overzicht drukte`: where how much is asked of whom, and why that is so."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Card
from bot.chat.replies import Ask, Reply, Say, Work
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.findings import gather, load
from bot.findings.facts import Areas
from bot.findings.load import Colour, Tallies
from bot.findings.norms import Norms
from bot.findings.week_map import WeekMap
from bot.load import cards, wanted
from bot.load.cards import ShownAreaLine
from bot.load.wanted import Wanted
from glossary import TargetGroup
from storage.people import standing

LOOKED_AT = 40
"""Busy neighbourhoods of which the questions are read: those with the same questions are one line."""


def ask(request: Request, db: Session) -> Sequence[Reply]:
    """The command: the figures at once, and the picture after."""
    asked = wanted.asked(request)
    return [Say(_card(request, db, asked)), Work("load.draw", asked.args)]


def show(request: Request, db: Session) -> Sequence[Reply]:
    """A button; or what is shared, and then the picture goes along."""
    return ask(request, db) if request.public else [Say(_card(request, db, wanted.asked(request)))]


def _card(request: Request, db: Session, asked: Wanted) -> Card:
    norms, areas = gather.norms(db), gather.areas(db)
    weeks = gather.weeks(db, areas, asked.monday, request.today, norms, asked.weeks, asked.area)
    lines = area_lines(weeks, areas, norms, asked, own_areas(db, request.person.id))
    busy = [line for line in lines if line.colour is not Colour.GREEN][:LOOKED_AT]
    where = [line.code for line in busy]
    asks = gather.counted(weeks, where, asked.monday, norms)
    tallies = load.tallies_of_week(areas, asks, asked.monday, request.today, norms, where)
    place = areas.name(asked.area) if asked.area else ""
    t = speech(request.language)
    return cards.load(t, asked, place, lines, _same_questions(busy, tallies), norms, request.public)


def _same_questions(busy: Sequence[ShownAreaLine], tallies: Tallies) -> Sequence[Sequence[ShownAreaLine]]:
    """Neighbourhoods whose most tired groups get the same questions, together; the order stays."""
    same: dict[tuple[object, ...], list[ShownAreaLine]] = {}
    for line in busy:
        tired = [tallies.get(line.code, {}).get(group, load.NOTHING) for group in line.groups]
        same.setdefault((line.is_mine, line.groups, line.calm_from, *tired), []).append(line)
    return list(same.values())


def own_areas(db: Session, colleague_id: int) -> frozenset[str]:
    """The codes that somebody looks after."""
    return frozenset(standing.area_codes_of(db, colleague_id))


def area_lines(
    weeks: WeekMap, areas: Areas, norms: Norms, asked: Wanted, mine: Collection[str] = ()
) -> Sequence[ShownAreaLine]:
    """Of every neighbourhood in the map, in the first of the weeks: the most tired first."""
    own = areas.neighbourhoods_in(mine)
    found = [_line(weeks, at, code in own, areas, norms, asked.group) for at, code in enumerate(weeks.neighbourhoods)]
    return sorted(found, key=lambda line: (-line.fatigue, line.name, line.code))


def _line(
    weeks: WeekMap, at: int, is_mine: bool, areas: Areas, norms: Norms, group: TargetGroup | None
) -> ShownAreaLine:
    fatigue, code = weeks.by_week(at, group), weeks.neighbourhoods[at]
    now = load.colour(fatigue[0], norms)
    if now is Colour.GREEN:
        # Of these only is told how many there are.
        return ShownAreaLine(code, areas.name(code), fatigue[0], now, (), None, is_mine)
    tired = (group,) if group else weeks.most_tired(at, 0)
    calm = _calm_from(weeks.mondays, fatigue, norms)
    return ShownAreaLine(code, areas.name(code), fatigue[0], now, tired, calm, is_mine)


def _calm_from(mondays: Sequence[dt.date], fatigue: Sequence[int], norms: Norms) -> dt.date | None:
    calm = (monday for monday, tired in zip(mondays, fatigue, strict=True) if load.colour(tired, norms) is Colour.GREEN)
    return next(calm, None)


def why(request: Request, db: Session) -> Sequence[Reply]:
    """The questions behind the figure of one neighbourhood."""
    asked = wanted.asked(request)
    norms, areas = gather.norms(db), gather.areas(db)
    here = areas.neighbourhoods_in([asked.area])
    if here != {asked.area}:
        # A district, or an area that has gone: its neighbourhoods first.
        return show(request, db)
    asks = gather.asks_of_weeks(db, areas, here, asked.monday, 1, request.today, norms)
    tallies = load.tallies_of_week(areas, asks, asked.monday, request.today, norms, here).get(asked.area, {})
    if asked.group:
        tallies = {group: tally for group, tally in tallies.items() if group is asked.group}
    groups = [(each, load.colour(each.tally.fatigue, norms)) for each in load.together(tallies)]
    t = speech(request.language)
    return [Say(cards.why(t, asked, areas.name(asked.area), groups, norms, request.today))]


def narrow(request: Request, db: Session) -> Sequence[Reply]:
    asked = wanted.asked(request)
    place = gather.areas(db).name(asked.area) if asked.area else ""
    return [Ask(cards.narrow(speech(request.language), asked, place))]


def narrowed(request: Request, db: Session) -> Sequence[Reply]:
    return ask(request.asks("load.ask", **wanted.chosen(request)), db)
