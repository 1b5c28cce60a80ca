"""Nobody has to remember an id: a command about a project takes words, or shows the last few to choose from."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.chat.cards import Block, Button, Card, Paragraph, Row
from bot.chat.replies import Reply, Say
from bot.chat.requests import ENDS_A_SENTENCE, NotAllowed, OldButton, Request
from bot.chat.texts import Speech, speech
from bot.people import rights
from glossary import LIVE
from storage.register import projects
from storage.register.projects import Project
from storage.reports import project_list
from storage.reports.project_list import ProjectFilter, ProjectLine

LAST_FEW = 5
LONGEST_NAME = 200


def meant(request: Request, db: Session) -> Sequence[Project | ProjectLine]:
    """The projects that a button (`id`) or the words of a command may mean; an exact name or key means only that."""
    if request.args.get("id"):
        found = projects.project(db, request.id_of("id"))
        return [found] if found else []
    words = request.args.get("words", "")[:LONGEST_NAME]
    if not words:
        return my_last_few(request, db)
    # A name may end in a question mark of its own.
    bare = words.rstrip(ENDS_A_SENTENCE) or words
    exact = projects.projects_called(db, words) or (projects.projects_called(db, bare) if bare != words else ())
    return exact or project_list.project_lines(db, ProjectFilter(words=bare), limit=LAST_FEW)


def my_last_few(request: Request, db: Session) -> Sequence[ProjectLine]:
    """This colleague's projects, changed last first; everybody's when there are none."""
    mine = project_list.project_lines(db, ProjectFilter(person=request.person.id), limit=LAST_FEW)
    return mine or project_list.project_lines(db, ProjectFilter(), limit=LAST_FEW)


def mine_to_change(request: Request, db: Session, words: str, limit: int) -> Sequence[ProjectLine]:
    """What a form about a project offers: only what this person may change.

    While nothing is typed what goes on; what is over only where there is nothing else.
    """
    wanted = replace(_may_change(request), words=words)
    live = () if words else project_list.project_lines(db, replace(wanted, statuses=LIVE), limit)
    return live or project_list.project_lines(db, wanted, limit)


def chosen(request: Request, db: Session) -> Project | None:
    """The project that was chosen in the field `project` of a form."""
    picked = request.picked("project")
    return projects.project(db, picked) if picked else None


def is_clear(request: Request, found: Sequence[Project | ProjectLine]) -> bool:
    """One project, and the person named it: the last few are only a proposal."""
    return len(found) == 1 and bool(request.args.get("id") or request.args.get("words"))


def existing(db: Session, which: int | Project | ProjectLine) -> Project:
    """Complete. which: its id, or what was `meant`: no project is read twice.

    Raises OldButton when it is not there, or not in this municipality.
    """
    if isinstance(which, Project):
        return which
    project = projects.project(db, which if isinstance(which, int) else which.id)
    if project is None:
        raise OldButton("project")
    return project


def editable(request: Request, db: Session, which: int | Project | ProjectLine) -> Project:
    """Complete. Raises OldButton and NotAllowed."""
    project = existing(db, which)
    if not rights.may_edit(request.person, request.municipality, project):
        raise NotAllowed(speech(request.language)("register.not_allowed"))
    return project


def ask(request: Request, found: Sequence[Project | ProjectLine], action: str) -> list[Reply]:
    """Which of these do you mean? A click asks for `action` with the id."""
    return [Say(_card(speech(request.language), found, action, request.args.get("words", "")[:LONGEST_NAME]))]


def ask_to_change(
    request: Request, db: Session, found: Sequence[Project | ProjectLine], action: str
) -> Sequence[Reply]:
    """As `ask`, of those that this person may change: nobody chooses what is refused after that."""
    if not found:
        return ask(request, found, action)
    wanted = replace(_may_change(request), ids=tuple(each.id for each in found))
    theirs = {each.id for each in project_list.project_lines(db, wanted, len(found))}
    if not theirs:
        return none_to_change(request)
    return ask(request, [each for each in found if each.id in theirs], action)


def _may_change(request: Request) -> ProjectFilter:
    """The same as `rights.may_edit`, of all projects at once."""
    keeps = rights.may_keep_register(request.person, request.municipality)
    return ProjectFilter(editor=None if keeps else request.person.id)


def none_to_change(request: Request) -> Sequence[Reply]:
    t = speech(request.language)
    search = Button(t("register.which.search"), "project.search")
    new = Button(t("register.which.new"), "project.new")
    return [Say(Card(t("register.which.none_title"), (Paragraph(t("register.which.none")),), (search, new)))]


def _card(t: Speech, found: Sequence[Project | ProjectLine], action: str, words: str) -> Card:
    search = Button(t("register.which.search"), "project.search")
    new = Button(t("register.which.new"), "project.new")
    if not found:
        text = t("register.which.nothing", words=words) if words else t("register.which.empty")
        return Card(t("register.which.nothing_title"), (Paragraph(text),), (search, new))
    rows: list[Block] = [Paragraph(t("register.which.text"))]
    rows += [
        Row(
            t("register.which.row", name=project.name, key=project.key, status=project.status),
            Button(t("register.which.choose"), action, {"id": str(project.id)}),
        )
        for project in found
    ]
    return Card(t("register.which.title"), tuple(rows), (search,))
