"""What people see of findings: a sentence that asks, why it matters, and the buttons that answer it."""

from collections.abc import Iterator, Mapping, Sequence

from bot.chat.cards import MOST_IN_A_ROW, Block, Button, Choices, Note, Paragraph, Row, Text
from bot.chat.texts import Speech
from bot.findings import agreed
from bot.findings.finding import Finding, Kind, Urgency
from bot.findings.reach import RESIDENTS
from bot.register import words
from glossary import Role, TargetGroup

FEW, MOST, MANY_GROUPS = 3, 14, 3
"""MOST: a message on Slack holds fifty blocks."""

_PART = {
    Kind.INFLUENCE_NOT_FIXED: ("taking_part", "open"),
    Kind.PROMISE_NOT_PUBLISHED: ("taking_part", "promise_published_on"),
    Kind.NOTICE_MISSING: ("decision", "notice_on"),
    Kind.DECISION_BEFORE_CONTACT_ENDS: ("decision", "decision_on"),
    Kind.NO_PARTICIPATION_BUDGET: ("money", "participation_budget"),
}
"""The part of the project's form in which it is fixed, and the field."""

_OF_MOMENT = {
    Kind.INVITATION_DUE: ("findings.do.sent", "invitation_sent_on"),
    Kind.INVITED_TOO_LATE: ("findings.do.adjust", "starts_on"),
    Kind.BAD_MOMENT: ("findings.do.adjust", "starts_on"),
}
"""What the way to the moment's form is called, and the field in which it is fixed."""

_CORNERS = frozenset({Kind.TRIANGLE_INCOMPLETE, Kind.TRIANGLE_UNACCEPTED})
_CARRIED = frozenset({Kind.CARRIED_BY_COMMUNICATION, Kind.CARRIED_BY_NOBODY})


def saw(t: Speech, finding: Finding) -> Text:
    """What was seen, as a question. What comes back, urgent or after it was agreed, says what changed."""
    asked = _in_words(t, finding, "saw_urgent" if finding.is_urgent_by_now else "saw")
    if not (changed := agreed.changed(finding)):
        return asked
    assert finding.agreed
    what = [t(f"findings.fact.{name}") for name in changed]
    key = "again" if finding.agreed.reason else "again_without_reason"
    return t(f"findings.agreed.{key}", asked=asked, reason=finding.agreed.reason, what=what)


def _in_words(t: Speech, finding: Finding, which: str) -> Text:
    title, wanted = finding.moment.title if finding.moment else "", words.each_a(t, finding.roles)
    date = t.deadline(finding.date) if finding.date and finding.urgency is not Urgency.INFO else finding.date
    return t(
        f"findings.{finding.kind.value}.{which}",
        n=finding.days, roles=finding.roles, wanted=wanted, date=date, name=finding.name, title=title,
    )  # fmt: skip


def why(t: Speech, finding: Finding) -> Text:
    return t(f"findings.{finding.kind.value}.why")


def as_agreed(t: Speech, finding: Finding) -> Text:
    """What was agreed about it, and why."""
    what = _in_words(t, finding, "agreed")
    if finding.agreed and finding.agreed.reason:
        return t("findings.agreed.line", what=what, reason=finding.agreed.reason)
    return t("findings.agreed.line_without_reason", what=what)


def point(t: Speech, finding: Finding) -> tuple[Paragraph, Choices]:
    """For whoever may do something about it: the question, and its answers."""
    return Paragraph(saw(t, finding)), Choices(answers(t, finding))


def answers(t: Speech, finding: Finding) -> tuple[Button, ...]:
    """The form in which it is fixed, open at the field; and that it is as agreed."""
    ways = tuple(_ways(t, finding))
    if finding.kind in agreed.ANSWERED_OTHERWISE:
        return ways
    return *ways, Button(t("findings.do.agreed"), "project.agree", args(finding))


def args(finding: Finding) -> dict[str, str]:
    """Names the point in a button."""
    kind, moment = finding.which
    return {"id": str(finding.project.id), "kind": kind.value, **({"about": str(moment)} if moment else {})}


def _ways(t: Speech, finding: Finding) -> Iterator[Button]:
    project, kind = {"id": str(finding.project.id)}, finding.kind
    moment = {"moment": str(finding.moment.id)} if finding.moment else {}
    if kind is Kind.STALE:
        yield Button(t("findings.do.still_right"), "project.still_right", project)
        yield Button(t("findings.do.edit"), "project.edit", project)
    elif kind is Kind.FEEDBACK_OVERDUE:
        yield Button(t("findings.do.tell"), "moment.tell", moment)
        yield from later_or_another(t, moment)
    elif kind is Kind.COMPLETED_WITHOUT_LESSON:
        yield Button(t("findings.do.lesson"), "lesson.new", project)
    elif kind in _CORNERS:
        yield Button(t("findings.do.roles"), "project.roles", {**project, "first": finding.roles[0].value})
    elif kind in _CARRIED:
        first = {"first": Role.CARRIES_PARTICIPATION.value}
        yield Button(t("findings.do.roles"), "project.roles", {**project, **first})
    elif kind in _OF_MOMENT:
        key, field = _OF_MOMENT[kind]
        yield Button(t(key), "moment.edit", {**moment, "first": field})
    else:
        part, field = _PART[kind]
        yield Button(t("findings.do.fill_in"), "project.edit_part", {**project, "part": part, "first": field})


def later_or_another(t: Speech, moment: Mapping[str, str]) -> Iterator[Button]:
    """When residents can't have their answer yet."""
    yield Button(t("findings.do.shift"), "moment.shift", moment)
    yield Button(t("findings.do.somebody_else"), "moment.pass_on", moment)
    yield Button(t("findings.do.decided_later"), "moment.decided_later", moment)


def looked(t: Speech, finding: Finding) -> Row:
    """For whoever may look at it but not fix it: they are asked nothing."""
    seen = _in_words(t, finding, "seen")
    if finding.moment:
        return Row(seen, Button(t("chat.show"), "moment.show", {"moment": str(finding.moment.id)}))
    return Row(seen, Button(t("chat.show"), "project.show", {"id": str(finding.project.id)}))


def in_short(t: Speech, findings: Sequence[Finding], may_edit: bool) -> list[Block]:
    """On a project's card: the first few, and the way to all of them with why each matters."""
    if not findings:
        return []
    more = Button(t("findings.all.button"), "project.findings", {"id": str(findings[0].project.id)})
    few = [block for each in findings[:FEW] for block in _shown(t, each, may_edit)]
    return [Paragraph(t("findings.short.title")), *few, Row(t("findings.short.more", n=len(findings)), more)]


def _shown(t: Speech, finding: Finding, may_edit: bool) -> tuple[Block, ...]:
    return point(t, finding) if may_edit else (looked(t, finding),)


def about(finding: Finding) -> str:
    """Names what somebody may want to know how to do: see `bot.chat.contributions.HowTo`."""
    return f"point {finding.kind.value}"


def in_full(
    t: Speech, findings: Sequence[Finding], may_edit: bool, how_to: Mapping[str, Button] | None = None
) -> list[Block]:
    """how_to: what tells how it is done, by `about`."""
    blocks: list[Block] = []
    for each in findings[:MOST]:
        question, *answered = _shown(t, each, may_edit)
        help_ = (how_to or {}).get(about(each)) if may_edit else None
        blocks += [question, Note(why(t, each)), *(_with(block, help_) for block in answered)]
    if len(findings) > MOST:
        blocks.append(Note(t("findings.short.left", n=len(findings) - MOST)))
    return blocks


def _with(block: Block, button: Button | None) -> Block:
    """Where there is room for it."""
    if button is None or not isinstance(block, Choices) or len(block.buttons) == MOST_IN_A_ROW:
        return block
    return Choices((*block.buttons, button))


def agreements(t: Speech, found: Sequence[Finding], may_edit: bool) -> list[Block]:
    """What is as agreed, on a project's card; whoever may edit can take it back."""
    return [
        Row(
            as_agreed(t, each), Button(t("findings.do.take_back"), "project.disagree", args(each)) if may_edit else None
        )
        for each in found[:MOST]
    ]


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
    rows: list[Block] = [block for each in findings[:FEW] for block in point(t, each)]
    if len(findings) > FEW:
        more = Button(t("findings.all.button"), "project.findings", {"id": str(findings[0].project.id)})
        rows.append(Row(t("findings.short.left", n=len(findings) - FEW), more))
    return [Paragraph(Text("**{project}**", {"project": findings[0].project.name})), *rows]


def groups_in_words(t: Speech, groups: Sequence[TargetGroup], is_everybody: bool = False) -> Text:
    """Groups of which the same is asked, in as few words as will do."""
    if is_everybody or RESIDENTS.issubset(groups):
        return t("load.everybody")
    if len(groups) > MANY_GROUPS and RESIDENTS.issuperset(groups):
        return t("load.most")
    return t.listed([t.word(group) for group in groups[:6]])
