"""Words of the fixed lists as people write them: other words, other forms, accents, abbreviations.

A word stands here when it means the same in the lists of most municipalities. What may mean two things is asked.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.transfer.recognising.headers import squashed
from bot.transfer.understanding.plain import LONGEST
from glossary import Word
from glossary.synonyms import SYNONYMS

_ENDINGS = ("fase", "projecten", "project", "en", "s", "e", "n")
"""That change nothing: "ontwerpfase", "lopende", "inloopavonden"."""
_ASIDE = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]")
CLOSE = 2
"""Signs that a word may differ from one of ours, to be guessed."""
SHORTEST_GUESSED = 5


@lru_cache
def _vocabulary(words: type[Word]) -> Mapping[str, Word]:
    """Squashed -> word. Our own words go before what else people call them."""
    found = {squashed(name): word for word in words for name in (word.dutch, word.value)}
    for word in words:
        for synonym in SYNONYMS.get(word, "").split(","):
            found.setdefault(squashed(synonym), word)
    return found


@lru_cache(maxsize=10_000)
def word(words: type[Word], cell: str) -> Word | None:
    """None for what means none of these, or may mean several."""
    if len(cell) > LONGEST:
        return None
    known = _vocabulary(words)
    for spelling in dict.fromkeys((squashed(cell), squashed(_ASIDE.sub(" ", cell)))):
        if not spelling:
            continue
        if found := known.get(spelling):
            return found
        for ending in _ENDINGS:
            bare = spelling.removesuffix(ending)
            if len(bare) > 3 and bare != spelling and (found := known.get(bare)):
                return found
    return None


@lru_cache(maxsize=10_000)
def guess(words: type[Word], cell: str) -> Word | None:
    """What somebody probably meant: a word that is nearly written so, when no other is as near."""
    typed = squashed(cell[:LONGEST])
    if len(typed) < SHORTEST_GUESSED:
        return None
    # A letter too many or too few in a short word makes another word of it.
    most = 1 if len(typed) < 8 else CLOSE
    near = dict[Word, int]()
    for known, meant in _vocabulary(words).items():
        distance = OSA.distance(typed, known, score_cutoff=most)
        if distance <= most:
            near[meant] = min(distance, near.get(meant, most))
    best = [meant for meant, distance in near.items() if distance == min(near.values())]
    return best[0] if len(best) == 1 else None
