"""Samenspel keeps no data of residents: free text that looks like it is answered with a warning before it is saved."""

import re
from collections.abc import Sequence

import msgspec

from bot.chat.cards import Paragraph
from bot.chat.exchange import Ask, Request
from bot.chat.forms import Field, Form
from bot.chat.texts import speech

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_NUMBER = re.compile(r"(?<![\d.,])\d(?:[ .-]?\d){7,8}(?![\d,])")
ANYWAY = "no_resident_data"
"""The tick that says: I looked, and this is not somebody's data."""


def traces(words: str) -> list[str]:
    """What in these words may belong to a resident: "email", "phone", "bsn"; each once, in that order."""
    found = []
    if _EMAIL.search(words):
        found.append("email")
    if re.search(r"\d{3}", words):
        found += _numbers(words)
    return found


def _numbers(words: str) -> list[str]:
    # Here, because the number plans take a while to import and most texts hold no long number.
    from phonenumbers import PhoneNumberMatcher
    from stdnum.nl import bsn

    found = []
    if any(True for _ in PhoneNumberMatcher(words, "NL")):
        found.append("phone")
    if any(bsn.is_valid(number) for number in _NUMBER.findall(words)):
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
    tick = Field(ANYWAY, t("chat.residents.tick"), "agree", required=True)
    note = Paragraph(t("chat.residents.warning", found=t.listed(kinds)))
    return Ask(msgspec.structs.replace(form, body=(note, *form.body), fields=(*form.fields, tick)))
