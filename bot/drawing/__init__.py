"""Pictures with figures in them. Drawn in a process of their own, that is gone when the picture is there.

The library that draws takes more memory than all the rest of Samenspel, and would keep it.
"""

from bot.drawing.bars import Bar, Bars
from bot.drawing.heat_map import Cell, HeatMap, Tone
from bot.drawing.process import Drawing, NotDrawn, draw, draw_all
from bot.drawing.timeline import Mark, Timeline, TimelineLane

__all__ = [
    "Bar",
    "Bars",
    "Cell",
    "Drawing",
    "HeatMap",
    "Mark",
    "NotDrawn",
    "Timeline",
    "TimelineLane",
    "Tone",
    "draw",
    "draw_all",
]
