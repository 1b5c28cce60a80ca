"""What administrators see of rounds, and everybody of their figures."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.buddies.cards import MOST_GROUPS
from bot.chat.cards import Block, Bullets, Button, Card, Facts, Note, Paragraph, Row
from bot.chat.texts import Speech

# For administrators


class DryRun(NamedTuple):
    """groups, waiting: names. running: days since the last round began; None when there was none."""

    number: int
    seed: int
    groups: Sequence[tuple[str, ...]]
    waiting: Sequence[str]
    running: int | None


def dry_run(t: Speech, run: DryRun) -> Card:
    if not run.groups:
        return Card(t("buddies.round.title"), (Paragraph(t("buddies.round.nobody", n=len(run.waiting))),))
    shown = tuple(t.joined(list(group)) for group in run.groups[:MOST_GROUPS])
    body: list[Block] = [Paragraph(t("buddies.round.groups", n=len(run.groups), number=run.number)), Bullets(shown)]
    if more := len(run.groups) - len(shown):
        body.append(Note(t("buddies.round.more", n=more)))
    if run.waiting:
        body.append(Paragraph(t("buddies.round.waiting", names=list(run.waiting[:MOST_GROUPS]), n=len(run.waiting))))
    if run.running is not None:
        body.append(Note(t("buddies.round.running", n=run.running)))
    body.append(Note(t("buddies.round.dry")))
    args = {"number": str(run.number), "seed": str(run.seed)}
    start = Button(
        t("buddies.round.start"),
        "buddy.start",
        args,
        style="primary",
        confirm=t("buddies.round.sure", n=len(run.groups)),
    )
    return Card(t("buddies.round.title"), tuple(body), (start,))


def started(t: Speech, number: int, groups: int, waiting: int) -> Card:
    body: list[Block] = [Paragraph(t("buddies.round.started", number=number, n=groups))]
    if waiting:
        body.append(Note(t("buddies.round.wait", n=waiting)))
    return Card(t("buddies.round.title"), tuple(body))


def already_started(t: Speech, number: int) -> Card:
    return Card(t("buddies.round.title"), (Paragraph(t("buddies.round.already", number=number)),))


def being_started(t: Speech, number: int) -> Card:
    return Card(t("buddies.round.title"), (Paragraph(t("buddies.round.being_started", number=number)),))


def longer_rhythm(t: Speech, weeks: int) -> Card:
    buttons = (
        Button(t("buddies.rhythm.choose"), "choices.job", {"job": "buddies.round"}, style="primary"),
        Button(t("buddies.rhythm.stay"), "buddy.rhythm_stays"),
    )
    text = Paragraph(t("buddies.rhythm.text", n=weeks, longer=2 * weeks))
    return Card(t("buddies.rhythm.title"), (text,), buttons)


def rhythm_stays(t: Speech) -> Card:
    return Card(t("buddies.rhythm.title"), (Paragraph(t("buddies.rhythm.stays")),))


# Figures


class RoundFigure(NamedTuple):
    number: int
    groups: int
    met: int
    is_running: bool


class Figures(NamedTuple):
    """rounds: newest first, none with too few groups. together, possible: pairs across the disciplines."""

    rounds: tuple[RoundFigure, ...]
    together: int
    possible: int


def figures(t: Speech, found: Figures) -> Card:
    if not found.rounds:
        return Card(t("buddies.figures.title"), (Paragraph(t("buddies.figures.too_few")),))
    met, groups = sum(one.met for one in found.rounds), sum(one.groups for one in found.rounds)
    rows = [
        (
            t("buddies.figures.running" if one.is_running else "buddies.figures.round", number=one.number),
            t("buddies.figures.met", met=one.met, groups=one.groups),
        )
        for one in found.rounds
    ]
    body = (
        Paragraph(t("buddies.figures.all", met=met, groups=groups)),
        Facts(tuple(rows)),
        Paragraph(t("buddies.figures.coverage", together=found.together, possible=found.possible)),
        Note(t("buddies.figures.nobody")),
    )
    return Card(t("buddies.figures.title"), body)


def weekly(t: Speech, number: int, met: int, groups: int) -> Row:
    text = t("buddies.weekly.line", number=number, met=met, groups=groups)
    return Row(text, Button(t("chat.show"), "buddy.figures"))
