""" "Hoe doe ik dit?" where somebody is at it: the card that belongs to a step of the basis, a point, or a field."""

from collections.abc import Collection, Mapping

from sqlalchemy.orm import Session

from bot.chat.cards import Button
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.questions import shipped
from storage.learning import how_to

CARDS = {
    "step O2": "yes_or_no",
    "step O5": "level",
    "step O6": "budget",
    "step O7": "ordinance",
    "step P1": "missed",
    "step P2": "too_busy",
    "step P5": "fixed_open",
    "step P6": "environment_act",
    "step U1": "invitation",
    "step U2": "invitation",
    "step U3": "evening",
    "step U4": "evening_roles",
    "step U5": "report",
    "step V1": "outcome",
    "step V3": "environment_act",
    "step T1": "answer",
    "step T2": "answer",
    "step T3": "answer",
    "field level": "level",
    "field fixed": "fixed_open",
    "field open": "fixed_open",
    "field participation_budget": "budget",
    "field environment_act": "environment_act",
    "field groups": "missed",
    "field instrument": "evening",
    "field invitation_sent_on": "invitation",
    "field people_came": "report",
    "field done_with_input": "answer",
    "point influence_not_fixed": "level",
    "point promise_not_published": "fixed_open",
    "point notice_missing": "environment_act",
    "point no_participation_budget": "budget",
    "point feedback_overdue": "answer",
    "point invitation_due": "invitation",
    "point invited_too_late": "invitation",
    "point bad_moment": "too_busy",
}


def buttons(request: Request, db: Session, about: Collection[str]) -> Mapping[str, Button]:
    """One question to storage for all of them. A card that the municipality hides is not offered."""
    keys = {each: CARDS[each] for each in about if each in CARDS}
    if not keys:
        return {}
    changed = {card.key: card for card in how_to.how_to_cards_called(db, set(keys.values()))}
    t, found = speech(request.language), dict[str, Button]()
    for each, key in keys.items():
        own = changed.get(key)
        if own and own.is_hidden:
            continue
        title = own.title if own else shipped.all_cards()[key].title[request.language]
        # A form has many fields: there it says which of them it helps with.
        label = t("how_to.beside", title=title) if each.startswith("field ") else t("how_to.here")
        found[each] = Button(label, "how_to.show", {"key": key})
    return found
