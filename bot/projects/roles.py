"""Who is in the triangle: naming somebody is asking them, and only their own yes settles it."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Block
from bot.chat.forms import Form, opened_at
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.findings.triangle import missing_corners
from bot.people import rights, role_question
from bot.projects import cards, forms, helping, looking
from bot.projects.jobs import triangle
from bot.register import history, saving, which_project
from bot.register.saving import Sent
from glossary import Role, RoleState
from storage.messages import nudges
from storage.people import people
from storage.register import help_offers, projects
from storage.register.projects import Project, RoleAssignment


def name_people(request: Request, db: Session) -> Sequence[Reply]:
    """Whoever asks who does what, and may not change it, reads it on the project's card."""
    found = which_project.meant(request, db)
    if not which_project.is_clear(request, found):
        return which_project.ask(request, found, "project.roles")
    project = which_project.existing(db, found[0])
    if not rights.may_edit(request.person, request.municipality, project):
        return looking.shown(request, db, project)
    form = forms.roles(speech(request.language), project, _reachable(db, project))
    return [Ask(opened_at(form, request.args.get("first", "")))]


def _reachable(db: Session, project: Project) -> frozenset[int]:
    ids = {assigned.colleague_id for assigned in project.roles}
    return frozenset(row.colleague_id for row in people.accounts_of(db, ids))


def save(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    project = which_project.editable(request, db, request.id_of("id"))
    reachable = _reachable(db, project)
    picked = {role.value: _picked(request, project, role, reachable) for role in Role}
    outsiders = [role.value for role in Role if request.picked_an_outsider(role.value)]
    sent = Sent(_holders(project), picked, {key: t("chat.refused.not_a_colleague") for key in outsiders})

    def form(codes: Mapping[str, str], body: Sequence[Block] = (), seen: int | None = None) -> Form:
        shown = forms.roles(t, project, reachable, codes, body, seen, request.several("vacate"))
        return opened_at(shown, request.args.get("first", ""))

    if returned := saving.returned_change(request, db, project, sent, form):
        return [returned]
    held = _holders(project)
    questions = _assign(request, db, project, picked, reachable)
    if not missing_corners(project.named):
        nudges.forget(db, triangle.about_vacancy(project.id))
    waiting = {named.colleague_id for named in project.roles if named.state is RoleState.ASKED}
    asked = people.names_of(db, [say.to for say in questions if isinstance(say.to, int) and say.to in waiting])
    gone = {int(holder) for role, holder in held.items() if holder and holder != picked[role]}
    reminders = [nudge for each in gone for nudge in triangle.reminded_of_less(request, db, each)]
    return [Say(cards.saved(t, project, list(asked.values()))), *questions, *reminders]


def _holders(project: Project) -> dict[str, str]:
    """Role -> who is named for it, as a code."""
    held = {role: project.assignment(role) for role in Role}
    return {role.value: str(assigned.colleague_id) if assigned else "" for role, assigned in held.items()}


def _picked(request: Request, project: Project, role: Role, reachable: frozenset[int]) -> str:
    assigned, picked = project.assignment(role), request.colleague(role.value)
    hidden = assigned is not None and assigned.colleague_id not in reachable
    if picked is None and assigned and hidden and role.value not in request.several("vacate"):
        # The picker could not show this person, so empty does not mean "nobody".
        return str(assigned.colleague_id)
    return str(picked or "")


def _assign(
    request: Request, db: Session, project: Project, picked: Mapping[str, str], reachable: Collection[int]
) -> list[Say]:
    """Writes down who is named for what, and asks each of them once about all their new roles.

    Nobody asked those who came from a list: whoever saves the form with their name in it wants them to be.
    """
    now = _holders(project)
    to_ask: dict[int, list[tuple[RoleAssignment, Project]]] = {}
    told: list[Say] = []
    for role in Role:
        held = project.assignment(role)
        if picked[role.value] == now[role.value]:
            if held and held.state is RoleState.NAMED and held.colleague_id in reachable:
                held.state, held.asked_at, held.named_by = RoleState.ASKED, request.at, request.person.id
                to_ask.setdefault(held.colleague_id, []).append((held, project))
            continue
        if held:
            project.roles.remove(held)
            # Gone before the next holder comes: both rows have the same key.
            db.flush()
        history.remember(request, db, project, role.value, now[role.value], picked[role.value])
        if picked[role.value]:
            named = _named(request, db, project, role, int(picked[role.value]))
            project.roles.append(named)
            told += helping.is_filled(db, project, role, named.colleague_id)
            if named.state is RoleState.ASKED:
                to_ask.setdefault(named.colleague_id, []).append((named, project))
    return [*(_question(db, request, colleague_id, roles) for colleague_id, roles in to_ask.items()), *told]


def _named(request: Request, db: Session, project: Project, role: Role, colleague_id: int) -> RoleAssignment:
    myself = colleague_id == request.person.id
    offered = help_offers.open_offer(db, project.id, role, colleague_id)
    if offered and not myself:
        return helping.accepted(role, offered, request.person.id)
    return RoleAssignment(
        role=role,
        colleague_id=colleague_id,
        # Whoever takes a role for themselves has said yes.
        state=RoleState.ACCEPTED if myself else RoleState.ASKED,
        named_by=request.person.id,
        asked_at=None if myself else request.at,
        answered_at=request.at if myself else None,
    )


def _question(db: Session, request: Request, colleague_id: int, roles: Sequence[tuple[RoleAssignment, Project]]) -> Say:
    colleague = people.colleague(db, colleague_id)
    assert colleague is not None
    asked_by = "" if colleague_id == request.person.id else request.person.name
    return Say(role_question.card(speech(colleague.language), roles, asked_by), to=colleague_id)


def after_leaving(request: Request, db: Session) -> Sequence[Reply]:
    """Whoever left fills no corner; whoever can do something about it hears so in time, as of any vacant role."""
    projects.leave_roles(db, request.person.id)
    return []


def after_returning(request: Request, db: Session) -> Sequence[Reply]:
    projects.take_roles_back(db, request.person.id)
    return []
