"""What a cell says before anybody asks what it means."""

import re
import unicodedata
from functools import lru_cache

from bot.transfer.recognising.headers import squashed

LONGEST = 120
"""Signs of a date, an amount or a word. What is longer is a story."""

_EMPTY = frozenset(
    map(
        squashed,
        (
            *("nvt", "ntb", "pm", "nnb", "na", "tbd", "tba", "nb", "onbekend", "nader te bepalen", "nog te bepalen"),
            *("niet van toepassing", "nog niet bekend", "nog onbekend", "niet bekend", "vacature", "vacant", "geen"),
            *("unknown", "none", "null", "nan", "nog invullen", "in te vullen", "volgt", "xxx", "leeg", "nihil"),
            *("nader in te vullen", "nader te bepalen", "wordt nog bepaald", "nog nader te bepalen", "#n/a", "#n/b"),
        ),
    )
)
_ONLY_SIGNS = re.compile(r"[\W_]*")


@lru_cache(maxsize=10_000)
def is_empty(cell: str) -> bool:
    """Dashes, question marks, and the words that people write for nothing."""
    if len(cell) > LONGEST:
        return False
    return squashed(cell) in _EMPTY or bool(_ONLY_SIGNS.fullmatch(cell))


@lru_cache(maxsize=10_000)
def plain(cell: str) -> str:
    """In lower case, without accents, with single spaces and one kind of dash."""
    text = unicodedata.normalize("NFKD", cell.casefold())
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return " ".join(text.replace("–", "-").replace("—", "-").replace("’", "'").replace("‘", "'").split())
