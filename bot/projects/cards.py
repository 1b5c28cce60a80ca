"""What people see of projects."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.chat import editing
from bot.chat.cards import (
    Block,
    Bullets,
    Button,
    Card,
    Choices,
    Facts,
    Heading,
    Link,
    Note,
    Paragraph,
    Row,
    Rule,
    Text,
    typed,
)
from bot.chat.texts import Euro, Speech
from bot.findings import cards as findings_cards
from bot.findings import triangle
from bot.findings.finding import Finding
from bot.people import role_question
from bot.projects import help_cards
from bot.register import fields, words
from bot.register.words import Names
from glossary import TRIANGLE, Role, RoleState, Status

if TYPE_CHECKING:
    from storage.learning.knowledge import Lesson
    from storage.register.changes import Change
    from storage.register.moments import Moment
    from storage.register.projects import Project, RoleAssignment
BESIDE_TRIANGLE = (Role.AREA_MANAGER, Role.CARRIES_PARTICIPATION, Role.CARRIES_COMMUNICATION)


@dataclass(frozen=True, slots=True)
class Whole:
    """A project with all that is shown with it. moments: first day first; lessons: newest first.

    findings: what the person may see of them, the most urgent first. agreed: those that are as agreed. can_help: the
    vacant corners that are the job of whoever looks, and for which they did not offer help yet.
    """

    project: "Project"
    moments: Sequence["Moment"]
    lessons: Sequence["Lesson"]
    edit: "Change | None"
    names: Names
    today: dt.date
    findings: Sequence[Finding] = ()
    agreed: Sequence[Finding] = ()
    can_help: Sequence[Role] = ()


def project_card(t: Speech, whole: Whole, may_edit: bool, public: bool) -> Card:
    """may_edit: of the person who looks. public: for a channel, without what is private or only for editors.

    What is to be done stands on top: on a telephone the card is three screens long.
    """
    project = whole.project
    body: list[Block] = []
    if project.summary:
        body.append(Paragraph(typed(project.summary)))
    if not public:
        body += _to_do(t, whole, may_edit)
    body.append(Facts(tuple(_facts(t, whole))))
    if project.web_page:
        body.append(_web_page(t, project.web_page))
    if not public:
        body += findings_cards.agreements(t, whole.agreed, may_edit)
    body += _triangle(t, project, public)
    if not public:
        body += help_cards.on_card(t, project.id, whole.can_help)
    body += _moments(t, whole)
    body += _lessons(t, whole.lessons)
    body += [Note(t("projects.card.key", key=project.key))] if public else _more(t, whole, may_edit)
    if not (may_edit or public):
        body.append(Note(t("projects.card.who_edits")))
    show = Button(t("chat.show"), "project.show", _me(project))
    buttons = (show,) if public else tuple(_actions(t, project)) if may_edit else ()
    return Card(typed(project.name), tuple(body), buttons, Button(typed(project.name), show.action, show.args))


def _to_do(t: Speech, whole: Whole, may_edit: bool) -> list[Block]:
    """The next step is worked out behind its button."""
    points = findings_cards.in_short(t, whole.findings, may_edit)
    if may_edit and whole.project.status.is_live:
        step = Button(t("projects.card.steps_button"), "baseline.show", _me(whole.project), style="primary")
        return [Choices((step, _edit(t, whole.project))), *points]
    return points


def _actions(t: Speech, project: "Project") -> Iterator[Button]:
    """What is done most, after what stands on top."""
    me = _me(project)
    if not project.status.is_live:
        yield _edit(t, project)
    yield Button(t("projects.card.roles"), "project.roles", me)
    yield Button(t("projects.card.moment"), "moment.new", me)


def _edit(t: Speech, project: "Project") -> Button:
    return Button(t("projects.card.edit"), "project.edit", _me(project))


def _rarer(t: Speech, project: "Project") -> Iterator[Button]:
    me = _me(project)
    yield Button(t("projects.card.feedback"), "moment.feedback", me)
    yield Button(t("projects.card.texts_button"), "writing.menu", me)
    yield Button(t("projects.card.public_button"), "public.show", me)
    if project.status is not Status.COMPLETED:
        yield Button(t("projects.card.complete"), "project.complete", me)


def _more(t: Speech, whole: Whole, may_edit: bool) -> Iterator[Block]:
    """What is looked for now and then."""
    project = whole.project
    yield from (Rule(), Paragraph(t("projects.card.more")))
    if may_edit:
        yield Choices(tuple(_rarer(t, project)))
    if last := whole.edit:
        text = t("projects.card.changed", date=last.at.date(), who=words.person(t, whole.names, last.colleague_id))
        yield Row(text, Button(t("projects.card.history"), "project.history", _me(project)))
    yield Note(t("projects.card.key", key=project.key))


def _me(project: "Project") -> dict[str, str]:
    return {"id": str(project.id)}


def _web_page(t: Speech, address: str) -> Row:
    """With the name of the host: who clicks knows where that leads."""
    host = urlsplit(address).hostname or ""
    return Row(t("projects.card.web_page", host=host), Link(t("projects.card.open_page"), address))


def _facts(t: Speech, whole: Whole) -> Iterator[tuple[Text, Text]]:
    project = whole.project
    yield (
        t("projects.field.status"),
        t("projects.card.status", status=project.status, meaning=t.explained(project.status)),
    )
    for key in ("phase", "size", "domain"):
        if getattr(project, key):
            yield t(f"projects.field.{key}"), t.word(getattr(project, key))
    areas = [whole.names.areas.get(code, code) for code in project.area_codes]
    if areas or project.areas_in_words:
        yield t("projects.field.areas"), t.listed([*areas, *filter(None, [project.areas_in_words])])
    if project.groups:
        yield t("projects.field.groups"), t.listed([t.word(group) for group in project.target_groups])
    if project.starts_on or project.ends_on:
        unknown = t("projects.card.unknown")
        yield (
            t("projects.card.period_label"),
            t("projects.card.period", first=project.starts_on or unknown, last=project.ends_on or unknown),
        )
    yield from _taking_part(t, project)
    yield from _decision(t, project)
    yield from _money(t, project)
    if project.completed_on:
        yield t("projects.field.completed_on"), t("projects.card.date", date=project.completed_on)
    if project.closing_note:
        yield t("projects.field.closing_note"), typed(project.closing_note)
    if project.feedback_left_reason and project.status is Status.COMPLETED:
        yield t("projects.field.feedback_left_reason"), typed(project.feedback_left_reason)


def _taking_part(t: Speech, project: "Project") -> Iterator[tuple[Text, Text]]:
    if project.level:
        yield (
            t("projects.field.level"),
            t("projects.card.level", level=project.level, meaning=t.explained(project.level)),
        )
    for key in ("level_reason", "fixed", "open"):
        if getattr(project, key):
            yield t(f"projects.field.{key}"), typed(getattr(project, key))
    if project.promise_published_on:
        yield (
            t("projects.field.promise_published_on"),
            t("projects.card.date", date=project.promise_published_on),
        )


def _decision(t: Speech, project: "Project") -> Iterator[tuple[Text, Text]]:
    for key in ("decision_on", "notice_on"):
        if getattr(project, key):
            yield t(f"projects.field.{key}"), t("projects.card.date", date=getattr(project, key))
    if project.environment_act:
        yield t("projects.field.environment_act"), t.word(project.environment_act)
    if project.alderman:
        yield t("projects.field.alderman"), typed(project.alderman)


def _money(t: Speech, project: "Project") -> Iterator[tuple[Text, Text]]:
    for purpose in ("participation", "communication"):
        amount = getattr(project, f"{purpose}_budget")
        kind, state = getattr(project, f"{purpose}_budget_kind"), getattr(project, f"{purpose}_budget_state")
        parts = [
            *([typed(str(t.readable(Euro(amount))))] if amount is not None else []),
            *(t.word(word) for word in (kind, state) if word),
        ]
        if parts:
            yield t(f"projects.card.{purpose}_budget"), t.joined(parts)


def _triangle(t: Speech, project: "Project", public: bool) -> Iterator[Block]:
    """public: a corner is taken or open; whom it waits for is nothing for a channel."""
    yield Rule()
    yield Paragraph(t("projects.card.triangle"))
    held = {each.role: each for each in project.roles if not public or each.state is RoleState.ACCEPTED}
    named = [role for role in BESIDE_TRIANGLE if role in held]
    yield Facts(tuple((t.word(role), holder(t, held.get(role))) for role in (*TRIANGLE, *named)))
    missing = triangle.missing_corners({role: each.state for role, each in held.items()})
    if missing and project.status.is_live:
        yield Note(t("projects.card.triangle_misses", roles=words.each_a(t, missing)))


def holder(t: Speech, assigned: "RoleAssignment | None") -> Text:
    """Who has a role, of which department, and whether they have said yes."""
    if assigned is None:
        return t("chat.nobody")
    person = assigned.colleague
    name = person.name or t("chat.former_colleague")
    if person.department:
        return t("projects.card.holder", name=name, department=person.department, state=assigned.state)
    return t("projects.card.holder_alone", name=name, state=assigned.state)


def _moments(t: Speech, whole: Whole) -> Iterator[Block]:
    yield Rule()
    if not whole.moments:
        yield Paragraph(t("projects.card.no_moments"))
        return
    coming = next((each.starts_on for each in whole.moments if each.starts_on.earliest >= whole.today), None)
    key = "moments_next" if coming else "moments"
    yield Paragraph(t(f"projects.card.{key}", n=len(whole.moments), **({"date": coming} if coming else {})))
    for moment in whole.moments[-8:]:
        yield Row(_moment(t, moment, whole.today), Button(t("chat.show"), "moment.show", {"moment": str(moment.id)}))


def _moment(t: Speech, moment: "Moment", today: dt.date) -> Text:
    when, told = t.period(moment.starts_on, moment.ends_on, moment.hours), moment.residents_told_on
    if moment.reported_on:
        when = t("projects.card.with_report", when=when)
    if told:
        key = "moment_told" if told.earliest <= today else "moment_will_be_told"
        return t(f"projects.card.{key}", title=moment.title, when=when, date=told)
    return t("projects.card.moment_line", title=moment.title, when=when)


def _lessons(t: Speech, lessons: Sequence["Lesson"]) -> Iterator[Block]:
    if lessons:
        yield Rule()
        yield Paragraph(t("projects.card.lessons", n=len(lessons)))
        yield Bullets(tuple(typed(lesson.lesson) for lesson in lessons[:5]))


def history(t: Speech, project: "Project", changes: Sequence["Change"], names: Names) -> Card:
    lines = tuple(words.change(t, change, names) for change in changes)
    back = Button(t("projects.history.back"), "project.show", {"id": str(project.id)})
    return Card(t("projects.history.title"), (Paragraph(typed(project.name)), Bullets(lines)), (back,))


def edit_menu(t: Speech, project: "Project", may_remove: bool) -> Card:
    parts = tuple(
        Button(t(f"projects.part.{part}"), "project.edit_part", {"id": str(project.id), "part": part})
        for part in fields.PARTS
    )
    roles = Button(t("projects.card.roles"), "project.roles", {"id": str(project.id)})
    sure = t("projects.remove.sure", name=project.name)
    remove = Button(t("projects.remove.button"), "project.remove", {"id": str(project.id)}, "danger", sure)
    body = (Paragraph(t("projects.edit.text", name=project.name)), Choices((*parts, roles)))
    return Card(t("projects.edit.title"), body, (remove,) if may_remove else ())


def removed(t: Speech, name: str) -> Card:
    new = Button(t("projects.menu.new"), "project.new")
    return Card(t("projects.remove.done_title"), (Paragraph(t("projects.remove.done", name=name)),), (new,))


def not_filled_in(t: Speech, project: "Project") -> Text | None:
    """What is worth filling in next, in words; None when all of it is."""
    keys = [
        key for key in ("summary", "level", "open", "areas", "groups") if not editing.code(fields.read(project, key))
    ]
    return t("projects.card.fill_in", fields=[t(f"projects.field.{key}") for key in keys]) if keys else None


def saved(
    t: Speech,
    project: "Project",
    asked: Sequence[str] = (),
    advice: Sequence[Block] = (),
    text: Mapping[str, str] | None = None,
) -> Card:
    """asked: names of the colleagues who just got a question about a role. advice: of other features. text: the text
    that lacked what was filled in, for whoever came from there.
    """
    me = {"id": str(project.id)}
    body: list[Block] = [Paragraph(t("projects.saved.text", name=project.name))]
    if asked:
        body.append(Paragraph(t("projects.saved.asked", names=asked)))
    if next_up := not_filled_in(t, project):
        body.append(Note(next_up))
    body += advice
    # Advice of the steps has a button of its own to the next one.
    steps = (
        () if advice or not project.status.is_live else (Button(t("projects.card.steps_button"), "baseline.show", me),)
    )
    # Only of a new one: whoever comes from the form of a project left the rest open on purpose.
    fill_in = (Button(t("projects.saved.fill_in"), "project.edit", me, style="primary"),) if advice and next_up else ()
    to_text = (Button(t("projects.saved.to_text"), "writing.show", text, style="primary"),) if text else ()
    show = Button(t("chat.show"), "project.show", me, style="plain" if fill_in or to_text else "primary")
    rest = (
        *steps,
        *(() if fill_in else (_edit(t, project),)),
        Button(t("projects.card.roles"), "project.roles", me),
        Button(t("projects.card.moment"), "moment.new", me),
    )
    buttons = (*to_text, show) if text else (*fill_in, show, *rest)
    return Card(t("projects.saved.title"), tuple(body), buttons, Button(typed(project.name), "project.show", me))


def questions_for_me(t: Speech, waiting: "Sequence[tuple[RoleAssignment, Project]]") -> tuple[Block, ...]:
    """On somebody's own page, with the same buttons as the message had."""
    heading = Heading(t("projects.home.questions", n=len(role_question.by_project(waiting))))
    return heading, *role_question.questions(t, waiting), Rule()


def role_is_vacant(t: Speech, project: "Project", roles: Sequence[Role], name: str) -> Card:
    """To the project lead: what happened, without blame, and what to do next."""
    text = t("projects.roles.vacant", name=name, role=roles, project=project.name)
    ask = Button(t("projects.roles.ask_somebody"), "project.roles", {"id": str(project.id)}, style="primary")
    return Card(t("projects.roles.vacant_title"), (Paragraph(text),), (ask,))
