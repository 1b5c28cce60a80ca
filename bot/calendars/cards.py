"""What people see of the calendars that they can subscribe to. An address is shown once, to one person."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.chat.cards import Block, Bullets, Button, Card, Note, Paragraph, Row, Rule, Text, typed
from bot.chat.forms import Field, Form
from bot.chat.texts import Speech
from glossary import CalendarKind


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A calendar that somebody has. area: its name, of a calendar of an area."""

    id: int
    kind: CalendarKind
    area: str
    on: dt.date


def named(t: Speech, kind: CalendarKind, area: str) -> Text:
    return typed(area) if kind is CalendarKind.AREA else t.word(kind)


def menu(t: Speech, have: Sequence[Subscribed], *, is_reached: bool, has_stopped: bool = False) -> Card:
    """is_reached: this installation has an address, so that a calendar can come and look."""
    body: list[Block] = [Paragraph(t("calendars.stopped" if has_stopped else "calendars.text"))]
    if is_reached:
        of_one = {each.kind for each in have} - {CalendarKind.AREA}
        body += [_offer(t, kind, has_it=kind in of_one) for kind in CalendarKind]
    else:
        body.append(Note(t("calendars.no_address")))
    if have:
        body += [Rule(), Paragraph(t("calendars.have")), *_have(t, have)]
    return Card(t("calendars.title"), tuple(body))


def _offer(t: Speech, kind: CalendarKind, *, has_it: bool) -> Row:
    """has_it: then another address ends the one that their own program looks at."""
    action = "calendars.area" if kind is CalendarKind.AREA else "calendars.subscribe"
    label, sure = ("calendars.renew", t("calendars.renew_sure")) if has_it else ("calendars.subscribe", None)
    return Row(t.word(kind), Button(t(label), action, {"kind": kind.value}, confirm=sure))


def _have(t: Speech, have: Sequence[Subscribed]) -> Iterator[Row]:
    for each in have:
        stop = Button(t("calendars.stop"), "calendars.stop", {"feed": str(each.id)}, confirm=t("calendars.stop_sure"))
        yield Row(t("calendars.since", what=named(t, each.kind, each.area), day=each.on), stop)


def which_area(t: Speech) -> Form:
    field = Field("area", t("calendars.field.area"), "search", source="areas", required=True)
    return Form(t("calendars.title"), (field,), t("calendars.subscribe"), "calendars.subscribe", {"kind": "area"})


def subscribed(t: Speech, what: Text, address: str, *, is_anew: bool) -> Card:
    """is_anew: an older address of the same calendar works no more."""
    body: list[Block] = [Paragraph(t("calendars.ready", what=what)), Paragraph(typed(address))]
    body.append(Bullets(tuple(t(f"calendars.how.{each}") for each in ("outlook", "google", "phone"))))
    body.append(Note(t("calendars.secret")))
    if is_anew:
        body.append(Note(t("calendars.old_stopped")))
    return Card(t("calendars.title"), tuple(body), (Button(t("calendars.mine"), "calendars.menu"),))


def too_many(t: Speech, most: int) -> Card:
    text = Paragraph(t("calendars.too_many", n=most))
    return Card(t("calendars.title"), (text,), (Button(t("calendars.mine"), "calendars.menu"),))
