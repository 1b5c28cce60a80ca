"""Nobody has to remember an id: a command about a project takes words, or shows the last few to choose from."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Block, Button, Card, Paragraph, Row
from bot.chat.exchange import Reply, Request, Say
from bot.chat.texts import Speech, speech
from storage import projects
from storage.projects import Project, ProjectFilter

LAST_FEW = 5


def meant(request: Request, db: Session) -> Sequence[Project]:
    """The projects that a button (`id`) or the words of a command may mean; exact names and keys alone, when given."""
    if request.args.get("id"):
        found = projects.project(db, request.id_of("id"))
        return [found] if found else []
    words = request.args.get("words", "")
    if not words:
        return my_last_few(request, db)
    exact = projects.projects_called(db, words)
    return exact or projects.projects(db, ProjectFilter(words=words), limit=LAST_FEW)


def my_last_few(request: Request, db: Session) -> Sequence[Project]:
    """The projects that this colleague has to do with, changed last first; of everybody when there are none."""
    mine = projects.projects(db, ProjectFilter(person=request.person.id), limit=LAST_FEW)
    return mine or projects.projects(db, ProjectFilter(), limit=LAST_FEW)


def is_clear(request: Request, found: Sequence[Project]) -> bool:
    """One project, and the person named it: the last few are only a proposal."""
    return len(found) == 1 and bool(request.args.get("id") or request.args.get("words"))


def ask(request: Request, found: Sequence[Project], action: str) -> list[Reply]:
    """Which of these do you mean? A click asks for `action` with the id."""
    return [Say(_card(speech(request.language), found, action, request.args.get("words", "")))]


def _card(t: Speech, found: Sequence[Project], action: str, words: str) -> Card:
    search = Button(t("projects.which.search"), "project.search")
    new = Button(t("projects.which.new"), "project.new")
    if not found:
        text = t("projects.which.nothing", words=words) if words else t("projects.which.empty")
        return Card(t("projects.which.nothing_title"), (Paragraph(text),), (search, new))
    rows: list[Block] = [Paragraph(t("projects.which.text"))]
    rows += [
        Row(
            t("projects.row.short", name=project.name, status=project.status),
            Button(t("projects.which.choose"), action, {"id": str(project.id)}),
        )
        for project in found
    ]
    return Card(t("projects.which.title"), tuple(rows), (search,))
