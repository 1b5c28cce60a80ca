"""What people see of the report of a contact moment."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.chat import editing
from bot.chat.cards import Block, Button, Card, Note, Paragraph, Row, Text, typed
from bot.chat.forms import Field, Form
from bot.chat.texts import Speech
from bot.moments.outcome_lines import OutcomeLine
from bot.moments.report_lines import LONGEST
from bot.register import fields
from glossary import TextKind

if TYPE_CHECKING:
    from storage.register.moments import Moment
    from storage.register.projects import Project


def form(
    t: Speech,
    moment: "Moment",
    codes: Mapping[str, str],
    points: Sequence[str | OutcomeLine],
    total: int = 0,
    body: Sequence[Block] = (),
    seen: int | None = None,
) -> Form:
    """points: what residents said, as far as a field has room. total: how many there are. seen: as for `forms.edit`."""
    came, missed, differently = (editing.field(t, "moments", spec, codes[spec.key], {}) for spec in fields.REPORT)
    lines = [each.input if isinstance(each, OutcomeLine) else each for each in points]
    said = Field(
        *("said", t("moments.field.said"), "long_text"),
        value="\n".join(lines) or None, hint=t("moments.hint.said"), longest=LONGEST,
    )  # fmt: skip
    more = (Note(t("moments.report.more_lines", n=total - len(lines))),) if total > len(lines) else ()
    args = {"moment": str(moment.id), "revision": str(moment.revision if seen is None else seen)}
    return Form(
        t("moments.report.title"),
        (came, missed, said, differently),
        t("chat.save"),
        "moment.save_report",
        args,
        (*body, Paragraph(t("moments.report.text", title=moment.title)), *more),
    )


def saved(t: Speech, moment: "Moment", project: "Project", due: dt.date | None, waiting: int) -> Card:
    """due: the last day on which residents hear in time; None: they wait for nothing. waiting: undecided points."""
    me = {"moment": str(moment.id)}
    body: list[Block] = [Paragraph(t("moments.report.saved", title=moment.title))]
    if waiting:
        body.append(Paragraph(t("moments.report.saved_lines", n=waiting)))
    if due:
        body.append(Paragraph(t("moments.report.saved_due", date=t.deadline(due))))
    lesson: tuple[Button, ...] = ()
    if moment.differently:
        body.append(Paragraph(t("moments.report.lesson")))
        offer = Button(t("moments.report.keep_lesson"), "lesson.new", {"id": str(project.id), **me}, style="primary")
        lesson = (offer,)
    interim = {"id": str(project.id), "text": TextKind.INTERIM.value, "about": str(moment.id)}
    buttons = (
        *lesson,
        *((Button(t("moments.report.interim"), "writing.show", interim),) if due else ()),
        Button(t("chat.show"), "moment.show", me),
        Button(t("moments.report.edit"), "moment.report", me),
    )
    return Card(t("moments.report.saved_title"), tuple(body), buttons, Button(typed(moment.title), "moment.show", me))


def facts(t: Speech, moment: "Moment", public: bool) -> Iterator[tuple[Text, Text]]:
    """On the card of a moment. What we would do differently is no news for a channel."""
    if moment.reported_on is None:
        return
    yield t("moments.field.reported_on"), t("moments.card.date", date=moment.reported_on)
    if moment.people_came is not None:
        yield t("moments.card.came"), t("moments.card.reach", n=moment.people_came)
    if moment.missed:
        yield t("moments.card.missed"), t.listed([t.word(group) for group in moment.missed_groups])
    if moment.differently and not public:
        yield t("moments.card.differently"), typed(moment.differently)


def which(t: Speech, project: "Project", begun: Sequence["Moment"], may_write: bool) -> Card:
    """Those without a report first."""
    to_project = Button(t("moments.card.project"), "project.show", {"id": str(project.id)})
    if not begun:
        return Card(t("moments.report.which_title"), (Paragraph(t("moments.report.none")),), (to_project,))
    rows = tuple(_row(t, moment, may_write) for moment in begun)
    return Card(t("moments.report.which_title"), (Paragraph(t("moments.report.which")), *rows), (to_project,))


def _row(t: Speech, moment: "Moment", may_write: bool) -> Row:
    me = {"moment": str(moment.id)}
    lacks = moment.reported_on is None
    key = "moments.report.row" if lacks else "moments.report.row_there"
    text = t(key, title=moment.title, when=t.period(moment.starts_on, moment.ends_on))
    if lacks and may_write:
        return Row(text, Button(t("moments.report.write"), "moment.report", me))
    return Row(text, Button(t("chat.show"), "moment.show", me))


def too_early(t: Speech, moment: "Moment") -> Card:
    show = Button(t("chat.show"), "moment.show", {"moment": str(moment.id)})
    return Card(t("moments.report.title"), (Paragraph(t("moments.report.too_early", title=moment.title)),), (show,))
