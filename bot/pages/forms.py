"""What an administrator fills in about the pages."""

from bot.chat.cards import Note
from bot.chat.forms import Field, Form
from bot.chat.house_style import HouseStyle
from bot.chat.texts import Speech


def look(t: Speech, now: HouseStyle) -> Form:
    """now: what is there, or was sent."""
    fields = [
        Field("colour", t("pages.look.colour"), value=now.colour or None, longest=7, hint=t("pages.look.colour_hint")),
        Field("logo", t("pages.look.logo"), "file", hint=t("pages.look.logo_hint")),
        Field(
            "statement",
            t("pages.look.statement"),
            value=now.statement or None,
            longest=300,
            hint=t("pages.look.statement_hint"),
        ),
    ]
    if now.logo_kind:
        fields.insert(2, Field("no_logo", t("pages.look.no_logo"), "agree"))
    body = (Note(t("pages.look.what")),)
    return Form(t("pages.look.title"), tuple(fields), t("chat.save"), "pages.save_look", body=body)
