"""What a half year was like for whoever read it, in figures. Each looks at messages alone, as a person does."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.chat.cards import Button
from tests.season.doing import Pressed
from tests.season.reader import Look, Message, Sort, Told, about
from tests.season.reading import Line, is_answerable

ASKED_FOR: frozenset[Sort] = frozenset({"asked for"})
A_WEEK = dt.timedelta(weeks=1)
ENOUGH = 3
"""Times that somebody is told the same without an answer. Whoever has not answered by then will not."""
POINTS, REMINDERS = ("findings.", "projects.noticed."), ("moments.reminder.", "projects.still_vacant.", "people.roles.")


class Again(NamedTuple):
    """Lines that somebody had word for word before."""

    again: int
    of: int

    @property
    def percent(self) -> float:
        return 100 * self.again / self.of if self.of else 0.0


FOR_EACH_OTHER = ("buddies.starter.",)
"""Questions to talk about together; the bot asks nothing."""


def direct(messages: Iterable[Message]) -> Iterator[Message]:
    """What came to people's own chats without their asking."""
    return (each for each in messages if each.readers and each.sort not in ASKED_FOR)


def kind_of(message: Message, line: Line) -> str:
    """point, reminder, or what the message as a whole is."""
    if line.key.startswith(POINTS):
        return "point"
    return "reminder" if line.key.startswith(REMINDERS) else message.sort


def repeated(messages: Iterable[Message], readers: frozenset[str]) -> Mapping[str, Again]:
    """By kind of line, for these readers; under "all" everything."""
    had, counted = set[tuple[str, tuple[str, str]]](), defaultdict[str, list[bool]](list)
    for message in direct(messages):
        for who in message.readers:
            if who not in readers:
                continue
            for line in _said_in(message):
                was_there = (who, line.said) in had
                for kind in ("all", kind_of(message, line)):
                    counted[kind].append(was_there)
                had.add((who, line.said))
    return {kind: Again(sum(each), len(each)) for kind, each in sorted(counted.items())}


def _said_in(message: Message) -> Iterator[Line]:
    """Once each."""
    seen = set[tuple[str, str]]()
    for line in message.lines:
        if line.is_about_something and line.said not in seen:
            seen.add(line.said)
            yield line


def unanswerable(messages: Iterable[Message]) -> list[tuple[Message, Line]]:
    """Lines that ask something, in people's own chats, of which no button beside them can be the answer."""
    return [
        (message, line)
        for message in direct(messages)
        for line in message.lines
        if line.questions and not line.key.startswith(FOR_EACH_OTHER) and not is_answerable(line)
    ]


def too_late(messages: Iterable[Message]) -> list[tuple[Message, Told]]:
    """After the last day on which anybody could do something with it."""
    return [
        (message, told)
        for message in direct(messages)
        for told in message.told
        if told.useful_until and message.at.date() > told.useful_until
    ]


def bundles(messages: Iterable[Message]) -> Counter[tuple[str, dt.date]]:
    """How many somebody had on one day."""
    return Counter((who, each.at.date()) for each in messages if each.sort == "bundle" for who in each.readers)


class Overview(NamedTuple):
    """lines: on the screen, headings included. last_week: of those that say something."""

    lines: int
    buttons: int
    last_week: Again


def overviews(messages: Iterable[Message]) -> list[Overview]:
    """Those that went to the channel. The first has no last week."""
    found, before = list[Overview](), set[tuple[str, str]]()
    for message in messages:
        if message.sort == "overview":
            lines = {line.said for line in message.lines if line.is_about_something}
            headings = {line.under for line in message.lines if line.under}
            on_screen = len(message.lines) + len(headings)
            found.append(Overview(on_screen, message.buttons, Again(len(lines & before), len(lines))))
            before = lines
    return found


def a_week(messages: Iterable[Message], weeks_here: Mapping[str, float]) -> float:
    """Direct messages to one of these, on average. weeks_here: of each of them."""
    came = sum(who in weeks_here for message in direct(messages) for who in message.readers)
    weeks = sum(weeks_here.values())
    return came / weeks if weeks else 0.0


class Tips(NamedTuple):
    """Of the welcome, to whoever had most: in all, and within a week."""

    in_all: int
    in_a_week: int


def tips(messages: Iterable[Message]) -> Tips:
    had = defaultdict[str, list[dt.date]](list)
    for message in direct(messages):
        if any(line.key.startswith("welcome.") for line in message.lines):
            for who in message.readers:
                had[who].append(message.at.date())
    weeks = [sum(dt.timedelta() <= day - first < A_WEEK for day in days) for days in had.values() for first in days]
    return Tips(max(map(len, had.values()), default=0), max(weeks, default=0))


def after_enough(
    messages: Sequence[Message], pressed: Mapping[str, Sequence[Pressed]]
) -> list[tuple[Message, str, Line]]:
    """What somebody was told, or asked, once more after three times without an answer of theirs."""
    found, times = list[tuple[Message, str, Line]](), dict[tuple[str, str], tuple[int, dt.datetime]]()
    for message in direct(messages):
        for who in message.readers:
            for thing, line in _things(message).items():
                before, last = times.get((who, thing), (0, message.at))
                if _was_answered(pressed.get(who, ()), line, last, message.at):
                    before = 0
                times[who, thing] = before + 1, message.at
                if before >= ENOUGH:
                    found.append((message, who, line))
    return found


def _things(message: Message) -> dict[str, Line]:
    """What points and reminders are about: the text, and the ids that the buttons carry."""
    return {
        f"{line.key.partition('.saw')[0]} {sorted(about(line).items())}": line
        for line in message.lines
        if line.buttons and kind_of(message, line) in ("point", "reminder") and about(line)
    }


def _was_answered(pressed: Sequence[Pressed], line: Line, after: dt.datetime, before: dt.datetime) -> bool:
    """With a button that stands beside it, in that time."""
    answers = [(button.action, {**button.args}) for button in line.buttons if isinstance(button, Button)]
    return any(after < each.at < before and (each.action, {**each.args}) in answers for each in pressed)


def twice_around(messages: Iterable[Message]) -> list[str]:
    """Whoever was told twice what is before a contact moment, or asked twice in the same words for its report."""
    times = Counter[str]()
    for message in direct(messages):
        lines = [line for line in message.lines if line.key.startswith(("moments.before.", "moments.report.ask"))]
        for line in {each.key: each for each in lines if "moment" in about(each)}.values():
            # A corner that is vacant is said in the same message.
            which = "before" if line.key.startswith("moments.before.") else line.key
            if which == "before" and line.key not in ("moments.before.tomorrow", "moments.before.later"):
                continue
            times.update(f"{who}, {which}, {about(line)['moment']}" for who in message.readers)
    return [what for what, number in times.items() if number > 1]


class Asks(NamedTuple):
    """over: of which the last day is three weeks ago or more. with_input: how many have what residents said."""

    over: int
    with_input: int

    @property
    def percent(self) -> float:
        return 100 * self.with_input / self.over if self.over else 100.0


def empty(looks: Iterable[Look], page: str) -> list[Look]:
    """Pages that named nothing of what was due."""
    return [each for each in looks if each.page == page and each.names_nothing]
