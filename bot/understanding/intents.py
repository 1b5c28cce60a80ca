"""What is asked for: of every command how well it explains the words of a sentence."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from bot.chat.feature import Command
from bot.chat.texts import LANGUAGES, speech
from bot.understanding import lists
from bot.understanding.lexicon import CLASSES, FILLER, KNOW_HOW, LIGHT_WORDS, VERBS
from bot.understanding.mentions import NAMED, TOLD_WHOLE, Mention
from bot.understanding.periods import TIME_WORDS
from bot.understanding.sentence import ByLength, SaidWord, plain, said
from glossary import Status

UNKNOWN, LIGHT = 0.6, 0.4
"""What a word says that we don't know, and one that goes with nearly everything, such as "zet"."""
LITTLE, NAMES = 0.4, 1.0
"""How much a word asks that says nothing, and a name, also of another sentence."""
LEAST_CUE, NEXT_TO_NOTHING = 0.5, 0.8
"""Of the words that ask: "hoe" alone asks for nothing, nor do two such words when there is more."""
UNSAID = 0.4
"""What is more when a word is left that asks for something else."""
NOT_QUITE = 0.3
"""What is lacking of a word that the command has in another of its ways."""
LEFT_OVER, LEFT_IN_FORM = 0.6, 0.3
"""How far words are explained that only go along as they were typed: into a search, and into a form."""
SHORTEST_VERB = 4

NOW = frozenset(("deze", "dit", "this", "week", "weeks", "weken", "nu", "now", "vandaag", "today"))
NOTHING_ELSE = "."

Element = str
"""One part of a way of asking: "drukte", "druk|vol", "NEW", "{area}"."""


@dataclass(frozen=True, slots=True)
class Intent:
    """takes: the kind of what is mentioned -> the argument that carries it. vocabulary: what its ways are made of."""

    command: Command
    ways: tuple[tuple[Element, ...], ...]
    takes: Mapping[str, str]
    vocabulary: frozenset[Element]

    @property
    def name(self) -> str:
        return f"{self.command.root} {self.command.verb}".strip()


@dataclass(frozen=True, slots=True)
class Fit:
    """coverage: which part of what the sentence says is explained. cues: how many words ask for just this.

    used: the places of the words that asked; left: of those that nothing explains.
    """

    intent: Intent
    coverage: float
    cues: float
    used: frozenset[int]
    left: tuple[int, ...]

    @property
    def worth(self) -> float:
        return self.coverage + 0.05 * self.cues


class Grammar:
    """Made once from the registry: whoever contributes a command contributes how it is asked for."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self._by_command = {command: _intent(command) for command in commands}
        self._roots = frozenset(command.root for command in commands)
        self.intents = tuple(self._by_command.values())
        self._by_name = {intent.name: intent for intent in self.intents}
        every = {each for intent in self.intents for each in intent.vocabulary}
        self._elements = _elements_by_word(every)
        self._asking = frozenset(word for element in every for word in _words_of(element))

    @cached_property
    def words(self) -> frozenset[str]:
        """All that mean something to us."""
        return frozenset(self._elements) | lists.words() | TIME_WORDS

    @cached_property
    def all_by_length(self) -> ByLength:
        """What a typing error may have been meant as."""
        words = self._asking | lists.words() | TIME_WORDS | FILLER
        return ByLength({word for word in words if len(word) >= 4})

    @property
    def last_resort(self) -> Command | None:
        """Of what nothing else answers."""
        return next((command for command in self._by_command if command.said.last_resort), None)

    def intent_of(self, command: Command) -> Intent:
        return self._by_command[command]

    def called(self, verb: str) -> Intent | None:
        """The only one with this verb; not by a word as short as "uit", which may be said of anything."""
        found = [each for each in self.intents if verb in each.command.verbs and len(verb) >= SHORTEST_VERB]
        return found[0] if len(found) == 1 else None

    def named(self, name: str) -> Intent | None:
        """By root and verb."""
        return self._by_name.get(name)

    def is_part_of(self, word: str, vocabulary: Collection[Element]) -> bool:
        return any(element in vocabulary for element in self._elements.get(word, ()))

    def knows(self, word: str) -> bool:
        return word in self.words or word in FILLER

    def is_no_name(self, word: str) -> bool:
        """Nothing in the register is called by this word alone."""
        return any(word in words for words in (FILLER, self._elements, lists.sure_words(), TIME_WORDS, KNOW_HOW))

    def asks(self, word: str) -> bool:
        return word in self._elements

    def _is_only_a_root(self, word: SaidWord) -> bool:
        """The first word of a command, of which nobody makes anything else."""
        return word.word in self._roots and word.word not in self._elements

    def fits(self, sentence: Sequence[SaidWord], mentions: Sequence[Mention], clause: range) -> list[Fit]:
        """Of every command that is asked for in one of its ways, the best first. clause: the words that may ask.

        mentions: also those of elsewhere that the clause may be about.
        """
        taken = {at for each in mentions if _says_all(each, sentence) for at in range(each.start, each.end)}
        present: dict[Element, list[int]] = {}
        for at, each in enumerate(sentence):
            if at not in taken and at in clause:
                for element in self._elements.get(each.meant or each.word, ()):
                    present.setdefault(element, []).append(at)
        for mention in mentions:
            present.setdefault(f"{{{mention.kind}}}", []).append(mention.start)
        weights = [
            0.0 if at not in clause or self._is_only_a_root(each) else self._weight(at, each, mentions)
            for at, each in enumerate(sentence)
        ]
        found = [fit for intent in self.intents if (fit := _fit(intent, present, weights, mentions))]
        return sorted(found, key=lambda fit: -fit.worth)

    def _weight(self, at: int, word: SaidWord, mentions: Sequence[Mention]) -> float:
        meant = word.meant or word.word
        inside = next((each for each in mentions if each.start <= at < each.end and each.kind != "me"), None)
        if inside and (meant not in FILLER or inside.kind in TOLD_WHOLE or inside.end - inside.start == 1):
            # A name of three words says one thing.
            return max(1.0 / (inside.end - inside.start), 0.5)
        if meant in FILLER:
            return 0.0
        return LIGHT if meant in LIGHT_WORDS else 1.0 if meant in self.words else UNKNOWN


@cache
def grammar_of(commands: tuple[Command, ...]) -> Grammar:
    """Made once for these commands, however many services share them."""
    return Grammar(commands)


def _says_all(mention: Mention, sentence: Sequence[SaidWord]) -> bool:
    """Whether its words ask for nothing at the same time: "deze week" may, "week 50" and "nog beginnen" do not."""
    words = {sentence[at].word for at in range(mention.start, mention.end)}
    is_to_come = mention.value == Status.UPCOMING and len(words) > 1
    return mention.kind in NAMED or is_to_come or (mention.kind == "period" and not words <= NOW)


def _fit(
    intent: Intent, present: Mapping[Element, Sequence[int]], weights: Sequence[float], mentions: Sequence[Mention]
) -> Fit | None:
    ways = [way for way in intent.ways if all(element in present for element in way if element != NOTHING_ELSE)]
    found = [(places, way) for way in ways if (places := _places(way, present)) is not None]
    if not found:
        return None
    names = {each.start for each in mentions if each.kind in NAMED}
    cued = {
        way: sum(max(weights[place], NAMES if place in names else LITTLE) for place in places) for places, way in found
    }
    used, way = max(found, key=lambda each: cued[each[1]])
    if cued[way] < LEAST_CUE:
        return None
    asked_in = {element for _, asked in found for element in asked}
    explained = {*used, *(at for element in asked_in for at in present.get(element, ()))}
    along = {at for element in intent.vocabulary - asked_in for at in present.get(element, ())}
    for mention in mentions:
        if mention.kind in intent.takes or f"{{{mention.kind}}}" in intent.vocabulary:
            explained.update(range(mention.start, mention.end))
    total = sum(weights)
    left = tuple(at for at, weight in enumerate(weights) if weight and at not in explained | along)
    rest = sum(weights[at] * (1 + UNSAID * (weights[at] == 1)) for at in left) + NOT_QUITE * sum(
        weights[at] for at in along - explained
    )
    if left and (NOTHING_ELSE in way or (cued[way] <= NEXT_TO_NOTHING and not any(weights[at] for at in used))):
        return None
    if "words" in intent.takes:
        rest *= 1 - (LEFT_IN_FORM if intent.command.said.changes else LEFT_OVER)
    return Fit(intent, max(1 - rest / total, 0.0) if total else 1.0, cued[way], frozenset(used), left)


def _places(way: Sequence[Element], present: Mapping[Element, Sequence[int]]) -> frozenset[int] | None:
    """A word of its own for each element; None when there are too few."""
    taken = set[int]()
    for element in sorted((each for each in way if each != NOTHING_ELSE), key=lambda each: len(present[each])):
        free = next((at for at in present[element] if at not in taken), None)
        if free is None:
            return None
        taken.add(free)
    return frozenset(taken)


# From the registry


def _intent(command: Command) -> Intent:
    asked = command.said
    ways = [tuple(way.split()) for way in asked.ways]
    if not asked.ways:
        ways += [(word,) for word in command.verbs if word.isalpha()]
    takes = dict(_named_as(each) for each in asked.takes)
    if not asked.ways and command.root == "project":
        takes.setdefault("project", "id")
    vocabulary = {element for way in ways for element in way} - {NOTHING_ELSE}
    if not asked.ways:
        vocabulary |= set(_described(command))
    return Intent(command, tuple(dict.fromkeys(ways)), takes, frozenset(vocabulary))


def _named_as(take: str) -> tuple[str, str]:
    kind, _, name = take.partition("=")
    return kind, name or kind


def _described(command: Command) -> Iterator[str]:
    key = f"command.{command.root}.{command.verb or 'menu'}"
    for language in LANGUAGES:
        t = speech(language)
        if t.knows(key):
            yield from (each.word for each in said(str(t(key))) if each.word not in FILLER)


def _elements_by_word(elements: Collection[Element]) -> dict[str, tuple[Element, ...]]:
    """Also of the inflections of a word: "stopt" is all that "stop" is."""
    found: dict[str, dict[Element, None]] = {}
    for element in sorted(elements):
        for word in _words_of(element):
            found.setdefault(word, {})[element] = None
    bare = {word for element in elements if _is_inflected(element) for word in _words_of(element)} - VERBS.keys()
    for word in sorted(bare):
        loose = {element: None for element in found[word] if not element.startswith("=")}
        for form in _inflections(word):
            found[form] = {**found.get(form, {}), **loose}
    # Thousands of words are in the same few ways of asking, which are kept once.
    alike = dict[tuple[Element, ...], tuple[Element, ...]]()
    return {word: alike.setdefault(these, these) for word, each in found.items() if (these := tuple(each))}


def _is_inflected(element: Element) -> bool:
    return element[0] not in "{=" and not element.isupper()


def _words_of(element: Element) -> set[str]:
    if element.startswith("{"):
        return set()
    if element.startswith("="):
        return set(element[1:].split("|"))
    if element.isupper():
        return set(CLASSES[element])
    return {form for word in element.split("|") for form in VERBS.get(plain(word), (plain(word),))}


def _inflections(word: str) -> Iterator[str]:
    if len(word) > 3:
        yield from (word + ending for ending in ("n" if word.endswith("e") else "en", "s", "e", "t", "ing", "ed"))
