"""From what must be drawn to a PNG, by way of a process of its own."""

import subprocess
import sys
from datetime import timedelta

import msgspec

from bot.drawing.heat_map import HeatMap
from bot.drawing.timeline import Timeline

Drawing = HeatMap | Timeline

PATIENCE = timedelta(seconds=60)
"""Drawing takes about two seconds; the first time on a machine its fonts are listed too."""


class NotDrawn(RuntimeError):
    """The process ended without a picture."""


def draw(drawing: Drawing) -> bytes:
    """A PNG. Raises NotDrawn."""
    command = [sys.executable, "-m", "bot.drawing"]
    order = msgspec.json.encode(drawing)
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and no word of the order is on the command line
            command, input=order, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PATIENCE.total_seconds()
        )
    except (OSError, subprocess.TimeoutExpired) as broken:
        raise NotDrawn(type(broken).__name__) from broken
    if done.returncode or not done.stdout:
        raise NotDrawn(f"exit code {done.returncode}")
    return done.stdout
