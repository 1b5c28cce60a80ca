"""Three questions a quarter to whoever manages an area, signed: asked once, and once more."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from sqlalchemy.orm import Session

from bot.chat.cards import Block
from bot.chat.contributions import SavedUp
from bot.chat.feature import Occasion
from bot.chat.replies import Nudge, Say, Work
from bot.chat.texts import speech
from bot.quality import cards, rules
from glossary import Quarter
from storage.learning import area_reports
from storage.learning.area_reports import AreaReport, ManagedArea

ORDER = 55


def about(period: str, colleague_id: int) -> str:
    return f"area_report {period} {colleague_id}"


def ask(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """In the first weeks of a quarter about the one before."""
    over = Quarter.of(occasion.today).before
    if occasion.today > rules.until(over):
        return []
    known = {each.area_code: each for each in area_reports.area_reports(db, over.code)}
    lines = [
        line
        for line in area_reports.managed_areas(db)
        if line.is_there and rules.is_to_be_asked(known.get(line.area_code), occasion.today)
    ]
    for line in lines:
        if report := known.get(line.area_code):
            report.reminded_on = occasion.today
        else:
            db.add(_asked(line, over, occasion))
    return list(_nudges(lines, known, over))


def _asked(line: ManagedArea, over: Quarter, occasion: Occasion) -> AreaReport:
    return AreaReport(area_code=line.area_code, period=over.code, colleague_id=line.manager, asked_on=occasion.today)


def _nudges(lines: Sequence[ManagedArea], known: Mapping[str, AreaReport], over: Quarter) -> Iterator[Nudge]:
    by_manager = sorted(lines, key=lambda line: line.manager)
    for manager, its in groupby(by_manager, key=lambda line: line.manager):
        theirs = list(its)
        is_again = any(line.area_code in known for line in theirs)
        yield Nudge(manager, about(over.code, manager), _question(theirs, over, is_again), ORDER)


def _question(lines: Sequence[ManagedArea], over: Quarter, is_again: bool) -> tuple[Block, ...]:
    named = [(line.area_code, line.area) for line in lines]
    return cards.ask_about_areas(speech(lines[0].language), named, over, rules.until(over), is_again=is_again)


def anew(saved_up: SavedUp, db: Session) -> tuple[Block, ...]:
    """Only the areas about which nothing was said meanwhile."""
    over = Quarter.read(saved_up.about.split()[0])
    if over is None or saved_up.at.date() > rules.until(over):
        return ()
    known = {each.area_code: each for each in area_reports.area_reports(db, over.code)}
    open_ = [
        line
        for line in area_reports.managed_areas(db)
        if line.manager == saved_up.colleague and line.area_code in known and known[line.area_code].answered_on is None
    ]
    return _question(open_, over, any(known[each.area_code].reminded_on for each in open_)) if open_ else ()
