"""What people see of sessions."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.chat.cards import (
    Attachment,
    Block,
    Bullets,
    Button,
    Card,
    Choices,
    Facts,
    Heading,
    Note,
    Paragraph,
    Row,
    Rule,
    Text,
    typed,
)
from bot.chat.texts import Speech, date_in_words
from bot.knowledge import timing

if TYPE_CHECKING:
    from storage.learning.sessions import KnowledgeSession


SOON, ABOUT_AN_HOUR = 60, 55
"""Minutes."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A session as one person may see it. hosts: names of those who said yes. comes: this person signed up; gives: they
    host it.

    guests: how many come; names: of those, for whoever hosts it. take_aways: what they wrote, for whoever hosts it.
    """

    session: "KnowledgeSession"
    zone: ZoneInfo
    hosts: Sequence[str]
    guests: int
    comes: bool = False
    gives: bool = False
    may_change: bool = False
    over: bool = False
    names: Sequence[str] = ()
    take_aways: Sequence[str] = ()


def when(t: Speech, session: "KnowledgeSession", zone: ZoneInfo) -> Text:
    local, end = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    day = date_in_words(local.date(), t.language, weekday=True)
    return t("knowledge.session.when", day=day, time=f"{local:%H:%M}", end=f"{end:%H:%M}")


def planned(t: Speech, seen: Sequence[Seen], asked: str | None, announced: bool, one_discipline: bool) -> Card:
    """asked: the other host, who has still to say yes. one_discipline: a host of the other one would be welcome."""
    first = seen[0].session
    times = tuple(when(t, each.session, each.zone) for each in seen)
    body: list[Block] = [
        Paragraph(t("knowledge.session.about", topic=first.topic)),
        Bullets(times) if len(times) > 1 else Paragraph(times[0]),
    ]
    if asked:
        body.append(Paragraph(t("knowledge.session.asked_host", name=asked)))
    elif one_discipline:
        body.append(Note(t("knowledge.session.other_discipline")))
    body.append(Note(t("knowledge.session.announced" if announced else "knowledge.session.not_announced")))
    me = {"id": str(first.id)}
    change = Button(t("knowledge.session.change_it"), "session.edit", me)
    buttons = (_show(t, first), _for_calendar(t, first), change)
    return Card(t("knowledge.session.planned"), tuple(body), buttons, Button(typed(first.topic), "session.show", me))


def announcement(t: Speech, seen: Sequence[Seen]) -> Card:
    """Of one, or of a series. How many come, and never who."""
    first = next((each for each in seen if not each.session.cancelled_at), seen[0])
    rows = tuple(_announced(t, each, first.session) for each in seen)
    title = "is_cancelled" if first.session.cancelled_at else "announcement"
    return Card(
        t(f"knowledge.session.{title}"),
        (Paragraph(t("knowledge.session.a_session", topic=first.session.topic)), *_about(t, first), *rows),
        (_show(t, first.session),),
    )


def _announced(t: Speech, seen: Seen, first: "KnowledgeSession") -> Row:
    """What was changed since then in one of a series is said beside it."""
    session = seen.session
    text = when(t, session, seen.zone)
    if session.topic != first.topic:
        text = t("knowledge.session.row", topic=session.topic, when=text)
    if session.place and session.place != first.place:
        text = t("knowledge.session.elsewhere", what=text, place=session.place)
    if session.cancelled_at:
        return Row(t("knowledge.session.row_cancelled", what=text))
    if seen.guests:
        text = t("knowledge.session.row_comes", what=text, n=seen.guests)
    join = Button(t("knowledge.session.join"), "session.join", {"id": str(session.id)})
    return Row(text, None if seen.over else join)


def _show(t: Speech, session: "KnowledgeSession") -> Button:
    return Button(t("chat.show"), "session.show", {"id": str(session.id)})


def _for_calendar(t: Speech, session: "KnowledgeSession") -> Button:
    return Button(t("knowledge.session.to_calendar"), "session.calendar", {"id": str(session.id)})


def for_calendar(t: Speech, session: "KnowledgeSession", file: Attachment) -> Card:
    body = (Paragraph(t("knowledge.session.calendar_text", topic=session.topic)),)
    return Card(t("knowledge.session.calendar_title"), body, files=(file,))


def _about(t: Speech, seen: Seen) -> Iterator[Block]:
    facts = []
    if seen.session.place:
        facts.append((t("knowledge.session.where"), typed(seen.session.place)))
    if seen.hosts:
        facts.append((t("knowledge.session.hosts"), t.listed(list(seen.hosts))))
    if facts:
        yield Facts(tuple(facts))


def session(t: Speech, seen: Seen, public: bool) -> Card:
    kept, me = seen.session, {"id": str(seen.session.id)}
    topic = Paragraph(t("knowledge.session.about", topic=kept.topic))
    body: list[Block] = [topic, Paragraph(when(t, kept, seen.zone)), *_about(t, seen)]
    if kept.cancelled_at:
        body.append(Note(t("knowledge.session.is_cancelled")))
        return Card(t("knowledge.session.title"), tuple(body))
    if seen.guests and not seen.over:
        body.append(Note(t("knowledge.session.comes", n=seen.guests)))
    if seen.gives and not public:
        body += _for_the_host(t, seen)
    if kept.notes:
        body += [Rule(), Paragraph(t("knowledge.session.notes_are", notes=kept.notes))]
    return Card(
        t("knowledge.session.title"),
        tuple(body),
        tuple(_buttons(t, seen, me, public)),
        Button(typed(kept.topic), "session.show", me),
    )


def _for_the_host(t: Speech, seen: Seen) -> Iterator[Block]:
    if seen.names:
        yield Paragraph(t("knowledge.session.who_comes", names=list(seen.names)))
    if seen.session.prepare:
        yield Paragraph(t("knowledge.session.to_prepare", what=seen.session.prepare))
    if seen.take_aways:
        yield Paragraph(t("knowledge.session.they_took_away"))
        yield Bullets(tuple(typed(words) for words in seen.take_aways))


def _buttons(t: Speech, seen: Seen, me: dict[str, str], public: bool) -> Iterator[Button]:
    if public:
        if not seen.over:
            yield Button(t("knowledge.session.join"), "session.join", me, style="primary")
        return
    if seen.over and seen.comes:
        yield Button(t("knowledge.session.take_away_title"), "session.take_away", me, style="primary")
    elif not seen.over and not (seen.comes or seen.gives):
        yield Button(t("knowledge.session.join"), "session.join", me, style="primary")
    if not seen.over and (seen.comes or seen.gives):
        yield _for_calendar(t, seen.session)
    if not seen.over and seen.comes:
        yield Button(t("knowledge.session.leave"), "session.leave", me)
    if seen.may_change and seen.over:
        yield Button(t("knowledge.session.write_notes"), "session.notes", me)
    elif seen.may_change:
        yield Button(t("knowledge.session.change_it"), "session.edit", me)
        sure = t("knowledge.session.cancel_sure")
        yield Button(t("knowledge.session.cancel"), "session.cancel", me, style="danger", confirm=sure)


def coming(t: Speech, seen: Sequence[Seen]) -> Card:
    plan = Button(t("knowledge.menu.session"), "session.new")
    if not seen:
        return Card(t("knowledge.session.coming"), (Paragraph(t("knowledge.session.none")),), (plan,))
    return Card(t("knowledge.session.coming"), tuple(_row(t, each) for each in seen), (plan,))


def _row(t: Speech, seen: Seen) -> Row:
    text = t("knowledge.session.row", topic=seen.session.topic, when=when(t, seen.session, seen.zone))
    return Row(text, _show(t, seen.session))


def mine(t: Speech, seen: Sequence[Seen]) -> tuple[Block, ...]:
    """On somebody's own page."""
    return (Heading(t("knowledge.session.mine")), *(_row(t, each) for each in seen), Rule())


def told(t: Speech, key: str, seen: Seen, file: Attachment | None = None, who: str = "") -> Card:
    """One of the short messages about a session: joined, left, changed, cancelled, and so on."""
    body: list[Block] = [Paragraph(t(f"knowledge.session.told.{key}", topic=seen.session.topic, who=who))]
    if key not in ("left", "not_a_host", "too_late"):
        body += [Paragraph(when(t, seen.session, seen.zone)), *_about(t, seen)]
    buttons: tuple[Button, ...] = () if key in ("cancelled", "not_a_host") else (_show(t, seen.session),)
    if key == "hosts_too":
        buttons = (*buttons, _for_calendar(t, seen.session))
    if key == "joined":
        buttons = (*buttons, Button(t("knowledge.session.remind_me"), "session.reminders"))
    title = "joined_title" if key == "joined" else "title"
    return Card(t(f"knowledge.session.{title}"), tuple(body), buttons, files=(file,) if file else ())


def ask_host(t: Speech, seen: Seen, who: str) -> Card:
    me = {"id": str(seen.session.id)}
    body = (
        Paragraph(t("knowledge.session.ask_host", who=who, topic=seen.session.topic)),
        Paragraph(when(t, seen.session, seen.zone)),
    )
    buttons = (
        Button(t("knowledge.session.host_yes"), "session.host_yes", me, style="primary"),
        Button(t("knowledge.session.host_no"), "session.host_no", me),
    )
    return Card(t("knowledge.session.title"), body, buttons)


def reminder(t: Speech, seen: Seen, now: dt.datetime, gives: bool) -> Card:
    """gives: the reader hosts it."""
    # With whom it is they read when they joined.
    body = (Paragraph(_in_time(_countdown(t, seen, now), t, seen)), *_about(t, replace(seen, hosts=())))
    me = {"id": str(seen.session.id)}
    other = (
        Button(t("knowledge.session.change_it"), "session.edit", me)
        if gives
        else Button(t("knowledge.session.leave"), "session.leave", me)
    )
    return Card(t("knowledge.session.title"), body, (_show(t, seen.session), other))


def _in_time(soon: Text, t: Speech, seen: Seen) -> Text:
    """In one line: how long it takes, and when that is."""
    return Text("{soon}, {when}", {"soon": soon, "when": when(t, seen.session, seen.zone)})


def _countdown(t: Speech, seen: Seen, now: dt.datetime) -> Text:
    """What is true when it is said: a reminder may come a while after it was due."""
    topic, left = seen.session.topic, timing.left(seen.session.starts_at, seen.zone, now)
    if left.minutes <= SOON:
        key = "hour" if left.minutes > ABOUT_AN_HOUR else "minutes"
        return t(f"knowledge.session.remind.{key}", topic=topic, n=left.minutes)
    key = {0: "today", 7: "week"}.get(left.days, "days")
    return t(f"knowledge.session.remind.{key}", topic=topic, n=left.days)


def for_the_host(t: Speech, seen: Seen, now: dt.datetime) -> tuple[Block, ...]:
    days = timing.left(seen.session.starts_at, seen.zone, now).days
    soon = t("knowledge.session.host_soon", topic=seen.session.topic, n=days)
    to_prepare = (Paragraph(t("knowledge.session.to_prepare", what=seen.session.prepare)),)
    comes = t("knowledge.session.comes", n=seen.guests) if seen.guests else t("knowledge.session.nobody")
    change = Button(t("knowledge.session.change_it"), "session.edit", {"id": str(seen.session.id)})
    return (
        Paragraph(_in_time(soon, t, seen)),
        *(to_prepare if seen.session.prepare else ()),
        Paragraph(comes),
        Choices((_show(t, seen.session), change)),
    )


def after(t: Speech, seen: Seen, hosting: bool) -> Card:
    me = {"id": str(seen.session.id)}
    key = ("thanks_host" if seen.guests else "host_alone") if hosting else "thanks_guest"
    take_away = Button(t("knowledge.session.take_away_title"), "session.take_away", me, style="primary")
    buttons: tuple[Button, ...] = (take_away,)
    if hosting:
        # What the others took away comes to stand there.
        buttons = (Button(t("knowledge.session.write_notes"), "session.notes", me), _show(t, seen.session))
    words = Paragraph(t(f"knowledge.session.{key}", topic=seen.session.topic))
    return Card(t("knowledge.session.title"), (words,), buttons)


def thanks(t: Speech, session: "KnowledgeSession") -> Card:
    lesson = Button(t("knowledge.session.as_lesson"), "session.as_lesson", {"id": str(session.id)}, style="primary")
    return Card(t("knowledge.session.thanks_title"), (Paragraph(t("knowledge.session.thanks")),), (lesson,))


def done(t: Speech, key: str) -> Card:
    return Card(t("knowledge.session.title"), (Paragraph(t(f"knowledge.session.done.{key}")),))


def next_one(t: Speech, seen: Seen, *, is_coming: bool) -> Row:
    """is_coming: the reader, who need not be asked any more."""
    text = t("knowledge.session.row", topic=seen.session.topic, when=when(t, seen.session, seen.zone))
    join = Button(t("knowledge.session.join"), "session.join", {"id": str(seen.session.id)})
    return Row(text, _show(t, seen.session) if is_coming else join)


def is_this_week(session: "KnowledgeSession", now: dt.datetime) -> bool:
    return session.starts_at - now < dt.timedelta(days=7)
