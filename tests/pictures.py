"""A stand-in for `bot.drawing.draw`, whose process takes a second for each picture. Real pictures: tests/drawing."""

import base64

import msgspec

from bot.drawing import Drawing, HeatMap, NotDrawn, Timeline

DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg==")
"""A PNG of one by one."""


def a_dot(drawing: Drawing) -> bytes:
    """Takes whatever the process would take, and nothing else."""
    assert msgspec.json.decode(msgspec.json.encode(drawing), type=HeatMap | Timeline) == drawing
    return DOT


def nothing(drawing: Drawing) -> bytes:
    raise NotDrawn
