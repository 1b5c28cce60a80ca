"""The form for what only texts need to know."""

from collections.abc import Collection, Mapping, Sequence

from bot.chat.cards import Paragraph, Text, typed
from bot.chat.forms import Field, Form, Option, opened_at
from bot.chat.texts import Speech
from bot.writing.cards import Which
from bot.writing.kinds import OF_A_MOMENT

OF_MOMENT: Mapping[str, str] = {
    "waar": "place",
    "vragenlijst": "questionnaire",
    "minuten": "minutes",
    "anoniem": "anonymous",
    "programma": "programme",
    "anders": "other_ways",
    "gedaan": "afterwards",
}
OF_PROJECT: Mapping[str, str] = {
    "beslisser": "decided_by",
    "besluittekst": "decided",
    "kernboodschap": "key_message",
    "risicos": "risks",
    "wie": "authorities",
    "rolverdeling": "roles",
}
FILLS: Mapping[str, str] = {**OF_MOMENT, **OF_PROJECT, "andere_overheden": "authorities"}
"""By the hole: the field."""
LONGEST = 1000
CHOICES: Mapping[str, Sequence[str]] = {
    "decided_by": ("executive", "council", "mayor", "other"),
    "minutes": ("5", "10", "15", "20", "30"),
    "anonymous": ("yes", "no"),
}
"""The fields with a few answers, and those answers."""


def words(
    t: Speech, which: Which, name: str, title: str, known: Mapping[str, str], holes: Collection[str], first: str = ""
) -> Form:
    """known: what is there, by field. title: of the moment; empty when the text is about the project. holes: of its
    template: nobody is asked for what this text does not say.
    """
    fitting = {**(OF_MOMENT if which.kind in OF_A_MOMENT else {}), **OF_PROJECT}
    keys = [key for hole, key in fitting.items() if hole in holes]
    about = t("writing.show.of_moment", project=name, title=title) if title else typed(name)
    fields = tuple(_field(t, key, known.get(key, "")) for key in keys)
    form = Form(t("writing.words.title"), fields, t("chat.save"), "writing.save_words", which.args, (Paragraph(about),))
    return opened_at(form, FILLS.get(first, ""))


def _field(t: Speech, key: str, known: str) -> Field:
    label = t(f"writing.words.{key}")
    if key in CHOICES:
        options = tuple(Option(each, _choice(t, key, each)) for each in CHOICES[key])
        return Field(key, label, "choice", options, value=known or None)
    return Field(key, label, "long_text", value=known or None, hint=t(f"writing.words.{key}_hint"), longest=LONGEST)


def _choice(t: Speech, key: str, each: str) -> Text:
    match key:
        case "minutes":
            return t("writing.words.so_many_minutes", n=int(each))
        case "anonymous":
            return t(f"writing.words.anonymous_{each}")
    return t(f"writing.decider.{each}")


def refusal(t: Speech, which: Which, ask: int, title: str, reason: str = "") -> Form:
    """Why somebody does not agree: whoever wrote the text can do something with that."""
    why = Field("reason", t("writing.agree.why"), "long_text", required=True, value=reason or None, longest=300)
    about = Paragraph(t("writing.agree.about", kind=which.kind, title=title))
    return Form(t("writing.agree.no_title"), (why,), t("chat.save"), "writing.save_no", {"ask": str(ask)}, (about,))
