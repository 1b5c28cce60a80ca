"""How every picture looks: as wide as a chat on a phone, in type that can be read there, and readable in grey.

A tone is told apart by how dark it is and by its hatching, so that no colour says anything alone.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 380
"""Points. A phone shows a picture about this wide, so that 11 points on it are 11 points in the hand."""
DOTS_AN_INCH = 216
INK = "#1b1b1b"
PAPER = "#ffffff"
LINE = "#c9c9c9"
# Lightness 93, 73 and 30 of 100: far apart for whoever sees no colours, and for a printer in grey.
FILLS: Mapping[str, str] = {"calm": "#dcf0e3", "busy": "#f2a65a", "too_much": "#8a1538"}
HATCHES: Mapping[str, str] = {"calm": "", "busy": "//", "too_much": ""}
HATCH_INK = "#c97a2b"
NUMBER_INK: Mapping[str, str] = {"calm": INK, "busy": INK, "too_much": PAPER}
_FONT = "DejaVu Sans"


def page(height: float, width: float = WIDTH) -> "tuple[Figure, Axes]":
    """An empty page whose coordinates are points, from the lower left corner."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / 72, height / 72), dpi=DOTS_AN_INCH, facecolor=PAPER)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    axes.axis("off")
    return figure, axes


def box(axes: "Axes", tone: str, left: float, bottom: float, width: float, height: float) -> None:
    from matplotlib.patches import Rectangle

    shape = Rectangle((left, bottom), width, height, hatch=HATCHES[tone], linewidth=0)
    shape.set_facecolor(FILLS[tone])
    shape.set_edgecolor(HATCH_INK)  # Of the hatching: the border has no width.
    axes.add_patch(shape)


def title() -> dict[str, Any]:
    return _type(13, weight="bold")


def words() -> dict[str, Any]:
    return _type(11)


def small() -> dict[str, Any]:
    return _type(9.5, linespacing=1.1)


def number(tone: str) -> dict[str, Any]:
    from matplotlib.patheffects import withStroke

    # Around the figure no hatching: a line through a 3 makes it an 8.
    free = [withStroke(linewidth=4, foreground=FILLS[tone])]
    return {**_type(12, weight="bold"), "color": NUMBER_INK[tone], "path_effects": free}


def _type(size: float, **more: Any) -> dict[str, Any]:
    # Names are no formulas: a $ is a $.
    return {"fontsize": size, "color": INK, "va": "center", "family": _FONT, "parse_math": False, **more}
