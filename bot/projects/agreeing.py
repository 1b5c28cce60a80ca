"""A point that is as agreed: said once with a reason, kept for everybody, and silent until its facts change."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Card
from bot.chat.replies import Ask, Replace, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.findings import about_projects, agreed, gather
from bot.findings.finding import Finding, Kind
from bot.projects import agreed_cards as cards
from bot.register import agreeing, history, saving, which_project
from storage.register import agreements
from storage.register.projects import Project


def agree(request: Request, db: Session) -> Sequence[Reply]:
    project, finding = _meant(request, db)
    t = speech(request.language)
    if finding is None:
        return [Say(cards.gone(t, project))]
    if agreed.is_settled(finding):
        return [Say(_settled(request, project, finding))]
    return [Ask(cards.form(t, finding))]


def save(request: Request, db: Session) -> Sequence[Reply]:
    project, finding = _meant(request, db)
    t = speech(request.language)
    if finding is None:
        return [Say(cards.gone(t, project))]
    if agreed.is_settled(finding):
        return [Say(_settled(request, project, finding))]
    reason = agreeing.tidy(request.text("reason"))
    is_missing = not reason and finding.kind not in agreed.YES_BY_ITSELF
    errors = {"reason": t("projects.agreed.why_needed")} if is_missing else {}
    if returned := saving.returned(request, cards.form(t, finding, request.text("reason")), errors):
        return [returned]
    agreeing.keep(request, db, project, finding.which, agreed.written(finding), reason, finding.ever_told_as)
    _, kept = _meant(request, db)
    assert kept
    return [Say(cards.kept(t, kept))]


def _settled(request: Request, project: Project, finding: Finding) -> Card:
    """By somebody who was first; or by a yes to the role, which needs no agreement."""
    t = speech(request.language)
    return cards.already(t, finding) if finding.agreed else cards.gone(t, project)


def disagree(request: Request, db: Session) -> Sequence[Reply]:
    """It was said too soon, or by mistake: it is a point again."""
    project = which_project.editable(request, db, request.id_of("id"))
    kind, about = _which(request)
    t = speech(request.language)
    known = agreements.agreement(db, project.id, about or None, kind)
    if known is None:
        return [Replace(cards.gone(t, project))]
    db.delete(known)
    history.remember(request, db, project, "agreed_no_more", before=kind.value)
    return [Replace(cards.taken_back(t, project))]


def _meant(request: Request, db: Session) -> tuple[Project, Finding | None]:
    """The point that a button names, as it is now; None when it is no longer so."""
    project = which_project.editable(request, db, request.id_of("id"))
    facts = gather.project(db, project.id, request.at)
    assert facts, "or it would not be editable"
    kind, about = _which(request)
    region, norms = request.municipality.holiday_region, gather.norms(db)
    found = about_projects.everything(facts, request.today, region, request.language, norms)
    return project, next((each for each in found if each.which == (kind, about)), None)


def _which(request: Request) -> tuple[Kind, int]:
    """Raises OldButton, also for what has answers of its own."""
    kind = next((one for one in Kind if one.value == request.args.get("kind")), None)
    if kind is None or kind in agreed.ANSWERED_OTHERWISE:
        raise OldButton("kind")
    return kind, request.id_of("about") if request.args.get("about") else 0
