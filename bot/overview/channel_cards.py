"""What people see of the channels that get an overview."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from rapidfuzz import process
from rapidfuzz.utils import default_process

from bot.chat.cards import Block, Button, Card, Note, Paragraph, Row, Text, typed
from bot.chat.contributions import Scope
from bot.chat.forms import Field, Form, Option
from bot.chat.requests import Channel
from bot.chat.texts import Speech
from bot.overview import cards, rules
from glossary import Domain

if TYPE_CHECKING:
    from storage.messages.overviews import OverviewChannel

MOST_DEPARTMENTS = 5
"""That are named to whoever typed another."""


def listed(
    t: Speech,
    channels: "Sequence[OverviewChannel]",
    areas: Mapping[str, str],
    misfits: Mapping[int, Text],
    is_admin: bool,
) -> Card:
    """misfits: what is wrong with the department of a channel, by its id."""
    rows = [block for channel in channels for block in _row(t, channel, areas, misfits.get(channel.id))]
    text = t("overview.channels.text" if channels else "overview.channels.none")
    new = Button(t("overview.channels.new"), "overview.channel", style="primary")
    meeting = Button(t("overview.channels.meeting"), "meeting.show")
    return Card(t("overview.channels.title"), (Paragraph(text), *rows), (new, *_when(t, is_admin), meeting))


def _row(t: Speech, channel: "OverviewChannel", areas: Mapping[str, str], misfit: Text | None) -> Iterator[Block]:
    if misfit:
        yield Row(_in_words(t, channel, areas), Button(t("overview.channels.mend"), "overview.channel", _me(channel)))
        yield Note(misfit)
    else:
        yield Row(_in_words(t, channel, areas), Button(t("overview.channels.look"), "overview.preview", _me(channel)))


def _when(t: Speech, is_admin: bool) -> tuple[Button, ...]:
    """When it goes out is for administrators; which channels get it, for the register keeper too."""
    when = Button(t("overview.channels.when"), "choices.job", {"job": "overview.weekly"})
    return (when,) if is_admin else ()


def _in_words(t: Speech, channel: "OverviewChannel", areas: Mapping[str, str]) -> Text:
    narrowed: list[str | Text] = [areas.get(code, code) for code in channel.area_codes]
    narrowed += [t.word(channel.domain)] if channel.domain else []
    narrowed += [channel.department] if channel.department else []
    what = t.joined(narrowed) if narrowed else t("overview.channels.everything")
    state = t("overview.channels.on" if channel.started_at else "overview.channels.off")
    return t("overview.channels.row", name=channel.name, what=what, state=state)


def _me(channel: "OverviewChannel") -> dict[str, str]:
    return {"channel": str(channel.id)}


def form(t: Speech, channel: "OverviewChannel", areas: Mapping[str, str], args: Mapping[str, str]) -> Form:
    """channel: as it is filled in. args: which one is changed; none for a new one."""
    place = Channel(channel.platform, channel.tenant, channel.place) if channel.place else None
    fields = (
        Field(
            "name", t("overview.field.name"), required=True, value=channel.name or None, longest=100,
            hint=t("overview.hint.name"),
        ),
        Field(
            "channel", t("overview.field.channel"), "channel", required=True, value=place,
            hint=t("overview.hint.channel"),
        ),
        Field(
            "areas", t("overview.field.areas"), "searches", source="areas",
            value=tuple(Option(code, typed(areas.get(code, code))) for code in channel.area_codes),
            hint=t("overview.hint.areas"),
        ),
        Field(
            "domain", t("overview.field.domain"), "choice", tuple(Option(word.value, t.word(word)) for word in Domain),
            value=channel.domain.value if channel.domain else None,
        ),
        Field("department", t("overview.field.department"), value=channel.department or None, longest=200),
    )  # fmt: skip
    return Form(t("overview.channels.form_title"), fields, t("overview.channels.look"), "overview.save_channel", args)


def no_department(t: Speech, typed: str, known: Sequence[str]) -> Text:
    """The likeliest of those that there are first."""
    near = process.extract(typed, known, processor=default_process, limit=MOST_DEPARTMENTS)
    if not near:
        return t("overview.channels.no_departments")
    return t("overview.channels.no_department", names=t.listed([name for name, *_ in near]))


def preview(t: Speech, its: Speech, channel: "OverviewChannel", scope: Scope, shown: rules.InShort | None) -> Card:
    """its: the language of the channel. shown: None when there is nothing to say."""
    more = Button(t("overview.show_more"), "overview.more")
    card = cards.overview(its, scope, shown, more) if shown else cards.nothing(its, scope.until.date())
    first = Note(t("overview.channels.preview", name=channel.name))
    change = Button(t("overview.channels.change"), "overview.channel", _me(channel))
    start = Button(t("overview.channels.start"), "overview.start", _me(channel), style="primary")
    sure = t("overview.channels.sure", name=channel.name)
    remove = Button(t("overview.channels.remove"), "overview.remove", _me(channel), "danger", sure)
    buttons = (change, remove) if channel.started_at else (start, change, remove)
    return msgspec.structs.replace(card, body=(first, *card.body), buttons=buttons)


def started(t: Speech, channel: "OverviewChannel", is_admin: bool) -> Card:
    text = Paragraph(t("overview.channels.started", name=channel.name))
    every = Button(t("overview.channels.all"), "overview.channels")
    return Card(t("overview.channels.title"), (text,), (*_when(t, is_admin), every))


def removed(t: Speech, name: str) -> Card:
    text = Paragraph(t("overview.channels.removed", name=name))
    return Card(t("overview.channels.title"), (text,), (Button(t("overview.channels.all"), "overview.channels"),))
