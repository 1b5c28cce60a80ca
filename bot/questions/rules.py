"""What is the same question, who knows about it, and when somebody has waited for too long. Pure."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.chat.language import words

if TYPE_CHECKING:
    from bot.chat.when import Calendar

MOST_KNOW = 3
MOST_WORDS = 120
"""On a card: what people read in half a minute."""
LONGEST_TITLE, LONGEST_WORDS, LONGEST_TEXT = 100, 300, 1500
LONGEST_QUESTION, LONGEST_ANSWER, LONGEST_HELP = 500, 2500, 300
"""Signs."""


OFTEN, MOST_TOPICS, SHORTEST_TOPIC = 3, 2, 4
"""So many questions about one thing are worth a session; of so many signs is what it is called."""


class Topic(NamedTuple):
    word: str
    questions: int


@dataclass(frozen=True, slots=True)
class Helper:
    """A colleague who answers. words: what they wrote that they know about; helps_with: the stems of it."""

    id: int
    name: str
    words: str
    helps_with: frozenset[str]


def is_same(one: Collection[str], other: Collection[str]) -> bool:
    """Of the stems of two questions."""
    return bool(one) and set(one) == set(other)


def who_knows(asked: Collection[str], helpers: Iterable[Helper], but: int) -> list[Helper]:
    """Who wrote most of these words themselves. but: whoever asks."""
    found = [(len(each.helps_with & set(asked)), each) for each in helpers if each.id != but]
    fitting = sorted((each for each in found if each[0]), key=lambda each: (-each[0], each[1].name))
    return [helper for _, helper in fitting[:MOST_KNOW]]


def about(stems: Iterable[str], common: Collection[str]) -> frozenset[str]:
    """Those that say what something is about."""
    return frozenset(stem for stem in stems if stem not in common and len(stem) >= SHORTEST_TOPIC)


def topics(asked: Iterable[Mapping[str, str]], common: Collection[str]) -> list[Topic]:
    """What several questions are about, the most frequent first.

    asked: stem -> word of each. common: stems that are about nothing in particular.
    """
    words = defaultdict[str, list[str]](list)
    for question in asked:
        for stem, word in question.items():
            if stem in about([stem], common):
                words[stem].append(word)
    often = [Topic(Counter(said).most_common(1)[0][0], len(said)) for said in words.values() if len(said) >= OFTEN]
    return sorted(often, key=lambda topic: (-topic.questions, topic.word))[:MOST_TOPICS]


def working_days_later(day: dt.date, days: int, calendar: "Calendar") -> dt.date:
    for _ in range(days):
        day = calendar.open_from(day + dt.timedelta(days=1)) or day + dt.timedelta(days=1)
    return day


def wrong_in(title: str, found_by: str, text: str) -> Iterator[tuple[str, str]]:
    """Of a card: the field, and what is wrong with it. found_by: the words that people type."""
    if not title:
        yield "title", "empty"
    if not text:
        yield "text", "empty"
    if len(title) > LONGEST_TITLE:
        yield "title", "title"
    if len(found_by) > LONGEST_WORDS:
        yield "words", "words"
    if len(text) > LONGEST_TEXT or len(words(text)) > MOST_WORDS:
        yield "text", "text"
