"""What was changed, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat import editing
from bot.chat.cards import Block, Bullets, Note, Paragraph, Text, typed
from bot.chat.texts import Speech
from bot.register import fields
from glossary import Role

if TYPE_CHECKING:
    from storage.register.changes import Change


@dataclass(frozen=True, slots=True)
class Names:
    """What ids and codes are called. An erased colleague's name is empty; a moment that was removed has none."""

    areas: Mapping[str, str]
    people: Mapping[int, str]
    moments: Mapping[int, str]


def person(t: Speech, names: Names, colleague_id: int | None) -> str | Text:
    """Nobody changed it: it came from an import."""
    if colleague_id is None:
        return t("register.history.import")
    return names.people.get(colleague_id) or t("chat.former_colleague")


def each_a(t: Speech, roles: Sequence[Role]) -> list[Text]:
    """Of the triangle: een communicatieadviseur, een participatieadviseur."""
    return [t("register.a_role", role=role) for role in roles]


def change(t: Speech, changed: "Change", names: Names) -> Text:
    """One line of a history: when, who, what, from and to."""
    who = person(t, names, changed.colleague_id)
    date = changed.at.date()
    if t.knows(f"register.history.{changed.field}"):
        what = t.word(Role.from_code(changed.after)) if changed.field == "accepted" else changed.after or changed.before
        return t(f"register.history.{changed.field}", date=date, who=who, what=what)
    subject = "moments" if changed.moment_id else "projects"
    before, after = (_value(t, changed, code, names) for code in (changed.before, changed.after))
    field = t(f"{subject}.field.{changed.field}")
    if moment := names.moments.get(changed.moment_id or 0):
        return t(
            "register.history.moment_line",
            date=date, who=who, moment=moment, field=field, before=before, after=after,
        )  # fmt: skip
    return t("register.history.line", date=date, who=who, field=field, before=before, after=after)


def _value(t: Speech, changed: "Change", code: str, names: Names) -> Text:
    if changed.field in fields.ROLES:
        name = names.people.get(int(code)) if code else None
        return typed(name) if name else t("chat.former_colleague" if code else "chat.nobody")
    known = fields.OF_MOMENT if changed.moment_id else fields.OF_PROJECT
    spec = known.get(changed.field)
    if spec:
        return editing.in_words(t, spec, code, names.areas)
    return typed(code) if code else t("chat.nothing")


def meanwhile(t: Speech, changes: Sequence["Change"], names: Names) -> tuple[Block, ...]:
    """On top of a form: what somebody else changed while this person was filling it in."""
    who = t.listed(list(dict.fromkeys(person(t, names, changed.colleague_id) for changed in changes)))
    lines = tuple(change(t, changed, names) for changed in changes)
    return Paragraph(t("register.meanwhile.who", who=who)), Bullets(lines), Note(t("register.meanwhile.yours_kept"))
