"""Which answer a sentence gets: a command, a choice of two, a friendly word, or what the search finds."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.chat.feature import Command
from bot.understanding import lexicon, mentions, names, sentence
from bot.understanding.intents import Fit, Grammar
from bot.understanding.mentions import Mention
from bot.understanding.names import Name
from bot.understanding.sentence import LONGEST, Said

CLEAR, NEARLY_CLEAR, SEVERAL = 0.6, 0.5, 1.8
"""Of what a sentence says: so much explained is clear; less is enough when several words of it ask for the same."""
WORTH_ASKING = 0.4
NEAR = 0.08
MOST_CHOICES = 3


@dataclass(frozen=True, slots=True)
class Register:
    """The names that there are. projects, people: asked for with the words that may be one of them."""

    areas: Sequence[Name]
    projects: Callable[[Sequence[str]], Sequence[Name]]
    people: Callable[[Sequence[str]], Sequence[Name]]


@dataclass(frozen=True, slots=True)
class Meant:
    """A command, and what was understood of the rest of the sentence, as arguments of its action."""

    command: Command
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understanding:
    """meant: of a command one, of a choice the likeliest first. thanks: the small talk is thanks, and no greeting."""

    how: Literal["exact", "command", "choose", "search", "small_talk"]
    meant: tuple[Meant, ...] = ()
    thanks: bool = False


SEARCH = Understanding("search")


def decide(text: str, grammar: Grammar, register: Register, today: dt.date, me: int) -> Understanding:
    said = sentence.said(text)
    if len(text) > LONGEST:
        return SEARCH
    if small := _small_talk(said):
        return small
    read, found = reading(said, grammar, register, today)
    if any(each.word in lexicon.TAKES_AWAY for each in read) and not _about_me(read):
        return SEARCH
    found = [*found, *_me(read, me)]
    fits = grammar.fits(read, found)
    return _decided(text, read, found, fits)


def _decided(text: str, read: Sequence[Said], found: Sequence[Mention], fits: Sequence[Fit]) -> Understanding:
    if not fits:
        return SEARCH
    best = fits[0]
    asks_how = _asks_how(read, found)
    if asks_how and not (best.coverage > 0.9 and best.cues >= 2):
        return SEARCH
    clear = best.coverage >= (NEARLY_CLEAR if best.cues >= SEVERAL else CLEAR)
    rivals = [fit for fit in fits[: MOST_CHOICES + 1] if _is_rival(fit, best)][:MOST_CHOICES]
    if clear and len(rivals) == 1:
        return Understanding("command", (_meant(text, read, found, best),))
    if best.coverage < WORTH_ASKING:
        return SEARCH
    if not clear:
        rivals = [fit for fit in fits[:2] if fit.coverage >= best.coverage - 0.2]
    return Understanding("choose", tuple(_meant(text, read, found, fit) for fit in rivals))


def _is_rival(fit: Fit, best: Fit) -> bool:
    return fit.coverage > best.coverage - NEAR and fit.cues > best.cues - 0.3


def reading(
    said: Sequence[Said], grammar: Grammar, register: Register, today: dt.date
) -> tuple[list[Said], list[Mention]]:
    """The words put right, and what they mention."""
    area_words = {each.word for area in register.areas for each in sentence.said(area.text)} - lexicon.FILLER

    def asks(word: Said) -> bool:
        return grammar.asks(word.word)

    def means(word: Said) -> bool:
        return grammar.knows(word.word) or word.word in area_words

    unknown = [each for each in said if not means(each)]
    asked = [part for each in said if _may_name(each) for part in _parts(each, grammar)]
    projects = register.projects(asked) if unknown else ()
    named = [*mentions.of_areas(said, register.areas, asks), *mentions.of_projects(said, projects, means)]
    covered = {at for each in named for at in range(each.start, each.end)}
    read = list[Said]()
    for at, each in enumerate(said):
        read += [each] if at in covered or means(each) else _put_right(each, grammar)
    found = [
        *mentions.of_times(read, today),
        *mentions.of_lists(read),
        *mentions.of_areas(read, register.areas, asks),
        *mentions.of_projects(read, projects, means),
    ]
    found = mentions.apart(found)
    covered = {at for each in found for at in range(each.start, each.end)}
    strangers = [
        each for at, each in enumerate(read) if at not in covered and not grammar.knows(each.meant or each.word)
    ]
    if strangers and (people := register.people([each.word for each in strangers])):
        found = mentions.apart([*found, *mentions.of_people(read, people, means)])
    return read, found


def _parts(word: Said, grammar: Grammar) -> list[str]:
    """The word, and of "windproject" also what it is a project about."""
    if grammar.knows(word.word) or not (halves := sentence.halves(word.word, grammar.words, all_of_it=False)):
        return [word.word]
    return [word.word, halves[0]]


def _may_name(word: Said) -> bool:
    return word.word not in lexicon.FILLER and len(word.word) > 1


def _put_right(word: Said, grammar: Grammar) -> list[Said]:
    if form := sentence.known_form(word.word, grammar.words):
        return [replace(word, meant=form)]
    if parts := sentence.halves(word.word, grammar.words):
        return [replace(word, meant=part) for part in parts]
    if slip := sentence.slip(word.word, grammar.all_by_length):
        return [replace(word, meant=slip)]
    if parts := sentence.halves(word.word, grammar.words, all_of_it=False):
        return [replace(word, word=parts[0]), replace(word, meant=parts[1])]
    return [word]


def _small_talk(said: Sequence[Said]) -> Understanding | None:
    words = [each.word for each in said]
    if not words:
        return None
    known = lexicon.GREETINGS | lexicon.THANKS | lexicon.COURTESY
    if not all(word in known for word in words):
        return None
    if any(word in lexicon.THANKS for word in words) and not any(word in ("hoe", "how") for word in words):
        return Understanding("small_talk", thanks=not words[0] in lexicon.GREETINGS)
    if any(word in lexicon.GREETINGS for word in words) or words[:2] in (["hoe", "gaat"], ["how", "are"]):
        return Understanding("small_talk")
    return None


def _asks_how(read: Sequence[Said], found: Sequence[Mention]) -> bool:
    """For what colleagues know, and not for what stands in the register."""
    named = {at for each in found if each.kind in mentions.NAMED for at in range(each.start, each.end)}
    words = ["" if at in named else each.meant or each.word for at, each in enumerate(read)]
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        if word in lexicon.HOW and following not in lexicon.NO_HOW:
            return True
    return any(word in lexicon.KNOW_HOW for word in words)


_MINE = frozenset("mijn m'n mn my mine myself mezelf mijzelf ikzelf".split())
_MY_DOING = frozenset(
    [("heb", "ik"), ("ben", "ik"), ("doe", "ik"), ("zit", "ik"), ("leid", "ik"), ("ik", "leid"), ("trek", "ik"),
     ("ik", "trek"), ("do", "i"), ("am", "i"), ("i", "lead"), ("van", "mij"), ("of", "mine"), ("i'm", "in"),
     ("werk", "ik"), ("waaraan", "ik"), ("van", "mezelf"), ("sta", "ik"), ("moet", "ik")]
)  # fmt: skip


def _about_me(read: Sequence[Said]) -> bool:
    words = [each.word for each in read]
    return any(word in _MINE or word in ("mij", "me") for word in words)


def _me(read: Sequence[Said], me: int) -> list[Mention]:
    words = [each.word for each in read]
    for at, word in enumerate(words):
        if word in _MINE or (word, (words[at + 1 : at + 2] or [""])[0]) in _MY_DOING:
            return [Mention("me", at, at + 1, str(me), 1, "")]
    return []


def _meant(text: str, read: Sequence[Said], found: Sequence[Mention], fit: Fit) -> Meant:
    """The arguments that the command takes. What asked for it is not mentioned along."""
    takes = fit.intent.takes
    args = _args(takes, found)
    if "words" in takes and fit.left and "words" not in args:
        args["words"] = text[read[fit.left[0]].start : read[fit.left[-1]].end]
    return Meant(fit.intent.command, args)


def _args(takes: Mapping[str, str], found: Sequence[Mention]) -> dict[str, str]:
    args = dict[str, str]()
    for mention in found:
        name = takes.get(mention.kind)
        if name is None or args.get(name):
            continue
        if mention.period:
            args |= {"from": mention.period.first.isoformat(), "until": mention.period.last.isoformat()}
        elif mention.value:
            args[name] = mention.value
        elif mention.kind == "project":
            # Several fit: the command asks which.
            args["words"] = mention.words
    return args


def arguments(
    command: Command, rest: str, grammar: Grammar, register: Register, today: dt.date, me: int
) -> Mapping[str, str] | None:
    """What was typed after a command, as its arguments; None when they do not say all of it."""
    takes = grammar.intent_of(command).takes
    said = sentence.said(rest)
    if not said or len(rest) > LONGEST or set(takes) <= {"words"}:
        return None
    read, found = reading(said, grammar, register, today)
    found = [*found, *_me(read, me)]
    known = [each for each in found if each.kind in takes and (each.kind != "project" or each.value)]
    explained = {at for each in known for at in range(each.start, each.end)}
    vocabulary = grammar.intent_of(command).vocabulary
    for at, each in enumerate(read):
        word = each.meant or each.word
        if at not in explained and word not in lexicon.FILLER and not grammar.is_part_of(word, vocabulary):
            return None
    return _args(takes, known) if known else None
