"""The cards that this process showed lately: Teams does not give back what stands around a clicked button."""

import threading
from collections import OrderedDict

from bot.chat.cards import Block, Card, Item, Row
from handlers.teams.words import Json

_KEPT = 500


class ShownCards:
    """Only cards with rows or items: on a click only that one is replaced. After a restart the answer is said anew."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cards: OrderedDict[tuple[str, str], Card] = OrderedDict()
        self.given = GivenAnswers()

    def remember(self, conversation: str, message: str, card: Card) -> None:
        if not message:
            return
        with self._lock:
            self._cards.pop((conversation, message), None)
            if any(map(_is_replaced_alone, card.body)) and not card.pictures:
                self._cards[conversation, message] = card
            while len(self._cards) > _KEPT:
                self._cards.popitem(last=False)

    def card(self, conversation: str, message: str) -> Card | None:
        with self._lock:
            return self._cards.get((conversation, message))


class GivenAnswers:
    """What this process answered to forms lately: whoever sends one in twice gets the same answer again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._given: OrderedDict[str, tuple[list[Json], str]] = OrderedDict()

    def keep(self, form: str, cards: list[Json], summary: str) -> None:
        with self._lock:
            self._given[form] = cards, summary
            while len(self._given) > _KEPT:
                self._given.popitem(last=False)

    def to(self, form: str) -> tuple[list[Json], str] | None:
        with self._lock:
            return self._given.get(form)


def _is_replaced_alone(block: Block) -> bool:
    return isinstance(block, Item) or (isinstance(block, Row) and block.button is not None)
