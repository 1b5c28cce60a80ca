"""Dutch words and their stems: the same for both databases, which each have no Dutch stemmer or a poor one.

Kraaij and Pohlmann's stemmer also takes off ge- and -ing: loten, loting and geloot have one stem.
"""

import re
import unicodedata
from functools import lru_cache

from Stemmer import Stemmer

_LANGUAGE, _KEEPS_NOTHING = "dutch", 0
LONGEST_WORD = 40
MOST_WORDS = 12
"""Of what somebody searches for: databases refuse a question with thousands of conditions."""

_WORD = re.compile(r"[^\W_]+")
_DOUBLE_VOWEL = re.compile(r"([aeou])\1")
_SAY_LITTLE_DUTCH = (
    "aan al alle alles als altijd alvast ander andere ben bent best beste bij bijna daar daarna dan dat de deden "
    "deed denk deze die dit doe doen doet door dus een eens eigenlijk elk elke en er ergens even ga gaan gaat geef "
    "geeft geen geven gewoon gisteren goed goede graag had hadden heb hebben heeft heel hem hen het hier hij hoe "
    "hoeveel hun iedereen iemand iets ik in is ja je jij jou jouw jullie kan ken klopt kon kun kunnen kunt laat "
    "laten maar mag me mee meer men mensen met mij mijn mocht moet moeten mogelijk mogen morgen na naar niet niets "
    "niks nog nou nu of om onder ons onze ook op over pak precies project projecten soms steeds te tijdens toch toe "
    "toen tot tussen u uit uw vaak van vandaag veel voor waar waarom wanneer want waren was wat we weer weet wel "
    "welk welke werd werken werkt weten wie wij wil willen worden wordt zal ze zelf zet zetten zich zij zijn zit "
    "zitten zo zonder zou zouden zullen"
)
_SAY_LITTLE_ENGLISH = (
    "a about all also am an and any anyone anything are as at be been being best but by can could did do does each "
    "every everyone for from get gets getting give gives go going good had has have how i if in into is it its just "
    "know knows let like make makes many may me might more much must my need needs no not of on one only or ought "
    "our projects really shall should so some someone something still sure take than that the their them then there "
    "these they thing things this those to today tomorrow tonight too us very want was we were what when where "
    "whether which while who why will with without would yesterday you your"
)
_SAY_LITTLE = frozenset([*_SAY_LITTLE_DUTCH.split(), *_SAY_LITTLE_ENGLISH.split()])
_SAYS_NOTHING = frozenset(_SAY_LITTLE_ENGLISH.split()) - frozenset(_SAY_LITTLE_DUTCH.split())
"""Nothing here is written in English: who types only such words, or one letter, asked for nothing."""


def words(text: str) -> list[str]:
    """Every word, in lower case and without accents; of a very long one its beginning."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return [word[:LONGEST_WORD] for word in _WORD.findall(plain)]


@lru_cache(maxsize=8_192)
def stem(word: str) -> str:
    """Of one of `words`. Vowels are never double: parkeerbeleid then begins with the stem of parkeren."""
    if word.isdigit() or not word.isascii():
        return word
    # One for each word: it remembers what it is working on, and threads share this function.
    return folded(Stemmer(_LANGUAGE, _KEEPS_NOTHING).stemWord(word)) or word


def folded(word: str) -> str:
    return _DOUBLE_VOWEL.sub(r"\1", word)


def says_little(word: str) -> bool:
    return word in _SAY_LITTLE or len(word) == 1


@lru_cache(maxsize=8_192)
def telling(word: str) -> str:
    """Its stem; empty for a word that says little."""
    return "" if says_little(word) else stem(word)


def meant(text: str) -> list[str]:
    """The words that somebody searches for, each once, in their order; those that say little only when all do."""
    asked = [word for word in dict.fromkeys(words(text)) if word not in _SAYS_NOTHING]
    meaning = [word for word in asked if not says_little(word)]
    return (meaning or [word for word in asked if len(word) > 1 or word.isdecimal()])[:MOST_WORDS]
