"""The map of how busy it is, drawn (SVG) and as a table: a few hundred cells, for which a template takes too long."""

from collections.abc import Iterator, Sequence
from html import escape

from markupsafe import Markup

from bot.chat.figures import Cell, HeatMap

LEFT, WIDE, HIGH, HEAD = 150, 44, 26, 40
FITS = 21
"""Signs of a name."""


def svg(drawn: HeatMap, alt: str) -> Markup:
    """alt: what it shows, in short."""
    width, height = LEFT + WIDE * len(drawn.columns), HEAD + HIGH * len(drawn.rows)
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    pieces = (*_columns(drawn), *(each for at, row in enumerate(drawn.rows) for each in _row(HEAD + HIGH * at, *row)))
    inside = "\n".join(pieces)
    return Markup(f'<svg {size} role="img" aria-label="{escape(alt)}">\n{inside}\n</svg>')  # noqa: S704 - escaped


def _columns(drawn: HeatMap) -> Iterator[str]:
    for at, (first, second) in enumerate(drawn.columns):
        middle = LEFT + WIDE * at + WIDE // 2
        yield f'<text x="{middle}" y="14">{escape(first)}</text><text x="{middle}" y="30">{escape(second)}</text>'


def _row(top: int, name: str, cells: Sequence[Cell]) -> Iterator[str]:
    short = name if len(name) <= FITS else f"{name[: FITS - 1]}…"
    yield f'<text class="name" x="0" y="{top + 18}">{escape(short)}</text>'
    for at, each in enumerate(cells):
        left = LEFT + WIDE * at
        yield (
            f'<rect class="{each.tone}" x="{left + 1}" y="{top + 1}" width="{WIDE - 2}" height="{HIGH - 2}"/>'
            f'<text class="on-{each.tone}" x="{left + WIDE // 2}" y="{top + 18}">{each.number}</text>'
        )


def rows(drawn: HeatMap) -> Markup:
    """Of the table."""
    found = (
        f'<tr><th scope="row" dir="auto">{escape(name)}</th>'
        + "".join([f'<td class="{cell.tone}">{cell.number}</td>' for cell in cells])
        + "</tr>"
        for name, cells in drawn.rows
    )
    return Markup("\n".join(found))  # noqa: S704 - escaped
