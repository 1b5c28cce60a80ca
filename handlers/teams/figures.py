"""Figures that Teams draws itself: a table and bars, in the colours of the reader, for a screen reader too.

A client that knows no tables or charts shows the same in words.
"""

from collections.abc import Sequence

from bot.chat.cards import Picture, Text, typed
from bot.chat.figures import Bars, Cell, Figure, HeatMap, Tone
from bot.chat.texts import Speech
from handlers.teams import limits
from handlers.teams.words import Json, marked, plain, rich

TONES: dict[Tone, str] = {"calm": "good", "busy": "warning", "too_much": "attention"}
"""The worst comes last."""


def is_ours(picture: Picture) -> bool:
    """Whether Teams draws it. Not bars of a whole: it makes the longest one as wide as there is room."""
    drawn = picture.figure
    return isinstance(drawn, HeatMap) or (isinstance(drawn, Bars) and not drawn.whole)


def draw_figure(drawn: Figure, alt: Text, t: Speech) -> list[Json]:
    words = {"type": "TextBlock", "text": marked(alt, limits.ALT_TEXT), "wrap": True}
    if isinstance(drawn, Bars):
        elements, how = [{**_bars(drawn), "fallback": words}], ""
    else:
        rows = [drawn.rows[at : at + limits.TABLE_ROWS] for at in range(0, len(drawn.rows), limits.TABLE_ROWS)]
        # Of several tables only one says what all of them do.
        instead = [words, *("drop" for _ in rows)]
        elements = [{**_table(drawn, part, t), "fallback": other} for part, other in zip(rows, instead, strict=False)]
        how = str(t("handlers.teams.map.how")) + " "
    return [*elements, *(rich(typed(how + drawn.note), size="Small", isSubtle=True) if how or drawn.note else ())]


def _table(drawn: HeatMap, rows: Sequence[tuple[str, Sequence[Cell]]], t: Speech) -> Json:
    """Four weeks in a column, each as its busiest week: twelve columns do not fit in a side pane."""
    starts = range(0, len(drawn.columns), limits.WEEKS_TOGETHER)
    days = [Text("{day} {month}", dict(zip(("day", "month"), drawn.columns[at], strict=True))) for at in starts]
    head = [t("handlers.teams.map.place"), *(t("handlers.teams.map.from", day=day) for day in days)]
    lines = [[_cell(typed(name)), *(_counted(part, t) for part in _parts(cells, starts))] for name, cells in rows]
    return {
        "type": "Table",
        "columns": [{"width": 5}, *({"width": 3} for _ in starts)],
        "rows": [{"type": "TableRow", "cells": cells} for cells in ([*map(_cell, head)], *lines)],
    }


def _parts(cells: Sequence[Cell], starts: Sequence[int]) -> list[Sequence[Cell]]:
    return [cells[at : at + limits.WEEKS_TOGETHER] for at in starts]


def _counted(cells: Sequence[Cell], t: Speech) -> Json:
    """The busiest, in words too: a colour says nothing alone."""
    worst = max(cells, key=lambda cell: (list(TONES).index(cell.tone), cell.number))
    return {**_cell(t(f"handlers.teams.map.{worst.tone}", number=worst.number)), "style": TONES[worst.tone]}


def _cell(words: Text) -> Json:
    return {"type": "TableCell", "items": list(rich(words, size="Small"))}


def _bars(drawn: Bars) -> Json:
    """With each number in its words too: Teams cuts off what does not fit behind a bar."""
    named = [(Text("{words}: {text}", {"words": bar.words, "text": bar.text}), bar.number) for bar in drawn.bars]
    return {
        "type": "Chart.HorizontalBar",
        "title": plain(typed(drawn.title), limits.TITLE),
        "displayMode": "AbsoluteNoAxis",
        "data": [{"x": plain(words, limits.TITLE), "y": number} for words, number in named],
    }
