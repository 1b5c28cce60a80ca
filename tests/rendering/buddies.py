"""Cards about buddies, made by the bot's own builders from people of our own."""

import datetime as dt
from collections.abc import Callable, Mapping

from bot.buddies import cards, round_cards
from bot.buddies.acquainted import Acquainted
from bot.buddies.starters import Ground, OwnProject, Someone, one_more, starters
from bot.chat.cards import Card
from bot.chat.texts import Speech
from bot.daily import cards as daily_cards
from bot.pairing.reasons import Why

PEOPLE = (
    Someone(1, "Anna <b>", "communication", "Communicatie", "Ik *schrijf* graag.", "rondetafels", "korte teksten", ()),
    Someone(2, "Bert & Zn", "communication", projects=(OwnProject("Park Singel"),)),
    Someone(3, "Pia", "participation", "Dienstverlening", offers="gesprekken leiden", projects=(OwnProject("Kade"),)),
)
WHY = (Why("area", ("BU1",)), Why("never"), Why("mentor"), Why("waited"), Why("larger", n=3))
GROUND = Ground((), ("Bloemenbuurt",), (("Begin op tijd", "Kade"),))
MOMENT = dt.datetime(2026, 12, 11, 10, 30, tzinfo=dt.UTC)


INVITED = cards.Invited(5, dt.date(2026, 12, 29), MOMENT)
STRANGERS = Acquainted({1: (3,), 2: (3,), 3: (1, 2)}, False, None)
BACK = Acquainted({}, True, MOMENT)
NAMES = cards.GroupNames({"BU1": "Bloemenbuurt"}, {})


def introduction(t: Speech) -> Card:
    why = list(cards.reasons(t, WHY, NAMES, STRANGERS))
    return cards.introduction(t, PEOPLE, STRANGERS, why, starters(t, PEOPLE, GROUND, 1), INVITED)


def introduction_again(t: Speech) -> Card:
    why = list(cards.reasons(t, (*WHY, Why("soon", n=2)), NAMES, BACK))
    return cards.introduction_again(t, PEOPLE, why, one_more(t, PEOPLE, MOMENT, 4), INVITED)


def did_you_speak(t: Speech) -> Card:
    names = [person.name for person in PEOPLE[1:]]
    return daily_cards.bundle(t, [cards.did_you_speak(t, 7, names, MOMENT.date(), is_first=True)], 0)


def dry_run(t: Speech) -> Card:
    groups = [("Anna <b>", "Pia"), ("Bert & Zn", "Cor", "Dia")]
    return round_cards.dry_run(t, round_cards.DryRun(4, 12345, groups, ["Eva"], 21))


def figures(t: Speech) -> Card:
    rounds = (round_cards.RoundFigure(4, 5, 2, True), round_cards.RoundFigure(3, 5, 4, False))
    return round_cards.figures(t, round_cards.Figures(rounds, 12, 30))


CARDS: Mapping[str, Callable[[Speech], Card]] = {
    "introduction": introduction,
    "introduction_again": introduction_again,
    "did_you_speak": did_you_speak,
    "dry_run": dry_run,
    "buddy_figures": figures,
}
