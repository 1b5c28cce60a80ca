"""Draws a PNG in a process of its own."""

import msgspec

from bot import subprocesses
from bot.drawing.heat_map import HeatMap
from bot.drawing.timeline import Timeline

Drawing = HeatMap | Timeline

NotDrawn = subprocesses.NoAnswer


def draw(drawing: Drawing) -> bytes:
    """A PNG. Takes about two seconds; the first time on a machine its fonts are listed too. Raises NotDrawn."""
    return subprocesses.ask("bot.drawing", msgspec.json.encode(drawing))
