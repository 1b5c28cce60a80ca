"""What people see of the municipality's settings."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.chat.cards import Block, Button, Card, Facts, Note, Paragraph, Row, typed
from bot.chat.forms import Field, Form, Option
from bot.chat.texts import LANGUAGES, Speech
from bot.people.naming import is_named

if TYPE_CHECKING:
    from storage.people.municipalities import Municipality
    from storage.people.people import Colleague


def settings_form(t: Speech, municipality: "Municipality", unlinked: int) -> Form:
    """unlinked: how many colleagues from a list have no chat account yet."""
    name = municipality.name if is_named(municipality.name) else None
    fields = (
        Field(
            "name",
            t("people.field.municipality"),
            required=True,
            value=name,
            longest=200,
            hint=t("people.hint.municipality"),
        ),
        Field(
            "keeper",
            t("people.field.keeper"),
            "person",
            required=True,
            value=municipality.keeper_id,
            hint=t("people.hint.keeper"),
        ),
        Field("deputy", t("people.field.deputy"), "person", value=municipality.deputy_id),
        Field(
            "region",
            t("people.field.region"),
            "choice",
            options=tuple(Option(region, typed(region)) for region in ("Noord", "Midden", "Zuid")),
            required=True,
            value=municipality.holiday_region,
        ),
        Field(
            "language",
            t("people.field.municipality_language"),
            "choice",
            options=tuple(Option(code, t(f"people.language.{code}")) for code in LANGUAGES),
            required=True,
            value=municipality.language,
        ),
    )
    body = (Note(t("people.settings.unlinked", n=unlinked)),) if unlinked else ()
    return Form(t("people.settings.form_title"), fields, t("chat.save"), "people.save_settings", body=body)


def settings(
    t: Speech,
    municipality: "Municipality",
    names: dict[int, str],
    administrators: Sequence[str],
    unlinked: int,
    administers: bool,
    to_confirm: int,
) -> Card:
    """names: of the overview keeper and the deputy, by id. to_confirm: disciplines that nobody confirmed."""

    def name(colleague_id: int | None) -> str:
        return names.get(colleague_id or 0, str(t("chat.nobody")))

    facts = Facts(
        (
            (t("people.field.municipality"), typed(municipality.name)),
            (t("people.field.keeper"), typed(name(municipality.keeper_id))),
            (t("people.field.deputy"), typed(name(municipality.deputy_id))),
            (t("people.field.administrators"), t.listed(administrators) if administrators else t("chat.nobody")),
            (t("people.field.region"), typed(municipality.holiday_region)),
            (t("people.field.municipality_language"), t(f"people.language.{municipality.language}")),
        )
    )
    body: list[Block] = [facts]
    if not administers:
        body.append(Note(t("people.settings.note")))
        return Card(t("people.settings.title"), tuple(body))
    if unlinked:
        body.append(
            Row(t("people.settings.unlinked", n=unlinked), Button(t("people.settings.link"), "people.unlinked"))
        )
    if to_confirm:
        row = t("people.settings.to_confirm", n=to_confirm)
        body.append(Row(row, Button(t("people.confirm.look"), "people.confirm")))
    body.append(Row(t("people.settings.web"), Button(t("people.settings.web_look"), "pages.settings")))
    body.append(Row(t("people.settings.audit"), Button(t("people.audit.open"), "people.audit")))
    buttons = (
        Button(t("people.settings.change"), "people.settings", {"form": "1"}, style="primary"),
        Button(t("people.settings.times"), "choices.jobs"),
        Button(t("people.settings.quiet"), "choices.quiet"),
        Button(t("people.settings.numbers"), "choices.features"),
        Button(t("people.settings.erase"), "people.erase"),
    )
    return Card(t("people.settings.title"), tuple(body), buttons)


def unlinked(t: Speech, colleagues: Sequence["Colleague"], most: int) -> Card:
    if not colleagues:
        return Card(t("people.unlinked.title"), (Paragraph(t("people.unlinked.nobody")),))
    rows = tuple(
        Row(
            t("people.unlinked.row", name=colleague.name, email=colleague.email or t("chat.nothing")),
            Button(t("people.unlinked.link"), "people.link", {"colleague": str(colleague.id)}),
        )
        for colleague in colleagues[:most]
    )
    return Card(t("people.unlinked.title"), (Paragraph(t("people.unlinked.text", n=len(colleagues))), *rows))


def link_form(t: Speech, colleague: "Colleague") -> Form:
    fields = (Field("account", t("people.field.account"), "person", required=True),)
    body = (Paragraph(t("people.link.text", name=colleague.name)),)
    return Form(
        t("people.link.title"),
        fields,
        t("people.link.submit"),
        "people.save_link",
        {"colleague": str(colleague.id)},
        body,
    )


def linked(t: Speech, colleague: "Colleague") -> Card:
    return Card(t("people.link.done_title"), (Paragraph(t("people.link.done", name=colleague.name)),))
