"""What a command gets of the rest of a sentence: what is mentioned, in the arguments that its action takes."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.chat.feature import Command
from bot.understanding import clauses, lexicon, sentence
from bot.understanding.intents import Fit, Grammar
from bot.understanding.mentions import Mention
from bot.understanding.reading import NamesToAsk, reading
from bot.understanding.sentence import LONGEST, SaidWord

_KEY = re.compile(r"[A-Za-z]\d+")
"""P05: as lists have it."""
MOST_SEARCHED = 60
"""Signs."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A command, and what was understood of the rest of the sentence, as arguments of its action."""

    command: Command
    args: Mapping[str, str] = field(default_factory=dict)


def to_look_for(said: Sequence[SaidWord]) -> str:
    """The words that say something, as many as are searched for."""
    words = ""
    for each in said:
        if each.word not in lexicon.FILLER | lexicon.HOW and not words.endswith(each.text):
            longer = f"{words} {each.text}".strip()
            if len(longer) > MOST_SEARCHED:
                break
            words = longer
    return words


def meant(text: str, read: Sequence[SaidWord], found: Sequence[Mention], clause: range, fit: Fit) -> Meant:
    """What asked for the command is not mentioned along."""
    takes = fit.intent.takes
    args = of_mentions(takes, clauses.mentioned(found, clause, _carried(text, fit)))
    if "words" in takes and fit.left and "words" not in args:
        args["words"] = text[read[fit.left[0]].start : read[fit.left[-1]].end]
    return Meant(fit.intent.command, args)


def _carried(text: str, fit: Fit) -> frozenset[str]:
    if fit.intent.command.said.changes:
        return clauses.ALSO_CARRIED
    return clauses.CARRIED if clauses.has_sentences(text) else clauses.OF_ONE_SENTENCE


def of_mentions(takes: Mapping[str, str], found: Sequence[Mention]) -> dict[str, str]:
    """takes: kind of mention -> argument. Of two that are the same argument the first counts."""
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
    is_only_of_projects = "project" in takes and "area" not in takes and not {takes["project"], "words"} & args.keys()
    if is_only_of_projects and (namesake := next((each for each in found if each.kind == "namesake"), None)):
        args[takes["project"]] = namesake.value
    return args


def of_rest(
    command: Command, rest: str, grammar: Grammar, register: NamesToAsk, today: dt.date, me: int
) -> Mapping[str, str]:
    """What was typed after a command. "words": what is left of it; of a name it is all that was typed."""
    intent, said = grammar.intent_of(command), sentence.said(rest)
    as_typed = {"words": rest}
    by_name = "project" in intent.takes and len(intent.takes) == 1
    if not said or not intent.takes or "words" in intent.takes or len(rest) > LONGEST:
        return as_typed
    if by_name and _KEY.fullmatch(rest.strip()):
        # The command finds it by itself, and nothing else has to be read to know what it is.
        return as_typed
    read, found = reading(said, grammar, register, today, me)
    known = [each for each in found if each.kind in intent.takes]
    explained = {at for each in known for at in range(each.start, each.end)}
    left = [
        each.text
        for at, each in enumerate(read)
        if at not in explained and not _says_nothing(each, grammar, intent.vocabulary)
    ]
    if not known or (left and (by_name or any(each.kind == "project" for each in known))):
        return as_typed
    args = of_mentions(intent.takes, known)
    return {**args, "words": " ".join(left)} if left else args


def _says_nothing(word: SaidWord, grammar: Grammar, vocabulary: frozenset[str]) -> bool:
    meant = word.meant or word.word
    return meant in lexicon.FILLER or grammar.is_part_of(meant, vocabulary)
