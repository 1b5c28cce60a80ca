"""A text that is filled in from the register: the most that a message may hold of it, and what nobody filled in."""

import datetime as dt
from collections.abc import Callable, Mapping

from bot.chat.cards import Card
from bot.chat.texts import Speech
from bot.writing import cards, composing, plain, templates
from bot.writing.agreement import Corner, CornerSaid
from bot.writing.cards import TextSeen, Which
from bot.writing.facts import TextFacts, TextLine, TextMoment
from glossary import TRIANGLE, Decision, Level, PartialDate, Status, TargetGroup, TextKind

NASTY = "*Kade* & <!channel> _schuin_"
DAY = PartialDate("2026-11-09")

LINES = tuple(TextLine(f"Punt {at} van {NASTY}", Decision.DECLINED, f"`Nee` <@U1> {at}") for at in range(40))
MOMENT = TextMoment(7, f"Avond {NASTY}", DAY, DAY, level=Level.ADVISE, areas=("Noord",), reach=420, lines=LINES)
FACTS = TextFacts(
    1, NASTY, "Gemeente Voorbeeld", dt.date(2026, 11, 23), dt.timedelta(days=28), Status.ONGOING, level=Level.ADVISE,
    open=f"Alles van {NASTY} wordt integraal besproken", groups=(TargetGroup.LOCAL_RESIDENTS,), moments=(MOMENT,),
)  # fmt: skip


def answer(t: Speech) -> Card:
    document = composing.compose(TextKind.ANSWER, FACTS, MOMENT, templates.shipped())
    said = [
        CornerSaid(role, corner, NASTY, NASTY)
        for role, corner in zip(TRIANGLE, (Corner.YES, Corner.NO, Corner.VACANT), strict=True)
    ]
    seen = TextSeen(
        Which(1, TextKind.ANSWER, 7), document, "nog invullen", NASTY, MOMENT.title, may_edit=True, may_choose=True,
        remarks=list(plain.remarks(document))[: plain.MOST], names=[NASTY], corners=said, without_lines=[NASTY],
        ask=3, of="abc",
    )  # fmt: skip
    return cards.text(t, seen)


CARDS: Mapping[str, Callable[[Speech], Card]] = {"text_of_an_answer": answer}
