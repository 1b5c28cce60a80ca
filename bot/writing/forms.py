"""The form for what only texts need to know."""

from collections.abc import Mapping

from bot.chat.cards import Paragraph, typed
from bot.chat.forms import Field, Form, Option, opened_at
from bot.chat.texts import Speech
from bot.writing.cards import Which
from bot.writing.kinds import OF_A_MOMENT

DECIDERS = ("executive", "council", "mayor", "other")
OF_PROJECT = ("decided_by", "decided", "authorities", "roles")
OF_MOMENT = ("place", "programme", "other_ways", "afterwards")
FILLS: Mapping[str, str] = {
    "beslisser": "decided_by",
    "besluittekst": "decided",
    "andere_overheden": "authorities",
    "rolverdeling": "roles",
    "waar": "place",
    "anders": "other_ways",
    "gedaan": "afterwards",
}
"""By the hole: the field."""
LONGEST = 1000


def words(t: Speech, which: Which, name: str, title: str, known: Mapping[str, str], first: str = "") -> Form:
    """known: what is there, by field. title: of the moment; empty when the text is about the project."""
    keys = (*(OF_MOMENT if which.kind in OF_A_MOMENT else ()), *OF_PROJECT)
    about = t("writing.show.of_moment", project=name, title=title) if title else typed(name)
    fields = tuple(_field(t, key, known.get(key, "")) for key in keys)
    form = Form(t("writing.words.title"), fields, t("chat.save"), "writing.save_words", which.args, (Paragraph(about),))
    return opened_at(form, FILLS.get(first, ""))


def _field(t: Speech, key: str, known: str) -> Field:
    label = t(f"writing.words.{key}")
    if key == "decided_by":
        options = tuple(Option(each, t(f"writing.decider.{each}")) for each in DECIDERS)
        return Field(key, label, "choice", options, value=known or None)
    return Field(key, label, "long_text", value=known or None, hint=t(f"writing.words.{key}_hint"), longest=LONGEST)


def refusal(t: Speech, which: Which, ask: int, title: str, reason: str = "") -> Form:
    """Why somebody does not agree: whoever wrote the text can do something with that."""
    why = Field("reason", t("writing.agree.why"), "long_text", required=True, value=reason or None, longest=300)
    about = Paragraph(t("writing.agree.about", kind=which.kind, title=title))
    return Form(t("writing.agree.no_title"), (why,), t("chat.save"), "writing.save_no", {"ask": str(ask)}, (about,))
