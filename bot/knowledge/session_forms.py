"""The forms about sessions."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.chat.cards import Note, Paragraph, typed
from bot.chat.forms import Field, Form, Option
from bot.chat.requests import Channel
from bot.chat.texts import Speech
from bot.knowledge.festival_rules import number
from bot.knowledge.timing import MOST_TIMES

if TYPE_CHECKING:
    from storage.learning.sessions import KnowledgeSession, ReminderChoice

REPEATS = (0, 1, 2, 3, 4, 6, 8)
"""Weeks between two sessions; 0 is once."""


def new(t: Speech, filled: Mapping[str, str], channel: Channel | None = None, host: int | None = None) -> Form:
    repeat = tuple(Option(str(weeks), t(f"knowledge.session.every.w{weeks}")) for weeks in REPEATS)
    holidays = tuple(Option(how, t(f"knowledge.session.holidays.{how}")) for how in ("shift", "skip"))
    asked = (
        *_what(t, filled),
        Field("host", t("knowledge.session.host"), "person", value=host, hint=t("knowledge.session.host_hint")),
        Field(
            "channel", t("knowledge.session.channel"), "channel", value=channel,
            hint=t("knowledge.session.channel_hint"),
        ),
        Field(
            "repeat", t("knowledge.session.how_often"), "choice", options=repeat, value=filled.get("repeat", "0"),
            required=True,
        ),
        Field(
            "times", t("knowledge.session.times"), "number", value=filled.get("times") or None,
            hint=t("knowledge.session.times_hint", most=MOST_TIMES),
        ),
        Field(
            "holidays", t("knowledge.session.on_holidays"), "choice", options=holidays, required=True,
            value=filled.get("holidays", "shift"), hint=t("knowledge.session.series_only"),
        ),
    )  # fmt: skip
    return Form(t("knowledge.session.new"), asked, t("knowledge.session.plan"), "session.create")


def edit(t: Speech, session: "KnowledgeSession", filled: Mapping[str, str]) -> Form:
    body = (Note(t("knowledge.session.everybody_hears")),)
    me = {"id": str(session.id)}
    return Form(t("knowledge.session.change"), _what(t, filled), t("chat.save"), "session.save", me, body)


def _what(t: Speech, filled: Mapping[str, str]) -> tuple[Field, ...]:
    def value(key: str) -> str | None:
        return filled.get(key) or None

    return (
        Field("topic", t("knowledge.session.topic"), required=True, longest=200, value=value("topic")),
        Field("day", t("knowledge.session.day"), "date", required=True, value=value("day")),
        Field("time", t("knowledge.session.time"), "time", required=True, value=value("time") or "15:00"),
        Field("minutes", t("knowledge.session.minutes"), "number", required=True, value=value("minutes") or "60"),
        Field("place", t("knowledge.session.place"), longest=300, value=value("place")),
        Field(
            "prepare", t("knowledge.session.prepare"), "long_text", longest=1000, value=value("prepare"),
            hint=t("knowledge.session.prepare_hint"),
        ),
    )  # fmt: skip


def took_away(t: Speech, session: "KnowledgeSession", written: str) -> Form:
    field = Field(
        "took_away", t("knowledge.session.take_away"), "long_text", required=True, longest=500, value=written or None
    )
    body = (
        Paragraph(typed(session.topic)),
        Note(t("festival.take_away_note" if number(session.series) else "knowledge.session.take_away_note")),
    )
    me = {"id": str(session.id)}
    return Form(t("knowledge.session.take_away_title"), (field,), t("chat.save"), "session.save_take_away", me, body)


def notes(t: Speech, session: "KnowledgeSession", written: str) -> Form:
    field = Field("notes", t("knowledge.session.write_notes"), "long_text", value=written or None)
    me = {"id": str(session.id)}
    return Form(t("knowledge.session.notes_title"), (field,), t("chat.save"), "session.save_notes", me)


def reminders(t: Speech, choice: "ReminderChoice | None") -> Form:
    names = ("week", "day", "hour")
    options = tuple(Option(name, t(f"knowledge.session.before.{name}")) for name in names)
    on = tuple(name for name in names if choice is None or getattr(choice, name))
    field = Field("when", t("knowledge.session.reminders_when"), "choices", options=options, value=on)
    return Form(t("knowledge.session.remind_me"), (field,), t("chat.save"), "session.save_reminders")
