"""What people see of the festival: the proposal, the call, the programme, and what they took along."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.chat.cards import (
    Attachment,
    Block,
    Bullets,
    Button,
    Card,
    Choices,
    Facts,
    Note,
    Paragraph,
    Row,
    Rule,
    Text,
    typed,
)
from bot.chat.texts import Speech
from bot.knowledge.session_cards import Seen, when

if TYPE_CHECKING:
    from storage.learning.festivals import Festival


@dataclass(frozen=True, slots=True)
class SeenFestival:
    """As one person may see it. organises: may plan it and call it off. mine: what they offered to tell.

    sessions: in order, also those that were called off. take_aways: what people wrote, for whoever organises it.
    """

    festival: "Festival"
    organises: bool = False
    offers: int = 0
    mine: str = ""
    sessions: Sequence[Seen] = ()
    is_over: bool = False
    take_aways: Sequence[str] = ()

    @property
    def takes_part(self) -> bool:
        return any(each.comes or each.gives for each in self.sessions)


def proposal(t: Speech, festival: "Festival", lessons: Sequence[str]) -> tuple[Block, ...]:
    """lessons: those that helped most, whoever wrote them."""
    me = {"id": str(festival.id)}
    buttons = (
        Button(t("festival.choose_day"), "festival.plan", me, style="primary"),
        Button(t("festival.not_this_year"), "festival.not_this_year", me),
    )
    helped = Bullets(tuple(typed(lesson) for lesson in lessons))
    return (Paragraph(t("festival.proposal")), Paragraph(t("festival.helped_most")), helped, Choices(buttons))


def none(t: Speech, organises: bool) -> Card:
    plan = Button(t("festival.choose_day"), "festival.plan", {"id": "0"}, style="primary")
    text = t("festival.none_organises" if organises else "festival.none")
    session = Button(t("knowledge.menu.session"), "session.new")
    return Card(t("festival.title"), (Paragraph(text),), (plan, session) if organises else (session,))


def declined(t: Speech) -> Card:
    return Card(t("festival.title"), (Paragraph(t("festival.declined")),))


def call(t: Speech, festival: "Festival") -> Card:
    """In the channel: who wants to tell something? No counts, and no names."""
    body = (Paragraph(t("festival.call")), _facts(t, festival))
    return Card(t("festival.call_title"), body, (_offer(t, festival), _show(t, festival)))


def called(t: Speech, festival: "Festival") -> Card:
    """What the call says when there is a programme."""
    return Card(t("festival.title"), (Paragraph(t("festival.call_is_over")),), (_show(t, festival),))


def _facts(t: Speech, festival: "Festival") -> Facts:
    assert festival.held_on is not None
    rows = [(t("festival.day"), t("festival.day_at", day=t.day(festival.held_on), time=festival.starts_at))]
    if festival.place:
        rows.append((t("knowledge.session.where"), typed(festival.place)))
    return Facts(tuple(rows))


def _offer(t: Speech, festival: "Festival") -> Button:
    return Button(t("festival.offer"), "festival.offer", {"id": str(festival.id)}, style="primary")


def _show(t: Speech, festival: "Festival") -> Button:
    return Button(t("chat.show"), "festival.show", {"id": str(festival.id)})


def _whole(t: Speech, festival: "Festival") -> Button:
    return Button(t("festival.whole"), "festival.show", {"id": str(festival.id)})


def planned(t: Speech, seen: SeenFestival, announced: bool) -> Card:
    body = (_facts(t, seen.festival), Note(t("festival.announced" if announced else "festival.not_announced")))
    return Card(t("festival.planned"), body, (_show(t, seen.festival),))


def festival(t: Speech, seen: SeenFestival) -> Card:
    if seen.is_over:
        return _over(t, seen)
    body: list[Block] = [_facts(t, seen.festival)]
    if seen.sessions:
        body += _rows(t, seen.sessions)
    else:
        body.append(Paragraph(t("festival.call")))
        if seen.mine:
            body.append(Note(t("festival.you_tell", topic=seen.mine)))
        if seen.organises:
            body.append(Note(t("festival.offers", n=seen.offers)))
    return Card(t("festival.title"), tuple(body), tuple(_buttons(t, seen)))


def _buttons(t: Speech, seen: SeenFestival) -> Iterator[Button]:
    me = {"id": str(seen.festival.id)}
    if seen.sessions and seen.takes_part:
        yield Button(t("knowledge.session.to_calendar"), "festival.calendar", me)
    if not seen.sessions:
        yield Button(t("festival.change_offer"), "festival.offer", me) if seen.mine else _offer(t, seen.festival)
        if seen.mine:
            yield Button(t("festival.take_offer_back"), "festival.take_offer_back", me)
        if seen.organises:
            yield Button(t("festival.make"), "festival.programme", me)
            yield Button(t("festival.change"), "festival.plan", me)
    if seen.organises:
        sure = t("festival.call_off_sure")
        yield Button(t("festival.call_off"), "festival.call_off", me, style="danger", confirm=sure)


def programme(t: Speech, festival: "Festival", sessions: Sequence[Seen]) -> Card:
    """In the channel; how many come, and never who."""
    if festival.called_off_on:
        return Card(t("festival.title"), (Paragraph(t("festival.is_called_off")),))
    # Whoever clicked last is not whoever reads it.
    for_all = [replace(each, comes=False, gives=False) for each in sessions]
    body: tuple[Block, ...] = (_facts(t, festival), *_rows(t, for_all))
    return Card(t("festival.programme_is"), body, (_show(t, festival),))


def _rows(t: Speech, sessions: Sequence[Seen]) -> Iterator[Row]:
    for seen in sessions:
        session = seen.session
        start = f"{session.starts_at.astimezone(seen.zone):%H:%M}"
        text = t("festival.row", time=start, topic=session.topic)
        if session.cancelled_at:
            yield Row(t("knowledge.session.row_cancelled", what=text))
            continue
        me = {"id": str(session.id)}
        if not seen.hosts:
            tell = Button(t("festival.tell"), "festival.tell", me)
            yield Row(t("festival.nobody_tells", what=text), None if seen.over else tell)
            continue
        text = t("festival.row_with", what=text, who=t.listed([typed(name) for name in seen.hosts]))
        if seen.guests:
            text = t("knowledge.session.row_comes", what=text, n=seen.guests)
        if seen.comes or seen.gives:
            yield Row(text, Button(t("chat.show"), "session.show", me))
        else:
            yield Row(text, None if seen.over else Button(t("knowledge.session.join"), "session.join", me))


def offered(t: Speech, festival: "Festival", topic: str) -> Card:
    body = (Paragraph(t("festival.offered", topic=topic)), _facts(t, festival))
    return Card(t("festival.offer_title"), body, (_show(t, festival),))


def taken_back(t: Speech) -> Card:
    return Card(t("festival.title"), (Paragraph(t("festival.taken_back")),))


def made(t: Speech, seen: SeenFestival, announced: bool) -> Card:
    note = Note(t("festival.programme_posted" if announced else "festival.programme_kept"))
    return Card(t("festival.programme_title"), (*_rows(t, seen.sessions), note), (_show(t, seen.festival),))


def nothing_to_choose(t: Speech, festival: "Festival") -> Card:
    return Card(t("festival.programme_title"), (Paragraph(t("festival.nothing_to_choose")),), (_show(t, festival),))


def ask_to_tell(t: Speech, seen: Seen) -> Card:
    """To whoever wrote the lesson, under their name."""
    me = {"id": str(seen.session.id)}
    body = (Paragraph(t("festival.ask_to_tell", topic=seen.session.topic)), Paragraph(when(t, seen.session, seen.zone)))
    buttons = (
        Button(t("festival.tell_yes"), "session.host_yes", me, style="primary"),
        Button(t("knowledge.session.host_no"), "session.host_no", me),
    )
    return Card(t("festival.title"), body, buttons)


def called_off(t: Speech, festival: "Festival", file: Attachment | None = None) -> Card:
    assert festival.held_on is not None
    text = t("festival.told_called_off", day=t.day(festival.held_on))
    body: list[Block] = [Paragraph(text)]
    if file:
        body.append(Note(t("festival.calendar_follows")))
    return Card(t("festival.title"), tuple(body), files=(file,) if file else ())


def for_calendar(t: Speech, file: Attachment) -> Card:
    return Card(t("knowledge.session.calendar_title"), (Paragraph(t("festival.calendar_text")),), files=(file,))


def reminder(t: Speech, festival: "Festival", mine: Sequence[Seen], now: dt.datetime) -> Card:
    """Everything that somebody comes to or gives, in one message."""
    assert festival.held_on is not None
    days = (festival.held_on - now.date()).days
    rows: list[Block] = [
        Row(_mine(t, each), Button(t("chat.show"), "session.show", {"id": str(each.session.id)})) for each in mine
    ]
    body = (Paragraph(t("festival.remind", n=days)), _facts(t, festival), *rows)
    return Card(t("festival.title"), body, (_whole(t, festival),))


def _mine(t: Speech, seen: Seen) -> Text:
    return t("festival.row", time=f"{seen.session.starts_at.astimezone(seen.zone):%H:%M}", topic=seen.session.topic)


def after(t: Speech, festival: "Festival", attended: Sequence[Seen], gave: Sequence[Seen]) -> Card:
    """One question for each session that they came to."""
    thanks: Block = Paragraph(t("festival.thanks_gave" if gave else "festival.thanks"))
    label = t("knowledge.session.take_away_title")
    asked: list[Block] = [
        Row(typed(each.session.topic), Button(label, "session.take_away", {"id": str(each.session.id)}))
        for each in attended
    ]
    return Card(t("festival.title"), (thanks, *asked), (_whole(t, festival),))


def _over(t: Speech, seen: SeenFestival) -> Card:
    """What people took along, without their names: for whoever organises it."""
    body: list[Block] = [_facts(t, seen.festival)]
    label = t("knowledge.session.take_away_title")
    for each in seen.sessions:
        if each.session.cancelled_at or not each.hosts:
            continue
        me = {"id": str(each.session.id)}
        action = Button(label, "session.take_away", me) if each.comes else Button(t("chat.show"), "session.show", me)
        body.append(Row(typed(each.session.topic), action))
    if seen.take_aways:
        body += [
            Rule(), Paragraph(t("festival.took_along")), Bullets(tuple(typed(words) for words in seen.take_aways)),
        ]  # fmt: skip
    elif seen.organises:
        body.append(Note(t("festival.took_nothing_yet")))
    return Card(t("festival.is_over"), tuple(body))
