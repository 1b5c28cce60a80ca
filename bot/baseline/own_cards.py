"""What the keeper sees of the municipality's own basiswerkwijze."""

from collections.abc import Sequence

from bot.baseline.steps import LONGEST_NAME, Baseline, Step
from bot.chat.cards import Attachment, Block, Button, Card, Note, Paragraph, Row, Text, typed
from bot.chat.forms import Field, Form, Option
from bot.chat.texts import Speech
from glossary import Phase, Role

MOST_ROWS = 40
"""A message on Slack holds fifty blocks, of which the phases take some; the file holds them all."""

MOST_LEFT_OUT = 10
"""Where there are more steps than fit."""


def steps_of(t: Speech, baseline: Baseline, left_out: Sequence[Step]) -> Card:
    """left_out: of what is shipped."""
    body: list[Block] = [Note(t("baseline.own.text"))]
    shown = baseline.steps[: MOST_ROWS - min(len(left_out), MOST_LEFT_OUT)]
    for phase in Phase:
        of_phase = [step for step in shown if step.phase is phase]
        if of_phase:
            body.append(Paragraph(Text("**{phase}**", {"phase": t.word(phase)})))
        for step in of_phase:
            text = t("baseline.own.row", step=typed(step.name[t.language]), role=step.owner)
            body.append(Row(text, Button(t("baseline.own.edit"), "baseline.own_edit", {"step": step.code})))
    for step in left_out[: MOST_ROWS - len(shown)]:
        text = t("baseline.own.left_out", step=typed(step.name[t.language]))
        body.append(Row(text, Button(t("baseline.own.put_back"), "baseline.own_put_back", {"step": step.code})))
    if more := len(baseline.steps) - len(shown):
        body.append(Note(t("baseline.own.more", n=more)))
    buttons = (
        Button(t("baseline.own.file_out"), "baseline.own_file"),
        Button(t("baseline.own.file_in"), "baseline.own_file_in"),
    )
    return Card(t("baseline.own.title"), tuple(body), buttons)


def form(t: Speech, step: Step, owners: Sequence[Role]) -> Form:
    options = tuple(Option(role.value, t.word(role)) for role in owners)
    owner = step.owner.value if step.owner in owners else None
    return Form(
        t("baseline.own.form"),
        (
            Field("name", t("baseline.own.name"), required=True, value=step.name[t.language], longest=LONGEST_NAME),
            Field("owner", t("baseline.own.owner"), "choice", options, required=True, value=owner),
            Field("days", t(f"baseline.own.days.{step.when.value}"), "number", required=True, value=str(step.days)),
            Field("leave_out", t("baseline.own.leave_out"), "agree"),
        ),
        t("chat.save"),
        "baseline.own_save",
        {"step": step.code},
        (Note(t("baseline.own.new_projects")),),
    )


def file(t: Speech, written: str) -> Card:
    attached = Attachment("basiswerkwijze.toml", written.encode())
    return Card(t("baseline.own.title"), (Paragraph(t("baseline.own.file_text")),), files=(attached,))


def file_form(t: Speech) -> Form:
    asked = Field("file", t("baseline.own.file"), "file", required=True)
    return Form(t("baseline.own.form"), (asked,), t("baseline.own.file_in"), "baseline.own_read")


def not_read(t: Speech, wrong: str) -> Card:
    return Card(t("baseline.own.title"), (Paragraph(t("baseline.own.not_read", wrong=typed(wrong[:200]))),))


def not_allowed(t: Speech) -> Card:
    return Card(t("baseline.own.title"), (Paragraph(t("baseline.own.not_allowed")),))


def moved_on(t: Speech, project: str, project_id: int) -> Card:
    back = Button(t("baseline.back"), "baseline.show", {"id": str(project_id)})
    return Card(t("baseline.title", project=project), (Paragraph(t("baseline.own.moved_on")),), (back,))
