"""One question about many roles: how many are left is only said when some are left."""

import pytest

from bot.chat.texts import speech
from bot.people import role_question
from glossary import Role, RoleState, Status
from storage.register.projects import Project, RoleAssignment
from tests.screens import card_as_text
from tests.storage.planting import MONDAY


def waiting(number: int) -> list[tuple[RoleAssignment, Project]]:
    return [
        (
            RoleAssignment(role=Role.PROJECT_LEAD, colleague_id=1, state=RoleState.ASKED),
            Project(key=f"P{at}", name=f"Project {at}", status=Status.ONGOING, created_at=MONDAY, changed_at=MONDAY),
        )
        for at in range(number)
    ]


@pytest.mark.parametrize(
    ("number", "left"),
    [(1, ""), (2, ""), (12, ""), (13, "nog 1 vraag."), (14, "nog 2 vragen."), (40, "nog 28 vragen.")],
)
def test_how_many_are_left(number: int, left: str) -> None:
    t, roles = speech("nl"), waiting(number)
    answered = role_question.answered(t, roles[0][1], Role.PROJECT_LEAD, "yes", roles)
    for card in (role_question.card(t, roles), answered):
        assert ("Daarna heb ik" in card_as_text(card)) == bool(left)
        assert left in card_as_text(card)
