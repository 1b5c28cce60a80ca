"""Somebody can help: their own yes to a vacant corner, which whoever leads the project answers."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Replace, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.findings.triangle import can_fill, is_vacant, missing_corners
from bot.projects import help_cards as cards
from bot.projects.jobs import triangle
from bot.register import history, which_project
from glossary import Role, RoleState
from storage.messages import nudges
from storage.people import people, standing
from storage.register import help_offers
from storage.register.help_offers import HelpOffer
from storage.register.projects import Project, RoleAssignment


def can_help(request: Request, db: Session, project: Project) -> list[Role]:
    """The vacant corners that are this person's job, and for which they did not offer help yet."""
    if request.public or not project.status.is_live or not missing_corners(project.named):
        return []
    fitting = can_fill(project.named, standing.disciplines_of(db, request.person.id))
    return [role for role in fitting if help_offers.offer(db, project.id, role, request.person.id) is None]


def offer(request: Request, db: Session) -> Sequence[Reply]:
    project, t = which_project.existing(db, request.id_of("id")), speech(request.language)
    missing = missing_corners(project.named) if project.status.is_live else []
    if not missing:
        return [Say(cards.filled(t, project))]
    fitting = can_fill(project.named, standing.disciplines_of(db, request.person.id))
    if wanted := request.args.get("role"):
        fitting = [role for role in fitting if role.value == wanted]
    if not fitting:
        return [Say(cards.not_yours(t, project, missing))]
    if len(fitting) > 1:
        return [Say(cards.which(t, project, fitting))]
    return _offered(request, db, project, fitting[0])


def _offered(request: Request, db: Session, project: Project, role: Role) -> Sequence[Reply]:
    t = speech(request.language)
    if known := help_offers.offer(db, project.id, role, request.person.id):
        return [Say(cards.already(t, project, role, is_settled=known.settled_at is not None))]
    answer = _who_answer(request, project)
    there = people.languages_of_reachable(db, answer)
    listener = next((people.colleague(db, one) for one in answer if one in there), None)
    if listener is None:
        called = people.names_of(db, people.languages_of(db, answer))
        return [Say(cards.nobody(t, project, [called[one] for one in answer if one in called]))]
    person = request.person
    db.add(HelpOffer(project_id=project.id, role=role, colleague_id=person.id, offered_at=request.at))
    question = cards.question(speech(listener.language), project, role, person.name, person.id)
    return [Say(cards.offered(t, project, role, listener.name)), Say(question, to=listener.id)]


def _who_answer(request: Request, project: Project) -> list[int]:
    """Who leads it, or else registered it, or else keeps the register: the first whom we can reach is asked."""
    lead = project.assignment(Role.PROJECT_LEAD)
    leads = lead.colleague_id if lead and lead.state is RoleState.ACCEPTED else None
    keepers = request.municipality.keeper_id, request.municipality.deputy_id
    candidates = (leads, None if leads else project.registered_by, *keepers)
    return list(dict.fromkeys(one for one in candidates if one and one != request.person.id))


def welcome(request: Request, db: Session) -> Sequence[Reply]:
    """Theirs now: both said yes. Whoever else offered hears that it is settled."""
    project, role, theirs = _meant(request, db)
    t = speech(request.language)
    person = people.colleague(db, theirs.colleague_id) if theirs else None
    if theirs is None or person is None or not person.is_here or not is_vacant(project.named, role):
        return [Replace(cards.gone(t, project))]
    held = project.assignment(role)
    if held:
        project.roles.remove(held)
        # Gone before the next holder comes: both rows have the same key.
        db.flush()
    before = str(held.colleague_id) if held else ""
    history.remember(request, db, project, role.value, before, str(person.id))
    project.roles.append(accepted(role, theirs, request.person.id))
    if not missing_corners(project.named):
        nudges.forget(db, triangle.about_vacancy(project.id))
    yours = cards.is_yours(speech(person.language), project, role, request.person.name)
    others = is_filled(db, project, role, person.id)
    left = triangle.reminded_of_less(request, db, person.id)
    return [Replace(cards.welcomed(t, project, role, person.name)), Say(yours, to=person.id), *others, *left]


def accepted(role: Role, offer: HelpOffer, named_by: int) -> RoleAssignment:
    """Who offered has said yes."""
    return RoleAssignment(
        role=role,
        colleague_id=offer.colleague_id,
        state=RoleState.ACCEPTED,
        named_by=named_by,
        asked_at=offer.offered_at,
        answered_at=offer.offered_at,
    )


def settled(request: Request, db: Session) -> Sequence[Reply]:
    """Somebody else does it. They hear so once, and can't offer it again as long as the corner is vacant."""
    project, role, theirs = _meant(request, db)
    t = speech(request.language)
    person = people.colleague(db, theirs.colleague_id) if theirs else None
    if theirs is None or person is None:
        return [Replace(cards.gone(t, project))]
    theirs.settled_at = request.at
    replies: list[Reply] = [Replace(cards.thanked(t, project, role, person.name))]
    return [*replies, *_told_settled(db, project, role, [person.id])]


def is_filled(db: Session, project: Project, role: Role, by: int) -> list[Say]:
    """The offers for a corner that somebody has now are over; who waited for an answer hears so."""
    offers = help_offers.offers_for(db, project.id, role)
    waiting = [each.colleague_id for each in offers if each.settled_at is None and each.colleague_id != by]
    for each in offers:
        db.delete(each)
    return _told_settled(db, project, role, waiting)


def _told_settled(db: Session, project: Project, role: Role, colleagues: Sequence[int]) -> list[Say]:
    languages = people.languages_of_reachable(db, colleagues)
    return [
        Say(cards.is_settled(speech(languages[one]), project, role), to=one) for one in colleagues if one in languages
    ]


def _meant(request: Request, db: Session) -> tuple[Project, Role, HelpOffer | None]:
    """What a button of the question names. None: taken back, or answered before. Raises OldButton and NotAllowed."""
    project = which_project.editable(request, db, request.id_of("project"))
    role = next((one for one in Role if one.value == request.args.get("role")), None)
    if role is None:
        raise OldButton("role")
    return project, role, help_offers.open_offer(db, project.id, role, request.id_of("colleague"))
