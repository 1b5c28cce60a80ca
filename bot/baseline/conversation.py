"""`/project basis`: the one next step of a project, and what people say of steps that the register cannot know."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from bot.baseline import cards, dependencies, forms, gather, rules, versions
from bot.baseline.cards import ProjectSteps
from bot.baseline.rules import StepState
from bot.baseline.steps import Baseline, Step
from bot.chat.cards import Block
from bot.chat.contributions import Planned
from bot.chat.replies import Ask, Replace, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.findings import agreed as agreed_point
from bot.people import rights
from bot.register import agreeing, saving, which_project
from glossary import TRIANGLE, Role
from storage.register import projects, step_marks
from storage.register.projects import Project
from storage.register.step_marks import StepMark
from storage.reports import project_list
from storage.reports.project_list import ProjectFilter

MOST_PROJECTS = 10


def show(request: Request, db: Session) -> Sequence[Reply]:
    """Without a project: the next step of each of mine."""
    if not request.args.get("id") and not request.args.get("words"):
        return _mine(request, db)
    if request.args.get("id"):
        return [Say(cards.next_card(speech(request.language), _looked_at(request, db)))]
    found = which_project.meant(request, db)
    if not which_project.is_clear(request, found):
        return which_project.ask(request, found, "baseline.show")
    seen = _seen(request, db, which_project.existing(db, found[0]))
    return [Say(cards.next_card(speech(request.language), seen))]


def _mine(request: Request, db: Session) -> Sequence[Reply]:
    mine = project_list.project_lines(db, ProjectFilter(person=request.person.id), limit=MOST_PROJECTS)
    live = [line.id for line in mine if line.status.is_live]
    holders = {each.id: _holders(each) for each in projects.projects_in_full(db, live)}
    lines = [
        (each.here.project, dependencies.next_step(each.baseline, each.found, each.here), holders[each.here.project.id])
        for each in gather.looked_at(db, request.at, live)
    ]
    return [Say(cards.mine(speech(request.language), lines))]


def show_all(request: Request, db: Session) -> Sequence[Reply]:
    return [Say(cards.every_step(speech(request.language), _looked_at(request, db)))]


def _looked_at(request: Request, db: Session) -> ProjectSteps:
    """Of the project whose id a button carries, for whoever may look at it. Steps need no areas and no groups of it."""
    project_id = request.id_of("id")
    project = projects.project_with_roles(db, project_id)
    return _seen(request, db, which_project.existing(db, project or project_id))


def show_roles(request: Request, db: Session) -> Sequence[Reply]:
    """Who does what: for whoever may look at the project."""
    project = which_project.existing(db, request.id_of("id"))
    baseline = _baseline(db, project)
    return [Say(cards.roles(speech(request.language), project.name, project.id, baseline, project.size))]


def done(request: Request, db: Session) -> Sequence[Reply]:
    """Twice, or by two people, it is done once."""
    project = which_project.editable(request, db, request.id_of("id"))
    seen = _seen(request, db, project)
    step = _step_of(request, seen.baseline)
    if not rules.is_ticked(step):
        raise OldButton("step")
    each = seen.found.get(step.code)
    if each is None or each.state is not StepState.DONE:
        _keep(request, db, seen, step.code, is_done=True, reason="")
    return _again(request, db, project)


def undo(request: Request, db: Session) -> Sequence[Reply]:
    project = which_project.editable(request, db, request.id_of("id"))
    step = _step_of(request, _baseline(db, project))
    if kept := step_marks.step_mark(db, project.id, step.code):
        db.delete(kept)
        db.flush()
    seen = _seen(request, db, project)
    return [Replace(cards.every_step(speech(request.language), seen))]


def agree(request: Request, db: Session) -> Sequence[Reply]:
    project = which_project.editable(request, db, request.id_of("id"))
    seen = _seen(request, db, project)
    return [Ask(forms.agreed(speech(request.language), project.name, project.id, seen.to_agree, request.args))]


def agreed(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    project = which_project.editable(request, db, request.id_of("id"))
    code, reason = request.text("step"), request.text("reason")
    seen = _seen(request, db, project)
    form = forms.agreed(t, project.name, project.id, seen.to_agree, {"step": code}, reason)
    if code not in seen.found:
        return [Ask(form, {"step": t("chat.refused.empty")})]
    if returned := saving.returned(request, form, {} if reason else {"reason": t("chat.refused.empty")}):
        return [returned]
    _leave_out(request, db, project, seen, code, agreeing.tidy(reason))
    return _again(request, db, project)


def same(request: Request, db: Session) -> Sequence[Reply]:
    """For the reason for which it was left out of another project of the same lead."""
    project = which_project.editable(request, db, request.id_of("id"))
    seen = _seen(request, db, project)
    step = _step_of(request, seen.baseline)
    before = seen.before.get(step.code)
    if before is None or before.project_id != request.id_of("from"):
        raise OldButton("step")
    if any(each.step is step for each in seen.to_agree):
        _leave_out(request, db, project, seen, step.code, before.reason)
    return _again(request, db, project)


def _leave_out(request: Request, db: Session, project: Project, seen: ProjectSteps, code: str, reason: str) -> None:
    """The same as a point: what is agreed of one holds for the other, until its facts change."""
    if point := rules.checked_by(code, seen.here):
        agreeing.keep(request, db, project, point.which, agreed_point.written(point), reason, point.ever_told_as)
    else:
        _keep(request, db, seen, code, is_done=False, reason=reason)


def gate(request: Request, db: Session) -> Sequence[Reply]:
    """Asked once, when a project moves on: is what is open from before still to be done, or left out here?"""
    project = which_project.existing(db, request.id_of("id"))
    seen = _seen(request, db, project)
    behind = dependencies.gates_passed(seen.found, seen.here)
    return [Say(cards.gate(speech(request.language), seen, behind))] if behind else []


def left_out(request: Request, db: Session) -> Sequence[Reply]:
    """A project that is completed shows what was left out and why; nothing when nothing was."""
    project = which_project.existing(db, request.id_of("id"))
    [looked_at] = gather.looked_at(db, request.at, [project.id])
    skipped = rules.left_out(looked_at.baseline, looked_at.here, looked_at.marks)
    return [Say(cards.left_out(speech(request.language), project.name, skipped))] if skipped else []


def advise(request: Request, db: Session, planned: Planned) -> Iterator[Block]:
    """What a project that was just registered asks first."""
    if planned.kind == "project" and planned.project:
        seen = _seen(request, db, which_project.existing(db, planned.project))
        yield from cards.first(speech(request.language), seen)


def _baseline(db: Session, project: Project) -> Baseline:
    return versions.versions(db).of_project(project.id, project.created_at).baseline


def _step_of(request: Request, baseline: Baseline) -> Step:
    step = baseline.step(request.args.get("step", ""))
    if step is None:
        raise OldButton("step")
    return step


def _keep(request: Request, db: Session, seen: ProjectSteps, code: str, *, is_done: bool, reason: str) -> None:
    """In the place of what was said before; what that was about is settled still."""
    asks = seen.found[code].asks if code in seen.found else ()
    about = {rules.about(code, ask, seen.here) for ask in asks}
    kept = step_marks.step_mark(db, seen.id, code)
    if kept:
        about |= {*kept.about.split(";")} - {""} if about else set()
        db.delete(kept)
        db.flush()
    db.add(
        StepMark(
            project_id=seen.id,
            step=code,
            is_done=is_done,
            marked_on=request.today,
            marked_by=request.person.id,
            reason=reason,
            about=";".join(sorted(about)),
        )
    )
    db.flush()


def _again(request: Request, db: Session, project: Project) -> Sequence[Reply]:
    return [Replace(cards.next_card(speech(request.language), _seen(request, db, project)))]


def _seen(request: Request, db: Session, project: Project) -> ProjectSteps:
    looked_at, before = gather.for_one(db, request.at, project.id, request.person.id)
    following = dependencies.next_step(looked_at.baseline, looked_at.found, looked_at.here)
    about = f"step {following.progress.step.code}" if following else ""
    may_act, holders = rights.may_edit(request.person, request.municipality, project), _holders(project)
    return ProjectSteps(
        id=project.id,
        name=project.name,
        here=looked_at.here,
        baseline=looked_at.baseline,
        found=looked_at.found,
        next=following,
        # What is still open is a shortfall: by name it is for the team.
        holders=holders if may_act else {},
        mine=_roles_of(request, project),
        others_act=None if may_act else sorted({name for name in holders.values() if name}),
        marks=looked_at.marks,
        before=before,
        keeps=rights.may_keep_register(request.person, request.municipality),
        is_older=looked_at.is_older,
        how_to=request.contributed.how_is_it_done(request, db, [about]).get(about),
    )


def _holders(project: Project) -> Mapping[Role, str]:
    """Who has a role and is still here, by name."""
    return {each.role: each.colleague.name for each in project.roles if each.role in (*TRIANGLE, Role.AREA_MANAGER)}


def _roles_of(request: Request, project: Project) -> frozenset[Role]:
    return frozenset(each.role for each in project.roles if each.colleague_id == request.person.id)
