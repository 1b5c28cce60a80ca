"""The audit log, as administrators read it."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from bot.chat.cards import Bullets, Button, Card, Paragraph, Text
from bot.chat.texts import Speech
from glossary import Deed, DeedPart


class DeedLine(NamedTuple):
    """A line of the audit log. who: a colleague, or where it was done. about: empty for nobody else."""

    at: dt.datetime
    who: str | Text
    deed: Deed
    part: DeedPart | None
    about: str


def audit_log(t: Speech, lines: Sequence[DeedLine], older: int | None) -> Card:
    """older: the deed before which there are more."""
    if not lines:
        return Card(t("people.audit.title"), (Paragraph(t("people.audit.nothing")),))
    body = (Paragraph(t("people.audit.text")), Bullets(tuple(_deed(t, line) for line in lines)))
    buttons = (Button(t("people.audit.older"), "people.audit", {"before": str(older)}),) if older else ()
    return Card(t("people.audit.title"), body, buttons)


def _deed(t: Speech, line: DeedLine) -> Text:
    said = {"at": line.at, "who": line.who, "deed": line.deed}
    if line.part and line.about:
        return t("people.audit.with_both", **said, part=line.part, about=line.about)
    if line.part:
        return t("people.audit.with_part", **said, part=line.part)
    if line.about:
        return t("people.audit.with_about", **said, about=line.about)
    return t("people.audit.line", **said)
