"""What the keeper sees of the municipality's own templates."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.chat.cards import Attachment, Block, Bullets, Button, Card, Note, Paragraph, Row, Rule, Text, typed
from bot.chat.forms import Field, Form
from bot.chat.texts import Speech
from bot.writing.templates import FILES, TemplateProblem, is_of_survey, language_of

LONGEST_IN_FORM = 3000
"""Signs: a field holds no more on Slack. What is longer goes as a file."""
MOST_VERSIONS = 5
MOST_LINES = 25
MOST_PROBLEMS = 8


@dataclass(frozen=True, slots=True)
class OwnVersion:
    """on: the day it was made. is_shipped: back to what holds for everybody."""

    number: int
    on: dt.date
    is_shipped: bool


def name(t: Speech, file: str) -> Text:
    """What people call it."""
    which = "survey" if is_of_survey(file) else "text"
    return t(f"writing.own.name.{which}_{language_of(file)}", kind=FILES[file])


def listed(t: Speech, newest: Mapping[str, OwnVersion]) -> Card:
    body: list[Block] = [Note(t("writing.own.about"))]
    for file in FILES:
        own = newest.get(file)
        said = (
            t("writing.own.version", name=name(t, file), number=own.number, day=own.on)
            if own and not own.is_shipped
            else t("writing.own.shipped", name=name(t, file))
        )
        body.append(Row(said, Button(t("chat.show"), "writing.template", args_of(file))))
    return Card(t("writing.own.title"), tuple(body))


def one(t: Speech, file: str, written: str, versions: Sequence[OwnVersion]) -> Card:
    """versions: newest first; the first holds now."""
    lines = [line for line in written.splitlines() if line.strip()]
    body: list[Block] = [Paragraph(Text("**{name}**", {"name": name(t, file)})), Note(t("writing.own.holes")), Rule()]
    body += [Paragraph(typed(line)) for line in lines[:MOST_LINES]]
    if len(lines) > MOST_LINES:
        body.append(Note(t("writing.own.more_lines", n=len(lines) - MOST_LINES)))
    body.append(Rule())
    for each in versions[1 : MOST_VERSIONS + 1]:
        key = "writing.own.back_then" if each.is_shipped else "writing.own.earlier"
        again = Button(t("writing.own.use"), "writing.template_back", args_of(file, each.number))
        body.append(Row(t(key, number=each.number, day=each.on), again))
    buttons = [Button(t("writing.own.file_out"), "writing.template_file", args_of(file))]
    buttons.append(Button(t("writing.own.file_in"), "writing.template_file_in", args_of(file)))
    if len(written) <= LONGEST_IN_FORM:
        buttons.insert(0, Button(t("writing.own.edit"), "writing.template_edit", args_of(file), style="primary"))
    if versions and not versions[0].is_shipped:
        buttons.append(Button(t("writing.own.put_back"), "writing.template_back", args_of(file, 0)))
    buttons.append(Button(t("writing.own.all"), "writing.templates"))
    return Card(t("writing.own.title"), tuple(body), tuple(buttons))


def args_of(file: str, number: int | None = None) -> Mapping[str, str]:
    """number: of a version; 0 is what holds for everybody."""
    return {"file": file} if number is None else {"file": file, "number": str(number)}


def form(t: Speech, file: str, written: str, number: int) -> Form:
    """number: of the version that it began with."""
    asked = Field(
        "written", t("writing.own.written"), "long_text", required=True, value=written, longest=LONGEST_IN_FORM
    )
    above = (Paragraph(typed(str(name(t, file)))), Note(t("writing.own.holes")))
    return Form(t("writing.own.title"), (asked,), t("chat.save"), "writing.template_save", args_of(file, number), above)


def file_form(t: Speech, file: str) -> Form:
    asked = Field("file", t("writing.own.file"), "file", required=True)
    about = (Paragraph(typed(str(name(t, file)))),)
    return Form(
        t("writing.own.title"), (asked,), t("writing.own.file_in"), "writing.template_read", args_of(file), about
    )


def as_file(t: Speech, file: str, written: str) -> Card:
    return Card(
        t("writing.own.title"),
        (Paragraph(t("writing.own.file_text", name=name(t, file))),),
        files=(Attachment(file, written.encode()),),
    )


def why(t: Speech, wrong: Sequence[TemplateProblem]) -> list[Text]:
    return [t(f"writing.wrong.{each.why}", **{**each._asdict(), "line": str(each.line)}) for each in wrong]


def refused(t: Speech, file: str, wrong: Sequence[TemplateProblem]) -> Card:
    """The old one still holds."""
    body: list[Block] = [Paragraph(t("writing.own.refused")), Bullets(tuple(why(t, wrong[:MOST_PROBLEMS])))]
    return Card(t("writing.own.title"), tuple(body), (Button(t("chat.show"), "writing.template", args_of(file)),))


def not_allowed(t: Speech) -> Card:
    return Card(t("writing.own.title"), (Paragraph(t("writing.own.not_allowed")),))
