"""Buddies across the disciplines: still to come."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Button, Card, Paragraph
from bot.chat.exchange import Reply, Request, Say
from bot.chat.feature import Command, Feature
from bot.chat.texts import speech


def to_come(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    body = (Paragraph(t("buddies.to_come.text")), Paragraph(t("buddies.to_come.when")))
    return [Say(Card(t("buddies.to_come.title"), body, (Button(t("buddies.to_come.menu"), "people.menu"),)))]


FEATURE = Feature("buddies", (Command("buddy", "", "buddies.menu", ("menu",)),), {"buddies.menu": to_come})
