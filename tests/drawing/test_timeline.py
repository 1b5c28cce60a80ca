"""The timeline: as long as its projects, and what it shows is told apart by shape."""

import struct

import pytest

from bot.drawing import Mark, Timeline, TimelineLane, draw, timeline
from bot.drawing.timeline import Sign

WEEKS = tuple((str(week), "nov") for week in range(13))


def a_timeline(*lanes: TimelineLane) -> Timeline:
    return Timeline("Tijdlijn", WEEKS, lanes, (("ask", "vragen"), ("inform", "vertellen")), "Een noot.")


def height(png: bytes) -> int:
    assert png.startswith(b"\x89PNG")
    return int(struct.unpack(">I", png[20:24])[0])


def test_every_project_has_a_lane_of_its_own() -> None:
    lane = TimelineLane("Havenkade", -100, 400, (Mark(3, 3, "ask"), Mark(20, 40, "inform")))
    one, three = (height(draw(a_timeline(*[lane] * number))) for number in (1, 3))
    assert three - one == round(2 * timeline.ROW / 72 * 216)


def test_asking_and_telling_have_different_shapes() -> None:
    def shape(sign: Sign) -> str:
        lane = TimelineLane("x", 200, 300, (Mark(3, 3, sign),))
        return type(timeline.figure(a_timeline(lane)).axes[0].patches[0]).__name__

    assert (shape("ask"), shape("inform")) == ("Polygon", "Circle")


@pytest.mark.parametrize("sign", ["ask", "inform"])
def test_what_lasts_for_weeks_is_as_long_as_its_weeks(sign: Sign) -> None:
    """Beside the bar of a project that lasts as long."""
    lane = TimelineLane("Havenkade", 14, 34, (Mark(14, 34, sign),))
    bar, mark = timeline.figure(a_timeline(lane)).axes[0].patches[:2]
    of_bar, of_mark = (each.get_path().get_extents(each.get_patch_transform()) for each in (bar, mark))
    assert (of_mark.x0, of_mark.x1) == pytest.approx((of_bar.x0, of_bar.x1), abs=1)


def test_a_project_that_goes_on_ends_where_the_picture_ends() -> None:
    figure = timeline.figure(a_timeline(TimelineLane("Havenkade", -1000, 1000, ())))
    bar = figure.axes[0].patches[0]
    assert bar.get_window_extent().x1 <= figure.bbox.x1
