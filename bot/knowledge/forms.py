"""The forms about lessons and searching."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.chat import editing
from bot.chat.cards import Block, Note, Paragraph, typed
from bot.chat.forms import Field, Form, Option
from bot.chat.texts import Speech
from bot.knowledge import fields
from glossary import Instrument, Phase, TargetGroup

if TYPE_CHECKING:
    from storage.learning.knowledge import Lesson
    from storage.register.projects import Project


def new(
    t: Speech,
    project: "Project | None",
    codes: Mapping[str, str],
    names: Mapping[str, str],
    shows_author: str = "no",
    note: tuple[Block, ...] = (),
    draft: str = "",
) -> Form:
    """project: the lesson is about it; the writer may choose another. note: what is on top.

    draft: the id of the words that wait for it.
    """
    return Form(
        t("knowledge.new.title"),
        (*_lesson(t, codes, names)[:3], _project(t, project), *_lesson(t, codes, names)[3:], _author(t, shows_author)),
        t("chat.save"),
        "lesson.create",
        {"draft": draft} if draft else {},
        body=(*note, Note(t("knowledge.new.text"))),
    )


def edit(
    t: Speech, lesson: "Lesson", project: "Project | None", codes: Mapping[str, str], names: Mapping[str, str]
) -> Form:
    shown = "yes" if lesson.shows_author else "no"
    asked = _lesson(t, codes, names)
    # Only the author decides about their own name.
    author = (_author(t, shown),) if lesson.author_id else ()
    return Form(
        t("knowledge.edit.title"),
        (*asked[:3], _project(t, project), *asked[3:], *author),
        t("chat.save"),
        "lesson.save",
        {"id": str(lesson.id)},
    )


def _lesson(t: Speech, codes: Mapping[str, str], names: Mapping[str, str]) -> tuple[Field, ...]:
    return tuple(editing.field(t, "knowledge", spec, codes.get(spec.key, ""), names) for spec in fields.LESSON)


def _project(t: Speech, project: "Project | None") -> Field:
    value = (Option(str(project.id), typed(project.name)),) if project else None
    return Field("project", t("knowledge.field.project"), "search", source="projects", value=value)


def _author(t: Speech, value: str) -> Field:
    options = (
        Option("no", t("knowledge.author.no")),
        Option("yes", t("knowledge.author.yes")),
    )
    return Field(
        "shows_author", t("knowledge.field.shows_author"), "choice", options=options, value=value, required=True
    )


def search(t: Speech, words: str = "") -> Form:
    kinds = tuple(Option(kind, t(f"knowledge.kind.{kind}")) for kind in ("lesson", "project"))
    asked = (
        Field("text", t("knowledge.search.words"), required=True, longest=60, value=words or None),
        Field("kind", t("knowledge.search.kind"), "choice", options=kinds),
        Field("area", t("knowledge.search.area"), "search", source="areas"),
        Field("group", t("knowledge.search.group"), "choice", options=editing.options(t, TargetGroup)),
        Field("instrument", t("knowledge.field.instrument"), "choice", options=editing.options(t, Instrument)),
        Field("phase", t("knowledge.field.phase"), "choice", options=editing.options(t, Phase)),
    )
    body = (Paragraph(t("knowledge.search.text")),)
    return Form(t("knowledge.search.title"), asked, t("knowledge.search.submit"), "knowledge.found", body=body)
