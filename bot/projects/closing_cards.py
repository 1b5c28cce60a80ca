"""What people see when they complete a project."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.chat.cards import Button, Card, Note, Paragraph, Row, typed
from bot.chat.texts import Speech

if TYPE_CHECKING:
    from storage.register.moments import Moment
    from storage.register.projects import Project


def residents_wait(t: Speech, project: "Project", owed: Sequence["Moment"]) -> Card:
    """Before it is completed: residents still wait for an answer."""
    rows = tuple(
        Row(
            t("projects.complete.waiting", title=moment.title, date=moment.ends_on),
            Button(t("projects.complete.record"), "moment.tell", {"moment": str(moment.id)}),
        )
        for moment in owed
    )
    text = Paragraph(t("projects.complete.residents_wait", n=len(owed), name=project.name))
    anyway = Button(t("projects.complete.anyway"), "project.complete", {"id": str(project.id), "anyway": "1"})
    return Card(t("projects.complete.wait_title"), (text, *rows, Note(t("projects.complete.reason_kept"))), (anyway,))


def completed(t: Speech, project: "Project", residents_wait: bool) -> Card:
    """residents_wait: for an answer; then there is nothing to thank them for yet."""
    done = "projects.complete.done_without_answer" if residents_wait else "projects.complete.done"
    show = Button(t("chat.show"), "project.show", {"id": str(project.id)})
    return Card(
        t("projects.complete.done_title"),
        (Paragraph(t(done, name=project.name)),),
        (show,),
        Button(typed(project.name), "project.show", {"id": str(project.id)}),
    )
