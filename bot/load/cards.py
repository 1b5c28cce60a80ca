"""What people see of how much is asked of residents. No colour says anything: every figure comes with words."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.chat.cards import Block, Bullets, Button, Card, Heading, Note, Paragraph, Picture, Row, Text, typed
from bot.chat.forms import Field, Form, Option
from bot.chat.texts import Speech
from bot.findings.cards import groups_in_words
from bot.findings.facts import ContactMoment
from bot.findings.load import AskedTogether, Colour
from bot.findings.norms import Norms
from bot.findings.reach import GROUPS
from bot.load.wanted import Wanted, when
from glossary import TargetGroup

MOST_ROWS = 10
MANY_NAMES = 4


@dataclass(frozen=True, slots=True)
class ShownAreaLine:
    """How tired a neighbourhood is in one week. groups: the most tired. calm_from: a Monday; None: not in these weeks.

    is_mine: the person who looks, looks after it.
    """

    code: str
    name: str
    fatigue: int
    colour: Colour
    groups: tuple[TargetGroup, ...]
    calm_from: dt.date | None
    is_mine: bool = False


def load(
    t: Speech,
    wanted: Wanted,
    place: str,
    lines: Sequence[ShownAreaLine],
    busy: Sequence[Sequence[ShownAreaLine]],
    norms: Norms,
    public: bool,
) -> Card:
    """place: the area, "" for the whole municipality. lines: of all neighbourhoods. busy: those that are not calm, the
    most tired first, and together where the same is asked.
    """
    shown = busy[:MOST_ROWS]
    body: list[Block] = []
    if wanted.unknown:
        body.append(Note(t("load.unknown")))
    body.append(Paragraph(_subject(t, wanted, place)))
    mine = [same for same in shown if same[0].is_mine and not public]
    others = [same for same in shown if same not in mine]
    if mine:
        body += [Heading(t("load.mine")), *_rows(t, wanted, mine)]
    if others:
        body += [*([Heading(t("load.others"))] if mine else []), *_rows(t, wanted, others)]
    if not busy:
        body.append(Paragraph(t("load.nothing_busy") if lines else t("load.no_areas")))
    not_calm = sum(line.colour is not Colour.GREEN for line in lines)
    if left := not_calm - sum(map(len, shown)):
        body.append(Note(t("load.more", n=left)))
    if not_calm and len(lines) > not_calm:
        body.append(Note(t("load.rest_is_calm", n=len(lines) - not_calm)))
    body.append(Note(_limits(t, norms)))
    buttons = (
        Button(t("load.narrow"), "load.narrow", wanted.args),
        Button(t("load.to_agenda"), "load.agenda", wanted.args),
        Button(t("load.to_owed"), "load.owed", {"area": wanted.area} if wanted.area else {}),
    )
    share = Button(t("load.title"), "load.show", wanted.args)
    return Card(_title(t, wanted, place), tuple(body), buttons, share)


def _title(t: Speech, wanted: Wanted, place: str) -> Text:
    """It says what was understood."""
    parts = [t("load.title_in", place=place) if place else t("load.title")]
    if wanted.group:
        parts.append(t.word(wanted.group))
    if wanted.days:
        parts.append(when(t, *wanted.days))
    return t.joined(parts)


def _subject(t: Speech, wanted: Wanted, place: str) -> Text:
    group = t.word(wanted.group) if wanted.group else t("load.all_groups")
    where = typed(place) if place else t("load.everywhere")
    return t("load.subject", date=wanted.monday, group=group, place=where)


def _rows(t: Speech, wanted: Wanted, busy: Sequence[Sequence[ShownAreaLine]]) -> Iterator[Row]:
    for same in busy:
        why = Button(t("load.why"), "load.why", {**wanted.args, "area": same[0].code})
        yield Row(line_in_words(t, same), why)


def line_in_words(t: Speech, same: Sequence[ShownAreaLine]) -> Text:
    """Of neighbourhoods where the same is asked."""
    line, names = same[0], [each.name for each in same]
    shown = t.listed(names) if len(names) <= MANY_NAMES else t.joined(names[:MANY_NAMES])
    if len(names) > MANY_NAMES:
        shown = t("load.and_more", names=shown, n=len(names) - MANY_NAMES)
    said = t(
        "load.line",
        # In one piece: bold with a space at its end is no bold on Slack.
        n=line.fatigue, area=str(shown), groups=groups_in_words(t, line.groups), state=t(f"load.state.{line.colour}"),
    )  # fmt: skip
    if line.calm_from:
        return t("load.calm_from", said=said, date=line.calm_from)
    return t("load.not_calm", said=said) if line.colour is not Colour.GREEN else said


def _limits(t: Speech, norms: Norms) -> Text:
    return t("load.limits", calm=norms.orange - 1, busy=norms.orange, too_much=norms.red)


def why(
    t: Speech, wanted: Wanted, place: str, groups: Sequence[tuple[AskedTogether, Colour]], norms: Norms, today: dt.date
) -> Card:
    """Every figure with the questions behind it. groups: the most tired first."""
    body: list[Block] = [Paragraph(_subject(t, wanted, place))]
    if not groups:
        body.append(Paragraph(t("load.nothing_asked")))
    for each, colour in groups[:6]:
        named = groups_in_words(t, each.groups, each.is_everybody)
        state = t(f"load.state.{colour}")
        body.append(Paragraph(t("load.of_group", n=each.tally.fatigue, groups=named, state=state)))
        asks = [ask_in_words(t, ask) for ask in each.tally.asks]
        silent = [silent_in_words(t, ask, norms, today) for ask in each.tally.silent]
        body.append(Bullets((*asks, *silent)))
    body.append(Note(t("load.why_it_counts", n=norms.window.days)))
    buttons = (
        Button(t("load.to_area"), "load.area", {"area": wanted.area}),
        Button(t("load.to_agenda"), "load.agenda", wanted.args),
        Button(t("load.to_owed"), "load.owed", {"area": wanted.area}),
    )
    return Card(t("load.why_title", area=place), tuple(body), buttons, Button(t("load.why"), "load.why", wanted.args))


def ask_in_words(t: Speech, ask: ContactMoment) -> Text:
    """Which question, of which project, when."""
    return t("load.ask", title=ask.title, project=ask.project, when=t.days(ask.starts_on, ask.ends_on))


def silent_in_words(t: Speech, ask: ContactMoment, norms: Norms, today: dt.date) -> Text:
    """It counts only because residents still wait for an answer."""
    waiting = (today - ask.ends_on - norms.feedback).days
    return t("load.silent", title=ask.title, project=ask.project, date=ask.ends_on, n=waiting)


def narrow(t: Speech, wanted: Wanted, place: str) -> Form:
    area = (Option(wanted.area, typed(place)),) if wanted.area and place else None
    groups = tuple(Option(group.value, t.word(group)) for group in GROUPS)
    asked = (
        Field("area", t("load.field.area"), "search", source="areas", value=area, hint=t("load.hint.area")),
        Field("group", t("load.field.group"), "choice", options=groups, value=wanted.group and wanted.group.value),
        Field("from", t("load.field.from"), "date", value=wanted.monday.isoformat()),
        Field("until", t("load.field.until"), "date", hint=t("load.hint.until")),
    )
    return Form(t("load.narrow_title"), asked, t("load.look"), "load.narrowed")


def week_map(
    t: Speech, wanted: Wanted, place: str, picture: Picture | None, lines: Sequence[Text], norms: Norms
) -> Card:
    """The picture, and the same facts as text. picture: None: drawing failed.

    lines: what is busy when, by neighbourhood.
    """
    body: list[Block] = [
        Paragraph(_subject(t, wanted, place)),
        picture or Note(t("load.map.not_drawn")),
        *([Bullets(tuple(lines))] if lines else [Paragraph(t("load.nothing_busy"))]),
        Note(_limits(t, norms)),
    ]
    return Card(t("load.map.title"), tuple(body), (Button(t("load.title"), "load.show", wanted.args),))
