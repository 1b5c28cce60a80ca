"""Which texts there are, which holes they have, and which of them make sense for a project today."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bot.writing.facts import TextFacts, TextMoment
from glossary import Phase, Status, TextKind

IN_ENGLISH = frozenset({TextKind.INVITATION, TextKind.INTERIM, TextKind.ANSWER, TextKind.DELAY, TextKind.AFTERWARDS})
"""What people who take part get: in simple English too."""

OF_A_MOMENT = IN_ENGLISH
"""About one contact moment. The others are about the project as a whole, the quarter about the municipality."""

JOINT = frozenset({TextKind.INVITATION, TextKind.ANSWER})
"""The whole triangle says yes to these."""

HOLES = (
    *("project", "gemeente", "waarover", "waarom", "vast", "open", "niveau", "niveau_intern", "gebied", "doelgroepen"),
    *("momenten", "beslisser", "besluit", "besluittekst", "antwoord", "contact", "privacy", "pagina", "beleid"),
    *("titel", "wanneer", "waar", "programma", "anders", "ontvangers", "deelnemers", "inbreng", "tabel", "gewogen"),
    *("beloofd", "reden", "vervolg", "gedaan", "gemist", "wie", "rolverdeling", "planning", "rollen", "budget"),
    *("deelname", "uitkomst", "verteld", "wettelijk", "gesprekken", "kwartaal", "kort", "gevraagd", "komt"),
    *("nog_niets", "uitgenodigd_via", "antwoord_via", "middelen", "eerder", "gemist_hier", "kernboodschap", "risicos"),
    *("lessen", "proces", "einde", "vragenlijst", "minuten", "anoniem"),
)
"""What a template may ask for. docs/texts.md says what each of them gives."""

MUST: Mapping[TextKind, frozenset[str]] = {
    TextKind.PROMISE: frozenset({"waarover", "vast", "open", "momenten", "beslisser", "antwoord", "contact"}),
    TextKind.INVITATION: frozenset({"titel", "ontvangers", "vast", "wanneer", "waar", "anders", "antwoord", "contact"}),
    TextKind.INTERIM: frozenset({"titel", "antwoord", "contact"}),
    TextKind.ANSWER: frozenset({"titel", "tabel", "vervolg", "contact"}),
    TextKind.DELAY: frozenset({"reden", "antwoord", "contact"}),
    TextKind.AFTERWARDS: frozenset({"gedaan", "contact"}),
    TextKind.NOTICE: frozenset({"waarover", "wie", "open", "momenten", "rolverdeling", "contact"}),
    TextKind.PLAN: frozenset({"waarover", "vast", "open", "niveau_intern", "doelgroepen", "planning"}),
    TextKind.REPORT: frozenset({"open", "vast", "gesprekken", "tabel", "vervolg"}),
    TextKind.PARAGRAPH: frozenset({"deelname", "uitkomst", "beleid", "verteld"}),
    TextKind.QUARTER: frozenset({"kwartaal", "gevraagd"}),
}
"""Without these a text does not say what it is for, so a template without one of them is refused."""

MUST_OF_SURVEY = MUST[TextKind.INVITATION] - {"wanneer", "waar"} | {"vragenlijst", "einde", "minuten"}

A_WHILE = dt.timedelta(days=183)
"""After residents were told: by then there is something to see."""


class OfferedText(NamedTuple):
    """A text that makes sense. moment: what it is about; None for the project as a whole."""

    kind: TextKind
    moment: TextMoment | None = None


def offered(facts: TextFacts) -> Iterator[OfferedText]:
    """In the order in which people need them: what residents wait for is on top."""
    for moment in facts.asks:
        if is_owed(moment, facts.today):
            late, due = is_late(facts, moment), facts.answer_due(moment)
            if late and due and due >= facts.today:
                # What they said is still fresh, and the day has not come yet.
                yield OfferedText(TextKind.INTERIM, moment)
            if late:
                yield OfferedText(TextKind.DELAY, moment)
            if moment.is_decided_on or not late:
                yield OfferedText(TextKind.ANSWER, moment)
            if not late:
                yield OfferedText(TextKind.INTERIM, moment)
    for moment in facts.asks:
        if moment.starts_on.latest >= facts.today and moment.invited_on is None:
            yield OfferedText(TextKind.INVITATION, moment)
    for moment in facts.asks:
        if moment.told_on and moment.told_on.latest + A_WHILE <= facts.today:
            yield OfferedText(TextKind.AFTERWARDS, moment)
    yield from (OfferedText(kind) for kind in _of_project(facts))


def is_owed(moment: TextMoment, today: dt.date) -> bool:
    told = moment.told_on is not None and moment.told_on.earliest <= today
    return moment.is_ask and moment.ends_on.latest < today and not told


def is_late(facts: TextFacts, moment: TextMoment) -> bool:
    """The day that residents were promised is not one that can be kept."""
    due = facts.answer_due(moment, as_promised=False)
    decided = facts.decision_on.earliest if facts.decision_on else None
    return bool(due and (due < facts.today or moment.promised_on or (decided and decided > due)))


def _of_project(facts: TextFacts) -> Iterator[TextKind]:
    is_live = facts.status.is_live
    is_over = any(moment.ends_on.latest < facts.today for moment in facts.asks)
    is_begun = facts.phase not in (None, Phase.ASSIGNMENT, Phase.PLAN)
    if is_live and not is_begun:
        yield TextKind.PLAN
    if is_live and facts.promise_published_on is None:
        yield TextKind.PROMISE
    act = facts.environment_act
    if is_live and act and act.needs_notice and facts.notice_on is None:
        yield TextKind.NOTICE
    if is_over or facts.status is Status.COMPLETED:
        yield TextKind.REPORT
    if is_over or facts.decision_on or facts.environment_act:
        yield TextKind.PARAGRAPH
