"""The cards that this process showed lately: Teams does not give back what stands around a clicked button."""

import threading
from collections import OrderedDict

from bot.chat.cards import Card, Row

_KEPT = 500


class Shown:
    """Only cards with rows: on a click there one row is replaced. After a restart the answer is said anew."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cards: OrderedDict[tuple[str, str], Card] = OrderedDict()

    def remember(self, conversation: str, message: str, card: Card) -> None:
        if not message:
            return
        with self._lock:
            self._cards.pop((conversation, message), None)
            if any(isinstance(block, Row) and block.button for block in card.body) and not card.pictures:
                self._cards[conversation, message] = card
            while len(self._cards) > _KEPT:
                self._cards.popitem(last=False)

    def card(self, conversation: str, message: str) -> Card | None:
        with self._lock:
            return self._cards.get((conversation, message))
