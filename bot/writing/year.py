"""A year on one page: what was asked and answered, how long residents waited, and the goals. Figures, and no names."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.chat.cards import Text
from bot.chat.texts import Speech
from bot.drawing import Bar, Bars
from bot.findings.goals import GoalCount
from bot.findings.norms import Norms
from bot.writing.document import BulletPoints, Chapter, Figure, Passage, Written, WrittenText
from glossary import Goal

FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True)
class YearFacts:
    """asked: asks that began; planned: those that still will, this year. answered, waiting: how many, and the days of
    all of them together; waiting: on the last day, or today. goals, before: of this year and the one before it.

    more: what others have to show.
    """

    year: int
    today: dt.date
    municipality: str
    norms: Norms
    asked: int
    planned: int
    answered: tuple[int, int]
    waiting: tuple[int, int]
    goals: Sequence[GoalCount]
    before: Sequence[GoalCount]
    targets: Mapping[Goal, int] = field(default_factory=dict)
    more: Sequence[Bars] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.asked or self.planned or self.answered[0] or self.waiting[0])


def meant(words: str, today: dt.date) -> int:
    """This year when no other is named, or one that is still to come."""
    named = int(words) if words.isascii() and words.isdecimal() and len(words) == 4 else today.year
    return named if FIRST_YEAR <= named <= today.year else today.year


def period(year: int, today: dt.date) -> tuple[dt.date, dt.date]:
    """Its first day, and its last, or today."""
    return dt.date(year, 1, 1), min(dt.date(year, 12, 31), today)


def pictures(t: Speech, facts: YearFacts) -> list[Bars]:
    """From top to bottom; each says in its bars what stands in words beside it."""
    return [each for each in (_asked(t, facts), _waited(t, facts), _goals(t, facts), *facts.more) if each.bars]


def _asked(t: Speech, facts: YearFacts) -> Bars:
    counts = {
        "asked": facts.asked,
        "answered": facts.answered[0],
        "waiting": facts.waiting[0],
        "planned": facts.planned,
    }
    bars = tuple(Bar(str(t(f"writing.year.{what}")), n, str(n)) for what, n in counts.items() if n or what != "planned")
    return Bars(str(t("writing.year.asked_title", year=str(facts.year))), bars)


def _waited(t: Speech, facts: YearFacts) -> Bars:
    both = {"days_answered": facts.answered, "days_waiting": facts.waiting}
    bars = tuple(
        Bar(str(t(f"writing.year.{what}")), days // n, str(t("writing.year.days", n=days // n)))
        for what, (n, days) in both.items()
        if n
    )
    return Bars(str(t("writing.year.waited_title", year=str(facts.year))), bars, str(t("writing.year.waited_note")))


def _goals(t: Speech, facts: YearFacts) -> Bars:
    """Each goal, and below it the same of the year before."""
    bars = []
    for year, counts in ((facts.year, facts.goals), (facts.year - 1, facts.before)):
        bars += [(each.goal, year, each) for each in counts if each.of]
    order = list(Goal)
    shown = sorted(bars, key=lambda bar: (order.index(bar[0]), -bar[1]))
    goals = tuple(_goal(t, facts, year, each) for _, year, each in shown)
    return Bars(str(t("writing.year.goals_title")), goals, whole=100)


def _goal(t: Speech, facts: YearFacts, year: int, count: GoalCount) -> Bar:
    days = {Goal.ANSWERED: facts.norms.feedback.days, Goal.INVITED: facts.norms.invite_least.days}.get(count.goal, 0)
    goal = t(f"writing.year.goal_{count.goal.value}", year=str(year), days=days)
    target = facts.targets.get(count.goal) if year == facts.year else None
    counted: dict[str, Text | int] = {"goal": goal, "reached": count.reached, "of": count.of}
    words = t("writing.year.with_target", target=target, **counted) if target else t("writing.year.counted", **counted)
    return Bar(str(words), count.percent, f"{count.percent}%")


def in_words(bars: Bars) -> Iterator[str]:
    """The same as the picture."""
    yield from (f"{bar.words}: {bar.text}" for bar in bars.bars)


def page(t: Speech, facts: YearFacts, drawn: Sequence[tuple[Bars, bytes | None]]) -> WrittenText:
    """drawn: every picture, and None where it could not be drawn: the words stand beside it anyway."""
    title = str(t("writing.year.title", year=str(facts.year), municipality=facts.municipality))
    body: list[Written] = [Passage((str(t("writing.year.until", day=period(facts.year, facts.today)[1])),))]
    for bars, png in drawn:
        body.append(Chapter((bars.title,)))
        if png:
            # With its words again below it, it would be two pages.
            body.append(Figure(png, "; ".join(in_words(bars))))
            continue
        body.append(BulletPoints(tuple((line,) for line in in_words(bars))))
    if not drawn:
        body.append(Passage((str(t("writing.year.nothing", year=str(facts.year))),)))
    return WrittenText((title,), t.language, (*body, Passage((str(t("writing.year.no_names")),))))
