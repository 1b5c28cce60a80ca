"""What people see of contact moments."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bot.chat.cards import Block, Bullets, Button, Card, Choices, Facts, Note, Paragraph, Row, Text, typed
from bot.chat.texts import Speech
from bot.findings import cards as findings_cards
from bot.moments import report_cards
from glossary import Decision, Level, TextKind

if TYPE_CHECKING:
    from storage.register.feedback import DebtLine
    from storage.register.moments import Moment
    from storage.register.outcomes import Outcome
    from storage.register.projects import Project
    from storage.reports.project_list import ProjectLine


MOST = 12
"""Points of what residents said, on a card."""


class OwedFeedback(NamedTuple):
    """The answer that residents wait for, or will. owner: who tells them; "" when nobody does. is_mine: the asker.

    reason: why it comes later, when somebody said so.
    """

    owner: str
    is_mine: bool
    due: dt.date | None
    reason: str = ""


def moment_card(
    t: Speech,
    moment: "Moment",
    project: "Project",
    areas: Mapping[str, str],
    may_edit: bool,
    public: bool,
    owed: OwedFeedback | None,
    outcomes: "Sequence[Outcome]",
    reopens: int,
    on_the_day: Sequence[tuple[Text, Text]],
    offers: Sequence[Block],
) -> Card:
    """areas: code -> name. owed: None when residents need no answer, or have it. outcomes: what was done with input.

    on_the_day: who does what. offers: what the asker can do around the day itself.
    """
    when, *planned = _facts(t, moment, areas, is_owed=owed is not None)
    facts = (
        when,
        *report_cards.facts(t, moment, public),
        *planned,
        *(_owed(t, owed, public) if owed else ()),
        *on_the_day,
    )
    body: list[Block] = [Note(t("moments.card.of", project=project.name)), Facts(facts)]
    if moment.starts_on.day is None:
        body.append(Note(t("moments.card.imprecise")))
    if outcomes:
        key = "said" if all(each.decision is Decision.OPEN for each in outcomes) else "outcomes"
        body += [Paragraph(t(f"moments.card.{key}")), Bullets(tuple(_outcome(t, each) for each in outcomes[:MOST]))]
        if len(outcomes) > MOST:
            body.append(Note(t("moments.card.more_outcomes", n=len(outcomes) - MOST)))
    body += offers
    share = Button(typed(moment.title), "moment.show", {"moment": str(moment.id)})
    buttons = _buttons(t, moment, project, may_edit and not public, owed, reopens)
    return Card(typed(moment.title), tuple(body), buttons, share)


def _buttons(
    t: Speech, moment: "Moment", project: "Project", may_edit: bool, owed: OwedFeedback | None, reopens: int
) -> tuple[Button, ...]:
    me = {"moment": str(moment.id)}
    to_project = Button(t("moments.card.project"), "project.show", {"id": str(project.id)})
    give_back = Button(t("moments.card.give_back"), "moment.give_back", me)
    if not may_edit:
        mine = (Button(t("moments.card.feedback"), "moment.tell", me), give_back) if owed and owed.is_mine else ()
        return *mine, to_project
    sure = t("moments.card.remove_sure")
    take = Button(t("moments.card.take"), "moment.take_on", me)
    return (
        Button(t("moments.card.edit"), "moment.edit", me),
        Button(t("moments.card.feedback"), "moment.tell", me),
        *([_reopen(t, moment, reopens)] if reopens else []),
        *([give_back if owed.is_mine else take] if owed else []),
        to_project,
        Button(t("moments.card.remove"), "moment.remove", me, style="danger", confirm=sure),
    )


def _reopen(t: Speech, moment: "Moment", revision: int) -> Button:
    args = {"moment": str(moment.id), "revision": str(revision)}
    return Button(t("moments.reopen.button"), "moment.reopen", args)


def _owed(t: Speech, owed: OwedFeedback, public: bool) -> Iterator[tuple[Text, Text]]:
    """In a channel nobody is named: it would look like blame."""
    if not public:
        yield t("moments.card.owner"), typed(owed.owner) if owed.owner else t("chat.nobody")
    if owed.due:
        yield t("moments.card.due"), t("moments.card.date", date=owed.due)
    if owed.reason and not public:
        yield t("moments.card.later_because"), typed(owed.reason)


def _outcome(t: Speech, outcome: "Outcome") -> Text:
    if outcome.decision is Decision.OPEN and not outcome.reason:
        return typed(outcome.input)
    said = t("moments.card.outcome", input=outcome.input, decision=outcome.decision)
    return t("moments.card.outcome_why", said=said, reason=outcome.reason) if outcome.reason else said


def _facts(t: Speech, moment: "Moment", areas: Mapping[str, str], is_owed: bool) -> Iterator[tuple[Text, Text]]:
    yield t("moments.card.when"), t.period(moment.starts_on, moment.ends_on, moment.hours)
    if moment.instrument:
        yield t("moments.field.instrument"), t.word(moment.instrument)
    if moment.level:
        yield t("moments.field.level"), t("moments.card.level", level=moment.level, meaning=t.explained(moment.level))
    named = [areas.get(code, code) for code in moment.area_codes]
    if named or moment.areas_in_words:
        yield t("moments.field.areas"), t.listed([*named, *filter(None, [moment.areas_in_words])])
    if moment.streets:
        yield t("moments.field.streets"), typed(moment.streets)
    if moment.groups:
        yield t("moments.field.groups"), t.listed([t.word(group) for group in moment.target_groups])
    if moment.reach is not None:
        yield t("moments.field.reach"), t("moments.card.reach", n=moment.reach)
    invited, told = moment.invitation_sent_on, moment.residents_told_on
    yield t("moments.card.invitation"), t("moments.card.date", date=invited) if invited else t("moments.card.not_yet")
    if moment.invited_through:
        yield t("moments.field.invited_through"), t.listed([t.word(each) for each in moment.inviting_media])
    will_hear = told and is_owed
    heard = t("moments.card.will_hear") if will_hear else t("moments.card.told")
    yield heard, t("moments.card.date", date=told) if told else t("moments.card.not_yet")
    if moment.told_through:
        yield t("moments.field.told_through"), t.listed([t.word(each) for each in moment.telling_media])
    if moment.done_with_input:
        yield t("moments.field.done_with_input"), typed(moment.done_with_input)


def reminder(
    t: Speech, line: "DebtLine", due: dt.date, today: dt.date, *, is_shared: bool = False, is_last: bool = False
) -> tuple[Block, ...]:
    """For the daily message of who tells residents. It asks, and blames nobody. is_shared: others have it as well."""
    late = (today - due).days
    key = "ahead" if late < 0 else "today" if late == 0 else "late"
    text = t(f"moments.reminder.{key}", n=abs(late), title=line.title, project=line.project, date=t.deadline(due))
    me = {"moment": str(line.id)}
    buttons = (
        Button(t("moments.feedback.record"), "moment.tell", me, style="primary"),
        *findings_cards.later_or_another(t, me),
        Button(t("chat.show"), "moment.show", me),
    )
    notes = [
        *([Note(t("moments.reminder.shared"))] if is_shared else []),
        *([Note(t("moments.reminder.last"))] if is_last else []),
    ]
    return Paragraph(text), Choices(buttons), *notes


def saved(t: Speech, moment: "Moment", project: "Project", asked: int = 0, offers: Sequence[Block] = ()) -> Card:
    """asked: how many colleagues just got the question whether to do something together. offers: whom to ask more."""
    when = t.period(moment.starts_on, moment.ends_on, moment.hours)
    text = Paragraph(t("moments.saved.text", title=moment.title, project=project.name, when=when))
    body: list[Block] = [text]
    if asked:
        body.append(Paragraph(t("moments.saved.asked", n=asked)))
    me = {"moment": str(moment.id)}
    body += _missing(t, moment, project, me)
    body += offers
    buttons = (
        Button(t("chat.show"), "moment.show", me, style="primary"),
        Button(t("moments.saved.another"), "moment.new", {"id": str(project.id)}),
        Button(t("moments.card.project"), "project.show", {"id": str(project.id)}),
    )
    return Card(t("moments.saved.title"), tuple(body), buttons, Button(typed(moment.title), "moment.show", me))


def _missing(t: Speech, moment: "Moment", project: "Project", me: Mapping[str, str]) -> Iterator[Row]:
    """What nobody can see a load without: a question that has no areas or groups takes those of its project."""
    where, who = moment.areas or project.area_codes, moment.groups or project.target_groups
    if moment.level is Level.INFORM or (where and who):
        return
    key = "groups" if where else "areas" if who else "both"
    first = {"first": "groups" if where else "areas"}
    fill_in = Button(t("findings.do.fill_in"), "moment.edit", {**me, **first})
    yield Row(t(f"moments.saved.missing.{key}"), fill_in)


def removed(t: Speech, title: str, project: "Project") -> Card:
    show = Button(t("moments.card.project"), "project.show", {"id": str(project.id)})
    return Card(t("moments.removed.title"), (Paragraph(t("moments.removed.text", title=title)),), (show,))


def which(
    t: Speech,
    waiting: Sequence[tuple["Moment", "Project"]],
    project: "Project | ProjectLine | None",
    *,
    may_record: bool = True,
) -> Card:
    """Moments of which residents have not heard back, the longest ago first."""
    label, action = ("moments.feedback.record", "moment.tell") if may_record else ("chat.show", "moment.show")
    if not waiting:
        key = "moments.feedback.none_here" if project else "moments.feedback.none"
        button = (
            Button(t("moments.card.project"), "project.show", {"id": str(project.id)})
            if project
            else Button(t("moments.feedback.everywhere"), "load.owed")
        )
        return Card(t("moments.feedback.title"), (Paragraph(t(key)),), (button,))
    rows = tuple(
        Row(
            t("moments.feedback.row", title=moment.title, project=about.name, date=moment.ends_on),
            Button(t(label), action, {"moment": str(moment.id)}),
        )
        for moment, about in waiting
    )
    return Card(t("moments.feedback.title"), (Paragraph(t("moments.feedback.which")), *rows))


def told(t: Speech, moment: "Moment", project: "Project", today: dt.date, reopens: int, rest: int = 0) -> Card:
    """A day that is still to come closes nothing yet, and the person who mistyped a year should notice.

    rest: the number of the first line that the form had no room for; 0 when it had all.
    """
    day, me = moment.residents_told_on, {"moment": str(moment.id)}
    key = "decided" if day is None else "saved_ahead" if day.earliest > today else "saved"
    text = t(f"moments.feedback.{key}", title=moment.title, date=day)
    answer = {"id": str(project.id), "text": TextKind.ANSWER.value, "about": str(moment.id)}
    write = Button(t("moments.feedback.write"), "writing.show", answer)
    further = Button(t("moments.lines.further"), "moment.tell", {**me, "from": str(rest)}, style="primary")
    buttons = (
        *((further,) if rest else ()),
        *((write,) if day is None else ()),
        Button(t("chat.show"), "moment.show", me),
        Button(t("moments.card.project"), "project.show", {"id": str(project.id)}),
        *([_reopen(t, moment, reopens)] if reopens else []),
    )
    body: list[Block] = [Paragraph(text)]
    if reopens:
        body.append(Note(t("moments.reopen.until")))
    title = t("moments.feedback.decided_title" if day is None else "moments.feedback.saved_title")
    return Card(title, tuple(body), buttons, Button(typed(moment.title), "moment.show", me))


def reopened(t: Speech, moment: "Moment") -> Card:
    me = {"moment": str(moment.id)}
    buttons = (Button(t("moments.card.feedback"), "moment.tell", me), Button(t("chat.show"), "moment.show", me))
    return Card(t("moments.reopen.title"), (Paragraph(t("moments.reopen.text", title=moment.title)),), buttons)


def too_late_to_reopen(t: Speech, moment: "Moment") -> Card:
    change = Button(t("moments.card.feedback"), "moment.tell", {"moment": str(moment.id)})
    text = t("moments.reopen.too_late", title=moment.title)
    return Card(t("moments.reopen.too_late_title"), (Paragraph(text),), (change,))
