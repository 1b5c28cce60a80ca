"""What a picture shows: `bot.drawing` draws it, and so does a platform that can draw it itself."""

from typing import Literal

import msgspec

Tone = Literal["calm", "busy", "too_much"]


class Cell(msgspec.Struct, frozen=True):
    number: int
    tone: Tone


class HeatMap(msgspec.Struct, frozen=True, tag="heat_map"):
    """columns: two short lines each. rows: a name and its cells, one for each column. legend: what a tone means."""

    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    legend: tuple[tuple[Tone, str], ...]
    note: str = ""


class Bar(msgspec.Struct, frozen=True):
    """number: how long it is, and as text what stands behind it."""

    words: str
    number: int
    text: str


class Bars(msgspec.Struct, frozen=True, tag="bars"):
    """whole: the number of a bar of full length, such as 100 for percents; 0: that of the longest one."""

    title: str
    bars: tuple[Bar, ...]
    note: str = ""
    whole: int = 0


Figure = HeatMap | Bars
