"""What stands around every picture: its title above, what its signs mean below."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from bot.drawing import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HEADER = 34
"""Heights and widths are in points: 72 an inch, as type is measured."""
TITLE = 30
LEGEND_LINE = 18


class Framed(Protocol):
    @property
    def title(self) -> str: ...

    @property
    def legend(self) -> Sequence[tuple[str, str]]: ...

    @property
    def note(self) -> str: ...


class Frame(NamedTuple):
    """What is drawn comes between `top` and `below`; the header of its columns in the points above `top`."""

    page: "Figure"
    axes: "Axes"
    top: float
    below: float


def frame(drawing: Framed, height: float, width: float = style.WIDTH) -> Frame:
    """height: of what is drawn, without its header."""
    below = LEGEND_LINE * (len(drawing.legend) + bool(drawing.note)) + 8
    whole = TITLE + HEADER + height + below
    page, axes = style.page(whole, width)
    axes.text(6, whole - TITLE / 2, drawing.title, **style.title())
    return Frame(page, axes, whole - TITLE - HEADER, below)


def legend(drawing: Framed, within: Frame, sign: Callable[[str, float], None]) -> None:
    """sign: draws the sign of a line at this height, left of its words."""
    top = within.below - 4
    for at, (what, words) in enumerate(drawing.legend):
        middle = top - LEGEND_LINE * (at + 0.5)
        sign(what, middle)
        within.axes.text(32, middle, words, **style.words())
    if drawing.note:
        within.axes.text(6, top - LEGEND_LINE * (len(drawing.legend) + 0.5), drawing.note, **style.small())
