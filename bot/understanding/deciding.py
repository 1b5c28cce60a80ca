"""Which answer a sentence gets: a command, a choice of two, a friendly word, or what the search finds."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from bot.chat.feature import Command
from bot.understanding import lexicon, mentions, sentence
from bot.understanding.intents import Fit, Grammar
from bot.understanding.mentions import Mention
from bot.understanding.names import NO_NAMES, KnownNames
from bot.understanding.sentence import LONGEST, SaidWord

CLEAR, NEARLY_CLEAR, SURELY = 0.6, 0.5, 0.9
SEVERAL, ONE_AND_SOME = 1.8, 1.4
"""Of what a sentence says: so much explained is clear; less is enough when several words of it ask for the same."""
WORTH_ASKING = 0.4
NEAR = 0.08
MOST_CHOICES = 3


@dataclass(frozen=True, slots=True)
class NamesToAsk:
    """The names that there are. projects, people: asked for with the words that may be one of them."""

    areas: Callable[[], KnownNames]
    projects: Callable[[Sequence[str]], KnownNames]
    people: Callable[[Sequence[str]], KnownNames]


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


MOST_SEARCHED = 60
"""Signs."""


def decide(text: str, grammar: Grammar, register: NamesToAsk, today: dt.date, me: int) -> Understanding:
    said = sentence.said(text)
    if len(text) > LONGEST:
        return _search(said, grammar)
    if small := _small_talk(said):
        return small
    read, found = reading(said, grammar, register, today)
    if _is_not_ours(read):
        return _search(said, grammar)
    found = [*found, *_me(read, me)]
    return _decided(text, read, found, _likely(read, grammar.fits(read, found))) or _search(said, grammar)


def _is_not_ours(read: Sequence[SaidWord]) -> bool:
    words = [each.word for each in read]
    takes_away = any(word in lexicon.TAKES_AWAY for word in words) and not _about_me(read)
    return takes_away or any(pair in _WEATHER for pair in pairwise(words))


_WEATHER = frozenset([("het", "weer"), ("the", "weather"), ("mooi", "weer"), ("lekker", "weer")])
""" "Weer" is "again" everywhere else."""


def _search(said: Sequence[SaidWord], grammar: Grammar) -> Understanding:
    """For the words that say something, as many as are searched for."""
    words = ""
    for each in said:
        if each.word not in lexicon.FILLER and each.word not in lexicon.HOW:
            longer = f"{words} {each.text}".strip()
            if len(longer) > MOST_SEARCHED:
                break
            words = longer
    last_resort = grammar.last_resort
    return Understanding("search", (Meant(last_resort, {"words": words}),) if last_resort and words else ())


_ASKS_FOR_FACTS = frozenset(["wanneer", "when", "welke", "which", "wie", "who", "hoeveel", "welk", "whose", "hoevaak"])
DOUBT = 0.15


def _likely(read: Sequence[SaidWord], fits: Sequence[Fit]) -> list[Fit]:
    """Who asks when or which, hardly ever wants something changed."""
    if not read or read[0].word not in _ASKS_FOR_FACTS:
        return list(fits)
    doubted = [replace(fit, coverage=fit.coverage - DOUBT) if fit.intent.command.said.changes else fit for fit in fits]
    return sorted(doubted, key=lambda fit: -fit.worth)


def _decided(
    text: str, read: Sequence[SaidWord], found: Sequence[Mention], fits: Sequence[Fit]
) -> Understanding | None:
    """None for what fits no command."""
    if not fits:
        return None
    best = fits[0]
    if _asks_how(read, found, best) and not _is_answered(best, found):
        return None
    about_a_name = any(each.kind in mentions.NAMED for each in found) and not best.intent.command.said.changes
    clear = best.coverage >= (NEARLY_CLEAR if best.cues >= SEVERAL or about_a_name else CLEAR)
    rivals = [fit for fit in fits[: MOST_CHOICES + 1] if _is_rival(fit, best)][:MOST_CHOICES]
    if clear and len(rivals) == 1:
        return Understanding("command", (_meant(text, read, found, best),))
    if best.coverage < WORTH_ASKING:
        return None
    if not clear:
        rivals = [fit for fit in fits[:2] if fit.coverage >= best.coverage - 0.2]
    return Understanding("choose", tuple(_meant(text, read, found, fit) for fit in rivals))


def _is_rival(fit: Fit, best: Fit) -> bool:
    return fit.coverage > best.coverage - NEAR and fit.cues > best.cues - 0.3


def reading(
    said: Sequence[SaidWord], grammar: Grammar, register: NamesToAsk, today: dt.date
) -> tuple[list[SaidWord], list[Mention]]:
    """The words put right, and what they mention."""
    areas = register.areas()

    def asks(word: SaidWord) -> bool:
        return grammar.asks(word.word)

    def means(word: SaidWord) -> bool:
        return grammar.is_no_name(word.word) or word.word in areas.words

    unknown = [each for each in said if not means(each)]
    asked = [part for each in said if _may_name(each) for part in _parts(each, grammar)]
    projects = register.projects(asked) if unknown else NO_NAMES
    covered = _places([*mentions.of_areas(said, areas, asks), *mentions.of_projects(said, projects, means)])
    strangers = [each for at, each in enumerate(said) if at not in covered and not grammar.knows(each.word)]
    people = register.people([each.word for each in strangers]) if strangers else NO_NAMES
    covered |= _places(mentions.of_people(said, people, means))
    read = list[SaidWord]()
    for at, each in enumerate(said):
        read += [each] if at in covered or means(each) or grammar.knows(each.word) else _put_right(each, grammar)
    found = [
        *mentions.of_times(read, today),
        *mentions.of_lists(read),
        *mentions.of_areas(read, areas, asks),
        *mentions.of_projects(read, projects, means),
        *mentions.of_people(read, people, means),
    ]
    return read, mentions.apart(found)


def _places(found: Sequence[Mention]) -> set[int]:
    return {at for each in found for at in range(each.start, each.end)}


def _parts(word: SaidWord, grammar: Grammar) -> list[str]:
    """The word, and of "windproject" also what it is a project about."""
    if grammar.knows(word.word) or not (halves := sentence.halves(word.word, grammar.words, all_of_it=False)):
        return [word.word]
    return [word.word, halves[0]]


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


def _small_talk(said: Sequence[SaidWord]) -> Understanding | None:
    words = [each.word for each in said]
    if not words:
        return None
    known = lexicon.GREETINGS | lexicon.THANKS | lexicon.BESIDE
    if not all(word in known for word in words):
        return None
    if any(word in lexicon.THANKS for word in words) and not any(word in ("hoe", "how") for word in words):
        return Understanding("small_talk", thanks=words[0] not in lexicon.GREETINGS)
    if any(word in lexicon.GREETINGS for word in words) or words[:2] in (["hoe", "gaat"], ["how", "are"]):
        return Understanding("small_talk")
    return None


_WHO_KNOWS = frozenset(
    [("wie", "weet"), ("wie", "kent"), ("who", "knows"), ("heeft", "iemand"), ("has", "anyone"), ("does", "anyone"),
     ("kent", "iemand"), ("weet", "iemand"), ("has", "anybody"), ("does", "anybody"), ("wie", "heeft"),
     ("who", "has"), ("iemand", "ervaring"), ("kan", "iemand"), ("can", "anyone"), ("did", "anyone"),
     ("have", "others"), ("wat", "werkt"), ("what", "works")]
)  # fmt: skip


_IS_A = (["is", "een"], ["is", "a"], ["is", "an"], ["zijn", "een"])


def _is_answered(fit: Fit, found: Sequence[Mention]) -> bool:
    """How to add a project is told by the form for it; how to write a letter is not."""
    if fit.intent.command.said.changes and any(each.kind == "form" for each in found):
        return False
    return fit.coverage > SURELY and fit.cues >= ONE_AND_SOME


def _asks_how(read: Sequence[SaidWord], found: Sequence[Mention], best: Fit) -> bool:
    """For what colleagues know, and not for what stands in the register."""
    named = {at for each in found if each.kind in mentions.NAMED for at in range(each.start, each.end)}
    words = ["" if at in named else each.meant or each.word for at, each in enumerate(read)]
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        if word in lexicon.HOW and following not in lexicon.FACTS and at not in best.used:
            return True
    if words[:1] in (["wat"], ["what"]) and words[1:3] in _IS_A:
        return True
    asks = any(word in lexicon.KNOW_HOW and at not in best.used for at, word in enumerate(words))
    return (asks and not (best.cues >= SEVERAL and best.coverage >= CLEAR)) or any(
        pair in _WHO_KNOWS for pair in pairwise(words)
    )


_MINE = frozenset(["mijn", "m'n", "mn", "my", "mine", "myself", "mezelf", "mijzelf", "ikzelf"])
_MY_DOING = frozenset(
    [("heb", "ik"), ("ben", "ik"), ("doe", "ik"), ("zit", "ik"), ("leid", "ik"), ("ik", "leid"), ("trek", "ik"),
     ("ik", "trek"), ("do", "i"), ("am", "i"), ("i", "lead"), ("van", "mij"), ("of", "mine"), ("i'm", "in"),
     ("werk", "ik"), ("waaraan", "ik"), ("van", "mezelf"), ("sta", "ik"), ("moet", "ik")]
)  # fmt: skip


def _about_me(read: Sequence[SaidWord]) -> bool:
    words = [each.word for each in read]
    return any(word in _MINE or word in ("mij", "me") for word in words)


def _me(read: Sequence[SaidWord], me: int) -> list[Mention]:
    words = [each.word for each in read]
    for at, word in enumerate(words):
        if word in _MINE or (word, (words[at + 1 : at + 2] or [""])[0]) in _MY_DOING:
            return [Mention("me", at, at + 1, str(me), 1, "")]
    return []


def _meant(text: str, read: Sequence[SaidWord], found: Sequence[Mention], fit: Fit) -> Meant:
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
    command: Command, rest: str, grammar: Grammar, register: NamesToAsk, today: dt.date, me: int
) -> Mapping[str, str]:
    """What was typed after a command. "words": what is left of it; of a name it is all that was typed."""
    intent, said = grammar.intent_of(command), sentence.said(rest)
    as_typed = {"words": rest}
    if not said or not intent.takes or "words" in intent.takes or len(rest) > LONGEST:
        return as_typed
    read, found = reading(said, grammar, register, today)
    known = [each for each in (*found, *_me(read, me)) if each.kind in intent.takes]
    explained = {at for each in known for at in range(each.start, each.end)}
    left = [
        each.text
        for at, each in enumerate(read)
        if at not in explained and not _says_nothing(each, grammar, intent.vocabulary)
    ]
    by_name = "project" in intent.takes and len(intent.takes) == 1
    if not known or (left and (by_name or any(each.kind == "project" for each in known))):
        return as_typed
    args = _args(intent.takes, known)
    return {**args, "words": " ".join(left)} if left else args


def _says_nothing(word: SaidWord, grammar: Grammar, vocabulary: frozenset[str]) -> bool:
    meant = word.meant or word.word
    return meant in lexicon.FILLER or grammar.is_part_of(meant, vocabulary)
