"""Answers that one person sees, in the channel or group chat where they asked: Teams calls them targeted messages.

The rules: learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages. They are for whoever asked in
that way, by a slash command, or clicked in such an answer: their client knows them. They are gone after a day.
"""

import logging
from collections.abc import Sequence
from typing import Any

from bot.chat.cards import Card, Link, Paragraph
from bot.chat.texts import Speech
from handlers.teams import limits, render
from handlers.teams.api import Answered, TeamsApi
from handlers.teams.deliver import TeamsDelivery
from handlers.teams.listen import TeamsRequest
from handlers.teams.shown import ShownCards
from handlers.teams.words import Json

log = logging.getLogger(__name__)

_BOT_CHAT = "https://teams.microsoft.com/l/chat/0/0?users=28:"


class Asides:
    def __init__(self, api: TeamsApi, delivery: TeamsDelivery, shown: ShownCards) -> None:
        self._api = api
        self._delivery = delivery
        self._shown = shown

    def say(self, visit: TeamsRequest, card: Card, t: Speech, shareable_in: str = "") -> bool:
        """False when they did not ask in that way, or Teams refuses it, by a policy or by where it is: then elsewhere.

        A file goes to their own chat: nowhere else may Teams ask where to put it.
        """
        if visit.aside is None or card.files:
            return False
        addresses = self._delivery.pictures(card, visit.where.tenant)
        drawn = marked(render.message(card, t, shareable_in=shareable_in, addresses=addresses))
        activity = render.activity(drawn, render.fallback(card)) | {"recipient": {"id": visit.member}}
        if visit.aside.asked:
            activity["entities"] = [{"type": "targetedMessageInfo", "messageId": visit.aside.asked}]
        thread = visit.where._replace(conversation=visit.aside.thread)
        try:
            posted = self._api.post_aside(thread, activity, limits.TRIES)
        except Answered as refusal:
            log.info("%s: no answer for one person there: %s", visit.knock.id, refusal)
            return False
        self._shown.remember(visit.where.conversation, posted, card)
        return True

    def point_to_own_chat(self, visit: TeamsRequest, t: Speech) -> None:
        """A form, or their own page: those are nowhere else. A click says so by itself."""
        if not visit.is_click:
            link = Link(t("handlers.teams.open_own_chat"), f"{_BOT_CHAT}{self._api.client_id}")
            said = Paragraph(t("handlers.teams.see_own_chat"))
            self.say(visit, Card(t("handlers.teams.own_page"), (said,), (link,)), t)


def marked(cards: Sequence[Json]) -> list[Json]:
    """Every button says that it stands in such a message: a click does not tell."""
    return [_marked(card) for card in cards]


def _marked(found: Any) -> Any:
    if isinstance(found, list):
        return [_marked(each) for each in found]
    if not isinstance(found, dict):
        return found
    copy = {name: each if name == "data" else _marked(each) for name, each in found.items()}
    if copy.get("type") == "Action.Execute":
        copy["data"] = {**copy["data"], "aside": True}
    return copy
