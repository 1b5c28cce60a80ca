"""The file of steps: what is shipped, and what a file may not say."""

import pytest

from bot.baseline import steps
from bot.baseline.rules import DERIVED
from bot.baseline.steps import For, NotReadable
from glossary import Size

STEP = """[[step]]
code = "{code}"
phase = "plan"
nl = "Doe iets"
owner = "{owner}"
for = ["all"]
when = "start"
days = 7
needs = {needs}
"""


def a_file(*written: str) -> str:
    return "version = 2\n" + "\n".join(written)


def a_step(code: str = "O1", owner: str = "projectleider", needs: str = "[]") -> str:
    return STEP.format(code=code, owner=owner, needs=needs)


def a_wait(code: str = "D1", first: str = "O1", then: str = "O2") -> str:
    return f'[[dependency]]\ncode = "{code}"\nfirst = "{first}"\nthen = "{then}"\n'


def test_what_is_shipped_is_what_the_domain_says() -> None:
    shipped = steps.shipped()
    small = [each.code for each in shipped.steps if each.is_met_by(Size.SMALL, by_law=False) and For.ALL in each.meets]
    assert small == ["O1", "O2", "O3", "O5", "O6", "P2", "P5", "U2", "V1", "T2", "E3"]
    assert len(shipped.steps) == 30
    assert [each.code for each in shipped.dependencies] == [f"D{number}" for number in range(1, 11)]
    assert {each.code for each in shipped.steps} >= DERIVED.keys()


@pytest.mark.parametrize("code", ["O7", "P6", "V3"])
def test_the_law_makes_a_step_obligatory_whatever_the_size(code: str) -> None:
    step = steps.shipped().step(code)
    assert step
    assert (step.is_met_by(Size.SMALL, by_law=False), step.is_met_by(Size.SMALL, by_law=True)) == (False, True)


def test_a_file_of_a_municipality_is_read() -> None:
    read = steps.read(
        a_file(a_step("X1"), a_step("X2", needs='["X1"]'), '[[dependency]]\ncode = "D1"\nfirst = "X1"\nthen = "X2"')
    )
    assert [(each.code, each.needs) for each in read.steps] == [("X1", ()), ("X2", ("X1",))]
    assert read.steps[0].name == {"nl": "Doe iets", "en": "Doe iets"}


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "version"),
        ("version = 1", "0 steps"),
        ("version = [", "Invalid"),
        (a_file(a_step(owner="burgemeester")), "burgemeester"),
        (a_file(a_step(), a_step()), "twice: O1"),
        (a_file(a_step(needs='["Q9"]')), "no such step: O1: Q9"),
        (a_file(a_step("A", needs='["B"]'), a_step("B", needs='["A"]')), "in a circle"),
        (a_file(*(a_step(f"S{number}") for number in range(500))), "500 steps"),
        (a_file(a_step(), '[[dependency]]\ncode = "D1"\nfirst = "O1"\nthen = "Q9"'), "Q9"),
        (a_file(a_step(), a_step("O2"), a_wait(), a_wait()), "twice: D1"),
        (a_file(a_step(), a_step("O2"), a_wait(), a_wait("D2", "O2", "O1")), "in a circle"),
        (a_file(a_step(), a_wait(then="O1")), "in a circle"),
        (a_file(a_step("O" * 21)), "a code of 1 to 20 signs: OOO"),
        (a_file(a_step(""), a_step("O2")), "a code of 1 to 20 signs"),
        (a_file(a_step("decision")), "a code of 1 to 20 signs: decision"),
        (a_file(a_step(), a_step("O2"), a_wait("D" * 21)), "a code of 1 to 20 signs: DDD"),
        (a_file(a_step().replace("Doe iets", "x" * 151)), "a name of 1 to 150 signs: O1"),
        (a_file(a_step().replace("Doe iets", " ")), "a name of 1 to 150 signs: O1"),
        (a_file(a_step().replace("days = 7", "days = 100000000000")), "0 to 365 days: O1"),
        (a_file(a_step().replace("days = 7", "days = -1")), "0 to 365 days: O1"),
        (a_file(a_step(needs='[["O1"]]')), "no such step"),
        (a_file(a_step(needs="7")), "int"),
        ("version = " + "[" * 5000, "recursion"),
        ("step = 5\nversion = 1", "int"),
        ('step = ["O1"]\nversion = 1', "str"),
        ("version = []\n" + a_step(), "int"),
    ],
)
def test_a_file_that_cannot_be_right_is_refused_with_what_is_wrong(written: str, says: str) -> None:
    with pytest.raises(NotReadable, match=says):
        steps.read(written)
