"""What a command is given of a sentence: of each kind that it takes, what is mentioned."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from bot.chat.feature import Command
from bot.understanding import lexicon, sentence
from bot.understanding.intents import Grammar
from bot.understanding.mentions import Mention
from bot.understanding.reading import NamesToAsk, reading
from bot.understanding.sentence import LONGEST, SaidWord

_KEY = re.compile(r"[A-Za-z]\d+")
"""P05: as lists have it."""


def taken(takes: Mapping[str, str], found: Sequence[Mention]) -> dict[str, str]:
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


def typed(
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
    args = taken(intent.takes, known)
    return {**args, "words": " ".join(left)} if left else args


def _says_nothing(word: SaidWord, grammar: Grammar, vocabulary: frozenset[str]) -> bool:
    meant = word.meant or word.word
    return meant in lexicon.FILLER or grammar.is_part_of(meant, vocabulary)
