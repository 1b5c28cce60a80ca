"""What a sentence mentions: a project, an area, a time, a word of our lists, a colleague, the asker."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.understanding import lexicon, lists, names, periods
from bot.understanding.lexicon import CLASSES
from bot.understanding.names import IsWord, KnownNames
from bot.understanding.sentence import SaidWord
from bot.understanding.stretches import Days

NAMED = frozenset(("project", "area", "person"))
"""Kinds of which the words are a name: they do not ask for anything at the same time."""
SHORTEST_FORM = 4
"""Letters."""
TOLD_WHOLE = NAMED | {"period"}


_ANY = ("een", "a", "an")
_OF_US = tuple([word] for word in ("afdeling", "dienst", "team", "collega", "department"))


class Mention(NamedTuple):
    """start, end: of the words in the sentence. value: an id or a code; "" when several fit. sure: of 0 to 3."""

    kind: str
    start: int
    end: int
    value: str
    sure: float
    words: str = ""
    period: Days | None = None


def of_times(said: Sequence[SaidWord], today: dt.date) -> list[Mention]:
    found = periods.find([each.meant or each.word for each in said], today)
    return [
        Mention("period", when.start, when.end, "", 2.5, _text(said, when.start, when.end), when.period)
        for when in found
    ]


def of_lists(said: Sequence[SaidWord]) -> list[Mention]:
    found = list[Mention]()
    for start in range(len(said)):
        for end in range(min(len(said), start + lists.LONGEST_PHRASE), start, -1):
            meaning = lists.meaning(tuple(each.meant or each.word for each in said[start:end]))
            if meaning:
                kind, code, sure = meaning
                found.append(Mention(kind, start, end, code, 2 if sure else 1, _text(said, start, end)))
                break
    return found


def of_areas(said: Sequence[SaidWord], areas: KnownNames, is_word: IsWord) -> list[Mention]:
    """With the word for it: "de wijk Molenwijk", "the Centrum district"."""
    found = list[Mention]()
    for hit in names.best(said, areas, is_word):
        start, end = hit.start, hit.end
        if start and said[start - 1].word in CLASSES["AREA"]:
            start -= 1
        if end < len(said) and said[end].word in CLASSES["AREA"]:
            end += 1
        if hit.name.value:
            found.append(Mention("area", start, end, hit.name.value, 2.5 if hit.is_whole else 1.5, hit.name.text))
    return found


def of_projects(said: Sequence[SaidWord], projects: KnownNames, is_word: IsWord) -> list[Mention]:
    """Of several that fit as well none is chosen. "Een speeltuin" is no project of which that is a part of the name."""
    return [
        Mention("project", hit.start, hit.end, hit.name.value, 3 if hit.is_whole else 1.4, hit.name.text)
        for hit in names.best(said, projects, is_word)
        if hit.is_whole or not hit.start or said[hit.start - 1].word not in _ANY
    ]


def of_moments(said: Sequence[SaidWord], titles: KnownNames, at: int, *, is_certain: bool) -> list[Mention]:
    """Projects by the whole title of one of their contact moments: "de bewonersavond verkeer".

    said: as it was typed. at: where it says the form, beside which the project is said. is_certain: no other is meant.
    """
    return [
        Mention("namesake", at, at, hit.name.value, 1, hit.name.text)
        for hit in names.best(said, titles, lambda word: False)
        if hit.is_whole and hit.name.value and (is_certain or not _is_only_a_form(said[hit.start : hit.end]))
    ]


def _is_only_a_form(said: Sequence[SaidWord]) -> bool:
    """A moment that is called "Enquête" is not meant by every survey."""
    return len(said) == 1 and bool(lists.meaning((said[0].word,)))


def is_of_somebody(word: str) -> bool:
    """A form, with whose or whereof it is in one word: "jongerenpanel", and not what we call the form ourselves."""
    kind, code, is_our_word = lists.meaning((word,)) or ("", "", True)
    shorter = (lists.meaning((word[at:],)) for at in range(1, len(word) - SHORTEST_FORM + 1))
    return not is_our_word and any(each is not None and each[:2] == (kind, code) for each in shorter)


def of_people(said: Sequence[SaidWord], people: KnownNames, is_word: IsWord) -> list[Mention]:
    return [
        Mention("person", hit.start, hit.end, hit.name.value, 1.3, hit.name.text)
        for hit in names.best(said, people, is_word)
        if hit.name.value and hit.likeness >= names.INFLECTED
    ]


def of_me(said: Sequence[SaidWord], me: int, areas: Sequence[Mention]) -> list[Mention]:
    """ "Mijn projecten", "welke projecten heb ik"; "ik wil alle projecten zien" is not about the asker.

    Nor is "mijn wijk Centrum", "mijn afdeling", or "how do I find a project".
    """
    words = [each.word for each in said]
    for at, word in enumerate(words):
        if any(each.start == at + 1 for each in areas) or words[at + 1 : at + 2] in _OF_US:
            continue
        is_done_by_me = " ".join(words[at : at + 2]) in lexicon.MY_DOING and words[max(at - 1, 0)] not in lexicon.HOW
        if word in lexicon.MINE or is_done_by_me:
            return [Mention("me", at, at + 1, str(me), 1)]
    return []


def apart(found: Iterable[Mention]) -> list[Mention]:
    """Those that do not overlap: what says more words goes first, and then what is surer."""
    kept = list[Mention]()
    for each in sorted(found, key=lambda one: (one.start - one.end, -one.sure, one.start)):
        if all(each.end <= other.start or each.start >= other.end for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)


def namesakes(kept: Iterable[Mention], projects: Sequence[Mention]) -> list[Mention]:
    """Projects that are called after an area that is named: meant by what is only asked of a project."""
    return [
        project._replace(kind="namesake")
        for area in kept
        if area.kind == "area"
        for project in projects
        if project.value and area.start < project.end and project.start < area.end
    ]


def _text(said: Sequence[SaidWord], start: int, end: int) -> str:
    return " ".join(each.text for each in said[start:end])
