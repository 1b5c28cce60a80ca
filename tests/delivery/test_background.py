import datetime as dt
from io import StringIO
from threading import Event

import pytest

from handlers.delivery.background import Background, Unsaved
from tests.delivery.platform import PATIENCE

NEVER = dt.timedelta(hours=1)
AT_ONCE = dt.timedelta(0)
SOON = dt.timedelta(seconds=PATIENCE)


def test_it_goes_on_as_long_as_there_is_something_to_do_and_then_waits_to_be_woken() -> None:
    idle, busy = Event(), iter([True, True, False, False])
    left = [3]

    def step() -> bool:
        if more := next(busy, False):
            left[0] -= 1
        else:
            idle.set()
        return more

    background = Background("test", step, every=NEVER)
    background.start()
    assert idle.wait(PATIENCE)
    assert left == [1]
    idle.clear()
    background.wake()
    assert idle.wait(PATIENCE)
    background.stop(SOON)


def test_it_looks_by_itself_from_time_to_time() -> None:
    looks, enough = [0], Event()

    def step() -> bool:
        looks[0] += 1
        if looks[0] == 3:
            enough.set()
        return False

    background = Background("test", step, every=AT_ONCE)
    background.start()
    assert enough.wait(PATIENCE)
    background.stop(SOON)


def test_stopping_lets_the_step_end() -> None:
    began, stopping = Event(), Event()
    ended: list[bool] = []

    def step() -> bool:
        began.set()
        ended.append(stopping.wait(PATIENCE))
        return True

    background = Background("test", step, every=NEVER)
    background.start()
    assert began.wait(PATIENCE)
    stopping.set()
    background.stop(SOON)
    assert all(ended)
    taken = len(ended)
    background.wake()
    assert len(ended) == taken


def test_what_was_never_started_can_be_stopped() -> None:
    Background("test", lambda: False).stop(SOON)


def test_a_step_that_breaks_is_tried_again_and_the_log_quotes_nothing(discreet_log: StringIO) -> None:
    steps, again = [0], Event()

    def step() -> bool:
        steps[0] += 1
        if steps[0] == 1:
            raise ValueError("jan@example.nl")
        again.set()
        return False

    background = Background("test", step, every=AT_ONCE)
    background.start()
    assert again.wait(PATIENCE)
    background.stop(SOON)
    assert "ValueError" in discreet_log.getvalue()
    assert "example.nl" not in discreet_log.getvalue()


def test_what_can_never_be_saved_is_given_up_so_that_others_are_served() -> None:
    unsaved = Unsaved()

    def save() -> None:
        raise ValueError("too long")

    unsaved.keep(save)
    with pytest.raises(ValueError, match="too long"):
        unsaved.write()
    unsaved.write()
