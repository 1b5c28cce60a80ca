"""What an administrator sees of the choices."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.chat.cards import Block, Button, Card, Choices, Note, Paragraph, Row, Text, typed
from bot.chat.feature import Job
from bot.chat.forms import Field, Form, Option
from bot.chat.requests import Channel
from bot.chat.settings import Setting, Value
from bot.chat.texts import Speech
from bot.chat.when import OnHolidays, When

DAYS = ("0", "1", "2", "3", "4", "5", "6")
QUARTER = 13
WEEKS = (1, 2, 3, 4, 6, 8, QUARTER)
HOLIDAYS: Mapping[str, OnHolidays] = {"skip": "skip", "shift": "shift", "ignore": "ignore"}
FIRST_HOUR, LAST_HOUR = 6, 22
NOON = 12


class JobLine(NamedTuple):
    """next_due: local; None while it is off or has no channel."""

    job: Job
    when: When
    is_on: bool
    channel: Channel | None
    next_due: dt.datetime | None


# When


def jobs(t: Speech, lines: Sequence[JobLine]) -> Card:
    rows = tuple(
        Row(
            t("choices.times.row", job=_name(t, line.job), when=_state(t, line)),
            Button(t("choices.change"), "choices.job", {"job": line.job.name}),
        )
        for line in lines
    )
    return Card(t("choices.times.title"), (Paragraph(t("choices.times.text")), *rows))


def _name(t: Speech, job: Job) -> Text:
    return t(f"job.{job.name}")


def _state(t: Speech, line: JobLine) -> Text:
    if not line.is_on:
        return t("choices.times.off")
    if line.job.posts and line.channel is None:
        return t("choices.times.no_channel")
    return in_words(t, line.when)


def in_words(t: Speech, when: When) -> Text:
    """maandag en donderdag om 09:00, elke 2 weken."""
    at = f"{when.at:%H:%M}"
    if when.weeks == QUARTER:
        return t("choices.times.every_quarter", days=_days(t, when.days), at=at, n=when.weeks)
    if when.weeks > 1:
        return t("choices.times.every_weeks", days=_days(t, when.days), at=at, n=when.weeks)
    return t("choices.times.every_week", days=_days(t, when.days), at=at)


def _days(t: Speech, days: Collection[int]) -> Text:
    if len(days) == len(DAYS):
        return t("choices.every_day")
    return t.listed([t(f"choices.day.{day}") for day in sorted(days)])


def job_form(t: Speech, line: JobLine) -> Form:
    when = line.when
    channel = (Field("channel", t("choices.times.channel"), "channel", value=line.channel),)
    fields = (
        Field("on", t("choices.times.on"), "agree", value="yes" if line.is_on else None),
        Field("days", t("choices.times.days"), "choices", _weekdays(t), value=_codes(when.days)),
        Field("at", t("choices.times.at"), "choice", _times(when.at), required=True, value=f"{when.at:%H:%M}"),
        Field("weeks", t("choices.times.weeks"), "choice", _weeks(t, when.weeks), required=True, value=str(when.weeks)),
        *(channel if line.job.posts else ()),
        Field("holidays", t("choices.times.holidays"), "choice", _on_holidays(t), required=True, value=when.holidays),
    )
    args = {"job": line.job.name}
    return Form(t("choices.times.form_title"), fields, t("chat.save"), "choices.save_job", args, tuple(_about(t, line)))


def _about(t: Speech, line: JobLine) -> Iterator[Block]:
    yield Paragraph(t("choices.times.about", job=_name(t, line.job)))
    if line.job.preview:
        yield Choices((Button(t("choices.times.preview"), line.job.preview, {"job": line.job.name}),))


def _weekdays(t: Speech) -> tuple[Option, ...]:
    return tuple(Option(day, t(f"choices.day.{day}")) for day in DAYS)


def _codes(days: Collection[int]) -> tuple[str, ...]:
    return tuple(day for day in DAYS if int(day) in days)


def _times(chosen: dt.time) -> tuple[Option, ...]:
    """Every half hour of the day, and what was chosen already."""
    halves = {dt.time(hour, minute) for hour in range(FIRST_HOUR, LAST_HOUR + 1) for minute in (0, 30)}
    return tuple(Option(f"{at:%H:%M}", typed(f"{at:%H:%M}")) for at in sorted(halves | {chosen}))


def _weeks(t: Speech, chosen: int) -> tuple[Option, ...]:
    """The usual choices, and the one that was made already."""
    return tuple(
        Option(str(weeks), t("choices.times.quarter" if weeks == QUARTER else "choices.times.weeks_option", n=weeks))
        for weeks in sorted({*WEEKS, chosen})
    )


def _on_holidays(t: Speech) -> tuple[Option, ...]:
    return tuple(Option(choice, t(f"choices.times.holidays_{choice}")) for choice in HOLIDAYS)


def job_saved(t: Speech, line: JobLine) -> Card:
    body: list[Block] = [Paragraph(t("choices.times.row", job=_name(t, line.job), when=_state(t, line)))]
    if line.next_due:
        body.append(Note(t("choices.times.next", day=t.day(line.next_due.date()), at=f"{line.next_due:%H:%M}")))
    return Card(t("choices.saved"), tuple(body), (Button(t("choices.times.all"), "choices.jobs"),))


# Quiet


def quiet_form(t: Speech, until: int, starting: int, days: Collection[int]) -> Form:
    fields = (
        Field("until", t("choices.quiet.until"), "choice", _hours(0, NOON), required=True, value=str(until)),
        Field("starting", t("choices.quiet.starting"), "choice", _hours(13, 24), required=True, value=str(starting)),
        Field("days", t("choices.quiet.days"), "choices", _weekdays(t), value=_codes(days)),
    )
    body = (Note(t("choices.quiet.text")),)
    return Form(t("choices.quiet.title"), fields, t("chat.save"), "choices.save_quiet", body=body)


def _hours(first: int, last: int) -> tuple[Option, ...]:
    return tuple(Option(str(hour), typed(f"{hour}:00")) for hour in range(first, last + 1))


def quiet_saved(t: Speech, until: int, starting: int, days: Collection[int]) -> Card:
    said = t("choices.quiet.saved", days=_days(t, days), until=f"{until}:00", starting=f"{starting}:00")
    return Card(t("choices.saved"), (Paragraph(said),))


# Numbers


def features(t: Speech, chosen: Mapping[str, int]) -> Card:
    """chosen: how many choices differ from the default, by the name of the feature."""
    rows = tuple(
        Row(
            t("choices.numbers.row" if count else "choices.numbers.as_usual", feature=t(f"feature.{name}"), n=count),
            Button(t("choices.change"), "choices.feature", {"feature": name}),
        )
        for name, count in chosen.items()
    )
    return Card(t("choices.numbers.title"), (Paragraph(t("choices.numbers.text")), *rows))


def key_of(setting: Setting) -> str:
    """The key of its field."""
    return setting.name.replace(".", "_")


def feature_form(t: Speech, name: str, asked: Sequence[Setting], values: Mapping[str, Value]) -> Form:
    """values: by the name of the setting; what was typed, where that can't be."""
    fields = tuple(_field(t, setting, values[setting.name]) for setting in asked)
    body = (Paragraph(t(f"feature.{name}")), Note(t("choices.numbers.whose")))
    return Form(
        t("choices.numbers.form_title"), fields, t("chat.save"), "choices.save_feature", {"feature": name}, body
    )


def _field(t: Speech, setting: Setting, value: Value) -> Field:
    key, label, hint = key_of(setting), t(f"setting.{setting.name}"), _hint(t, setting)
    if isinstance(setting.default, bool):
        return Field(key, label, "agree", value="yes" if value is True else None, hint=hint)
    if isinstance(setting.default, int):
        return Field(key, label, "number", required=True, value=str(value), hint=hint)
    if setting.options:
        options = tuple(Option(option, _option(t, setting, option)) for option in setting.options)
        return Field(key, label, "choice", options, required=True, value=str(value), hint=hint)
    return Field(key, label, required=bool(setting.default), value=str(value) or None, longest=200, hint=hint)


def _hint(t: Speech, setting: Setting) -> Text:
    own = f"setting_hint.{setting.name}"
    return t(own) if t.knows(own) else t("choices.numbers.usual", value=_readable(t, setting, setting.default))


def _option(t: Speech, setting: Setting, option: str) -> Text:
    return t(f"setting_option.{setting.name}.{option}")


def _readable(t: Speech, setting: Setting, value: Value) -> Text:
    if isinstance(value, bool):
        return t("choices.yes" if value else "choices.no")
    if isinstance(value, int):
        return typed(str(value))
    if value in setting.options:
        return _option(t, setting, value)
    return typed(value) if value else t("chat.nothing")


def feature_saved(t: Speech, name: str, asked: Sequence[Setting], values: Mapping[str, Value]) -> Card:
    differing = [setting for setting in asked if values[setting.name] != setting.default]
    lines: list[Block] = [
        Paragraph(
            t(
                "choices.numbers.differs",
                setting=t(f"setting.{setting.name}"),
                value=_readable(t, setting, values[setting.name]),
                usual=_readable(t, setting, setting.default),
            )
        )
        for setting in differing
    ]
    said = lines or [Paragraph(t("choices.numbers.all_usual"))]
    body = (Paragraph(t(f"feature.{name}")), *said, Note(t("choices.numbers.whose")))
    return Card(t("choices.saved"), body, (Button(t("choices.numbers.all"), "choices.features"),))
