"""What is steered on together: the agenda of the meeting, the message to the heads, the vision and the year."""

import datetime as dt
from collections.abc import Callable, Mapping

from bot.chat.cards import Card
from bot.chat.texts import Speech
from bot.findings.goals import GoalCount
from bot.findings.norms import USUAL
from bot.meeting import cards as meeting
from bot.meeting.cards import AgendaFacts, Busiest, Good, ShownAction
from bot.overview import budget_text, steering_cards
from bot.overview.steering_cards import SteeringFacts
from bot.register.governance import Governance
from bot.vision import cards as vision
from bot.vision.cards import VisionFacts
from bot.writing import year, year_cards
from bot.writing.year import YearFacts
from glossary import Discipline, Domain, Goal, PartialDate, Status, TargetGroup
from storage.reports.steering import DomainMoney, Money, Team
from storage.reports.weekly import Coming, Named, OwedLine
from tests.pictures import DOT

TODAY = dt.date(2026, 11, 23)
NASTY = "Kade *vet* <!channel> {x}"
DAY = PartialDate("2026-11-25")
WALK = Coming(3, "Schouw", DAY, DAY, True, Named(7, NASTY, Status.ONGOING), (), (None, None))
AGENDA = AgendaFacts(
    good=Good("answered", NASTY),
    busiest=Busiest("Oude Haven", 6, (TargetGroup.YOUNG_PEOPLE,), False, (NASTY, "Jongerenvisie")),
    vacant=("Singel", NASTY), vacant_in_all=9,
    owed=(OwedLine(4, "Enquête", dt.date(2026, 9, 30), NASTY),),
    coming=(WALK,), coming_in_all=3, until=dt.date(2026, 12, 6),
    lesson="Begin op tijd & bel *iedereen*",
    actions=(ShownAction(1, "Brief <@U1>", "Anna", TODAY), ShownAction(2, "Zaal zoeken", "", TODAY)),
)  # fmt: skip
GOALS = (GoalCount(Goal.ANSWERED, 3, 5), GoalCount(Goal.INVITED, 10, 12), GoalCount(Goal.TRIANGLES, 7, 11))
MONEY = Money(
    one_off=154_000, structural=8_000, without=2, project_costs=4_000, communication=91_000,
    requested=30_000, granted=12_000,
    domains=(DomainMoney(Domain.SPACE, 3, 3), DomainMoney(Domain.MOBILITY, 2, 1), DomainMoney(None, 1, 0)),
)  # fmt: skip
HERE = Governance(None, "", "De Wit", "Jansen", is_one_department=True)
STEERING = SteeringFacts(
    live=11, incomplete=(NASTY,), incomplete_in_all=4, too_much=("Oude Haven",), overdue=2, left=1, money=MONEY,
    teams={Discipline.COMMUNICATION: Team(5, 12, 3), Discipline.PARTICIPATION: Team(2, 9, 4)}, today=TODAY,
    without_amount=(NASTY, "Singel"), only_communication=(NASTY,), goals=GOALS, targets={Goal.ANSWERED: 90},
    governance=HERE, changed_on=dt.date(2025, 11, 20), review_on=dt.date(2026, 11, 20),
)  # fmt: skip
VISION = VisionFacts(
    principles=[("Wie iets zegt, krijgt *antwoord*", 3), ("Eerst luisteren", 0)], goals=GOALS,
    targets={Goal.ANSWERED: 90}, norms=USUAL, review_on=dt.date(2027, 11, 20), owners=2,
    governance=Governance(dt.date(2026, 11, 10), "https://voorbeeld.example/verordening"), today=TODAY, may_edit=True,
)  # fmt: skip
NO_VISION = VisionFacts([], GOALS, {}, USUAL, None, 0, Governance(), TODAY, may_edit=True)
YEAR = YearFacts(2026, TODAY, "Voorbeeld", USUAL, 6, 7, (1, 21), (4, 116), GOALS, GOALS[:2], {Goal.ANSWERED: 90})


def year_drawn(t: Speech) -> Card:
    return year_cards.drawn(t, YEAR, [(bars, DOT) for bars in year.pictures(t, YEAR)])


CARDS: Mapping[str, Callable[[Speech], Card]] = {
    "meeting_agenda": lambda t: meeting.agenda(t, AGENDA, TODAY + dt.timedelta(days=1)),
    "meeting_going_on": meeting.going_on,
    "steering": lambda t: steering_cards.card(t, STEERING, meet_on=dt.date(2026, 12, 7)),
    "steering_request": lambda t: budget_text.card(t, STEERING, "Voorbeeld"),
    "vision": lambda t: vision.vision(t, VISION),
    "vision_none": lambda t: vision.vision(t, NO_VISION),
    "year": lambda t: year_cards.words(t, YEAR),
    "year_drawn": year_drawn,
}
