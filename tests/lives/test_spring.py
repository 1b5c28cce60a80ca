"""The weeks around the night in which clocks go forward: 28 March 2027, which is Easter too."""

import pytest

from tests.lives.asking import everybody_asks_everything
from tests.lives.conftest import Begin

# What is told here does not depend on the database. On both: a week and its file, tests/delivery and tests/clock; with
# --thorough also the first weeks.
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("databases", ["sqlite"], indirect=True)]


def test_everything_comes_at_the_time_on_the_wall(begin: Begin) -> None:
    life = begin("2027-03-17 09:00")
    ada = life.person("Ada", admin=True)
    lena = life.person("Lena", discipline="projectleider", language="en")
    lena.types("/overzicht my-week")
    lena.clicks("Send this every week")
    ada.types("/kennis sessie")
    ada.fills(topic="Loting", day="2027-03-30", time="10:00")
    ada.submits()
    life.at("2027-03-22 08:29")
    assert not lena.hears("Your week")
    life.at("2027-03-22 08:31")
    assert lena.hears("Your week")
    life.until("2027-03-26 16:00")
    everybody_asks_everything(life)

    life.at("2027-03-28 01:30")
    life.restarts()
    life.at("2027-03-28 03:30")
    life.restarts()
    life.at("2027-03-29 10:01")
    life.at("2027-03-30 08:59")
    assert not ada.hears("Over een uur: Loting")
    life.at("2027-03-30 09:01")
    assert ada.hears("Over een uur: Loting")
    life.until("2027-04-02 16:00")
    everybody_asks_everything(life)
