"""What somebody answers who was named for roles; the questions are in `bot.people.role_question`."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlalchemy.orm import Session

from bot.chat.replies import Ask, Replace, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.people import role_question
from bot.people.role_question import LATER, NO, YES, Asked
from bot.projects import cards
from bot.projects.jobs import triangle
from bot.register import history
from glossary import Role, RoleState
from storage.people import people
from storage.people.people import Colleague
from storage.register import projects
from storage.register.projects import Project, RoleAssignment

Mine = Sequence[tuple[RoleAssignment, Project]]


def yes(request: Request, db: Session) -> Sequence[Reply]:
    return _answered(request, db, [(each, YES) for each in _mine(request, db)])


def no(request: Request, db: Session) -> Sequence[Reply]:
    """The role is vacant again, and whoever leads the project kindly hears so.

    What somebody said yes to after the question stays: an old button asks first.
    """
    mine = _mine(request, db)
    if all(_has_my_yes(assigned) for assigned, _ in mine):
        card = role_question.yours(speech(request.language), role_question.by_project(mine)[0])
        return [Say(card) if request.place.kind == "home" else Replace(card)]
    return _answered(request, db, [(each, YES if _has_my_yes(each[0]) else NO) for each in mine])


def give_back(request: Request, db: Session) -> Sequence[Reply]:
    return _answered(request, db, [(each, NO) for each in _mine(request, db)])


def _has_my_yes(assigned: RoleAssignment) -> bool:
    return assigned.state is RoleState.ACCEPTED


def later(request: Request, db: Session) -> Sequence[Reply]:
    """The question stays: in the message, and on the person's own page."""
    mine = _mine(request, db)
    waiting = [each for each in mine if not _has_my_yes(each[0])]
    if not waiting:
        return _answered(request, db, [(each, YES) for each in mine])
    return [Replace(role_question.postponed(speech(request.language), waiting))]


def choose(request: Request, db: Session) -> Sequence[Reply]:
    asked = role_question.by_project(_mine(request, db))
    return [Ask(role_question.choose_form(speech(request.language), asked, request.args))]


def save_chosen(request: Request, db: Session) -> Sequence[Reply]:
    """Of two roles in a project somebody may want one: then the other is vacant again."""
    chosen: list[tuple[tuple[RoleAssignment, Project], str]] = []
    for assigned, project in _mine(request, db):
        answer = request.text(role_question.field_of(project.id)) or LATER
        if answer not in (YES, NO, LATER):
            answer = YES if answer == assigned.role.value else NO
        if answer == LATER and _has_my_yes(assigned):
            answer = YES
        chosen.append(((assigned, project), answer))
    return _answered(request, db, chosen)


def _mine(request: Request, db: Session) -> Mine:
    """The roles that this button is about, as far as they are still the asker's. Raises OldButton when none is."""
    codes = _codes(request)
    found = projects.projects_in_full(db, {project_id for project_id, _ in codes})
    mine = [
        (assigned, project)
        for project in found
        for assigned in project.roles
        if (project.id, assigned.role.value) in codes and assigned.colleague_id == request.person.id
    ]
    if not mine:
        raise OldButton("role")
    return sorted(mine, key=lambda each: codes.index((each[1].id, each[0].role.value)))


def _codes(request: Request) -> list[tuple[int, str]]:
    """Of one project, or of several together: the number of the project, and the code of the role."""
    if "roles" not in request.args:
        return [(request.id_of("project"), role) for role in request.args.get("role", "").split(",")]
    pairs = [code.partition(".") for code in request.args["roles"].split(",")]
    return [(request.asks("", project=project).id_of("project"), role) for project, _, role in pairs]


def _answered(
    request: Request, db: Session, answers: Sequence[tuple[tuple[RoleAssignment, Project], str]]
) -> Sequence[Reply]:
    """The message with the question now holds the answers, and goes on with the questions that are left."""
    t = speech(request.language)
    done = [
        (asked, answer)
        for answer, group in groupby(answers, key=lambda each: each[1])
        for asked in role_question.by_project([named for named, _ in group])
    ]
    told = list[Reply]()
    for (assigned, project), answer in answers:
        if answer == YES:
            _accept(request, db, assigned, project)
    for asked, answer in done:
        if answer == NO:
            told += _decline(request, db, asked)
    db.flush()
    told += triangle.reminded_of_less(request, db, request.person.id)
    if request.action == "role.save_chosen" or request.place.kind == "home":
        return [Say(role_question.answered(t, done)), *told]
    waiting = projects.roles_waiting_for(db, request.person.id) if "roles" in request.args else ()
    return [Replace(role_question.answered(t, done, waiting)), *told]


def _accept(request: Request, db: Session, assigned: RoleAssignment, project: Project) -> None:
    if not _has_my_yes(assigned):
        history.remember(request, db, project, "accepted", after=assigned.role.value)
        # A second yes, to the question of once more, makes nobody new in a project of which they heard everything.
        assigned.state, assigned.answered_at = RoleState.ACCEPTED, request.at


def _decline(request: Request, db: Session, asked: Asked) -> Iterator[Reply]:
    """Whoever leads the project hears of all roles together."""
    project, roles = asked
    declined = [assigned for assigned in project.roles if assigned.role in roles]
    listener = _who_should_know(db, project, declined[0])
    for assigned in declined:
        history.remember(request, db, project, assigned.role.value, before=str(assigned.colleague_id))
        project.roles.remove(assigned)
    if listener:
        card = cards.role_is_vacant(speech(listener.language), project, roles, request.person.name)
        yield Say(card, to=listener.id)


def _who_should_know(db: Session, project: Project, declined: RoleAssignment) -> Colleague | None:
    """The project lead; else whoever did the naming. Not the person who declines, and nobody who was erased."""
    lead = project.assignment(Role.PROJECT_LEAD)
    candidates = [lead.colleague_id if lead else None, declined.named_by]
    known = [people.colleague(db, one) for one in candidates if one and one != declined.colleague_id]
    return next((colleague for colleague in known if colleague and colleague.is_here), None)
