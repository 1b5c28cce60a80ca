"""Projects from top to bottom, weeks from left to right: a bar for the time of a project, a sign for each moment."""

import textwrap
from typing import TYPE_CHECKING, Literal

import msgspec

from bot.drawing import style
from bot.drawing.frame import HEADER, frame, legend

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Sign = Literal["ask", "inform"]

ROW = 28
"""Heights and widths are in points: 72 an inch, as type is measured."""
NAMES = 118
LONGEST_LINE = 20
"""Characters of a name; it may take two lines."""
BAR = 10


class Mark(msgspec.Struct, frozen=True):
    """first, last: days from the first day of the picture, both included."""

    first: int
    last: int
    sign: Sign


class TimelineLane(msgspec.Struct, frozen=True):
    """One project. first, last: as of a mark; outside the picture for a project that began before or goes on after."""

    name: str
    first: int
    last: int
    marks: tuple[Mark, ...]


class Timeline(msgspec.Struct, frozen=True, tag="timeline"):
    """columns: the weeks, two short lines each. legend: what a sign means."""

    title: str
    columns: tuple[tuple[str, str], ...]
    lanes: tuple[TimelineLane, ...]
    legend: tuple[tuple[Sign, str], ...]
    note: str = ""

    @property
    def days(self) -> int:
        return 7 * len(self.columns)


def figure(drawing: Timeline) -> "Figure":
    around = frame(drawing, ROW * len(drawing.lanes))
    axes = around.axes
    _weeks(axes, drawing, around.top, around.below)
    for number, lane in enumerate(drawing.lanes):
        _lane(axes, drawing, lane, around.top - ROW * (number + 0.5))
    legend(drawing, around, lambda sign, middle: _mark(axes, sign, 12, 20, middle))
    return around.page


def _at(drawing: Timeline, day: float) -> float:
    within = min(max(day, 0), drawing.days)
    return NAMES + (style.WIDTH - NAMES - 6) * within / drawing.days


def _weeks(axes: "Axes", drawing: Timeline, top: float, bottom: float) -> None:
    for at, lines in enumerate(drawing.columns):
        left = _at(drawing, 7 * at)
        axes.plot([left, left], [bottom, top], color=style.LINE, linewidth=0.6, zorder=0)
        # Thirteen dates side by side are too narrow to read: every other one.
        if at % 2 == 0:
            axes.text(left, top + HEADER / 2, "\n".join(lines), ha="left", **style.small())


def _lane(axes: "Axes", drawing: Timeline, lane: TimelineLane, middle: float) -> None:
    name = textwrap.wrap(lane.name, LONGEST_LINE, max_lines=2, placeholder="…")
    axes.text(6, middle, "\n".join(name), **style.small())
    left, right = _at(drawing, lane.first), _at(drawing, lane.last + 1)
    if right > left:
        style.box(axes, "calm", left, middle - BAR / 2, right - left, BAR)
    for mark in lane.marks:
        _mark(axes, mark.sign, _at(drawing, mark.first), _at(drawing, mark.last + 1), middle)


def _mark(axes: "Axes", sign: str, left: float, right: float, middle: float) -> None:
    """As long as it lasts; a short one is still as large as a finger can see. Told apart by shape, not by colour."""
    from matplotlib.patches import Circle, Polygon, Rectangle

    if right - left > BAR:
        fill = style.FILLS["too_much"] if sign == "ask" else style.PAPER
        shape = Rectangle((left, middle - 4), right - left, 8, linewidth=1)
        shape.set_facecolor(fill)
        shape.set_edgecolor(style.FILLS["too_much"])
        axes.add_patch(shape)
        return
    centre = (left + right) / 2
    if sign == "ask":
        corners = ((centre, middle + 7), (centre + 7, middle), (centre, middle - 7), (centre - 7, middle))
        axes.add_patch(Polygon(corners, facecolor=style.FILLS["too_much"], edgecolor=style.PAPER, linewidth=1))
    else:
        axes.add_patch(
            Circle((centre, middle), 5, facecolor=style.PAPER, edgecolor=style.FILLS["too_much"], linewidth=1.5)
        )
