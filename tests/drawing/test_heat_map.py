"""The heat map: drawn outside the process that serves, and readable without colours."""

import datetime as dt
import os
import struct
import sys
from itertools import combinations

import pytest

from bot.drawing import Cell, HeatMap, NotDrawn, draw, draw_all, heat_map, style

WEEKS = tuple((str(day), "nov") for day in range(12))
TONES = ("calm", "busy", "too_much")


def a_map(rows: int = 2, name: str = "Bloemenbuurt") -> HeatMap:
    cells = tuple(Cell(number, TONES[number % 3]) for number in range(12))  # type: ignore[arg-type]
    return HeatMap("Drukte", WEEKS, tuple((name, cells) for _ in range(rows)), (("calm", "rustig"),), "Een noot.")


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_a_map_is_as_wide_as_a_phone_and_as_long_as_its_rows() -> None:
    short, long = size(draw(a_map(1))), size(draw(a_map(11)))
    assert short[0] == long[0] == round(heat_map.WIDTH / 72 * style.DOTS_AN_INCH)
    assert long[1] - short[1] == pytest.approx(10 * heat_map.ROW / 72 * style.DOTS_AN_INCH, abs=2)


def test_any_name_can_be_drawn() -> None:
    draw(a_map(1, "$\\frac{x}$ _^ Ĝroß שדרות " * 5))


def test_what_cannot_be_drawn_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(NotDrawn):
        draw(a_map())


def processor_time_of_others() -> float:
    times = os.times()
    return times.children_user + times.children_system


def test_several_are_drawn_by_one_process() -> None:
    """Most of the time goes to starting it."""
    began = processor_time_of_others()
    one = draw_all([a_map(2)])
    after_one = processor_time_of_others()
    four = draw_all([a_map(2)] * 4)
    assert None not in (*one, *four)
    assert processor_time_of_others() - after_one < 2.5 * (after_one - began)


def test_one_that_cannot_be_drawn_does_not_hold_up_the_others() -> None:
    """It is larger than an image may be, and takes its process with it."""
    first, broken, last = draw_all([a_map(1), a_map(9000), a_map(1)])
    assert first == last == draw(a_map(1))
    assert broken is None


def test_a_process_that_hangs_is_killed_and_there_is_no_picture() -> None:
    """In less time than it takes to begin."""
    assert draw_all([a_map(), a_map()], patience=dt.timedelta(seconds=0.1)) == [None, None]


def lightness(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((lightness(one), lightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tone", TONES)
def test_a_number_can_be_read_on_its_colour(tone: str) -> None:
    assert contrast(style.NUMBER_INK[tone], style.FILLS[tone]) >= 4.5


@pytest.mark.parametrize(("one", "other"), list(combinations(TONES, 2)))
def test_tones_differ_without_colour(one: str, other: str) -> None:
    assert contrast(style.FILLS[one], style.FILLS[other]) >= 1.6
