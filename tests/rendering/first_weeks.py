"""The tips of the first weeks, as they stand in the daily message."""

from collections.abc import Callable, Mapping

from bot.chat.cards import Card
from bot.chat.texts import Speech
from bot.daily import cards as daily
from bot.welcome import cards
from bot.welcome.rules import Start, Tip
from glossary import Discipline

ADVISER, LEAD = (
    Start(frozenset({discipline}), has_lesson=True, has_project=False)
    for discipline in (Discipline.COMMUNICATION, Discipline.PROJECT_LEAD)
)


def tips(t: Speech) -> Card:
    """Never in one message; here to see them all."""
    lesson = 5, "Begin *op tijd* <!channel> {niets}"
    of_an_adviser = [cards.tip(t, tip, ADVISER, lesson) for tip in Tip]
    of_a_lead = [cards.tip(t, tip, LEAD, lesson) for tip in (Tip.PROJECT, Tip.WHERE_TO_LOOK)]
    return daily.bundle(t, [*of_an_adviser, *of_a_lead], 0)


CARDS: Mapping[str, Callable[[Speech], Card]] = {
    "first_weeks": tips,
    "first_weeks_stopped": cards.stopped,
}
