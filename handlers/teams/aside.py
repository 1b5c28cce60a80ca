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
from handlers.teams.memory import Seal
from handlers.teams.references import Reference
from handlers.teams.shown import ShownCards
from handlers.teams.words import Json

log = logging.getLogger(__name__)

_BOT_CHAT = "https://teams.microsoft.com/l/chat/0/0?users=28:"


class Asides:
    def __init__(self, api: TeamsApi, delivery: TeamsDelivery, shown: ShownCards, seal: Seal) -> None:
        self._seal = seal
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
        drawn = self.marked(render.message(card, t, shareable_in=shareable_in, addresses=addresses), visit)
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

    def marked(self, cards: Sequence[Json], visit: TeamsRequest) -> list[Json]:
        """Every button says that it stands in such a message: a click does not tell. Sealed, for this person."""
        mark = self._seal.on_place(visit.where.conversation, visit.knock.account.user)
        return [_marked(card, mark) for card in cards]

    def say_hello(self, where: Reference, t: Speech) -> None:
        """One line for everybody, in a team or a group chat that we were put in."""
        self._post(where, Card(t("handlers.teams.own_page"), (Paragraph(t("handlers.teams.hello")),)), t)

    def say_how(self, visit: TeamsRequest, t: Speech) -> None:
        """They have no chat with us: everybody may read how to get one."""
        card = Card(t("handlers.teams.no_chat.title"), (Paragraph(t("handlers.teams.no_chat.text")),))
        self._post(visit.where, card, t)

    def _post(self, where: Reference, card: Card, t: Speech) -> None:
        self._api.post(where, render.activity(render.message(card, t), render.fallback(card)), tries=limits.TRIES)

    def point_to_own_chat(self, visit: TeamsRequest, t: Speech) -> None:
        """A form, or their own page: those are nowhere else. A click says so by itself."""
        if not visit.is_click:
            link = Link(t("handlers.teams.open_own_chat"), f"{_BOT_CHAT}{self._api.client_id}")
            said = Paragraph(t("handlers.teams.see_own_chat"))
            self.say(visit, Card(t("handlers.teams.own_page"), (said,), (link,)), t)


def _marked(found: Any, mark: str) -> Any:
    if isinstance(found, list):
        return [_marked(each, mark) for each in found]
    if not isinstance(found, dict):
        return found
    copy = {name: each if name == "data" else _marked(each, mark) for name, each in found.items()}
    if copy.get("type") == "Action.Execute":
        copy["data"] = {**copy["data"], "aside": mark}
    return copy
