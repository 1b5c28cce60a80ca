"""A municipality begins with its lists, and six people live with Samenspel from November to January."""

import pytest

from tests.lives.asking import everybody_asks_everything
from tests.lives.conftest import Begin
from tests.lives.voorbeeld import Voorbeeld

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("databases", ["sqlite", pytest.param("postgres", marks=pytest.mark.thorough)], indirect=True)
def test_the_first_weeks_of_a_municipality(begin: Begin) -> None:
    life = begin("2026-11-23 09:00")
    here = Voorbeeld(life)
    here.lists_come_in_and_colleagues_are_asked()
    life.until("2026-11-27 16:00")
    # She was asked to advise there, and has not answered.
    assert not here.fatma.hears("Parkeerbeleid Centrum. Inwoners verwachtten antwoord")
    everybody_asks_everything(life)

    here.a_project_begins()
    here.they_take_part_in_buddies_and_plan_a_session()
    life.until("2026-12-04 16:00")
    life.restarts()
    here.the_channel_gets_one_overview()
    here.buddies_meet_and_the_session_is_held()
    life.until("2026-12-11 16:00")
    everybody_asks_everything(life)

    here.residents_get_an_answer()
    life.is_off_until("2026-12-23 08:30")
    life.until("2026-12-31 16:00")
    everybody_asks_everything(life)

    here.a_project_ends_and_somebody_is_erased()
    life.until("2027-01-15 16:00")
    everybody_asks_everything(life)
