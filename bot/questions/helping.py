""" "Hoe doe ik dit?" where somebody is at it: the card that belongs to a step of the basis, a point, or a field."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Button
from bot.chat.replies import Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import Speech, speech
from bot.questions import cards, shipped
from storage.learning import how_to

FIELD = "field "
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
    """A form has many fields, and one button for all of them: it names the card, or leads to several."""
    keys = {each: CARDS[each] for each in about if each in CARDS}
    titles, t = _titles(request, db, keys.values()), speech(request.language)
    keys = {each: key for each, key in keys.items() if key in titles}
    for_form = {key: titles[key] for each, key in keys.items() if each.startswith(FIELD)}
    return {
        each: _of_form(t, for_form) if each.startswith(FIELD) else Button(t("how_to.here"), "how_to.show", {"key": key})
        for each, key in keys.items()
    }


def _of_form(t: Speech, titles: Mapping[str, str]) -> Button:
    if len(titles) > 1:
        return Button(t("how_to.some"), "how_to.some", {"keys": ",".join(titles)})
    ((key, title),) = titles.items()
    return Button(t("how_to.beside", title=title), "how_to.show", {"key": key})


def some(request: Request, db: Session) -> Sequence[Reply]:
    keys = [key for key in request.args.get("keys", "").split(",") if key in shipped.all_cards()]
    titles = _titles(request, db, keys)
    if not titles:
        raise OldButton("card")
    return [Say(cards.some(speech(request.language), titles))]


def _titles(request: Request, db: Session, keys: Collection[str]) -> dict[str, str]:
    """By key, of the cards that the municipality does not hide. One question to storage for all of them."""
    if not keys:
        return {}
    changed = {card.key: card for card in how_to.how_to_cards_called(db, set(keys))}
    seen = (key for key in dict.fromkeys(keys) if key not in changed or not changed[key].is_hidden)
    ours = shipped.all_cards()
    return {key: changed[key].title if key in changed else ours[key].title[request.language] for key in seen}
