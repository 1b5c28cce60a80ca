"""What people see of an overview: titles, and under each the lines with their own buttons."""

import datetime as dt
from collections.abc import Iterator, Sequence

import msgspec

from bot.chat.cards import Block, Button, Card, Note, Paragraph, Text
from bot.chat.contributions import Part, Scope
from bot.chat.texts import Speech
from bot.overview import rules

MANY = 100
"""Lines are not counted much further than this."""

ROOM_FOR_THE_REST = 45
"""Slack takes fifty blocks in a message."""


def title(t: Speech, day: dt.date) -> Text:
    return t("overview.title", week=str(day.isocalendar().week))


def overview(t: Speech, scope: Scope, parts: Sequence[Part], more: Button) -> Card:
    """One screen. more: leads to what did not fit, and is only there when something did not."""
    screen = rules.on_one_screen(parts)
    body = (Note(_since(t, scope)), *_drawn(t, screen.shown))
    return Card(title(t, scope.until.date()), body, (more,) if screen.rest else ())


def _since(t: Speech, scope: Scope) -> Text:
    if scope.since == scope.until:
        return t("overview.first")
    return t("overview.since", date=scope.since.astimezone(scope.until.tzinfo).date())


def own_week(t: Speech, scope: Scope, parts: Sequence[Part], buttons: tuple[Button, ...]) -> Card:
    shown = rules.on_one_screen(parts).shown
    body = tuple(_drawn(t, shown)) or (Paragraph(t("overview.own.nothing")),)
    return Card(t("overview.own.title", week=str(scope.until.isocalendar().week)), body, buttons)


def the_rest(t: Speech, scope: Scope, parts: Sequence[Part]) -> Card | None:
    """What did not fit on the first screen; None when all of it did."""
    rest = rules.on_one_screen(parts).rest
    with_lines = [part for part in rest if part.lines]
    if not with_lines:
        return None
    shown = rules.on_one_screen(with_lines, ROOM_FOR_THE_REST).shown
    return Card(t("overview.rest.title", week=str(scope.until.isocalendar().week)), tuple(_drawn(t, shown)))


def nothing(t: Speech, day: dt.date) -> Card:
    return Card(title(t, day), (Paragraph(t("overview.nothing")),))


def _drawn(t: Speech, parts: Sequence[Part]) -> Iterator[Block]:
    for part in parts:
        yield Paragraph(t("overview.part", title=part.title))
        yield from (line.row for line in part.lines)
        if part.more:
            yield Note(t("overview.many_more", n=MANY) if part.more > MANY else t("overview.more", n=part.more))


def on_request(t: Speech, scope: Scope, parts: Sequence[Part]) -> Card:
    """The same as a channel gets, with the ways to look further."""
    more = Button(t("overview.show_more"), "overview.more")
    card = overview(t, scope, parts, more) if parts else nothing(t, scope.until.date())
    further = (
        Button(t("overview.load"), "load.show"),
        Button(t("overview.agenda"), "load.agenda"),
        Button(t("overview.owed"), "load.owed"),
        Button(t("overview.own.show"), "overview.own_week"),
    )
    share = Button(title(t, scope.until.date()), "overview.menu")
    return msgspec.structs.replace(card, buttons=(*card.buttons, *further), share=share)


def no_rest(t: Speech, scope: Scope) -> Card:
    return Card(t("overview.rest.title", week=str(scope.until.isocalendar().week)), (Paragraph(t("overview.no_rest")),))


def own_week_on(t: Speech) -> Card:
    off = Button(t("overview.own.stop"), "overview.own_off")
    return Card(t("overview.own.on_title"), (Paragraph(t("overview.own.on")),), (off,))


def own_week_off(t: Speech) -> Card:
    on = Button(t("overview.own.start"), "overview.own_on")
    return Card(t("overview.own.off_title"), (Paragraph(t("overview.own.off")),), (on,))
