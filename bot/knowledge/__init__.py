"""Sessions and lessons: still to come."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Button, Card, Paragraph
from bot.chat.exchange import Reply, Request, Say
from bot.chat.feature import Command, Feature
from bot.chat.texts import speech


def to_come(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    body = (Paragraph(t("knowledge.to_come.text")), Paragraph(t("knowledge.to_come.when")))
    return [Say(Card(t("knowledge.to_come.title"), body, (Button(t("knowledge.to_come.menu"), "people.menu"),)))]


FEATURE = Feature("knowledge", (Command("kennis", "", "knowledge.menu", ("menu",)),), {"knowledge.menu": to_come})
