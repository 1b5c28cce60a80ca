"""What people see of an answer to residents that comes later, or from somebody else."""

import datetime as dt
from typing import TYPE_CHECKING

from bot.chat.cards import Button, Card, Choices, Note, Paragraph, typed
from bot.chat.forms import Field, Form
from bot.chat.texts import Speech
from glossary import TextKind

if TYPE_CHECKING:
    from storage.register.moments import Moment
    from storage.register.projects import Project

SHIFT, LATER = "shift", "decided_later"
LONGEST = 500


def later_form(t: Speech, moment: "Moment", why: str, day: str = "", reason: str = "") -> Form:
    """why: SHIFT or LATER; of a decision that comes later people hear why."""
    because = Field(
        "reason", t("moments.later.reason"), required=why == LATER, value=reason or None, longest=LONGEST,
        hint=t("moments.later.reason_hint"),
    )  # fmt: skip
    return Form(
        t(f"moments.later.title_{why}"),
        (Field("promised_on", t("moments.later.day"), "date", required=True, value=day or None), because),
        t("chat.save"),
        "moment.save_later",
        {"moment": str(moment.id), "why": why},
        (Paragraph(typed(moment.title)), Note(t("moments.later.text"))),
    )


def postponed(
    t: Speech, moment: "Moment", project: "Project", day: dt.date, was: dt.date | None, reason: str, is_last: bool
) -> Card:
    """With a message to residents, ready to be sent. was: when they would have heard; None: nobody knows.

    is_last: nobody is reminded of it any more.
    """
    key = "with_reason" if reason else "plain"
    message = t(f"residents.delay.{key}", title=moment.title, answer_on=day, reason=reason.rstrip(". "))
    promised = (Paragraph(t("residents.delay.promised", promised_on=was)),) if was else ()
    text = {"id": str(project.id), "text": TextKind.DELAY.value, "about": str(moment.id)}
    return Card(
        t("moments.later.saved_title"),
        (
            Paragraph(t("moments.later.saved", title=moment.title, project=project.name, date=t.deadline(day))),
            Paragraph(t("moments.later.no_reminder" if is_last else "moments.later.reminder")),
            Paragraph(t("moments.later.proposal")),
            Paragraph(t("residents.delay.title")),
            *promised,
            Paragraph(message),
            Note(t("moments.later.read_it")),
        ),
        (Button(t("moments.later.as_text"), "writing.show", text), _show(t, moment)),
    )


def answered_already(t: Speech, moment: "Moment") -> Card:
    text = t("moments.later.answered", title=moment.title)
    return Card(t("moments.feedback.title"), (Paragraph(text),), (_show(t, moment),))


def pass_on_form(t: Speech, moment: "Moment") -> Form:
    return Form(
        t("moments.pass_on.title"),
        (Field("who", t("moments.pass_on.who"), "person", required=True),),
        t("moments.pass_on.ask"),
        "moment.save_pass_on",
        {"moment": str(moment.id)},
        (Paragraph(typed(moment.title)), Note(t("moments.pass_on.text"))),
    )


def asked(t: Speech, moment: "Moment", name: str) -> Card:
    """To who asked."""
    text = t("moments.pass_on.asked", title=moment.title, name=name)
    return Card(t("moments.pass_on.heard_title"), (Paragraph(text),), (_show(t, moment),))


def question(t: Speech, moment: "Moment", project: "Project", asked_by: str) -> Card:
    """To who was asked: nobody has a task without their own yes."""
    me = {"moment": str(moment.id)}
    text = t("moments.pass_on.question", name=asked_by, title=moment.title, project=project.name)
    answers = (
        Button(t("moments.pass_on.yes"), "moment.tell_yes", me, style="primary"),
        Button(t("moments.pass_on.no"), "moment.tell_no", me),
        Button(t("chat.show"), "moment.show", me),
    )
    return Card(t("moments.pass_on.question_title"), (Paragraph(text), Choices(answers)))


def taken(t: Speech, moment: "Moment") -> Card:
    """To who said yes."""
    record = Button(t("moments.card.feedback"), "moment.tell", {"moment": str(moment.id)}, style="primary")
    text = t("moments.pass_on.taken", title=moment.title)
    return Card(t("moments.pass_on.thanks_title"), (Paragraph(text),), (record, _show(t, moment)))


def declined(t: Speech, moment: "Moment") -> Card:
    return Card(t("moments.pass_on.thanks_title"), (Paragraph(t("moments.pass_on.declined", title=moment.title)),))


def heard(t: Speech, moment: "Moment", name: str, is_yes: bool) -> Card:
    """To who asked: one line, and after a no the way to somebody else."""
    me = {"moment": str(moment.id)}
    text = t("moments.pass_on.said_yes" if is_yes else "moments.pass_on.said_no", name=name, title=moment.title)
    again = () if is_yes else (Button(t("findings.do.somebody_else"), "moment.pass_on", me),)
    return Card(t("moments.pass_on.heard_title"), (Paragraph(text),), (*again, _show(t, moment)))


def _show(t: Speech, moment: "Moment") -> Button:
    return Button(t("chat.show"), "moment.show", {"moment": str(moment.id)})
