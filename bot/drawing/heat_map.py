"""A grid of colours with a number in every cell: neighbourhoods from top to bottom, weeks from left to right."""

from typing import TYPE_CHECKING

from bot.chat.figures import Cell as Cell
from bot.chat.figures import HeatMap as HeatMap
from bot.chat.figures import Tone as Tone
from bot.drawing import style
from bot.drawing.frame import HEADER, frame, legend

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW = 19
"""Heights and widths are in points: 72 an inch, as type is measured."""
WIDTH = 332
"""Narrower than other pictures: a number in every cell must be read on a phone."""
NAMES = 100
FITS = 14
"""Characters of a name in the type of words; in small type a few more."""
LONGEST_NAME = 17


def figure(drawing: HeatMap) -> "Figure":
    around = frame(drawing, ROW * len(drawing.rows), WIDTH)
    axes, top = around.axes, around.top
    cell = (WIDTH - NAMES) / len(drawing.columns)
    for at, lines in enumerate(drawing.columns):
        axes.text(NAMES + cell * (at + 0.5), top + HEADER / 2, "\n".join(lines), ha="center", **style.small())
    for number, (name, cells) in enumerate(drawing.rows):
        bottom = top - ROW * (number + 1)
        axes.text(6, bottom + ROW / 2, _short(name), **(style.words() if len(name) <= FITS else style.small()))
        for at, each in enumerate(cells):
            _cell(axes, NAMES + cell * at, bottom, cell, each)
    legend(drawing, around, lambda tone, middle: style.box(axes, tone, 7, middle - 6, 18, 12))
    return around.page


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def _cell(axes: "Axes", left: float, bottom: float, width: float, cell: Cell) -> None:
    style.box(axes, cell.tone, left + 1, bottom + 1, width - 2, ROW - 2)
    axes.text(left + width / 2, bottom + ROW / 2, str(cell.number), ha="center", **style.number(cell.tone))
