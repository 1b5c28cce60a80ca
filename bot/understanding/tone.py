"""What kind of sentence it is, whatever it is about: friendly, a question how, a question for facts, not for us."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from bot.understanding import lexicon
from bot.understanding.sentence import SaidWord


def friendly(said: Sequence[SaidWord]) -> Literal["hello", "thanks", ""]:
    """Nothing but a greeting, or thanks."""
    words = [each.word for each in said]
    if not all(word in lexicon.GREETINGS | lexicon.THANKS | lexicon.BESIDE for word in words):
        return ""
    asks_how_it_goes = words[:2] in (["hoe", "gaat"], ["how", "are"]) or words == ["hoe", "is", "het"]
    if any(word in lexicon.THANKS for word in words) and lexicon.HOW.isdisjoint(words):
        return "hello" if words[0] in lexicon.GREETINGS else "thanks"
    return "hello" if asks_how_it_goes or any(word in lexicon.GREETINGS for word in words) else ""


def is_not_ours(said: Sequence[SaidWord]) -> bool:
    """It wants something gone that is not the asker's own, or talks about the weather ("weer" is "again" elsewhere)."""
    words = [each.word for each in said]
    is_about_me = any(word in lexicon.MINE or word in ("mij", "me") for word in words)
    takes_away = not lexicon.TAKES_AWAY.isdisjoint(words) and not is_about_me
    return takes_away or _has_pair(words, lexicon.WEATHER)


def asks_for_facts(said: Sequence[SaidWord]) -> bool:
    """When, which, who, how many."""
    return bool(said) and said[0].word in lexicon.FACTS_FIRST


def asks_how(words: Sequence[str]) -> Iterator[int]:
    """Where it does; not in "hoe druk is het"."""
    for at, (word, following) in enumerate(pairwise([*words, ""])):
        if word in lexicon.HOW and following not in lexicon.FACTS:
            yield at


def asks_for_knowledge(words: Sequence[str]) -> Iterator[int]:
    """Where it has a word of advice, of what is allowed, or of what something means."""
    return (at for at, word in enumerate(words) if word in lexicon.KNOW_HOW)


def asks_who_knows(words: Sequence[str]) -> bool:
    """Whether anybody has done it before, what works, or what something is."""
    what_is_a = words[:1] in (["wat"], ["what"]) and words[1:3] in _IS_A
    return what_is_a or _has_pair(words, lexicon.WHO_KNOWS)


_IS_A = (["is", "een"], ["is", "a"], ["is", "an"], ["zijn", "een"])


def _has_pair(words: Sequence[str], pairs: frozenset[str]) -> bool:
    return any(" ".join(pair) in pairs for pair in pairwise(words))
