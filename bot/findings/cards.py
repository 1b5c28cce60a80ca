"""What people see of findings: a sentence that asks, why it matters, and the button to the form that fixes it."""

from collections.abc import Sequence

from bot.chat.cards import Block, Button, Choices, Note, Paragraph, Row, Text
from bot.chat.texts import Speech
from bot.findings.about_projects import Finding, Kind, Urgency
from bot.register import words

FEW, MOST = 3, 18
"""MOST: a message on Slack holds fifty blocks."""

_PART = {
    Kind.INFLUENCE_NOT_FIXED: "taking_part",
    Kind.PROMISE_NOT_PUBLISHED: "taking_part",
    Kind.NOTICE_MISSING: "decision",
    Kind.DECISION_BEFORE_CONTACT_ENDS: "decision",
    Kind.NO_PARTICIPATION_BUDGET: "money",
}
"""The part of the project's form in which it is fixed."""

_ROLES = frozenset(
    {
        Kind.TRIANGLE_INCOMPLETE,
        Kind.TRIANGLE_UNACCEPTED,
        Kind.CARRIED_BY_COMMUNICATION,
        Kind.CARRIED_BY_NOBODY,
    }
)


def saw(t: Speech, finding: Finding) -> Text:
    """What was seen, as a question."""
    title, wanted = finding.moment.title if finding.moment else "", words.each_a(t, finding.roles)
    date = t.deadline(finding.date) if finding.date and finding.urgency is not Urgency.INFO else finding.date
    return t(
        f"findings.{finding.kind.value}.saw",
        n=finding.days, roles=finding.roles, wanted=wanted, date=date, name=finding.name, title=title,
    )  # fmt: skip


def why(t: Speech, finding: Finding) -> Text:
    return t(f"findings.{finding.kind.value}.why")


def row(t: Speech, finding: Finding) -> Row:
    return Row(saw(t, finding), mend(t, finding))


def mend(t: Speech, finding: Finding) -> Button | None:
    """The way to the form in which somebody can do something about it."""
    project = {"id": str(finding.project.id)}
    if finding.kind is Kind.STALE:
        return Button(t("findings.do.still_right"), "project.still_right", project)
    if finding.kind in _ROLES:
        return Button(t("findings.do.roles"), "project.roles", project)
    if finding.kind in _PART:
        return Button(t("findings.do.fill_in"), "project.edit_part", {**project, "part": _PART[finding.kind]})
    if finding.kind is Kind.COMPLETED_WITHOUT_LESSON:
        return Button(t("findings.do.lesson"), "lesson.new", project)
    if finding.moment is None:
        return None
    moment = {"moment": str(finding.moment.id)}
    if finding.kind is Kind.FEEDBACK_OVERDUE:
        return Button(t("findings.do.tell"), "moment.tell", moment)
    return Button(t("findings.do.adjust"), "moment.edit", moment)


def looked(t: Speech, finding: Finding) -> Row:
    """For whoever may look at it but not fix it."""
    if finding.moment:
        return Row(saw(t, finding), Button(t("chat.show"), "moment.show", {"moment": str(finding.moment.id)}))
    return Row(saw(t, finding), Button(t("chat.show"), "project.show", {"id": str(finding.project.id)}))


def in_short(t: Speech, findings: Sequence[Finding], may_edit: bool) -> list[Block]:
    """On a project's card: the first few, and the way to all of them with why each matters."""
    if not findings:
        return []
    rows = [row(t, each) if may_edit else looked(t, each) for each in findings[:FEW]]
    more = Button(t("findings.all.button"), "project.findings", {"id": str(findings[0].project.id)})
    return [Paragraph(t("findings.short.title")), *rows, Row(t("findings.short.more", n=len(findings)), more)]


def in_full(t: Speech, findings: Sequence[Finding], may_edit: bool) -> list[Block]:
    blocks: list[Block] = []
    for each in findings[:MOST]:
        blocks += [row(t, each) if may_edit else looked(t, each), Note(why(t, each))]
    return blocks


def still_right(t: Speech, finding: Finding) -> tuple[Block, ...]:
    """The one question to whoever leads a project of which nothing was heard."""
    project = {"id": str(finding.project.id)}
    answers = (
        Button(t("findings.do.still_right"), "project.still_right", project, style="primary"),
        Button(t("findings.do.edit"), "project.edit", project),
        Button(t("findings.do.complete"), "project.complete", project),
    )
    return Paragraph(t("findings.stale.question", project=finding.project.name, date=finding.date)), Choices(answers)


def of_project(t: Speech, findings: Sequence[Finding]) -> list[Block]:
    """In somebody's own message: a project with the first few of what is new."""
    rows: list[Block] = [row(t, each) for each in findings[:FEW]]
    if len(findings) > FEW:
        more = Button(t("findings.all.button"), "project.findings", {"id": str(findings[0].project.id)})
        rows.append(Row(t("findings.short.left", n=len(findings) - FEW), more))
    return [Paragraph(Text("**{project}**", {"project": findings[0].project.name})), *rows]
