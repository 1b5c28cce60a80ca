"""Readable Dutch: short and active sentences, everyday words, and the words that participation has.

"B1" is a convention and no measure, so these are remarks and never a verdict. Our own texts are held to them by a test.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

LONGEST_SENTENCE = 15
"""In words."""

Rule = Literal["long", "passive", "hard", "shortened", "avoided"]


class Remark(NamedTuple):
    """words: what it is about. better: what to write instead, where that is one thing."""

    rule: Rule
    words: str
    better: str = ""


def remarks(text: str) -> Iterator[Remark]:
    """In the order of the rules. Of our own texts, a `{hole}` counts as a word."""
    for sentence in sentences(text):
        if len(words(sentence)) > LONGEST_SENTENCE:
            yield Remark("long", sentence)
        yield from passives(sentence)
    yield from _replaceable(text)


def sentences(text: str) -> list[str]:
    parts = re.split(r"(?<=[.!?])\s+|(?<!\s)\s*\n\s*", text.replace("**", ""))
    return [part.strip() for part in parts if part.strip()]


_WORD = re.compile(r"\{\w+\}|[^\W_]+(?:[-'’/.:@][^\W_]+)*")


def words(sentence: str) -> list[str]:
    """A date, an e-mail address and a hole are one word each."""
    return _WORD.findall(sentence)


_CLAUSE = re.compile(r"[,;:()–]")
_BECOMES = frozenset({"word", "wordt", "worden", "werd", "werden"})
_DONE = re.compile(
    r"(?:(?:aan|achter|af|bij|door|goed|in|klaar|los|mee|na|om|onder|op|over|samen|schoon|tegen|terug|toe|uit|vast|voor|weg)?"
    r"(?:ge[^\W_]{2,}(?:d|t|en)|(?:be|er|her|ont|ver)[^\W_]{3,}[dt]))"
)
_NOUN = re.compile(r".*(?:heid|heden|ingen|schap|teit|gebied|gebieden|beleid|bericht|besluit|bestand)")


def passives(sentence: str) -> Iterator[Remark]:
    """ "wordt gevraagd": who asks? Only with a form of "worden", in one part of the sentence."""
    for clause in _CLAUSE.split(sentence):
        said = [word.casefold() for word in words(clause)]
        becomes = [word for word in said if word in _BECOMES]
        done = [word for before, word in zip(["", *said], said, strict=False) if before != "te" and _is_done(word)]
        if becomes and done:
            yield Remark("passive", f"{becomes[0]} … {done[0]}")


def _is_done(word: str) -> bool:
    known = _lists()["passive"]
    if word in known["look_like_participles"] or _NOUN.fullmatch(word):
        return False
    return word in known["participles"] or _DONE.fullmatch(word) is not None


@cache
def _lists() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "plain_words.toml").read_text("utf-8"))


@cache
def _better(rule: Rule) -> Mapping[str, str]:
    return {word.casefold(): instead for word, instead in _lists()[rule].items()}


@cache
def _pattern(rule: Rule) -> re.Pattern[str]:
    """Longest first, where one begins with another."""
    found = "|".join(re.escape(word) for word in sorted(_better(rule), key=len, reverse=True))
    return re.compile(rf"(?<![\w.])(?:{found})(?!\w)", re.IGNORECASE)


def _replaceable(text: str) -> Iterator[Remark]:
    rules: tuple[Rule, ...] = ("hard", "shortened", "avoided")
    for rule in rules:
        for found in _pattern(rule).findall(text):
            yield Remark(rule, found, _better(rule)[found.casefold()])


_FORMAL = re.compile(r"\b(?:u|uw|uzelf)\b", re.IGNORECASE)
_FAMILIAR = re.compile(r"\b(?:je|jij|jou|jouw|jullie|jezelf)\b", re.IGNORECASE)


def addresses(text: str) -> frozenset[Literal["u", "je"]]:
    """How the reader is spoken to: "u" is for residents, "je" for colleagues."""
    found: set[Literal["u", "je"]] = set()
    if _FORMAL.search(text):
        found.add("u")
    if _FAMILIAR.search(text):
        found.add("je")
    return frozenset(found)
