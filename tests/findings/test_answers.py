"""Every point that asks something can be answered with a button beside it, whatever the answer is."""

import datetime as dt
from dataclasses import replace

import pytest

from bot.chat.cards import Block, Card, Choices, Text
from bot.chat.texts import speech
from bot.findings import agreed, cards
from bot.findings.facts import Agreed, ContactMoment, ProjectFacts
from bot.findings.finding import ABOUT_PEOPLE, Finding, Kind
from glossary import Discipline, EnvironmentAct, Level, PartialDate, Role, Status
from tests.screens import read
from tests.season.reading import Line, is_answerable, lines_of

DAY = dt.date(2026, 12, 22)
AVOND = ContactMoment(
    7,
    "M07",
    "Avond",
    3,
    "Kade",
    DAY,
    DAY,
    Level.CONSULT,
    frozenset(),
    frozenset(),
    invited_on=PartialDate("2026-12-15"),
)
KADE = ProjectFacts(
    3, "P03", "Kade", Status.ONGOING, DAY, level=Level.CONSULT, environment_act=EnvironmentAct.PLAN,
    carriers=frozenset({Discipline.COMMUNICATION}), moments=(AVOND,),
)  # fmt: skip


def a_finding(kind: Kind, project: ProjectFacts = KADE) -> Finding:
    return Finding(kind, project, AVOND, roles=(Role.PARTICIPATION_ADVISER,), days=3, date=DAY, name="Kerstvakantie")


def lines(*blocks: Block, language: str = "nl") -> list[Line]:
    return lines_of(Card(Text("Punten"), blocks), language)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", Kind)
def test_every_question_has_a_button_that_answers_it(kind: Kind, language: str) -> None:
    shown = lines(*cards.point(speech(language), a_finding(kind)), language=language)
    assert not [line for line in shown if line.questions and not is_answerable(line)]


def test_a_form_alone_is_no_answer_to_is_it_so() -> None:
    question, answers = cards.point(speech("nl"), a_finding(Kind.NO_PARTICIPATION_BUDGET))
    (only_a_form,) = (line for line in lines(question, Choices(answers.buttons[:1])) if line.questions)
    assert not is_answerable(only_a_form)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in ABOUT_PEOPLE])
def test_who_may_not_do_anything_about_it_is_asked_nothing(kind: Kind, language: str) -> None:
    assert not [line for line in lines(cards.looked(speech(language), a_finding(kind))) if line.questions]


AGREEABLE = [kind for kind in Kind if kind not in agreed.ANSWERED_OTHERWISE]


@pytest.mark.parametrize("kind", AGREEABLE)
def test_what_is_as_agreed_is_silent_until_each_of_its_facts_changes(kind: Kind) -> None:
    finding = a_finding(kind)
    facts = dict(agreed.rests_on(finding))

    def with_facts(kept: dict[str, str]) -> Finding:
        written = ";".join(f"{name}={value}" for name, value in kept.items())
        one = Agreed(written, "zo is het", "Anna", DAY)
        return a_finding(kind, replace(KADE, agreed={finding.which: one}))

    assert not agreed.is_settled(finding)
    assert agreed.is_settled(with_facts(facts))
    assert agreed.written(finding) == ";".join(f"{name}={value}" for name, value in facts.items())
    for name in facts:
        # Of when residents are asked only the first time counts: a next moment is the same question.
        again = with_facts({**facts, name: "" if name == "asks" else "iets anders"})
        assert not agreed.is_settled(again)
        assert agreed.changed(again) == [name]
        said = read(cards.saw(speech("nl"), again))
        assert f"Sindsdien veranderde: {read(speech('nl')(f'findings.fact.{name}'))}." in said


@pytest.mark.parametrize("kind", AGREEABLE)
def test_days_that_go_by_change_no_fact(kind: Kind) -> None:
    """The same point a month later, and more urgent, rests on the same."""
    assert agreed.written(a_finding(kind)) == agreed.written(replace(a_finding(kind), days=33))
