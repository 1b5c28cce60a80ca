"""Cards and a form about how much is asked of residents, made by the bot's own builders from facts of our own."""

import datetime as dt
from collections.abc import Callable, Mapping

from bot.chat.cards import Card
from bot.chat.replies import Ask
from bot.chat.texts import Speech
from bot.findings.bad_moments import DayOff
from bot.findings.facts import AreaFacts, Areas, ContactMoment
from bot.findings.gather import MomentCheck
from bot.findings.load import AskedTogether, Colour, Tally
from bot.findings.norms import USUAL
from bot.findings.what_if import Crowd, QuieterDate
from bot.load import cards
from bot.load.cards import ShownAreaLine
from bot.load.wanted import Wanted
from bot.moments import weighing_cards
from bot.moments.weighing_cards import Consequences
from glossary import AreaKind, Level, TargetGroup

TODAY = dt.date(2026, 11, 23)
HERE = Areas(
    [
        AreaFacts("GM1", "Voorbeeld", AreaKind.MUNICIPALITY),
        AreaFacts("BU1", "Bloemenbuurt", AreaKind.NEIGHBOURHOOD, "GM1"),
        AreaFacts("BU2", "Kade & *Wal*", AreaKind.NEIGHBOURHOOD, "GM1"),
    ]
)
YOUNG = (TargetGroup.YOUNG_PEOPLE,)


def ask(number: int, title: str, project: int, first: str, last: str = "") -> ContactMoment:
    days = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    name = f"Project <{project}>"
    return ContactMoment(
        number, f"M{number}", title, project, name, *days, Level.CONSULT, frozenset({"BU1"}), frozenset(YOUNG)
    )


SURVEY, WALK = ask(1, "Enquête", 2, "2026-12-07", "2026-12-20"), ask(2, "*Schouw*", 3, "2026-12-09")
SILENT = ask(3, "Stemming", 2, "2026-09-01")


def load(t: Speech) -> Card:
    red = ShownAreaLine("BU1", "Bloemenbuurt", 4, Colour.RED, YOUNG, dt.date(2026, 12, 21), is_mine=True)
    busy = ShownAreaLine("BU2", "Kade & *Wal*", 3, Colour.ORANGE, YOUNG, None)
    calm = ShownAreaLine("BU3", "Weide", 1, Colour.GREEN, (), None)
    lines = (red, busy, calm)
    return cards.load(t, Wanted("", None, TODAY), "", lines, ((red,), (busy,)), USUAL, public=False)


def why(t: Speech) -> Card:
    groups = ((AskedTogether(YOUNG, Tally((SURVEY, WALK), (SILENT,)), is_everybody=False), Colour.ORANGE),)
    return cards.why(t, Wanted("BU1", None, TODAY), "Bloemenbuurt", groups, USUAL, TODAY)


def weighed(t: Speech) -> Ask:
    """The second step of planning, with everything that it may say."""
    planned = ask(0, "Avond *kade*", 1, "2026-12-25")
    found = Consequences(
        planned=planned,
        check=MomentCheck(
            crowds=(Crowd("BU1", YOUNG, TODAY, (SURVEY, WALK), (), 3), Crowd("BU2", YOUNG, TODAY, (), (), 1)),
            quieter=(QuieterDate(dt.date(2027, 1, 5), dt.date(2027, 1, 5), 2, 3, breaks_unknown=True),),
            waiting=(SILENT,),
        ),
        areas=HERE,
        norms=USUAL,
        day=DayOff("Eerste kerstdag; Kerstvakantie"),
        today=TODAY,
    )
    days = {"starts_on": "2026-12-25", "ends_on": "2026-12-25"}
    return Ask(weighing_cards.form(t, 7, days, found, ["2"]))


CARDS: Mapping[str, Callable[[Speech], Card]] = {"load": load, "why": why}
