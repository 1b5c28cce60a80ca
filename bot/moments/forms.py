"""The forms about contact moments."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.chat import editing
from bot.chat.cards import Block, Button, Choices, Note, Paragraph, typed
from bot.chat.editing import Spec
from bot.chat.forms import Field, Form, Option
from bot.chat.texts import Speech
from bot.moments import outcome_lines
from bot.moments.outcome_lines import OutcomeLine
from bot.register import fields

if TYPE_CHECKING:
    from storage.register.moments import Moment
    from storage.register.projects import Project


def new(
    t: Speech,
    project: "Project | None",
    codes: Mapping[str, str],
    names: Mapping[str, str],
    chosen: "Project | None" = None,
    draft: int = 0,
    before: Sequence[Block] = (),
) -> Form:
    """project: None when it is still to be chosen, in the form itself; chosen: what was chosen there.

    draft: of what is filled in already. before: what stands above it.
    """
    which = () if project else (_which_project(t, chosen),)
    body = (Paragraph(typed(project.name)), *before) if project else before
    return Form(
        t("moments.new.title"),
        (*which, *_fields(t, fields.MOMENT, codes, names)),
        t("chat.save"),
        "moment.create",
        ({"id": str(project.id)} if project else {}) | _kept(draft),
        (*body, Note(t("moments.new.text"))),
    )


def _which_project(t: Speech, chosen: "Project | None") -> Field:
    value = (Option(str(chosen.id), typed(chosen.name)),) if chosen else None
    return Field("project", t("moments.new.project"), "search", source="projects.mine", required=True, value=value)


def edit(
    t: Speech,
    moment: "Moment",
    codes: Mapping[str, str],
    names: Mapping[str, str],
    body: Sequence[Block] = (),
    seen: int | None = None,
    draft: int = 0,
) -> Form:
    """seen: the revision that the person has seen, when that is not the newest. draft: as in `new`."""
    args = {"moment": str(moment.id), "revision": str(moment.revision if seen is None else seen), **_kept(draft)}
    asked = _fields(t, fields.MOMENT, codes, names)
    return Form(t("moments.edit.title"), asked, t("chat.save"), "moment.save", args, tuple(body))


def _kept(draft: int) -> dict[str, str]:
    return {"draft": str(draft)} if draft else {}


def feedback(
    t: Speech,
    moment: "Moment",
    codes: Mapping[str, str],
    lines: Sequence[OutcomeLine],
    number: int = 0,
    body: Sequence[Block] = (),
    seen: int | None = None,
    start: int = 0,
    total: int = 0,
) -> Form:
    """lines: of input, decision and reason. number: as many as somebody asked for.

    start, total: so many there are before these, and in all, when one form has no room for them.
    """
    told_on, through, done = _fields(t, fields.FEEDBACK, codes, {})
    shown = outcome_lines.how_many(lines, number)
    args = {"moment": str(moment.id), "revision": str(moment.revision if seen is None else seen)}
    if total > outcome_lines.MOST:
        args["from"] = str(start)
        last = min(start + outcome_lines.MOST, total)
        body = (*body, Note(t("moments.lines.some", first=start + 1, last=last, n=total)))
    more = Button(t("moments.lines.more"), "moment.more_lines", {**args, "lines": str(shown + 1)})
    return Form(
        t("moments.feedback.form_title"),
        (told_on, through, *outcome_lines.fields(t, lines, shown), done),
        t("chat.save"),
        "moment.save_feedback",
        args,
        (
            *body,
            Paragraph(t("moments.feedback.text", title=moment.title)),
            Note(t("moments.lines.why")),
            *((Choices((more,)),) if shown < outcome_lines.MOST else ()),
        ),
    )


def _fields(t: Speech, specs: Sequence[Spec], codes: Mapping[str, str], names: Mapping[str, str]) -> tuple[Field, ...]:
    return tuple(editing.field(t, "moments", spec, codes.get(spec.key, ""), names) for spec in specs)
