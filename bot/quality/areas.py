"""The area report: three questions a quarter to whoever manages an area, signed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from sqlalchemy.orm import Session

from bot.chat import residents
from bot.chat.cards import Block
from bot.chat.contributions import SavedUp
from bot.chat.feature import Occasion
from bot.chat.replies import Ask, Nudge, Reply, Say, Work
from bot.chat.requests import NotAllowed, OldButton, Request
from bot.chat.texts import speech
from bot.quality import cards, rules
from bot.quality.rules import Quarter
from storage.learning import quality
from storage.learning.quality import AreaLine, AreaReport
from storage.messages import nudges
from storage.people import people

ORDER = 55


def about(period: str, colleague_id: int) -> str:
    return f"area_report {period} {colleague_id}"


def ask(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """In the first weeks of a quarter about the one before."""
    over = rules.last_quarter(occasion.today)
    if occasion.today > over.ends_on + rules.ASKED_UNTIL:
        return []
    known = {each.area_code: each for each in quality.area_reports(db, over.code)}
    lines = [
        line
        for line in quality.managed_areas(db)
        if rules.is_to_be_asked(known.get(line.area_code), over, occasion.today)
    ]
    for line in lines:
        if report := known.get(line.area_code):
            report.reminded_on = occasion.today
        else:
            db.add(_asked(line, over, occasion))
    return list(_nudges(lines, known, over))


def _asked(line: AreaLine, over: Quarter, occasion: Occasion) -> AreaReport:
    return AreaReport(area_code=line.area_code, period=over.code, colleague_id=line.manager, asked_on=occasion.today)


def _nudges(lines: Sequence[AreaLine], known: Mapping[str, AreaReport], over: Quarter) -> Iterator[Nudge]:
    by_manager = sorted(lines, key=lambda line: line.manager)
    for manager, its in groupby(by_manager, key=lambda line: line.manager):
        theirs = list(its)
        is_again = any(line.area_code in known for line in theirs)
        yield Nudge(manager, about(over.code, manager), _question(theirs, over, is_again), ORDER)


def _question(lines: Sequence[AreaLine], over: Quarter, is_again: bool) -> tuple[Block, ...]:
    named = [(line.area_code, line.area) for line in lines]
    return cards.ask_about_areas(
        speech(lines[0].language), named, over, over.ends_on + rules.ASKED_UNTIL, is_again=is_again
    )


def anew(saved_up: SavedUp, db: Session) -> tuple[Block, ...]:
    """Only the areas about which nothing was said meanwhile."""
    over = rules.quarter(saved_up.about.split()[0])
    if over is None or saved_up.at.date() > over.ends_on + rules.ASKED_UNTIL:
        return ()
    known = {each.area_code: each for each in quality.area_reports(db, over.code)}
    open_ = [
        line
        for line in quality.managed_areas(db)
        if line.manager == saved_up.colleague and line.area_code in known and known[line.area_code].answered_on is None
    ]
    return _question(open_, over, any(known[each.area_code].reminded_on for each in open_)) if open_ else ()


def write(request: Request, db: Session) -> Sequence[Reply]:
    line, over = _theirs(request, db)
    known = quality.area_report(db, line.area_code, over.code)
    return [Ask(cards.area_form(speech(request.language), line.area, line.area_code, over, known))]


def save(request: Request, db: Session) -> Sequence[Reply]:
    (line, over), t = _theirs(request, db), speech(request.language)
    score = request.text("score")
    typed = AreaReport(
        area_code=line.area_code,
        period=over.code,
        score=int(score) if score in cards.SCORES else None,
        goes_well=request.text("goes_well")[: cards.LONGEST],
        could_be_better=request.text("could_be_better")[: cards.LONGEST],
    )
    form = cards.area_form(t, line.area, line.area_code, over, typed)
    if typed.score is None:
        return [Ask(form, {"score": t("chat.refused.empty")})]
    if warning := residents.warning(request, form):
        return [warning]
    report = quality.area_report(db, line.area_code, over.code)
    if report is None:
        report = AreaReport(area_code=line.area_code, period=over.code)
        db.add(report)
    report.colleague_id, report.answered_on = request.person.id, request.today
    report.score, report.goes_well, report.could_be_better = typed.score, typed.goes_well, typed.could_be_better
    db.flush()
    reports = quality.area_reports(db, over.code)
    answered = {each.area_code for each in reports if each.answered_on}
    mine = {each.area_code for each in quality.managed_areas(db) if each.manager == request.person.id}
    if mine <= answered:
        nudges.forget(db, about(over.code, request.person.id))
    return [Say(cards.area_thanks(t, line.area, line.area_code))]


def _theirs(request: Request, db: Session) -> tuple[AreaLine, Quarter]:
    """Raises OldButton, and NotAllowed for whoever does not manage this area any more."""
    over, code = rules.quarter(request.args.get("period", "")), request.args.get("area", "")
    if over is None or over.ends_on >= request.today:
        raise OldButton("period")
    found = next((line for line in quality.managed_areas(db) if line.area_code == code), None)
    if found is None:
        raise OldButton("area")
    if found.manager != request.person.id:
        raise NotAllowed(speech(request.language)("area_report.who_may"))
    return found, over


def shown(request: Request, db: Session, codes: Collection[str]) -> tuple[Block, ...]:
    """On the card of an area: what was said about it last. Not in a channel."""
    report = None if request.public else quality.last_report(db, codes)
    if report is None:
        return ()
    names = people.names_of(db, [report.colleague_id] if report.colleague_id else [])
    return cards.area_report(speech(request.language), report, names.get(report.colleague_id or 0, ""))
