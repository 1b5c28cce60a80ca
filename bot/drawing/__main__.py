"""The process that draws: an order in, a PNG out, for as long as it is asked."""

import os
from io import BytesIO

import msgspec

from bot import subprocesses
from bot.drawing import heat_map, timeline
from bot.drawing.heat_map import HeatMap
from bot.drawing.timeline import Timeline


def main() -> None:
    if hasattr(os, "nice"):
        # People who wait for an answer go first.
        os.nice(10)
    while True:
        drawing = msgspec.json.decode(subprocesses.hear(), type=HeatMap | Timeline)
        figure = heat_map.figure(drawing) if isinstance(drawing, HeatMap) else timeline.figure(drawing)
        png = BytesIO()
        figure.savefig(png, format="png", pil_kwargs={"optimize": True})
        subprocesses.say(png.getvalue())


main()
