"""What people see of an overview: titles, and under each the lines with their own buttons."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from bot.chat.cards import Block, Button, Card, Choices, Heading, Note, Paragraph, Picture, Rule, Text
from bot.chat.contributions import Line, Part, Scope
from bot.chat.texts import Speech
from bot.overview import rules

if TYPE_CHECKING:
    from storage.messages.overviews import OverviewPost

MANY = 100
"""Lines are not counted much further than this."""

ROOM_FOR_THE_REST = 45
"""Slack takes fifty blocks in a message."""


A_WEEK = dt.timedelta(days=7)


def title(t: Speech, day: dt.date) -> Text:
    return t("overview.title", week=str(day.isocalendar().week))


def overview(
    t: Speech,
    scope: Scope,
    shown: rules.InShort,
    more: Button,
    picture: Picture | None = None,
    mine: Sequence[Line] = (),
) -> Card:
    """Ten lines. more: leads to all there is to say. mine: what waits for the reader, where there is one."""
    body: list[Block] = [Note(each) for each in _since(t, scope)]
    if mine:
        body += [Paragraph(t("overview.mine")), *(line.row for line in mine), Rule()]
    for part in shown.ahead:
        body += [Paragraph(t("overview.part", title=part.title)), *(line.row for line in part.short)]
    if shown.ahead and shown.lines:
        body.append(Rule())
    body += [line.row for line in shown.lines]
    if not (shown.ahead or shown.lines):
        body.append(Paragraph(t("overview.nothing_new")))
    return Card(title(t, scope.until.date()), (*body, *([picture] if picture else ())), (more,))


def _since(t: Speech, scope: Scope) -> Iterator[Text]:
    """Only when it is longer ago than people are used to."""
    since = scope.since.astimezone(scope.until.tzinfo).date()
    if scope.until.date() - since > A_WEEK:
        yield t("overview.since", date=since)


def own_week(t: Speech, scope: Scope, parts: Sequence[Part], buttons: tuple[Button, ...]) -> Card:
    shown = rules.on_one_screen(parts).shown
    nothing = (Paragraph(t("overview.own.nothing")),) if rules.nothing_waits(parts) else ()
    body = (*nothing, *_drawn(t, shown))
    return Card(t("overview.own.title", week=str(scope.until.isocalendar().week)), body, buttons)


def everything(t: Speech, scope: Scope, parts: Sequence[Part]) -> Card:
    """All there is to say, with a button beside each line."""
    shown = rules.on_one_screen(parts, ROOM_FOR_THE_REST).shown
    body = tuple(_drawn(t, shown)) or (Paragraph(t("overview.no_rest")),)
    return Card(t("overview.rest.title", week=str(scope.until.isocalendar().week)), body)


def more_of(t: Speech, post: "OverviewPost") -> Button:
    """Leads to all there was to say in it."""
    return Button(t("overview.show_more"), "overview.more", {"post": str(post.id)})


def nothing(t: Speech, day: dt.date) -> Card:
    return Card(title(t, day), (Paragraph(t("overview.nothing")),))


def _drawn(t: Speech, parts: Sequence[Part]) -> Iterator[Block]:
    for part in parts:
        yield Paragraph(t("overview.part", title=part.title))
        yield from (line.row for line in part.lines)
        if part.more:
            yield Note(t("overview.many_more", n=MANY) if part.more > MANY else t("overview.more", n=part.more))


def on_request(t: Speech, scope: Scope, parts: Sequence[Part], mine: Sequence[Line]) -> Card:
    """The same as a channel gets, below what waits for the reader, and with the ways to look further.

    mine: of their own week; none where others read along.
    """
    more = Button(t("overview.show_more"), "overview.more")
    shown = rules.in_short(parts, room=rules.room_below(mine))
    card = overview(t, scope, shown, more, mine=mine) if parts or mine else nothing(t, scope.until.date())
    week = Button(t("overview.own.show"), "overview.own_week", style="primary")
    further = Button(t("overview.load"), "load.show"), Button(t("overview.agenda"), "load.agenda")
    share = Button(title(t, scope.until.date()), "overview.menu")
    return msgspec.structs.replace(card, buttons=(week, *card.buttons, *further), share=share)


def at_home(t: Speech, lines: Sequence[Line]) -> tuple[Block, ...]:
    show = Button(t("overview.own.show_all"), "overview.own_week")
    return (Heading(t("overview.own.home")), *(line.row for line in lines), Choices((show,)), Rule())


def own_week_on(t: Speech) -> Card:
    off = Button(t("overview.own.stop"), "overview.own_off")
    return Card(t("overview.own.on_title"), (Paragraph(t("overview.own.on")),), (off,))


def own_week_off(t: Speech) -> Card:
    on = Button(t("overview.own.start"), "overview.own_on")
    return Card(t("overview.own.off_title"), (Paragraph(t("overview.own.off")),), (on,))
