"""A stand-in for `bot.drawing.draw_all`, whose process takes a second. Real pictures: tests/drawing."""

import base64
from collections.abc import Sequence

import msgspec

from bot.drawing import Bars, Drawing, HeatMap, Timeline

DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg==")
"""A PNG of one by one."""


def dots(drawings: Sequence[Drawing]) -> list[bytes | None]:
    """Takes whatever the process would take, and nothing else."""
    for drawing in drawings:
        assert msgspec.json.decode(msgspec.json.encode(drawing), type=HeatMap | Timeline | Bars) == drawing
    return [DOT for _ in drawings]


def nothing(drawings: Sequence[Drawing]) -> list[bytes | None]:
    return [None for _ in drawings]
