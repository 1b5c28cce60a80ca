"""The process that draws: an order on its standard input, a PNG on its standard output."""

import os
import sys

import msgspec

from bot.drawing import heat_map, timeline
from bot.drawing.heat_map import HeatMap
from bot.drawing.timeline import Timeline


def main() -> None:
    if hasattr(os, "nice"):
        # People who wait for an answer go first.
        os.nice(10)
    drawing = msgspec.json.decode(sys.stdin.buffer.read(), type=HeatMap | Timeline)
    figure = heat_map.figure(drawing) if isinstance(drawing, HeatMap) else timeline.figure(drawing)
    figure.savefig(sys.stdout.buffer, format="png", pil_kwargs={"optimize": True})


main()
