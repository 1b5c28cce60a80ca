"""The forms about buddies."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.chat.cards import Note, Paragraph, typed
from bot.chat.forms import Field, Form, Option
from bot.chat.texts import Speech
from bot.pairing.inputs import Side

if TYPE_CHECKING:
    from storage.learning.buddies import BuddyMember

LONGEST = 300


def taking_part(
    t: Speech,
    member: "BuddyMember | None",
    sides: Sequence[Side],
    avoided: Sequence[tuple[int, str]],
    usual: int,
) -> Form:
    """avoided: ids and names; for nobody else's eyes. usual: the number of buddies for whoever chooses none."""
    most = (member.most if member else None) or usual
    side = Field(
        "side",
        t("buddies.field.side"),
        "choice",
        options=tuple(Option(one, t(f"buddies.which_side.{one}")) for one in sides),
        value=(member.side if member else "") or None,
        hint=t("buddies.hint.side"),
    )
    fields = (
        Field("bio", t("buddies.field.bio"), value=(member.bio if member else "") or None, longest=LONGEST),
        Field("learns", t("buddies.field.learns"), value=(member.learns if member else "") or None, longest=LONGEST),
        Field("offers", t("buddies.field.offers"), value=(member.offers if member else "") or None, longest=LONGEST),
        Field(
            "most",
            t("buddies.field.most"),
            "choice",
            options=tuple(Option(str(number), typed(str(number))) for number in range(1, 6)),
            value=str(most),
            required=True,
        ),
        *((side,) if len(sides) > 1 else ()),
        Field(
            "avoid",
            t("buddies.field.avoid"),
            "searches",
            source="people",
            value=tuple(Option(str(number), typed(name)) for number, name in avoided),
            hint=t("buddies.hint.avoid"),
        ),
    )
    return Form(
        t("buddies.form.title"), fields, t("buddies.form.submit"), "buddy.save_on", body=(Note(t("buddies.form.text")),)
    )


def pause(t: Speech, until: dt.date | None) -> Form:
    field = Field(
        "until",
        t("buddies.field.until"),
        "date",
        required=True,
        value=until.isoformat() if until else None,
        hint=t("buddies.hint.until"),
    )
    body = (Paragraph(t("buddies.pause.text")),)
    return Form(t("buddies.pause.title"), (field,), t("chat.save"), "buddy.save_pause", body=body)


def take_away(t: Speech, round_id: int, before: str = "") -> Form:
    fields = (
        Field("line", t("buddies.field.line"), value=before or None, required=True, longest=LONGEST),
        Field("as_lesson", t("buddies.field.as_lesson"), "agree", hint=t("buddies.hint.as_lesson")),
    )
    args = {"round": str(round_id)}
    return Form(t("buddies.kept.title"), fields, t("chat.save"), "buddy.save_take_away", args)
