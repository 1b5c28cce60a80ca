"""A lesson: written in half a minute, corrected, withdrawn, and thanked for without names."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.chat.replies import Ask, Replace, Reply, Say
from bot.chat.requests import NotAllowed, OldButton, Request
from bot.chat.texts import speech
from bot.knowledge import cards, fields, forms
from bot.people import rights
from bot.register import filling_in, saving, which_project
from bot.register.fields import AREAS
from glossary import Discipline, LessonKind
from storage.learning import knowledge
from storage.learning.knowledge import Lesson
from storage.messages import nudges, outbox
from storage.people import people, standing
from storage.register import drafts, moments, projects
from storage.register.drafts import Draft
from storage.register.projects import Project


def new(request: Request, db: Session) -> Sequence[Reply]:
    """`/kennis les Begin op tijd` fills the lesson in already; a button on a project brings the project."""
    project = which_project.existing(db, request.id_of("id")) if request.args.get("id") else None
    codes = {"lesson": request.args.get("words", "")[:500]}
    if project and project.phase:
        codes["phase"] = project.phase.value
    codes |= _of_report(request, db)
    names = filling_in.area_names(db, codes)
    return [Ask(forms.new(speech(request.language), project, codes, names))]


def _of_report(request: Request, db: Session) -> dict[str, str]:
    """What the report of a contact moment said to do differently; nothing is kept until somebody saves the form."""
    moment = moments.moment(db, request.id_of("moment")) if request.args.get("moment") else None
    if moment is None:
        return {}
    about = filling_in.codes_of(moment, fields.ABOUT)
    return {**about, "lesson": moment.differently[:500], "kind": LessonKind.DIFFERENTLY.value}


def create(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    project, codes, errors = _read(request, db, {})
    names = filling_in.area_names(db, codes)
    kept = _draft(request, db)
    form = forms.new(t, project, codes, names, request.text("shows_author") or "no", draft=str(kept.id) if kept else "")
    if returned := saving.returned(request, form, errors):
        return [returned]
    lesson = Lesson(
        key=knowledge.next_lesson_key(db),
        lesson=codes["lesson"],
        author_id=request.person.id,
        discipline=_discipline(request, db),
        learned_on=request.today,
        project_id=project.id if project else None,
        shows_author=request.text("shows_author") == "yes",
    )
    filling_in.write(lesson, fields.LESSON, codes)
    db.add(lesson)
    db.flush()
    if project:
        nudges.forget(db, about_completing(project.id, request.person.id))
    if kept:
        db.delete(kept)
    return [Say(cards.saved(t, lesson))]


def _draft(request: Request, db: Session) -> Draft | None:
    """Their own words that waited for their yes; they are not needed twice."""
    return drafts.draft(db, request.id_of("draft"), request.person.id) if request.args.get("draft") else None


def about_completing(project_id: int, colleague_id: int) -> str:
    """Names the question for a lesson among what waits for the daily message."""
    return f"lesson of {project_id} by {colleague_id}"


def about_still_true(lesson_id: int) -> str:
    """The same, of the question whether an old lesson still holds."""
    return f"lesson {lesson_id} still true"


def _read(
    request: Request, db: Session, now: Mapping[str, str]
) -> tuple[Project | None, dict[str, str], dict[str, Any]]:
    codes, errors = filling_in.read_form(request, db, fields.LESSON, now)
    project = which_project.chosen(request, db)
    if request.text("project") and project is None:
        errors["project"] = speech(request.language)("chat.refused.unknown_option")
    return project, codes, errors


def _discipline(request: Request, db: Session) -> Discipline | None:
    """From whose point of view it is."""
    return next(iter(standing.disciplines_of(db, request.person.id)), None)


def show(request: Request, db: Session) -> Sequence[Reply]:
    lesson, project = existing(db, request.id_of("id"))
    t, reader = speech(request.language), 0 if request.public else request.person.id
    names = filling_in.area_names(db, filling_in.codes_of(lesson, [AREAS]))
    author = people.names_of(db, [lesson.author_id]).get(lesson.author_id) if lesson.author_id else None
    may = may_correct(request, lesson, project) and not request.public
    shown = author if lesson.shows_author else None
    return [Say(cards.lesson(t, lesson, project, names, shown, may, reader))]


def edit(request: Request, db: Session) -> Sequence[Reply]:
    lesson, project = _correctable(request, db)
    codes = filling_in.codes_of(lesson, fields.LESSON)
    return [Ask(forms.edit(speech(request.language), lesson, project, codes, filling_in.area_names(db, codes)))]


def save(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    lesson, _ = _correctable(request, db)
    project, codes, errors = _read(request, db, filling_in.codes_of(lesson, fields.LESSON))
    form = forms.edit(t, lesson, project, codes, filling_in.area_names(db, codes))
    if returned := saving.returned(request, form, errors):
        return [returned]
    filling_in.write(lesson, fields.LESSON, codes)
    lesson.project_id = project.id if project else None
    if request.person.id == lesson.author_id:
        lesson.shows_author = request.text("shows_author") == "yes"
    lesson.confirmed_on = request.today
    nudges.forget(db, about_still_true(lesson.id))
    return [Say(cards.saved(t, lesson))]


def withdraw(request: Request, db: Session) -> Sequence[Reply]:
    lesson, _ = _correctable(request, db)
    lesson.withdrawn_on = request.today
    nudges.forget(db, about_still_true(lesson.id))
    return [Replace(cards.withdrawn(speech(request.language), lesson))]


def helped(request: Request, db: Session) -> Sequence[Reply]:
    """Counted once for each colleague, without keeping who; an author's own click does not count."""
    lesson, _ = existing(db, request.id_of("id"))
    if lesson.author_id == request.person.id:
        return [Say(cards.own_lesson(speech(request.language)))]
    if outbox.first_time(db, f"helped {lesson.id} {request.person.id}", request.at):
        knowledge.count_help(db, lesson.id)
        db.refresh(lesson, ["helped"])
    thanked = cards.thanked(speech(request.language), lesson)
    return [Say(thanked) if request.args.get("shared") else Replace(thanked)]


def existing(db: Session, lesson_id: int) -> tuple[Lesson, Project | None]:
    """Both complete. Raises OldButton, also when the lesson was withdrawn."""
    lesson = knowledge.lesson(db, lesson_id)
    if lesson is None or lesson.withdrawn_on:
        raise OldButton("lesson")
    return lesson, projects.project(db, lesson.project_id) if lesson.project_id else None


def _correctable(request: Request, db: Session) -> tuple[Lesson, Project | None]:
    lesson, project = existing(db, request.id_of("id"))
    if not may_correct(request, lesson, project):
        raise NotAllowed(speech(request.language)("knowledge.not_allowed"))
    return lesson, project


def may_correct(request: Request, lesson: Lesson, project: Project | None) -> bool:
    """The author, whoever may edit the project, and whoever keeps the register."""
    if request.person.id == lesson.author_id or rights.may_keep_register(request.person, request.municipality):
        return True
    return project is not None and rights.may_edit(request.person, request.municipality, project)
