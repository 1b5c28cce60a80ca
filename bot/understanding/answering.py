"""From what somebody typed, with or without a command, to the answer that it gets."""

import datetime as dt
from dataclasses import replace
from typing import NamedTuple

from bot.chat.requests import readable
from bot.chat.router import Router
from bot.understanding import arguments, deciding, sentence, tone
from bot.understanding.arguments import Meant
from bot.understanding.intents import Grammar
from bot.understanding.outcome import Understanding
from bot.understanding.reading import NamesToAsk


class Typed(NamedTuple):
    """root: of the slash command; empty for a message."""

    root: str
    text: str

    @property
    def whole(self) -> str:
        return f"{self.root} {self.text}" if self.root else self.text


def answer(
    typed: Typed, router: Router, grammar: Grammar, register: NamesToAsk, today: dt.date, me: int
) -> Understanding:
    """An exact command goes first; what was typed after it is understood as in any other sentence."""
    found = router.understand(*typed)
    whole = readable(typed.whole)
    if found is None:
        decided = deciding.decide(whole, grammar, register, today, me, leans=not typed.root)
        in_own_words = _told_who(decided, whole, grammar)
        found = router.nearly(*typed) if in_own_words.how in ("search", "choose") else None
        if found is None:
            return in_own_words
    if found.rest and not found.is_whole:
        # "Gegevens van het project wijzigen" begins as a command of ours does.
        in_own_words = deciding.decide(whole, grammar, register, today, me)
        if in_own_words.how == "command":
            return in_own_words
    args = arguments.of_rest(found.command, found.rest, grammar, register, today, me) if found.rest else {}
    return Understanding("exact", (Meant(found.command, args),))


def _told_who(found: Understanding, text: str, grammar: Grammar) -> Understanding:
    """Whoever asks who it is reads that, and gets no form to change it."""
    if found.how != "command" or not tone.asks_who(sentence.said(text)):
        return found
    (meant,) = found.meant
    tells = grammar.named(meant.command.said.tells_who)
    return replace(found, meant=(Meant(tells.command, meant.args),)) if tells else found
