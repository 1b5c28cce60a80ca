"""From words as they were typed to words that are put right, and what they mention."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.understanding import lexicon, lists, mentions, names, sentence
from bot.understanding.intents import Grammar
from bot.understanding.mentions import Mention
from bot.understanding.names import NO_NAMES, KnownNames
from bot.understanding.sentence import SHORTEST_GUESSED, SaidWord


@dataclass(frozen=True, slots=True)
class NamesToAsk:
    """The names that there are. projects, people: asked for with the words that may be one of them.

    moments: the titles of contact moments of these projects that these words may say, each with the id of its project.
    """

    areas: Callable[[], KnownNames]
    projects: Callable[[Sequence[str]], KnownNames]
    people: Callable[[Sequence[str]], KnownNames]
    moments: Callable[[KnownNames, Sequence[str]], KnownNames]


def reading(
    said: Sequence[SaidWord], grammar: Grammar, register: NamesToAsk, today: dt.date, me: int
) -> tuple[list[SaidWord], list[Mention]]:
    """The words put right, and what they mention. me: the id of who says it."""
    areas = register.areas()

    def asks(word: SaidWord) -> bool:
        return grammar.asks(word.word) or word.word in lexicon.KNOW_HOW

    def means(word: SaidWord) -> bool:
        return grammar.is_no_name(word.word) or word.word in areas.words

    def says_else(word: SaidWord) -> bool:
        return grammar.is_no_name(word.word) and word.word not in lists.words()

    announced = {each.start for each in _announced(said)}

    def is_no_project(word: SaidWord) -> bool:
        return means(word) and word.start not in announced

    unknown = [each for each in said if not means(each)]
    asked = [part for each in said if _may_name(each) for part in _parts(each, grammar)]
    areas_said = mentions.of_areas(said, areas, asks)
    # A project may be called as an area is, but not by its code.
    is_area_called = any(each.words != each.value for each in areas_said)
    may_be_named = unknown or is_area_called or _announces_a_name(said) or _may_be_one_word(said)
    projects = register.projects(asked) if may_be_named else NO_NAMES
    covered = _places([*areas_said, *mentions.of_projects(said, projects, means)])
    strangers = [each for at, each in enumerate(said) if at not in covered and not grammar.knows(each.word)]
    people = register.people([_bare(each.word) for each in strangers]) if strangers else NO_NAMES
    covered |= _places(mentions.of_people(said, people, means))
    read = list[SaidWord]()
    for at, each in enumerate(said):
        read += [each] if at in covered or means(each) or grammar.knows(each.word) else _put_right(each, grammar)
    found = [
        *mentions.of_times(read, today),
        *mentions.of_lists(read),
        *mentions.of_areas(read, areas, asks),
        *mentions.of_projects(read, projects, is_no_project),
        *mentions.of_people(read, people, means),
    ]
    apart = mentions.apart(found)
    # Of several that are called after an area, "het verkeer in Noorderveld" says which.
    called_so = mentions.of_projects(read, projects, says_else) if areas_said else ()
    return read, [
        *_with_its_moment(said, apart, _by_a_moment(said, apart, asked, projects, register)),
        *mentions.namesakes(apart, called_so),
        *mentions.of_me(read, me, [each for each in found if each.kind == "area"]),
    ]


def _with_its_moment(
    said: Sequence[SaidWord], apart: Sequence[Mention], by_a_moment: Sequence[Mention]
) -> Sequence[Mention]:
    """Nothing but "het jongerenpanel" is about that project, and not about all panels."""
    if not by_a_moment or len(apart) > 1:
        return [*apart, *by_a_moment]
    inside = range(apart[0].start, apart[0].end)
    says_more = any(at not in inside and each.word not in lexicon.FILLER for at, each in enumerate(said))
    return [*apart, *by_a_moment] if says_more else [apart[0]._replace(kind="project", value=by_a_moment[0].value)]


def _by_a_moment(
    said: Sequence[SaidWord], apart: Sequence[Mention], asked: Sequence[str], projects: KnownNames, register: NamesToAsk
) -> list[Mention]:
    """Whoever says which contact moment has said which project; looked up only when a form of contact is said."""
    at = {each.kind: each.start for each in apart}
    if "form" not in at or "project" in at:
        return []
    is_a_certain_one = any(each.word in _THE for each in said[max(at["form"] - 1, 0) : at["form"]])
    is_whose = is_a_certain_one and mentions.is_of_somebody(said[at["form"]].word)
    if not projects.names and is_a_certain_one and (is_whose or not _IN_TITLES.isdisjoint(at)):
        projects = register.projects(asked)
    if not projects.names:
        return []
    return mentions.of_moments(said, register.moments(projects, asked), at["form"], is_certain=is_whose)


_THE = frozenset(("de", "het", "the", "onze", "our"))
_IN_TITLES = frozenset(("domain", "group", "area"))
"""What a moment is called after, though each of its words is ours: "bewonersavond verkeer"."""


def _bare(word: str) -> str:
    """ "Daan's" and "Anouks" are about Daan and Anouk."""
    return word.removesuffix("s").removesuffix("'") if len(word) > SHORTEST_GUESSED else word


def _places(found: Sequence[Mention]) -> set[int]:
    return {at for each in found for at in range(each.start, each.end)}


def _parts(word: SaidWord, grammar: Grammar) -> list[str]:
    """The word, in Dutch too, and of "windproject" also what it is a project about."""
    if dutch := lexicon.IN_DUTCH.get(word.word):
        return [word.word, dutch]
    if grammar.knows(word.word) or not (halves := sentence.halves(word.word, grammar.words, all_of_it=False)):
        return [word.word]
    return [word.word, halves[0]]


def _announces_a_name(said: Sequence[SaidWord]) -> bool:
    """ "Hoe staat het met project Nieuwe Week": of a name that is made of words that are also ours."""
    return any(one.word == "project" and _may_name(other) for one, other in pairwise(said))


def _may_be_one_word(said: Sequence[SaidWord]) -> bool:
    """ "Youth vision", "jongeren visie": of a name that is one word in Dutch."""
    return any(
        lexicon.IN_DUTCH.get(other.word, other.word) in names.ENDS_NAMES and _may_name(one)
        for one, other in pairwise(said)
    )


def _announced(said: Sequence[SaidWord]) -> list[SaidWord]:
    """The first word of "project Druk" and of "project Mijn Buurt" that may be of its name."""
    after = [said[at + 1 : at + 3] for at, each in enumerate(said) if each.word == "project"]
    return [next((each for each in words if _may_name(each)), words[0]) for words in after if words]


def _may_name(word: SaidWord) -> bool:
    return word.word not in lexicon.FILLER and len(word.word) > 1


def _put_right(word: SaidWord, grammar: Grammar) -> list[SaidWord]:
    if form := sentence.known_form(word.word, grammar.words):
        return [replace(word, meant=form)]
    if parts := sentence.halves(word.word, grammar.words):
        return [replace(word, meant=part) for part in parts]
    if slip := sentence.slip(word.word, grammar.all_by_length):
        return [replace(word, meant=slip)]
    if parts := sentence.halves(word.word, grammar.words, all_of_it=False):
        return [replace(word, word=parts[0]), replace(word, meant=parts[1])]
    return [word]
