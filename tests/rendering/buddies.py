"""Cards about buddies, made by the bot's own builders from people of our own."""

import datetime as dt
from collections.abc import Callable, Mapping

from bot.buddies import cards, round_cards
from bot.buddies.starters import Ground, Someone, starters
from bot.chat.cards import Card
from bot.chat.texts import Speech
from bot.pairing.reasons import Why

PEOPLE = (
    Someone(1, "Anna <b>", "communication", "Communicatie", "Ik *schrijf* graag.", "rondetafels", "korte teksten", ()),
    Someone(2, "Bert & Zn", "communication", projects=("Park Singel",)),
    Someone(3, "Pia", "participation", "Dienstverlening", offers="gesprekken leiden", projects=("Kade",)),
)
WHY = (Why("area", ("BU1",)), Why("never"), Why("mentor"), Why("waited"), Why("larger", n=3))
GROUND = Ground((), ("Bloemenbuurt",), (("Begin op tijd", "Kade"),))
MOMENT = dt.datetime(2026, 12, 11, 10, 30, tzinfo=dt.UTC)


def introduction(t: Speech) -> Card:
    why = list(cards.reasons(t, WHY, cards.GroupNames({"BU1": "Bloemenbuurt"}, {})))
    return cards.introduction(t, PEOPLE, why, starters(t, PEOPLE, GROUND, 1), MOMENT)


def did_you_speak(t: Speech) -> Card:
    return cards.did_you_speak(t, 7, [person.name for person in PEOPLE[1:]])


def dry_run(t: Speech) -> Card:
    groups = [("Anna <b>", "Pia"), ("Bert & Zn", "Cor", "Dia")]
    return round_cards.dry_run(t, round_cards.DryRun(4, 12345, groups, ["Eva"], 21))


def figures(t: Speech) -> Card:
    rounds = (round_cards.RoundFigure(4, 5, 2, True), round_cards.RoundFigure(3, 5, 4, False))
    return round_cards.figures(t, round_cards.Figures(rounds, 12, 30))


CARDS: Mapping[str, Callable[[Speech], Card]] = {
    "introduction": introduction,
    "did_you_speak": did_you_speak,
    "dry_run": dry_run,
    "buddy_figures": figures,
}
