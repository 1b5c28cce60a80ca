"""From what somebody typed, with or without a command, to the answer that it gets."""

import datetime as dt

from bot.chat.feature import Command
from bot.chat.router import Misunderstood, Router
from bot.understanding import deciding
from bot.understanding.deciding import Meant, Register, Understanding
from bot.understanding.intents import Grammar


def answer(
    root: str, text: str, router: Router, grammar: Grammar, register: Register, today: dt.date, me: int
) -> Understanding:
    """An exact command goes first; what was typed after it is understood as in any other sentence."""
    found = router.understand(root, text)
    whole = f"{root} {text}" if root else text
    if isinstance(found, Misunderstood):
        return deciding.decide(whole, grammar, register, today, me)
    meant = Meant(found.command, {"words": found.rest} if found.rest else {})
    if not found.rest:
        return Understanding("exact", (meant,))
    named = deciding.arguments(found.command, found.rest, grammar, register, today, me)
    if named is not None:
        return Understanding("exact", (Meant(found.command, named),))
    if _is_typed_along(found.command, grammar):
        return Understanding("exact", (meant,))
    sentence_meant = deciding.decide(whole, grammar, register, today, me)
    return sentence_meant if sentence_meant.how == "command" else Understanding("exact", (meant,))


def _is_typed_along(command: Command, grammar: Grammar) -> bool:
    return "words" in grammar.intent_of(command).takes
