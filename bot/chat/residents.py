"""Samenspel keeps no data of residents: it warns about free text that looks like such data before saving it."""

import re
from collections.abc import Sequence

import msgspec

from bot.chat.cards import Paragraph
from bot.chat.forms import Field, Form
from bot.chat.replies import Ask
from bot.chat.requests import Request
from bot.chat.texts import speech

# Each begins where its first word does: tried at every sign of a long word, it would take as long again and again.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+")
_AMOUNT = re.compile(r"€\s?\d[\d.,]*|\b\d[\d.,]{0,20} (?:euro|miljoen)\b")
_PHONE = re.compile(r"(?<![\w.,])\(?(?:\+31|0031|0)(?:[ .\-/()]{0,3}\d){9}(?!\d)")
_NUMBER = re.compile(r"(?<![\d.,])(?:\d{9}|\d{4}([ .-])\d{2}\1\d{3}|\d{3}([ -])\d{3}\2\d{3})(?![.,-]?\d)")
ANYWAY = "no_resident_data"
"""The tick that says: I looked, and this is not somebody's data."""


def traces(words: str) -> list[str]:
    """What in these words may belong to a resident: "email", "phone", "bsn"; each once, in that order."""
    found = []
    if _EMAIL.search(words):
        found.append("email")
    if re.search(r"\d{3}|(?:\d\d\W){4}", words):
        found += _numbers(words)
    return found


def _numbers(words: str) -> list[str]:
    # Here, because the number plans take a while to import and most texts hold no long number.
    from phonenumbers import PhoneNumberMatcher, PhoneNumberType, number_type
    from stdnum.nl import bsn

    # Only organisations have these; and "09.00-12.00" would pass for one.
    of_organisations = (
        PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.TOLL_FREE, PhoneNumberType.UAN
    )  # fmt: skip

    words = _AMOUNT.sub("·", words)
    # The matcher knows every country, and not our own 06 12 34 56 78: pairs are no number to it.
    joined = _PHONE.sub(lambda found: re.sub(r"[^\d+]", "", found[0].replace("(0)", "")), words)
    found = []
    if any(number_type(match.number) not in of_organisations for match in PhoneNumberMatcher(joined, "NL")):
        found.append("phone")
    if any(bsn.is_valid(number[0]) for number in _NUMBER.finditer(words)):
        found.append("bsn")
    return found


def warning(request: Request, form: Form) -> Ask | None:
    """The same form with a warning on top and a tick below; None when there is nothing to warn about.

    form: filled in with what the person typed.
    """
    if request.text(ANYWAY) == "yes":
        return None
    typed = " \n".join(request.text(field.key) for field in form.fields if field.kind in ("text", "long_text"))
    found = traces(typed)
    if not found:
        return None
    t = speech(request.language)
    kinds: Sequence[str] = [str(t(f"chat.residents.{kind}")) for kind in found]
    # Not required: whoever takes the words away has nothing to tick.
    tick = Field(ANYWAY, t("chat.residents.tick"), "agree")
    note = Paragraph(t("chat.residents.warning", found=t.listed(kinds)))
    return Ask(msgspec.structs.replace(form, body=(note, *form.body), fields=(*form.fields, tick)))
