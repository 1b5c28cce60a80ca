"""Draws PNGs in a process of its own."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from bot import subprocesses
from bot.drawing.bars import Bars
from bot.drawing.heat_map import HeatMap
from bot.drawing.timeline import Timeline

Drawing = HeatMap | Timeline | Bars

NotDrawn = subprocesses.NoAnswer


def draw(drawing: Drawing) -> bytes:
    """A PNG. Takes about a second; the first time on a machine its fonts are listed too. Raises NotDrawn."""
    with subprocesses.Process("bot.drawing") as process:
        return _drawn(process, drawing)


def draw_all(drawings: Sequence[Drawing], patience: timedelta = subprocesses.PATIENCE) -> list[bytes | None]:
    """PNGs, by one process: starting it takes longer than drawing. None for what could not be drawn.

    A process that hangs or ends on one of them is done with, and the others get a new one.
    """
    pictures: list[bytes | None] = []
    while len(pictures) < len(drawings):
        try:
            with subprocesses.Process("bot.drawing", patience) as process:
                pictures.extend(_drawn(process, drawing) for drawing in drawings[len(pictures) :])
        except NotDrawn:
            pictures.append(None)
    return pictures


def _drawn(process: subprocesses.Process, drawing: Drawing) -> bytes:
    process.tell(msgspec.json.encode(drawing))
    return process.hear()
