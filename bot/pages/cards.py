"""What administrators see of the page on the web."""

import datetime as dt

from bot.chat.cards import Button, Card, Link, Note, Paragraph, typed
from bot.chat.texts import Speech

Made = dt.datetime | None
"""When the page was made, in the municipality's time zone; None before the first time."""


def settings(t: Speech, *, is_on: bool, made_at: Made) -> Card:
    if not is_on:
        body = (Paragraph(t("pages.on_web.what")), Note(t("pages.on_web.who")))
        on = Button(t("pages.on_web.switch_on"), "pages.on", style="primary")
        return Card(t("pages.on_web.title"), body, (on, _look(t)))
    made = t("pages.on_web.made", at=made_at) if made_at else t("pages.on_web.soon")
    renew = Button(t("pages.on_web.renew"), "pages.renew", confirm=t("pages.on_web.renew_sure"))
    off = Button(t("pages.on_web.switch_off"), "pages.off", style="danger", confirm=t("pages.on_web.off_sure"))
    return Card(t("pages.on_web.title"), (Paragraph(t("pages.on_web.is_on")), Note(made)), (_look(t), renew, off))


def _look(t: Speech) -> Button:
    return Button(t("pages.look.open"), "pages.look")


def look_saved(t: Speech) -> Card:
    return Card(t("pages.look.title"), (Paragraph(t("pages.look.saved")),), (_look(t),))


def logo_refused(t: Speech) -> Card:
    return Card(t("pages.look.title"), (Paragraph(t("pages.look.logo_wrong")),), (_look(t),))


def missing(t: Speech, what: str) -> Card:
    """what: the operator has still to do; the end of the key of its sentence."""
    return Card(t("pages.on_web.title"), (Paragraph(t(f"pages.on_web.missing_{what}")),))


def address(t: Speech, url: str) -> Card:
    body = (Paragraph(t("pages.on_web.address")), Paragraph(typed(url)), Note(t("pages.on_web.once")))
    return Card(t("pages.on_web.title"), body, (Link(t("pages.on_web.open"), url),))


def ready(t: Speech) -> Card:
    return Card(t("pages.on_web.title"), (Paragraph(t("pages.on_web.ready")),))


def off(t: Speech) -> Card:
    back = Button(t("pages.on_web.switch_on"), "pages.on")
    return Card(t("pages.on_web.title"), (Paragraph(t("pages.on_web.is_off")),), (back,))
