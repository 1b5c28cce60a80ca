"""What heads see of what waiting costs: in words, as a picture, and as a paragraph to paste."""

from collections.abc import Iterator, Sequence

from bot.baseline.cards import name_of
from bot.baseline.dependencies import Cost
from bot.baseline.steps import Baseline, Dependency
from bot.chat.cards import Block, Bullets, Card, Note, Paragraph, Picture, Rule, Text
from bot.chat.texts import Speech
from bot.drawing import Bar, Bars

MOST_COSTS = 2


def costs(t: Speech, baseline: Baseline, found: Sequence[Cost], projects: int) -> Card:
    """projects: that wait for something."""
    if not found:
        return Card(t("baseline.costs.title"), (Paragraph(t("baseline.costs.nothing")),))
    total, of = sum(cost.total for cost in found), t("baseline.costs.projects", n=projects)
    body: list[Block] = [Paragraph(t("baseline.costs.total", n=total, projects=of))]
    lines = [_cost(t, baseline, dependency, cost) for dependency, cost in _most(baseline, found)]
    if lines:
        paste = t("baseline.costs.paste", n=total, projects=of, line=lines[0])
        body += [Bullets(tuple(lines)), Rule(), Note(t("baseline.costs.to_paste")), Paragraph(paste)]
    return Card(t("baseline.costs.title"), (*body, Note(t("baseline.costs.how"))))


def in_short(t: Speech, baseline: Baseline, found: Sequence[Cost], projects: int) -> Text:
    """One line among others."""
    total, of = sum(cost.total for cost in found), t("baseline.costs.projects", n=projects)
    for dependency, _ in _most(baseline, found):
        return t("baseline.costs.in_short", n=total, projects=of, waits=_waits(t, baseline, dependency))
    return t("baseline.costs.none_in_short")


def drawing(t: Speech, baseline: Baseline, found: Sequence[Cost]) -> Bars:
    bars = tuple(
        Bar(str(_waits(t, baseline, dependency)), cost.total, str(t("baseline.costs.days", n=cost.total)))
        for dependency, cost in _most(baseline, found)
    )
    return Bars(str(t("baseline.costs.title")), bars, str(t("baseline.costs.how")))


def picture(t: Speech, drawn: Bars, png: bytes) -> Card:
    said = [t("baseline.costs.bar", words=bar.words, days=bar.text) for bar in drawn.bars]
    return Card(t("baseline.costs.title"), (Picture(png, t.joined(said), "wachten", drawn),))


def _most(baseline: Baseline, found: Sequence[Cost]) -> Iterator[tuple[Dependency, Cost]]:
    """The most expensive; without those of an older version that this one does not have."""
    dependencies = {each.code: each for each in baseline.dependencies}
    known = [(dependencies[cost.code], cost) for cost in found if cost.code in dependencies]
    return iter(known[:MOST_COSTS])


def _waits(t: Speech, baseline: Baseline, dependency: Dependency) -> Text:
    first, then = baseline.step(dependency.first), baseline.step(dependency.then)
    return t(
        "baseline.costs.waits",
        first=name_of(t, first) if first else t("baseline.costs.decision"),
        then=name_of(t, then) if then else "",
    )


def _cost(t: Speech, baseline: Baseline, dependency: Dependency, cost: Cost) -> Text:
    waits = _waits(t, baseline, dependency)
    return t("baseline.costs.line", waits=waits, days=cost.total, n=len(cost.days), median=cost.median)
