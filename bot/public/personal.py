"""What in a text may belong to somebody: a page on the internet is stricter than a form, which a colleague may tick."""

import re
from collections.abc import Sequence

from bot.chat import residents
from bot.public.rules import HOME

# One of these, and a name: "mevrouw Jansen", "dhr. van den Berg". Each repetition has an end: none takes long.
_TITLE = r"[Mm]evrouw|[Mm]eneer|[Mm]evr\.?|[Mm]w\.?|[Dd]hr\.?|[Dd]e heer|[Ff]amilie|[Ff]am\.|Mrs?\.?|Ms\.?"
_NAME = re.compile(rf"\b(?:{_TITLE}) {{1,3}}(?:(?:de|den|der|het|te|ten|ter|van|'t) ){{0,3}}[^\W\d_a-z]")
_POSTCODE = re.compile(r"\b[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}\b")
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{4} ?\d{4} ?\d{4} ?\d{2}\b")


def kinds(words: str) -> Sequence[str]:
    """email, phone, bsn, name, home, account: each once."""
    found = [*residents.traces(words)]
    if _NAME.search(words):
        found.append("name")
    if _POSTCODE.search(words):
        found.append(HOME)
    if _ACCOUNT.search(words):
        found.append("account")
    return found
