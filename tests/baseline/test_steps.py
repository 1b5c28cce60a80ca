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
    ],
    ids=["empty", "no steps", "broken", "role", "twice", "needs", "circle", "500", "dependency"],
)
def test_a_file_that_cannot_be_right_is_refused_with_what_is_wrong(written: str, says: str) -> None:
    with pytest.raises(NotReadable, match=says):
        steps.read(written)
