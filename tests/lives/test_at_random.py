"""One life that nobody wrote. More of them: make lives ARGS="--seed 7 --weeks 8"."""

import pytest

from tests.lives.at_random import AtRandom
from tests.lives.conftest import Begin

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_people_do_what_their_screens_offer_for_a_week(begin: Begin) -> None:
    AtRandom(begin("2026-11-23 09:00"), seed=1).lives(weeks=1)
