"""Points with their answers, as many as a message may hold; and an answer to residents that is due."""

import datetime as dt
from collections.abc import Callable, Mapping

from bot.chat.cards import Card, Text
from bot.chat.texts import Speech
from bot.daily import cards as daily_cards
from bot.findings import agreed
from bot.findings import cards as findings_cards
from bot.findings.facts import Agreed, ContactMoment, ProjectFacts
from bot.findings.finding import Finding, Kind
from bot.moments import cards as moment_cards
from bot.projects import help_cards, noticed_cards
from glossary import Level, PartialDate, Role, Status
from storage.register.feedback import DebtLine

DAY = dt.date(2026, 12, 22)
NASTY = "*Kade* & <Wal>"


def of(project: int, *kinds: Kind) -> list[Finding]:
    """One of them was agreed, and comes back."""
    avond = ContactMoment(
        project, "M1", f"Avond {NASTY}", project, NASTY, DAY, DAY, Level.CONSULT, frozenset(), frozenset(),
        invited_on=PartialDate("2026-12-15"),
    )  # fmt: skip
    facts = ProjectFacts(
        project, "P1", NASTY, Status.ONGOING, DAY, level=Level.CONSULT, moments=(avond,),
        agreed={(kinds[0].value, 0): Agreed("level=inform", f"de ploeg van {NASTY} betaalt", "Anna", DAY)},
    )  # fmt: skip
    return [
        Finding(kind, facts, avond, roles=(Role.PARTICIPATION_ADVISER,), days=3, date=DAY, name="Kerstvakantie")
        for kind in kinds
    ]


def daily(t: Speech) -> Card:
    """The most that a daily message to somebody of four triangles holds."""
    most = (Kind.NO_PARTICIPATION_BUDGET, Kind.CARRIED_BY_NOBODY, Kind.BAD_MOMENT, Kind.INFLUENCE_NOT_FIXED)
    found = [of(project, *most) for project in range(1, 5)]
    blocks = noticed_cards.new(t, found, dict.fromkeys(range(1, 5), found[0][0].moment))
    return daily_cards.bundle(t, [blocks], 3)


def all_points(t: Speech) -> Card:
    """More than a message holds."""
    found = of(1, *Kind, *Kind)
    return Card(Text("Alle punten"), tuple(findings_cards.in_full(t, found, may_edit=True)))


def as_agreed(t: Speech) -> Card:
    kinds = [kind for kind in Kind if kind not in agreed.ANSWERED_OTHERWISE]
    return Card(Text("Zo afgesproken"), tuple(findings_cards.agreements(t, of(1, *kinds), may_edit=True)))


def answer_due(t: Speech) -> Card:
    line = DebtLine(7, f"Avond {NASTY}", 1, NASTY, dt.date(2026, 11, 2), None, None, (), None, 3, None, False)
    due = dt.date(2026, 11, 30)
    late = moment_cards.reminder(t, line, due, dt.date(2026, 12, 14), is_shared=True, is_last=True)
    vacant = help_cards.still_vacant(t, 1, NASTY, (Role.PARTICIPATION_ADVISER,))
    return daily_cards.bundle(t, [late, vacant, help_cards.on_card(t, 1, (Role.PARTICIPATION_ADVISER,))], 0)


CARDS: Mapping[str, Callable[[Speech], Card]] = {
    "points": daily,
    "all_points": all_points,
    "as_agreed": as_agreed,
    "answer_due": answer_due,
}
