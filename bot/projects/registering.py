"""A new project: short first, the rest can follow."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Block
from bot.chat.contributions import Planned
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.projects import cards, forms, rules
from bot.register import fields, filling_in, saving
from glossary import Discipline, Role, RoleState, Status
from storage.people import standing
from storage.register import projects
from storage.register.changes import Change
from storage.register.projects import Project, ProjectName, RoleAssignment

USUAL_ROLE = {
    Discipline.PROJECT_LEAD: Role.PROJECT_LEAD,
    Discipline.COMMUNICATION: Role.COMMUNICATION_ADVISER,
    Discipline.PARTICIPATION: Role.PARTICIPATION_ADVISER,
    Discipline.AREA_MANAGER: Role.AREA_MANAGER,
}


def new(request: Request, db: Session) -> Sequence[Reply]:
    """`/project nieuw Park Singel` fills the name in already; a sentence also where, for whom and when."""
    codes = {"name": request.args.get("words", "")[:200], "status": Status.UPCOMING.value}
    codes |= filling_in.understood(request)
    names = filling_in.area_names(db, codes)
    return [Ask(forms.new(speech(request.language), codes, names, _my_usual_role(request, db)))]


def _my_usual_role(request: Request, db: Session) -> str:
    disciplines = standing.disciplines_of(db, request.person.id)
    return next((role.value for discipline, role in USUAL_ROLE.items() if discipline in disciplines), "none")


def create(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    codes, errors = filling_in.read_form(request, db, fields.NEW, {})
    form = forms.new(t, codes, filling_in.area_names(db, codes), request.text("my_role"))
    if returned := saving.returned(request, form, errors):
        return [returned]
    if doubles := _doubles(request, db, codes["name"]):
        return [Ask(forms.new(t, codes, filling_in.area_names(db, codes), request.text("my_role"), doubles))]
    project = _registered(request, db, codes)
    return [Say(cards.saved(t, project, advice=_advice(request, db, codes, project)))]


def _doubles(request: Request, db: Session, name: str) -> Sequence[ProjectName]:
    """What is called almost the same, unless this person was just asked about it and said no."""
    known = {each.id: each for each in projects.names(db)}
    found = rules.doubles(name, [(each.id, each.name) for each in known.values()])
    said_no = set(request.args.get("doubles", "").split(","))
    return [known[each] for each in found] if any(str(each) not in said_no for each in found) else []


def _advice(request: Request, db: Session, codes: Mapping[str, str], project: Project) -> tuple[Block, ...]:
    """What other features have to say about it, such as projects that resemble it."""
    planned = Planned("project", codes, project=project.id)
    return tuple(block for advise in request.contributed.advice for block in advise(request, db, planned))


def _registered(request: Request, db: Session, codes: dict[str, str]) -> Project:
    project = Project(
        key=projects.next_project_key(db),
        name=codes["name"],
        registered_by=request.person.id,
        created_at=request.at,
        changed_at=request.at,
    )
    filling_in.write(project, fields.NEW, codes)
    my_role = request.text("my_role")
    if my_role in set(Role):
        # Whoever takes a role for themselves has said yes.
        project.roles.append(
            RoleAssignment(
                role=Role.from_code(my_role),
                colleague_id=request.person.id,
                state=RoleState.ACCEPTED,
                named_by=request.person.id,
                answered_at=request.at,
            )
        )
    db.add(project)
    db.flush()
    db.add(
        Change(
            project_id=project.id,
            colleague_id=request.person.id,
            at=request.at,
            revision=project.revision,
            field="registered",
            after=project.name,
        )
    )
    return project
