"""The overviews: still to come."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Button, Card, Paragraph
from bot.chat.exchange import Reply, Request, Say
from bot.chat.feature import Command, Feature
from bot.chat.texts import speech


def to_come(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    body = (Paragraph(t("overview.to_come.text")), Paragraph(t("overview.to_come.when")))
    return [Say(Card(t("overview.to_come.title"), body, (Button(t("overview.to_come.menu"), "people.menu"),)))]


FEATURE = Feature("overview", (Command("overzicht", "", "overview.menu", ("menu",)),), {"overview.menu": to_come})
