"""The process that draws: an order in, a PNG out, for as long as it is asked."""

import os
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec

from bot import subprocesses
from bot.drawing import bars, heat_map, timeline
from bot.drawing.bars import Bars
from bot.drawing.heat_map import HeatMap
from bot.drawing.timeline import Timeline

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def main() -> None:
    if hasattr(os, "nice"):
        # People who wait for an answer go first.
        os.nice(10)
    while True:
        drawing = msgspec.json.decode(subprocesses.hear(), type=HeatMap | Timeline | Bars)
        figure = _figure(drawing)
        png = BytesIO()
        figure.savefig(png, format="png", pil_kwargs={"optimize": True})
        subprocesses.say(png.getvalue())


def _figure(drawing: HeatMap | Timeline | Bars) -> "Figure":
    match drawing:
        case HeatMap():
            return heat_map.figure(drawing)
        case Timeline():
            return timeline.figure(drawing)
        case Bars():
            return bars.figure(drawing)


main()
