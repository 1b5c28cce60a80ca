"""A request for a budget, ready to paste into the spring memorandum: totals, what is missing, and what waiting does."""

from collections.abc import Iterator

from bot.chat.cards import Card, Note, Paragraph, Text
from bot.chat.texts import Euro, Speech
from bot.overview import steering_cards
from bot.overview.steering_cards import SteeringFacts

ENOUGH = 3
"""Amounts that a mean is made of; of fewer it would be the amount of one project."""


def card(t: Speech, facts: SteeringFacts, municipality: str) -> Card:
    body = tuple(Paragraph(each) for each in _paragraphs(t, facts, municipality))
    return Card(t("overview.request.title"), (*body, Note(t("overview.request.note"))))


def _paragraphs(t: Speech, facts: SteeringFacts, municipality: str) -> Iterator[Text]:
    money = facts.money
    yield t("overview.request.asked", municipality=municipality, n=facts.live)
    amounts = {"one_off": Euro(money.one_off), "structural": Euro(money.structural)}
    counted = {"projects": money.with_amount, "live": facts.live, "n": _share_of(money.one_off, money.in_all)}
    yield t("overview.request.now", **counted, **amounts, amount=Euro(money.in_all))
    yield from steering_cards.goals(t, facts)
    if facts.overdue:
        yield t("overview.request.waiting", n=facts.overdue)
    mean = money.in_all // money.with_amount if money.with_amount >= ENOUGH else 0
    if money.without and mean:
        missing = {"mean": Euro(mean), "amount": Euro(mean * money.without)}
        yield t("overview.request.missing", n=money.without, **missing)
    yield t("overview.request.proposal")
    here = facts.governance
    if here.is_divided:
        aldermen = {"participation": here.participation, "communication": here.communication}
        yield t("overview.request.aldermen", **aldermen)


def _share_of(part: int, whole: int) -> int:
    """In percent."""
    return 100 * part // whole if whole else 0
