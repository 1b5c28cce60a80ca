"""What people see of texts: which make sense, one of them to copy, what is missing in it, and the files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.chat.cards import (
    Attachment,
    Block,
    Bullets,
    Button,
    Card,
    Choices,
    Note,
    Paragraph,
    Row,
    Rule,
    Text,
    typed,
)
from bot.chat.texts import Speech
from bot.writing.agreement import Corner, CornerSaid
from bot.writing.document import Gap, WrittenText
from bot.writing.facts import TextFacts, TextMoment
from bot.writing.in_chat import shown
from bot.writing.kinds import IN_ENGLISH, JOINT, OfferedText
from bot.writing.plain import PlainRemark
from glossary import Quarter, TextKind

MOST_OFFERED = 8
MOST_GAPS = 8
MOST_MOMENTS = 6
"""With their own buttons; the newest."""
MOST_BLOCKS = 45
"""Of the text with what stands above and below it: with its title and its buttons a message on Slack holds fifty."""

OF_PROJECT: Mapping[str, tuple[str, str]] = {
    "waarover": ("basics", "summary"),
    "gebied": ("basics", "areas"),
    "doelgroepen": ("basics", "groups"),
    "waarom": ("taking_part", "level_reason"),
    "vast": ("taking_part", "fixed"),
    "open": ("taking_part", "open"),
    "niveau": ("taking_part", "level"),
    "besluit": ("decision", "decision_on"),
    "vervolg": ("decision", "decision_on"),
    "budget": ("money", "participation_budget"),
}
"""By the hole: the part of the project's form that fills it, and the field."""
OF_MOMENT: Mapping[str, str] = {
    "inbreng": "moment.report",
    "tabel": "moment.tell",
    "uitkomst": "moment.tell",
    "reden_besluit": "moment.tell",
    "besluit_punt": "moment.tell",
    "reden": "moment.shift",
    "nieuwe_dag": "moment.shift",
    "dag_moment": "moment.edit",
}
CHOSEN = frozenset({"contact", "privacy", "beleid"})
"""By an administrator, for every text."""


@dataclass(frozen=True, slots=True)
class Which:
    """A text of a project: what its buttons carry. language: of the text."""

    project: int
    kind: TextKind
    moment: int = 0
    language: str = "nl"

    @property
    def args(self) -> Mapping[str, str]:
        about = {"about": str(self.moment)} if self.moment else {}
        spoken = {"in": self.language} if self.language != "nl" else {}
        return {"id": str(self.project), "text": self.kind.value, **about, **spoken}


def menu(t: Speech, facts: TextFacts, now: Sequence[OfferedText], *, may_keep: bool = False) -> Card:
    """may_keep: the reader may change the templates."""
    rows = [_offered(t, facts, each) for each in now[:MOST_OFFERED]]
    body: list[Block] = [Paragraph(t("writing.menu.text", project=facts.name))]
    body += rows or [Paragraph(t("writing.menu.nothing"))]
    if len(now) > MOST_OFFERED:
        body.append(Note(t("writing.menu.more", n=len(now) - MOST_OFFERED)))
    me = {"id": str(facts.id)}
    buttons = [Button(t("writing.menu.all"), "writing.all", me), Button(t("chat.show"), "project.show", me)]
    if may_keep:
        buttons.append(Button(t("writing.own.title"), "writing.templates"))
    return Card(t("writing.menu.title"), tuple(body), tuple(buttons))


def all_of_them(t: Speech, facts: TextFacts, kinds: Sequence[TextKind], moments: Sequence[TextMoment]) -> Card:
    """A button for each text about the project, and for each moment those about it."""
    body: list[Block] = [Paragraph(t("writing.menu.text", project=facts.name))]
    body.append(Choices(tuple(_button(t, Which(facts.id, kind)) for kind in kinds)))
    for moment in moments:
        body.append(Paragraph(typed(moment.title)))
        body.append(
            Choices(tuple(_button(t, Which(facts.id, kind, moment.id)) for kind in TextKind if kind in IN_ENGLISH))
        )
    return Card(
        t("writing.menu.title"), tuple(body), (Button(t("writing.menu.back"), "writing.menu", {"id": str(facts.id)}),)
    )


def _button(t: Speech, which: Which) -> Button:
    return Button(t.word(which.kind), "writing.show", which.args)


def _offered(t: Speech, facts: TextFacts, each: OfferedText) -> Row:
    which = Which(facts.id, each.kind, each.moment.id if each.moment else 0)
    text = t("writing.menu.row", kind=each.kind, meaning=t.explained(each.kind))
    if each.moment:
        meaning = t.explained(each.kind)
        text = t("writing.menu.row_moment", title=each.moment.title, kind=each.kind, meaning=meaning)
    return Row(text, Button(t("writing.menu.write"), "writing.show", which.args))


@dataclass(frozen=True, slots=True)
class TextSeen:
    """A text, and what somebody may do with it. still: what a gap begins with, in the language of the text.

    ask: of the question whether the reader agrees, as long as they have not answered. of: which text that is.
    titles: of the contact moments, by id. is_sent: of a message before the answer; None when nobody asks.
    has_words: it holds what only a text needs.
    """

    which: Which
    document: WrittenText
    still: str
    project: str
    moment: str = ""
    may_edit: bool = False
    may_choose: bool = False
    remarks: Sequence[PlainRemark] = ()
    traces: Sequence[Text] = ()
    names: Sequence[str] = ()
    corners: Sequence[CornerSaid] = ()
    without_lines: Sequence[str] = ()
    is_ready: bool = False
    ask: int = 0
    of: str = ""
    titles: Mapping[int, str] = field(default_factory=dict)
    is_sent: bool | None = None
    has_words: bool = False


def text(t: Speech, seen: TextSeen) -> Card:
    which = seen.which
    about = t("writing.show.of_moment", project=seen.project, title=seen.moment) if seen.moment else typed(seen.project)
    above: list[Block] = [Note(about), *_what_is_missing(t, seen), *_warnings(t, seen), Rule()]
    below: list[Block] = [*_changes(t, seen), *_remarks(t, seen.remarks), *_agreement(t, seen)]
    if seen.is_sent:
        below.append(Note(t("writing.sent.said")))
    words, left_out = shown(seen.document, seen.still, MOST_BLOCKS - len(above) - len(below))
    if left_out:
        below.insert(0, Note(t("writing.show.left_out", n=left_out)))
    return Card(t.word(which.kind), (*above, *words, Rule(), *below), tuple(_buttons(t, seen)))


def _buttons(t: Speech, seen: TextSeen) -> Iterator[Button]:
    which = seen.which
    if seen.ask:
        yield from answers(t, seen.ask, seen.of)
    yield Button(t("writing.show.files"), "writing.files", which.args, style="primary")
    if which.kind in JOINT and seen.may_edit and any(each.corner in _TO_ASK for each in seen.corners):
        yield Button(t("writing.agree.ask"), "writing.ask", which.args)
    if seen.is_sent is False and seen.may_edit:
        yield Button(t("writing.sent.button"), "writing.sent", which.args)
    if which.kind in IN_ENGLISH and not seen.ask:
        other = "en" if which.language == "nl" else "nl"
        yield Button(
            t(f"writing.show.in_{other}"), "writing.show", Which(which.project, which.kind, which.moment, other).args
        )
    yield Button(t("writing.show.others"), "writing.menu", {"id": str(which.project)})


_TO_ASK = frozenset({Corner.NOT_ASKED, Corner.OLDER, Corner.NO})


def _what_is_missing(t: Speech, seen: TextSeen) -> Iterator[Block]:
    gaps = seen.document.gaps
    if not gaps:
        return
    yield Paragraph(t("writing.show.gaps", n=len(gaps)))
    together = _by_what_fills_them(t, seen)
    for button, of_button in together[:MOST_GAPS]:
        yield Row(_named(t, seen, of_button), button)
    if more := sum(len(of_button) for _, of_button in together[MOST_GAPS:]):
        yield Note(t("writing.show.more_gaps", n=more))
    if any(gap.hole in CHOSEN for gap in gaps) and not seen.may_choose:
        yield Note(t("writing.show.chosen"))


def _by_what_fills_them(t: Speech, seen: TextSeen) -> list[tuple[Button | None, list[Gap]]]:
    """What one form fills is one line, with what comes first on top of that form."""
    together: dict[tuple[object, ...], tuple[Button | None, list[Gap]]] = {}
    for gap in seen.document.gaps:
        button = _fills(t, seen, gap)
        form = (
            (button.action, *sorted(set(button.args.items()) - {("first", button.args.get("first"))})) if button else ()
        )
        together.setdefault(form, (button, []))[1].append(gap)
    return list(together.values())


def _named(t: Speech, seen: TextSeen, gaps: Sequence[Gap]) -> Text:
    each = [t(f"writing.gap.{gap.hole}", title=seen.titles.get(gap.moment, "")) for gap in gaps]
    what = Text(" · ".join(f"{{gap{at}}}" for at in range(len(each))), {f"gap{at}": gap for at, gap in enumerate(each)})
    return t("writing.show.gap", what=what)


def _fills(t: Speech, seen: TextSeen, gap: Gap) -> Button | None:
    """The form that fills it, for whoever may."""
    label, project = t("writing.show.fill"), {"id": str(seen.which.project)}
    if gap.hole in CHOSEN:
        return Button(label, "choices.feature", {"feature": "writing"}) if seen.may_choose else None
    if not seen.may_edit:
        return None
    if gap.hole in OF_PROJECT:
        part, first = OF_PROJECT[gap.hole]
        return Button(label, "project.edit_part", {**seen.which.args, "part": part, "first": first})
    if gap.hole in OF_MOMENT:
        return Button(label, OF_MOMENT[gap.hole], {"moment": str(gap.moment)})
    if gap.hole in ("momenten", "antwoord"):
        return Button(label, "moment.new", project)
    return Button(label, "writing.words", {**seen.which.args, "first": gap.hole})


def _warnings(t: Speech, seen: TextSeen) -> Iterator[Block]:
    if seen.traces:
        yield Note(t("writing.show.traces", found=seen.traces))
    if seen.names:
        yield Note(t("writing.show.names", names=seen.names))
    for title in seen.without_lines:
        yield Note(t("writing.show.without_lines", title=title))


def _changes(t: Speech, seen: TextSeen) -> Iterator[Block]:
    """Where each thing that the text says is kept: what is filled in can be changed too."""
    if not seen.may_edit:
        return
    which = seen.which
    buttons = [Button(t("writing.change.project"), "project.edit", {"id": str(which.project)})]
    if which.moment:
        buttons.append(Button(t("writing.change.moment"), "moment.edit", {"moment": str(which.moment)}))
    if seen.has_words:
        buttons.insert(0, Button(t("writing.change.words"), "writing.words", which.args))
    yield Paragraph(t("writing.change.title"))
    yield Choices(tuple(buttons))


def _remarks(t: Speech, remarks: Sequence[PlainRemark]) -> Iterator[Block]:
    if remarks:
        yield Paragraph(t("writing.plain.title"))
        yield Bullets(
            tuple(
                t(f"writing.plain.{each.rule}", sentence=each.sentence, words=each.words, better=each.better)
                for each in remarks
            )
        )


def _agreement(t: Speech, seen: TextSeen) -> Iterator[Block]:
    """Who hesitates, and why, is for those who work on the project."""
    if seen.which.kind not in JOINT:
        return
    if seen.is_ready or seen.may_edit:
        yield Paragraph(t("writing.agree.ready" if seen.is_ready else "writing.agree.title"))
    if not seen.may_edit:
        return
    yield Bullets(tuple(corner_line(t, each) for each in seen.corners))
    yield Note(t("writing.agree.nobody_blocked"))


def answers(t: Speech, ask: int, of: str) -> tuple[Button, Button]:
    """of: the beginning of the digest of the text, so that nobody agrees with what they did not see."""
    args = {"ask": str(ask), "of": of}
    return Button(t("writing.agree.yes"), "writing.yes", args), Button(t("writing.agree.no"), "writing.no", args)


def corner_line(t: Speech, each: CornerSaid) -> Text:
    return t(f"writing.agree.corner.{each.corner.value}", role=each.role, name=each.name, reason=each.reason)


def files(t: Speech, kind: TextKind, name: str, written: Sequence[tuple[str, bytes]], gaps: int) -> Card:
    body: list[Block] = [Paragraph(t("writing.files.text", project=name) if name else t("writing.files.council"))]
    if gaps:
        body.append(Note(t("writing.files.gaps", n=gaps)))
    return Card(t.word(kind), tuple(body), files=tuple(Attachment(*file) for file in written))


def not_written(t: Speech) -> Card:
    return Card(t("chat.work_failed.title"), (Paragraph(t("writing.files.failed")),))


def gone(t: Speech) -> Card:
    return Card(t("chat.work_failed.title"), (Paragraph(t("writing.files.gone")),))


def quarter_card(t: Speech, quarter: Quarter, document: WrittenText, *, is_last: bool) -> Card:
    """is_last: nothing comes after it yet."""
    seen = shown(document, "", MOST_BLOCKS, in_parts=True)
    body: list[Block] = [*seen[0], Rule(), Note(t("writing.quarter.no_names"))]
    if seen[1]:
        body.append(Note(t("writing.show.left_out", n=seen[1])))
    buttons = [Button(t("writing.show.files"), "writing.council_files", {"quarter": quarter.written}, style="primary")]
    buttons.append(Button(t("writing.quarter.before"), "writing.council", {"quarter": quarter.before.written}))
    if not is_last:
        buttons.append(Button(t("writing.quarter.after"), "writing.council", {"quarter": quarter.after.written}))
    return Card(t.word(TextKind.QUARTER), tuple(body), tuple(buttons))
