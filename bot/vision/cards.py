"""What people see of the vision and of the ordinance."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.chat.cards import Block, Bullets, Button, Card, Choices, Item, Link, Note, Paragraph, Text, typed
from bot.chat.forms import Field, Form
from bot.chat.texts import Speech
from bot.findings.goals import GoalCount, first_day, in_order
from bot.findings.norms import Norms
from bot.register.governance import Governance
from glossary import Goal

MOST_PRINCIPLES, LONGEST = 5, 200
QUESTIONS = ("why", "promise", "answer", "missed", "better")
"""Five that help to make a vision."""
A_BUTTON = 24
"""Signs of a principle on a button; all of it stands above."""


@dataclass(frozen=True, slots=True)
class VisionFacts:
    """principles: the words, and how many projects touch each. review_on: None where there is no vision.

    owners: how many department heads there are; they are not named.
    """

    principles: Sequence[tuple[str, int]]
    goals: Sequence[GoalCount]
    targets: Mapping[Goal, int]
    norms: Norms
    review_on: dt.date | None
    owners: int
    governance: Governance
    today: dt.date
    may_edit: bool

    @property
    def is_there(self) -> bool:
        return self.review_on is not None


def vision(t: Speech, facts: VisionFacts) -> Card:
    body = tuple(_there(t, facts) if facts.is_there else _none(t, facts))
    return Card(t("vision.title"), (*body, *_ordinance(t, facts)), tuple(_buttons(t, facts)))


def _there(t: Speech, facts: VisionFacts) -> Iterator[Block]:
    yield Paragraph(t("vision.principles"))
    yield Bullets(tuple(_principle(t, words, n) for words, n in facts.principles))
    if facts.targets:
        yield Paragraph(t("vision.goals", since=first_day(facts.today)))
        wanted = in_order(facts.goals, list(facts.targets))
        yield Bullets(tuple(_goal(t, each, facts.targets[each.goal], facts.norms) for each in wanted))
    else:
        yield Paragraph(t("vision.no_goals"))
    yield Note(t(f"vision.owners_{min(facts.owners, 2)}"))
    late = facts.review_on and facts.review_on <= facts.today
    yield Note(t("vision.review_late" if late else "vision.review", day=facts.review_on))


def _principle(t: Speech, words: str, n: int) -> Text:
    return t("vision.principle", words=words, n=n) if n else typed(words)


def _goal(t: Speech, count: GoalCount, target: int, norms: Norms) -> Text:
    days = days_of(count.goal, norms)
    if not count.of:
        return t(f"vision.goal.{count.goal.value}_unknown", days=days, target=target)
    counted = {"reached": count.reached, "of": count.of, "now": count.percent}
    return t(f"vision.goal.{count.goal.value}", days=days, target=target, **counted)


def days_of(goal: Goal, norms: Norms) -> int:
    """Within how many days; 0 for what has none."""
    return {Goal.ANSWERED: norms.feedback.days, Goal.INVITED: norms.invite_least.days}.get(goal, 0)


def _none(t: Speech, facts: VisionFacts) -> Iterator[Block]:
    yield Paragraph(t("vision.none"))
    yield Bullets(tuple(t(f"vision.question.{each}") for each in QUESTIONS))
    if not facts.may_edit:
        yield Note(t("vision.who_makes"))


def _ordinance(t: Speech, facts: VisionFacts) -> Iterator[Block]:
    here = facts.governance
    if here.adopted_on:
        yield Paragraph(t("vision.ordinance.adopted", day=here.adopted_on))
    elif facts.may_edit:
        yield Paragraph(t("vision.ordinance.unknown"))
    if here.link:
        yield Choices((Link(t("vision.ordinance.read"), here.link),))


def _buttons(t: Speech, facts: VisionFacts) -> Iterator[Button]:
    if facts.may_edit:
        yield Button(t("vision.edit" if facts.is_there else "vision.make"), "vision.edit", style="primary")
        yield Button(t("vision.ordinance.edit"), "vision.ordinance")


# Changing it


def form(
    t: Speech,
    principles: Sequence[str],
    targets: Mapping[Goal, str],
    review_on: str,
    norms: Norms,
    revision: int,
    body: Sequence[Block] = (),
) -> Form:
    """principles, targets, review_on: as they were typed, or are stored. revision: that the person knows."""
    texts = tuple(
        Field(
            f"principle_{number}", t("vision.field.principle", number=str(number)), value=words or None,
            longest=LONGEST, hint=t("vision.hint.principle") if number == 1 else None,
        )
        for number, words in enumerate(_five(principles), 1)
    )  # fmt: skip
    goals = tuple(
        Field(
            f"goal_{each.value}", t(f"vision.field.goal_{each.value}", days=days_of(each, norms)), "number",
            value=targets.get(each) or None, hint=t("vision.hint.goal"),
        )
        for each in Goal
    )  # fmt: skip
    review = Field("review_on", t("vision.field.review_on"), "date", required=True, value=review_on)
    note = Note(t("vision.only_measured"))
    args = {"revision": str(revision)}
    return Form(t("vision.form_title"), (*texts, *goals, review), t("chat.save"), "vision.save", args, (*body, note))


def _five(principles: Sequence[str]) -> list[str]:
    return [*principles, *[""] * MOST_PRINCIPLES][:MOST_PRINCIPLES]


def changed_meanwhile(t: Speech, principles: Sequence[str]) -> Block:
    """Somebody else saved since: theirs is named, what was typed stays."""
    return Paragraph(t("vision.changed_meanwhile", principles=t.joined([each for each in principles if each])))


def ordinance_form(t: Speech, typed_in: Mapping[str, str]) -> Form:
    """typed_in: by the key of the field."""
    fields = (
        Field("adopted_on", t("vision.field.adopted_on"), "date", value=typed_in["adopted_on"] or None),
        Field("link", t("vision.field.link"), value=typed_in["link"] or None, longest=LONGEST),
        Field("participation", t("vision.field.participation"), value=typed_in["participation"] or None, longest=100),
        Field("communication", t("vision.field.communication"), value=typed_in["communication"] or None, longest=100),
    )
    note = Note(t("vision.ordinance.note"))
    return Form(t("vision.ordinance.title"), fields, t("chat.save"), "vision.save_ordinance", body=(note,))


# A new project


def which_principle(t: Speech, project_id: int, principles: Sequence[tuple[int, int, str]]) -> Block:
    """principles: the id, number and words of each. One click answers it, and no answer is fine."""
    said = t.joined([t("vision.numbered", number=str(number), words=words) for _, number, words in principles])
    buttons = tuple(
        Button(_short(t, number, words), "vision.touch", {"project": str(project_id), "principle": str(id_)})
        for id_, number, words in principles
    )
    return Item((Paragraph(t("vision.which", principles=said)), Choices(buttons)))


def _short(t: Speech, number: int, words: str) -> Text:
    short = words if len(words) <= A_BUTTON else words[: A_BUTTON - 1].rstrip() + "…"
    return t("vision.numbered", number=str(number), words=short)


def touches(t: Speech, project: str, words: str) -> Card:
    return Card(t("vision.title"), (Paragraph(t("vision.touches", project=project, words=words)),))
