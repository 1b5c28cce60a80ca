"""What is worth a look in a project: on its card, in full with why, and the answer that all is still right."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.chat.replies import Replace, Reply, Say
from bot.chat.requests import NotAllowed, Request
from bot.chat.texts import speech
from bot.findings import about_projects, agreed, gather
from bot.findings import cards as findings_cards
from bot.findings.finding import Finding
from bot.people import rights
from bot.projects import noticed_cards as cards
from bot.register import history, which_project
from glossary import LIVE, TRIANGLE
from storage.messages import nudges
from storage.register.projects import Project


class Points(NamedTuple):
    """findings: what there is to ask, the most urgent first. agreed: what is as agreed."""

    findings: Sequence[Finding] = ()
    agreed: Sequence[Finding] = ()


def noticed(request: Request, db: Session, project: Project) -> Points:
    """What this person may see: a team's shortfall is for its triangle and whoever keeps the register."""
    facts = gather.project(db, project.id, request.at)
    if facts is None or request.public:
        return Points()
    region = request.municipality.holiday_region
    found = about_projects.everything(facts, request.today, region, request.language, gather.norms(db))
    if not _is_close(request, project):
        found = [each for each in found if not each.is_about_people]
    settled = [each for each in found if agreed.is_settled(each)]
    return Points([each for each in found if each not in settled], [each for each in settled if each.agreed])


def _is_close(request: Request, project: Project) -> bool:
    if rights.may_keep_register(request.person, request.municipality):
        return True
    mine = (project.assignment(role) for role in TRIANGLE)
    return any(assigned is not None and assigned.colleague_id == request.person.id for assigned in mine)


def show(request: Request, db: Session) -> Sequence[Reply]:
    """All of it, each with why it matters. Always in private."""
    project = which_project.existing(db, request.id_of("id"))
    may_edit = rights.may_edit(request.person, request.municipality, project)
    findings = noticed(request, db, project).findings
    how_to = request.contributed.how_is_it_done(request, db, [findings_cards.about(each) for each in findings])
    return [Say(cards.noticed(speech(request.language), project, findings, may_edit, how_to))]


def still_right(request: Request, db: Session) -> Sequence[Reply]:
    """Somebody looked, and nothing needs to change: that counts as a change, so nobody asks again for a while."""
    project = which_project.editable(request, db, request.id_of("id"))
    history.remember(request, db, project, "still_right")
    nudges.forget(db, about_stale(project.id))
    return [Replace(cards.thanks(speech(request.language), project))]


def show_all(request: Request, db: Session) -> Sequence[Reply]:
    """Of all projects that are not over, the most urgent first: for whoever keeps the register."""
    t = speech(request.language)
    if not rights.may_keep_register(request.person, request.municipality):
        raise NotAllowed(t("projects.noticed.only_keepers"))
    page, norms = (request.id_of("page") if request.args.get("page") else 0), gather.norms(db)
    region = request.municipality.holiday_region
    live = gather.projects(db, request.at, statuses=LIVE)
    found = [about_projects.findings(each, request.today, region, request.language, norms) for each in live]
    noticed = sorted(filter(None, found), key=lambda findings: (-findings[0].urgency, -len(findings)))
    return [Say(cards.everything(t, noticed[page * cards.PAGE : (page + 1) * cards.PAGE], len(noticed), page))]


def about_stale(project_id: int) -> str:
    return f"stale {project_id}"
