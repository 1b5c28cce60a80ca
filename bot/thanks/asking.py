"""Asking the three of a project whether it may be celebrated: once, each of them in private."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Nudge, Replace, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.register import which_project
from bot.thanks import cards, rules
from glossary import TRIANGLE, Decision, Level, Role, Status
from storage.messages import overviews
from storage.people import people
from storage.register import feedback, moments, outcomes, projects, thanks
from storage.register.projects import Project
from storage.register.thanks import Thanks

ORDER = 65
"""In the daily message: behind what has to be done."""


def about(kept: Thanks) -> str:
    """Names it among what waits for the daily message."""
    return f"thanks {kept.id}"


def new(request: Request, db: Session) -> Sequence[Reply]:
    """`/project dank Havenkade`, and "we hebben iets te vieren"."""
    found = which_project.meant(request, db)
    if not which_project.is_clear(request, found):
        return which_project.ask_to_change(request, db, found, "thanks.new")
    project, t = which_project.editable(request, db, found[0]), speech(request.language)
    why = _why_not(request, db, project)
    return [Say(cards.cannot(t, why, project) if why else cards.proposal(t, project))]


def ask(request: Request, db: Session) -> Sequence[Reply]:
    project, t = which_project.editable(request, db, request.id_of("id")), speech(request.language)
    if why := _why_not(request, db, project):
        return [Replace(cards.cannot(t, why, project))]
    return [Replace(cards.asked(t, project)), *_ask(request, db, project)]


def after_completing(request: Request, db: Session) -> Sequence[Reply]:
    """Where residents still wait for an answer there is nothing to celebrate yet."""
    project = projects.project(db, request.id_of("id"))
    return _ask(request, db, project) if project and not _why_not(request, db, project) else []


def after_answering(request: Request, db: Session) -> Sequence[Reply]:
    """The last answer: nobody waits any more, and nobody will be asked anything new."""
    project = projects.project(db, request.id_of("id"))
    if project is None or _asks_again(request, db, project):
        return []
    return _ask(request, db, project) if not _why_not(request, db, project) else []


def _asks_again(request: Request, db: Session, project: Project) -> bool:
    return any(
        each.level is not Level.INFORM and each.residents_told_on is None
        for each in moments.moments_of(db, project.id)
        if each.ends_on.latest >= request.today
    )


def _why_not(request: Request, db: Session, project: Project) -> str:
    """Empty when nothing stands in the way."""
    if thanks.thanks_of(db, project.id):
        return "asked_before"
    if len(people.languages_of_reachable(db, rules.triangle(project))) < len(TRIANGLE):
        return "triangle"
    told = any(each.residents_told_on for each in moments.moments_of(db, project.id))
    goes_well = project.status in (Status.ONGOING, Status.COMPLETED)
    return "" if told and goes_well and not residents_wait(request, db, project) else "waits"


def residents_wait(request: Request, db: Session, project: Project) -> bool:
    return bool(feedback.moments_without_feedback(db, request.today, 1, project=project.id))


def _ask(request: Request, db: Session, project: Project) -> list[Nudge]:
    kept = Thanks(project_id=project.id, asked_on=request.today)
    if usual := next((each for each in overviews.overview_channels(db) if each.started_at), None):
        kept.channel, kept.platform, kept.tenant, kept.place = usual.name, usual.platform, usual.tenant, usual.place
    db.add(kept)
    db.flush()
    thanks.ask_for_yes(db, kept.id, rules.triangle(project))
    return questions(request, db, kept, project)


def questions(request: Request, db: Session, kept: Thanks, project: Project) -> list[Nudge]:
    """To all three; while there is no channel only to the lead, who chooses one."""
    rows = thanks.asked_to_thank(db, kept.id)
    who = {row.colleague_id for row in rows if kept.place or leads(project, row.colleague_id)}
    languages = people.languages_of_reachable(db, who)
    may_move, changed = not any(row.is_yes for row in rows), what_changed(db, project)
    return [
        Nudge(
            each,
            about(kept),
            cards.question(speech(language), kept, project, changed, leads=leads(project, each), may_move=may_move),
            ORDER,
            request.at + rules.LAST_USEFUL,
        )
        for each, language in languages.items()
    ]


def leads(project: Project, colleague_id: int) -> bool:
    lead = project.assignment(Role.PROJECT_LEAD)
    return lead is not None and lead.colleague_id == colleague_id


def what_changed(db: Session, project: Project) -> list[str]:
    """What residents said that was adopted, else what was done with their input, else what came of the project."""
    of_project = [each for each in moments.moments_of(db, project.id) if each.residents_told_on]
    lines = outcomes.outcomes_of(db, [each.id for each in of_project])
    adopted = [
        line.input for each in of_project for line in lines.get(each.id, ()) if line.decision is Decision.ADOPTED
    ]
    done = [each.done_with_input for each in reversed(of_project) if each.done_with_input]
    return rules.in_short(adopted or done[:1] or ([project.closing_note] if project.closing_note else []))


def existing(db: Session, thanks_id: int) -> tuple[Thanks, Project]:
    """Raises OldButton."""
    kept = thanks.thanks_to_write(db, thanks_id)
    if kept is None:
        raise OldButton("thanks")
    return kept, which_project.existing(db, kept.project_id)
