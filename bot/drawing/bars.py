"""A few long bars under each other, each with its words above it and its number at its end."""

import textwrap
from typing import TYPE_CHECKING

from bot.chat.figures import Bar as Bar
from bot.chat.figures import Bars as Bars
from bot.drawing import style
from bot.drawing.frame import TITLE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LINE = 15
"""Heights and widths are in points: 72 an inch, as type is measured."""
BAR = 20
BETWEEN = 14
FITS = 52
"""Characters of a line of words."""
MOST_LINES = 3
NUMBER = 96
"""For the number behind the longest bar."""


def figure(drawing: Bars) -> "Figure":
    lines = [textwrap.wrap(bar.words, FITS, max_lines=MOST_LINES, placeholder="…") for bar in drawing.bars]
    note = textwrap.wrap(drawing.note, FITS + 8)
    height = sum(LINE * len(words) + BAR + BETWEEN for words in lines) + LINE * len(note) + 12
    page, axes = style.page(TITLE + height)
    top = TITLE + height
    axes.text(6, top - TITLE / 2, drawing.title, **style.title())
    top -= TITLE
    longest = max((bar.number for bar in drawing.bars), default=1) or 1
    longest = max(longest, drawing.whole)
    for bar, words in zip(drawing.bars, lines, strict=True):
        for at, line in enumerate(words):
            axes.text(6, top - LINE * (at + 0.5), line, **style.words())
        top -= LINE * len(words) + BAR
        width = (style.WIDTH - NUMBER) * bar.number / longest
        style.box(axes, "too_much", 6, top + 2, width, BAR - 4)
        axes.text(12 + width, top + BAR / 2, bar.text, **style.words())
        top -= BETWEEN
    for at, line in enumerate(note):
        axes.text(6, top - LINE * (at + 0.5), line, **style.small())
    return page
