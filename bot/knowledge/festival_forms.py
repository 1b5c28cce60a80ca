"""The forms of the festival."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.chat.cards import Note, Paragraph, Text, typed
from bot.chat.forms import Field, Form, Option
from bot.chat.requests import Channel
from bot.chat.texts import Speech
from bot.knowledge import festival_rules

if TYPE_CHECKING:
    from storage.learning.festivals import Festival

Choice = tuple[str, str | Text, Text | None]
"""Its code, what it is called, and what else there is to say of it."""


def plan(t: Speech, filled: Mapping[str, str], channel: Channel | None, festival_id: int) -> Form:
    fields = (
        Field("day", t("knowledge.session.day"), "date", required=True, value=filled.get("day") or None),
        Field("time", t("festival.begins"), "time", required=True, value=filled.get("time") or "13:00"),
        Field("minutes", t("festival.minutes"), "number", required=True, value=filled.get("minutes") or "45"),
        Field("place", t("knowledge.session.place"), longest=300, value=filled.get("place") or None),
        Field("channel", t("festival.channel"), "channel", value=channel, hint=t("festival.channel_hint")),
    )
    return Form(
        t("festival.plan_title"), fields, t("chat.save"), "festival.save", {"id": str(festival_id)},
        (Note(t("festival.plan_note")),),
    )  # fmt: skip


def offer(t: Speech, festival: "Festival", topic: str) -> Form:
    field = Field(
        "topic", t("festival.offer_topic"), required=True, longest=200, value=topic or None,
        hint=t("festival.offer_hint"),
    )  # fmt: skip
    me = {"id": str(festival.id)}
    return Form(t("festival.offer_title"), (field,), t("chat.save"), "festival.save_offer", me)


def programme(t: Speech, festival: "Festival", choices: Sequence[Choice], on: Sequence[str], at_once: str) -> Form:
    options = tuple(Option(code, name if isinstance(name, Text) else typed(name), hint) for code, name, hint in choices)
    numbers = tuple(
        Option(str(number), t("festival.at_once_n", n=number)) for number in range(1, festival_rules.MOST_AT_ONCE + 1)
    )
    fields = (
        Field("sessions", t("festival.sessions"), "choices", options=options, required=True, value=tuple(on)),
        Field("at_once", t("festival.at_once"), "choice", options=numbers, required=True, value=at_once),
    )
    body = (Paragraph(t("festival.programme_text")), Note(t("festival.programme_note")))
    me = {"id": str(festival.id)}
    return Form(t("festival.programme_title"), fields, t("festival.make"), "festival.save_programme", me, body)
