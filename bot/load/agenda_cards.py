"""What people see of the agenda."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat.cards import Block, Button, Card, Heading, Note, Paragraph, Row, Text, typed
from bot.chat.forms import Field, Form, Option
from bot.chat.texts import Speech
from bot.findings.load import monday_of
from bot.findings.reach import GROUPS
from bot.load import wanted
from glossary import Instrument, TargetGroup

if TYPE_CHECKING:
    from storage.reports.agenda import AgendaLine


@dataclass(frozen=True, slots=True)
class Filter:
    """What the agenda was narrowed to. area: a code; project: an id, 0 for all. last: None for some weeks.

    unknown: there were words that named none of this.
    """

    area: str
    place: str
    group: TargetGroup | None
    project: int
    project_name: str
    first: dt.date
    last: dt.date | None = None
    form: Instrument | None = None
    unknown: bool = False

    @property
    def args(self) -> dict[str, str]:
        group = self.group.value if self.group else ""
        project = str(self.project) if self.project else ""
        args = {"area": self.area, "group": group, "project": project, "from": self.first.isoformat()}
        args |= {"until": self.last.isoformat() if self.last else "", "form": self.form.value if self.form else ""}
        return {name: arg for name, arg in args.items() if arg}


def agenda(
    t: Speech, chosen: Filter, lines: "Sequence[AgendaLine]", last: dt.date, is_more: bool, public: bool
) -> Card:
    body: list[Block] = []
    if chosen.unknown:
        body.append(Note(t("load.unknown_project")))
    body.append(Paragraph(_subject(t, chosen, last)))
    body += _weeks(t, chosen, lines)
    if not lines:
        body.append(Paragraph(t("load.agenda.nothing")))
    if is_more:
        body.append(Note(t("load.agenda.more")))
    later = {**chosen.args, "from": (last + dt.timedelta(days=1)).isoformat()}
    later.pop("until", None)
    buttons = (
        Button(t("load.narrow"), "load.agenda_narrow", chosen.args),
        Button(t("load.agenda.later"), "load.agenda", later),
        *([] if public else [Button(t("load.agenda.file"), "load.calendar", chosen.args)]),
        *([] if public else [Button(t("load.agenda.subscribe"), "calendars.menu")]),
    )
    share = Button(t("load.agenda.title"), "load.agenda", chosen.args)
    return Card(_title(t, chosen), tuple(body), buttons, share)


def _title(t: Speech, chosen: Filter) -> Text:
    """It says what was understood."""
    where = t("load.agenda.title_in", place=chosen.place) if chosen.place else t("load.agenda.title")
    parts = [t.word(each) for each in (chosen.form, chosen.group) if each]
    if chosen.project:
        parts.append(typed(chosen.project_name))
    if chosen.last:
        parts.append(wanted.when(t, chosen.first, chosen.last))
    return t.joined([where, *parts])


def _subject(t: Speech, chosen: Filter, last: dt.date) -> Text:
    parts: list[Text] = []
    if chosen.project:
        parts.append(typed(chosen.project_name))
    parts += [t.word(each) for each in (chosen.form, chosen.group) if each]
    if chosen.place or not parts:
        parts.append(typed(chosen.place) if chosen.place else t("load.everywhere"))
    return t("load.agenda.subject", what=t.joined(parts), first=chosen.first, last=last)


def _weeks(t: Speech, chosen: Filter, lines: "Sequence[AgendaLine]") -> Iterator[Block]:
    """What has begun already stands with the first week; what has no day yet at the end."""
    exact = [(line, line.starts_on.day) for line in lines]
    by_week: dict[dt.date, list[AgendaLine]] = {}
    for line, day in exact:
        if day is not None and line.ends_on.day is not None:
            by_week.setdefault(max(monday_of(day), monday_of(chosen.first)), []).append(line)
    for monday, moments in sorted(by_week.items()):
        yield Heading(t("load.agenda.week", week=str(monday.isocalendar().week), monday=monday))
        yield from (_row(t, line) for line in moments)
    unknown = [line for line in lines if line.starts_on.day is None or line.ends_on.day is None]
    if unknown:
        yield Heading(t("load.agenda.no_day"))
        yield from (_row(t, line) for line in unknown)


def _row(t: Speech, line: "AgendaLine") -> Row:
    when = t.days(line.starts_on, line.ends_on, line.hours)
    text = t("load.agenda.line", title=line.title, project=line.project, when=when, kind=_kind(t, line))
    return Row(text, Button(t("chat.show"), "moment.show", {"moment": str(line.id)}))


def _kind(t: Speech, line: "AgendaLine") -> Text:
    return t.word(line.level) if line.level else t("load.agenda.no_level")


def narrow(t: Speech, chosen: Filter) -> Form:
    area = (Option(chosen.area, typed(chosen.place)),) if chosen.area else None
    project = (Option(str(chosen.project), typed(chosen.project_name)),) if chosen.project else None
    groups = tuple(Option(group.value, t.word(group)) for group in GROUPS)
    asked = (
        Field("area", t("load.field.area"), "search", source="areas", value=area, hint=t("load.hint.area")),
        Field("group", t("load.field.group"), "choice", options=groups, value=chosen.group and chosen.group.value),
        Field("project", t("load.field.project"), "search", source="projects", value=project),
        Field("from", t("load.field.from"), "date", value=chosen.first.isoformat()),
    )
    return Form(t("load.agenda.narrow_title"), asked, t("load.look"), "load.agenda_narrowed")
