"""The forms about projects."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.chat import editing
from bot.chat.cards import Block, Button, Note, Paragraph, Row, typed
from bot.chat.editing import Spec
from bot.chat.forms import Field, Form, Option
from bot.chat.texts import Speech
from bot.register import fields
from glossary import TRIANGLE, Level, Role, Size, Status, TargetGroup

if TYPE_CHECKING:
    from storage.register.projects import Project, ProjectName


def new(
    t: Speech, codes: Mapping[str, str], names: Mapping[str, str], role: str, doubles: "Sequence[ProjectName]" = ()
) -> Form:
    """Short first. codes: what is filled in already; role: what the person will be in this project.

    doubles: what is called almost the same, and is asked about before it is kept.
    """
    roles = (
        *(Option(word.value, t.word(word)) for word in (*TRIANGLE, Role.AREA_MANAGER)),
        Option("none", t("projects.new.no_role")),
    )
    my_role = Field("my_role", t("projects.new.my_role"), "choice", options=roles, value=role, required=True)
    return Form(
        t("projects.new.title"),
        (*_fields(t, fields.NEW, codes, names), my_role),
        t("projects.doubles.no" if doubles else "chat.save"),
        "project.create",
        {"doubles": ",".join(str(each.id) for each in doubles)} if doubles else {},
        tuple(_is_it_one_of(t, doubles)) if doubles else (Note(t("projects.new.text")),),
    )


def _is_it_one_of(t: Speech, doubles: "Sequence[ProjectName]") -> Iterator[Block]:
    yield Paragraph(t("projects.doubles.question", n=len(doubles)))
    for each in doubles:
        show = Button(t("projects.doubles.yes"), "project.show", {"id": str(each.id)})
        yield Row(t("projects.doubles.row", name=each.name, status=each.status), show)


def part(
    t: Speech,
    project: "Project",
    name: str,
    codes: Mapping[str, str],
    names: Mapping[str, str],
    body: Sequence[Block] = (),
    seen: int | None = None,
) -> Form:
    """One part of a project. The revision travels along: when somebody else saves first, the second one sees it.

    seen: the revision that the person has seen, when that is not the newest.
    """
    return Form(
        t(f"projects.part.{name}"),
        _fields(t, fields.PARTS[name], codes, names),
        t("chat.save"),
        "project.save",
        {"id": str(project.id), "part": name, "revision": str(project.revision if seen is None else seen)},
        (Paragraph(typed(project.name)), *body),
    )


def _fields(t: Speech, specs: Sequence[Spec], codes: Mapping[str, str], names: Mapping[str, str]) -> tuple[Field, ...]:
    return tuple(editing.field(t, "projects", spec, codes.get(spec.key, ""), names) for spec in specs)


def roles(
    t: Speech,
    project: "Project",
    reachable: frozenset[int],
    picked: Mapping[str, str] | None = None,
    body: Sequence[Block] = (),
    seen: int | None = None,
    vacated: Collection[str] = (),
) -> Form:
    """reachable: the colleagues that the platform's picker can show, because they have an account.

    picked: role -> colleague, when the form comes back with what was picked. seen: as for a part. vacated: roles that
    were ticked, also where somebody was picked as well.
    """
    asked = [_role(t, project, role, reachable, picked) for role in Role]
    hidden = [role for role in Role if _holder_is_hidden(project, role, reachable)]
    if hidden:
        vacate = tuple(Option(role.value, t.word(role)) for role in hidden)
        is_ticked = {*vacated, *(role.value for role in hidden if picked and not picked[role.value])}
        ticked = tuple(role.value for role in hidden if role.value in is_ticked)
        asked.append(Field("vacate", t("projects.roles.vacate"), "choices", options=vacate, value=ticked))
    return Form(
        t("projects.roles.title"),
        tuple(asked),
        t("chat.save"),
        "project.save_roles",
        {"id": str(project.id), "revision": str(project.revision if seen is None else seen)},
        (Paragraph(t("projects.roles.text", project=project.name)), *body),
    )


def _role(
    t: Speech, project: "Project", role: Role, reachable: frozenset[int], picked: Mapping[str, str] | None
) -> Field:
    label = t(f"projects.field.{role.value}")
    assigned = project.assignment(role)
    value = int(picked[role.value]) if picked and picked[role.value] else None
    if assigned is None:
        return Field(role.value, label, "person", value=value)
    key = "projects.roles.unreachable" if _holder_is_hidden(project, role, reachable) else "projects.roles.now"
    hint = t(key, name=assigned.colleague.name or t("chat.former_colleague"), state=assigned.state)
    if picked is None and assigned.colleague_id in reachable:
        value = assigned.colleague_id
    return Field(role.value, label, "person", value=value, hint=hint)


def _holder_is_hidden(project: "Project", role: Role, reachable: frozenset[int]) -> bool:
    assigned = project.assignment(role)
    return assigned is not None and assigned.colleague_id not in reachable


def complete(
    t: Speech,
    project: "Project",
    completed_on: str,
    closing_note: str,
    body: Sequence[Block] = (),
    seen: int | None = None,
    owed: str | None = None,
) -> Form:
    """seen: as for a part. owed: why residents have no answer yet; None when they wait for none."""
    asked = (
        Field("completed_on", t("projects.field.completed_on"), "date", required=True, value=completed_on),
        Field(
            "closing_note",
            t("projects.field.closing_note"),
            "long_text",
            value=closing_note or None,
            hint=t("projects.complete.hint"),
        ),
        *(() if owed is None else (_why_no_answer(t, owed),)),
    )
    return Form(
        t("projects.complete.title"),
        asked,
        t("projects.complete.submit"),
        "project.save_complete",
        {"id": str(project.id), "revision": str(project.revision if seen is None else seen)},
        (
            Paragraph(
                t("projects.complete.text" if owed is None else "projects.complete.text_owed", name=project.name)
            ),
            *body,
        ),
    )


def _why_no_answer(t: Speech, reason: str) -> Field:
    label, hint = t("projects.field.feedback_left_reason"), t("projects.complete.reason_hint")
    return Field("feedback_left_reason", label, "long_text", required=True, value=reason or None, hint=hint)


def narrow(t: Speech) -> Form:
    asked = (
        Field("status", t("projects.field.status"), "choice", options=editing.options(t, Status)),
        Field("area", t("projects.list.area"), "search", source="areas"),
        Field("group", t("projects.list.group"), "choice", options=editing.options(t, TargetGroup)),
        Field("level", t("projects.field.level"), "choice", options=editing.options(t, Level)),
        Field("size", t("projects.field.size"), "choice", options=editing.options(t, Size)),
        Field("first", t("projects.list.first"), "date"),
        Field("last", t("projects.list.last"), "date"),
    )
    return Form(t("projects.list.narrow_title"), asked, t("projects.list.show"), "project.narrowed")


def search(t: Speech) -> Form:
    words = Field("words", t("projects.search.words"), required=True, longest=60, hint=t("projects.search.hint"))
    return Form(t("projects.search.title"), (words,), t("projects.search.submit"), "project.found")
