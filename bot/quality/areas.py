"""The area report: what whoever manages an area says about it, signed."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from bot.chat import residents
from bot.chat.cards import Block
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import NotAllowed, OldButton, Request
from bot.chat.texts import speech
from bot.quality import cards
from bot.quality.jobs import areas as asking
from glossary import Quarter
from storage.learning import area_reports
from storage.learning.area_reports import AreaReport, ManagedArea
from storage.messages import nudges
from storage.people import people


def write(request: Request, db: Session) -> Sequence[Reply]:
    line, over = _theirs(request, db)
    known = area_reports.area_report(db, line.area_code, over.code)
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
    report = area_reports.area_report(db, line.area_code, over.code)
    if report is None:
        report = AreaReport(area_code=line.area_code, period=over.code)
        db.add(report)
    report.colleague_id, report.answered_on = request.person.id, request.today
    report.score, report.goes_well, report.could_be_better = typed.score, typed.goes_well, typed.could_be_better
    reports = area_reports.area_reports(db, over.code)
    answered = {each.area_code for each in reports if each.answered_on}
    mine = {each.area_code for each in area_reports.managed_areas(db) if each.manager == request.person.id}
    if mine <= answered:
        nudges.forget(db, asking.about(over.code, request.person.id))
    return [Say(cards.area_thanks(t, line.area, line.area_code))]


def _theirs(request: Request, db: Session) -> tuple[ManagedArea, Quarter]:
    """Raises OldButton, and NotAllowed for whoever does not manage this area any more."""
    over, code = Quarter.read(request.args.get("period", "")), request.args.get("area", "")
    if over is None or over.last >= request.today:
        raise OldButton("period")
    found = next((line for line in area_reports.managed_areas(db) if line.area_code == code), None)
    if found is None:
        raise OldButton("area")
    if found.manager != request.person.id:
        raise NotAllowed(speech(request.language)("area_report.who_may"))
    return found, over


def shown(request: Request, db: Session, codes: Collection[str]) -> tuple[Block, ...]:
    """On the card of an area: what was said about it last. Not in a channel."""
    report = None if request.public else area_reports.last_report(db, codes)
    if report is None:
        return ()
    names = people.names_of(db, [report.colleague_id] if report.colleague_id else [])
    return cards.area_report(speech(request.language), report, names.get(report.colleague_id or 0, ""))
