"""One question about many roles: how many are left is only said when some are left."""

import pytest

from bot.chat.cards import buttons_in
from bot.chat.texts import speech
from bot.people import role_question
from glossary import Role, RoleState, Status
from handlers.slack import limits
from storage.register.projects import Project, RoleAssignment
from tests.screens import card_as_text
from tests.storage.planting import MONDAY


def a_project(at: int) -> Project:
    made = Project(key=f"P{at}", name=f"Project {at}", status=Status.ONGOING, created_at=MONDAY, changed_at=MONDAY)
    made.id = at
    return made


def waiting(number: int, roles: int = 1) -> list[tuple[RoleAssignment, Project]]:
    """In so many projects, so many roles in each."""
    return [
        (RoleAssignment(role=role, colleague_id=1, state=RoleState.ASKED), project)
        for project in map(a_project, range(number))
        for role in list(Role)[:roles]
    ]


@pytest.mark.parametrize(
    ("number", "left"),
    [(1, ""), (2, ""), (12, ""), (13, "nog 1 vraag."), (14, "nog 2 vragen."), (40, "nog 28 vragen.")],
)
def test_how_many_are_left(number: int, left: str) -> None:
    t, roles = speech("nl"), waiting(number)
    answered = role_question.answered(t, [(role_question.by_project(roles)[0], "yes")], roles)
    for card in (role_question.card(t, roles), answered):
        assert ("Daarna heb ik" in card_as_text(card)) == bool(left)
        assert left in card_as_text(card)


def test_whoever_has_every_role_everywhere_gets_buttons_that_fit() -> None:
    card = role_question.card(speech("nl"), waiting(40, roles=6))
    assert all(len("".join(button.args.values())) < limits.BUTTON_VALUE / 1.5 for button in buttons_in(card.body))
    assert "nog 34 vragen" in card_as_text(card)
