"""What somebody who typed something hears: the answer of a command, or a card of our own with the doors."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Block, Button
from bot.chat.replies import Reply, Say
from bot.chat.requests import Request
from bot.chat.router import Router
from bot.chat.texts import speech
from bot.understanding import answering, cards, known
from bot.understanding.answering import Typed
from bot.understanding.arguments import Meant
from bot.understanding.intents import Grammar
from bot.understanding.outcome import Understanding

Route = Callable[[Request], Sequence[Reply]]


def understood(request: Request, db: Session, router: Router, grammar: Grammar) -> Understanding:
    typed = Typed(request.args.get("command", ""), request.args.get("text", ""))
    return answering.answer(typed, router, grammar, known.register(db), request.today, request.person.id)


def replies(
    request: Request,
    found: Understanding,
    doors: Callable[[], Sequence[Button]],
    waiting: Callable[[], Sequence[Block]],
    route: Route,
) -> Sequence[Reply]:
    """doors, waiting (the questions that wait for the asker): looked up only when they are shown.

    route: what a button for it would bring up.
    """
    t = speech(request.language)
    match found.how:
        case "small_talk" if found.kind == "yes_or_no":
            return [Say(cards.answered_in_words(t, waiting(), doors()))]
        case "small_talk":
            return [Say(cards.small_talk(t, found.kind == "thanks", doors()))]
        case "choose":
            return [Say(cards.which(t, found.meant, doors()))]
        case "search" if found.kind == "elsewhere":
            return [Say(cards.elsewhere(t, doors()))]
        case "search":
            match [reply for meant in found.meant for reply in route(_asks(request, meant))]:
                case [Say(card=card), *rest]:
                    return [Say(cards.with_doors(t, card, found.instead, doors())), *rest]
            return [Say(cards.nothing(t, doors()))]
    (meant,) = found.meant
    return route(_asks(request, meant))


def _asks(request: Request, meant: Meant) -> Request:
    return request.asks(meant.command.action, **meant.args)
