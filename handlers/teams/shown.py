"""The cards that this process showed lately: Teams does not give back what stands around a clicked button."""

import threading
from collections import OrderedDict

from bot.chat.cards import Block, Card, Item, Row

_KEPT = 500


class ShownCards:
    """Only cards with rows or items: on a click only that one is replaced. After a restart the answer is said anew."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cards: OrderedDict[tuple[str, str], Card] = OrderedDict()

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


def _is_replaced_alone(block: Block) -> bool:
    return isinstance(block, Item) or (isinstance(block, Row) and block.button is not None)
