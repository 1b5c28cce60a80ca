"""What people see of the meeting: its agenda, what was agreed, and the question whether to go on."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.chat.cards import Attachment, Block, Button, Card, Choices, Item, Note, Paragraph, Text, typed
from bot.chat.forms import Field, Form
from bot.chat.requests import Channel
from bot.chat.texts import Speech
from bot.findings.cards import groups_in_words
from glossary import TargetGroup

if TYPE_CHECKING:
    from storage.messages.meetings import MeetingAction
    from storage.reports.weekly import Coming, OwedLine

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Busiest:
    """n: questions that count for these groups. projects: as many as are named."""

    area: str
    n: int
    groups: tuple[TargetGroup, ...]
    is_everybody: bool
    projects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Good:
    what: Literal["completed", "answered"]
    project: str


@dataclass(frozen=True, slots=True)
class ShownAction:
    """owner: empty when nobody said yes to it."""

    id: int
    what: str
    owner: str
    until: dt.date


@dataclass(frozen=True, slots=True)
class AgendaFacts:
    """What there is to talk about. vacant: names of projects, as many as are named. until: the last day of `coming`.

    actions: those that are asked after now.
    """

    good: Good | None
    busiest: Busiest | None
    vacant: Sequence[str]
    vacant_in_all: int
    owed: "Sequence[OwedLine]"
    coming: "Sequence[Coming]"
    coming_in_all: int
    until: dt.date
    lesson: str
    actions: Sequence[ShownAction]

    @property
    def is_empty(self) -> bool:
        """A lesson alone, or what went well, is no reason to meet."""
        return not (self.busiest or self.vacant or self.owed or self.coming or self.actions)


@dataclass(frozen=True, slots=True)
class MeetingState:
    """Of the meeting, for whoever looks. on: the day of the next one, where it is known. may_choose: its channel."""

    on: dt.date | None = None
    is_on: bool = False
    has_channel: bool = False
    may_choose: bool = False


def agenda(t: Speech, facts: AgendaFacts, on: dt.date | None) -> Card:
    """As the channel gets it."""
    buttons = [Button(t("meeting.act"), "meeting.act", style="primary")]
    if on:
        buttons.append(Button(t("meeting.calendar"), "meeting.calendar"))
    return Card(t("meeting.title"), tuple(_body(t, facts, on)), tuple(buttons))


def _body(t: Speech, facts: AgendaFacts, on: dt.date | None) -> Iterator[Block]:
    if on:
        yield Paragraph(t("meeting.on", day=t.day(on)))
    if facts.is_empty:
        yield Paragraph(t("meeting.nothing"))
    for number, line in enumerate(_lines(t, facts), 1):
        yield Paragraph(t("meeting.numbered", number=str(number), line=line))
    if facts.actions:
        yield Paragraph(t("meeting.actions"))
        yield from (Item(_asked_after(t, each)) for each in facts.actions)


def _lines(t: Speech, facts: AgendaFacts) -> Iterator[Text]:
    """Only what there is something to say about; the minutes are those of a meeting with all of it."""
    if good := facts.good:
        yield t("meeting.good", what=t(f"meeting.good_{good.what}", project=good.project))
    if busy := facts.busiest:
        groups = groups_in_words(t, busy.groups, busy.is_everybody)
        about = t("meeting.with", projects=busy.projects) if busy.projects else Text("")
        yield t("meeting.busiest", area=busy.area, n=busy.n, groups=groups, about=about)
    if facts.vacant:
        yield t("meeting.vacant", projects=_with_more(t, facts.vacant, facts.vacant_in_all))
    if facts.owed:
        lines = [t("meeting.waits", title=each.title, project=each.project, day=each.ended_on) for each in facts.owed]
        yield t("meeting.owed", moments=t.joined(lines))
    if facts.coming:
        lines = [
            t("meeting.comes", title=each.title, day=t.day_and_month(each.starts_on.earliest)) for each in facts.coming
        ]
        shown = _with_more(t, lines, facts.coming_in_all)
        yield t("meeting.coming", until=t.day_and_month(facts.until), moments=shown)
    if facts.lesson:
        yield t("meeting.lesson", lesson=facts.lesson)


def _with_more(t: Speech, names: Sequence[str | Text], in_all: int) -> Text:
    more = in_all - len(names)
    return t("meeting.and_more", names=t.joined(names), n=more) if more > 0 else t.listed(names)


def _asked_after(t: Speech, action: ShownAction) -> tuple[Block, ...]:
    me = {"id": str(action.id)}
    answers = (Button(t("meeting.done"), "meeting.done", me), Button(t("meeting.later"), "meeting.later", me))
    return Paragraph(_in_words(t, action)), Choices(answers)


def _in_words(t: Speech, action: ShownAction) -> Text:
    until = t.day_and_month(action.until)
    if action.owner:
        return t("meeting.action", what=action.what, owner=action.owner, until=until)
    return t("meeting.action_of_nobody", what=action.what, until=until)


# For whoever looks


def looked_at(t: Speech, facts: AgendaFacts, now: MeetingState) -> Card:
    """The agenda of today, for one reader."""
    card = agenda(t, facts, now.on)
    state = Note(t("meeting.is_on" if now.is_on else "meeting.is_off"))
    buttons = (*card.buttons, *_choices(t, now)) if now.may_choose else card.buttons
    return Card(card.title, (*card.body, state), buttons)


def _choices(t: Speech, now: MeetingState) -> Iterator[Button]:
    if now.has_channel and not now.is_on:
        yield Button(t("meeting.start"), "meeting.start")
    yield Button(t("meeting.other_channel" if now.has_channel else "meeting.choose_channel"), "meeting.channel")
    if now.is_on:
        yield Button(t("meeting.stop"), "meeting.stop")


def channel_form(t: Speech, channel: Channel | None) -> Form:
    field = Field(
        "channel", t("meeting.channel"), "channel", required=True, value=channel, hint=t("overview.hint.channel")
    )  # fmt: skip
    return Form(t("meeting.channel_title"), (field,), t("meeting.preview"), "meeting.save_channel")


def started(t: Speech, is_admin: bool) -> Card:
    """is_admin: of whoever started it; when it goes out is for administrators."""
    when = Button(t("meeting.when"), "choices.job", {"job": "meeting.agenda"})
    return Card(t("meeting.title"), (Paragraph(t("meeting.started")),), (when,) if is_admin else ())


def stopped(t: Speech, may_choose: bool) -> Card:
    """may_choose: whoever stopped it may start it again."""
    start = Button(t("meeting.start"), "meeting.start")
    return Card(t("meeting.title"), (Paragraph(t("meeting.stopped")),), (start,) if may_choose else ())


def going_on(t: Speech) -> Card:
    """Nobody used the last few agendas."""
    answers = (Button(t("meeting.go_on"), "meeting.start", style="primary"), Button(t("meeting.stop"), "meeting.stop"))
    return Card(t("meeting.title"), (Paragraph(t("meeting.unused")), Choices(answers)))


def calendar(t: Speech, day: dt.date, file: Attachment) -> Card:
    return Card(t("meeting.title"), (Paragraph(t("meeting.file", day=t.day(day))),), files=(file,))


# What was agreed


def action_form(t: Speech, until: str, what: str = "", mine: bool = False, who: int | None = None) -> Form:
    """until: as a code."""
    fields = (
        Field(
            "what", t("meeting.field.what"), required=True, value=what or None, longest=LONGEST,
            hint=t("meeting.hint.what"),
        ),
        Field("mine", t("meeting.field.mine"), "agree", value="yes" if mine else None),
        Field("who", t("meeting.field.who"), "person", value=who, hint=t("meeting.hint.who")),
        Field("until", t("meeting.field.until"), "date", required=True, value=until),
    )  # fmt: skip
    return Form(t("meeting.form_title"), fields, t("chat.save"), "meeting.save_action")


def later_form(t: Speech, action: "MeetingAction", until: str) -> Form:
    field = Field("until", t("meeting.field.until"), "date", required=True, value=until)
    body = (Paragraph(typed(action.what)),)
    return Form(t("meeting.form_title"), (field,), t("chat.save"), "meeting.save_later", {"id": str(action.id)}, body)


def agreed(t: Speech, action: ShownAction, asked: str = "") -> Card:
    """asked: the colleague who still has to say yes."""
    first = Paragraph(_in_words(t, action))
    return Card(t("meeting.agreed"), (first, Note(t("meeting.was_asked", name=asked))) if asked else (first,))


def question(t: Speech, action: "MeetingAction") -> tuple[Block, ...]:
    """To whoever was asked, in their daily message."""
    me = {"id": str(action.id)}
    text = t("meeting.question", what=action.what, until=t.day_and_month(action.until))
    answers = (Button(t("meeting.yes"), "meeting.yes", me, style="primary"), Button(t("meeting.no"), "meeting.no", me))
    return Paragraph(text), Choices(answers)


def line(t: Speech, key: str, what: str) -> Card:
    """One line about something that was agreed."""
    return Card(t("meeting.title"), (Paragraph(t(key, what=what)),))
