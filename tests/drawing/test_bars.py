"""Bars: as long as their number, with all words on the picture."""

import pytest
from matplotlib.patches import Rectangle

from bot.drawing import Bar, Bars, bars, draw


def some_bars(
    *numbers: int, words: str = "“Antwoord aan deelnemers en buurt” wacht op “Inbreng, besluit en reden”"
) -> Bars:
    return Bars("Wat kost wachten?", tuple(Bar(words, number, f"{number} dagen") for number in numbers), "Een noot.")


def test_a_bar_is_as_long_as_its_number() -> None:
    drawn = [patch for patch in bars.figure(some_bars(60, 30, 0)).axes[0].patches if isinstance(patch, Rectangle)]
    assert [patch.get_width() / drawn[0].get_width() for patch in drawn] == [1, 0.5, 0]


def test_percents_are_as_long_as_they_are_of_a_hundred() -> None:
    half, whole = (
        next(patch for patch in bars.figure(drawing).axes[0].patches if isinstance(patch, Rectangle)).get_width()
        for drawing in (Bars("Doel", (Bar("a", 50, "50%"),), whole=100), Bars("Doel", (Bar("a", 50, "50"),)))
    )
    assert half / whole == 0.5


def test_words_of_any_length_are_drawn_within_the_picture() -> None:
    figure = bars.figure(some_bars(60, 1, words="Een heel lange naam van een stap, met $haken$ " * 9))
    axes = figure.axes[0]
    within = axes.get_window_extent()
    for text in axes.texts:
        placed = text.get_window_extent()
        assert within.x0 <= placed.x0 < placed.x1 <= within.x1, text.get_text()
        assert within.y0 <= placed.y0 < placed.y1 <= within.y1, text.get_text()


@pytest.mark.parametrize("drawing", [some_bars(62, 48), Bars("Leeg", ())])
def test_it_is_drawn_outside_the_process(drawing: Bars) -> None:
    assert draw(drawing).startswith(b"\x89PNG")
