"""A text as Markdown. What people typed stays text: every sign that could be markup is escaped."""

import re
from collections.abc import Iterator

from bot.writing.document import BulletPoints, Chapter, Figure, Grid, Passage, Piece, Written, WrittenText, in_words

_MARKUP = re.compile(r"([\\`*_\[\]<>|~#&!])")
_AT_THE_BEGINNING = re.compile(r"^(\s*)([-+=]|\d+[.)])")


def as_markdown(document: WrittenText, still: str) -> bytes:
    parts = [f"# {_escaped(document.title, still)}"]
    if document.concept:
        parts.append(f"*{_escaped((document.concept,), still)}*")
    parts += ["\n".join(_lines(block, still)) for block in document.body]
    return ("\n\n".join(parts) + "\n").encode()


def _lines(block: Written, still: str) -> Iterator[str]:
    match block:
        case Chapter(pieces=pieces):
            yield f"## {_escaped(pieces, still)}"
        case Passage(pieces=pieces):
            yield _escaped(pieces, still)
        case BulletPoints(items=items):
            yield from (f"- {_escaped(item, still)}" for item in items)
        case Figure(alt=alt):
            yield _escaped((alt,), still)
        case Grid(head=head, rows=rows):
            yield _row([_escaped((name,), still) for name in head])
            yield _row(["---" for _ in head])
            yield from (_row([_escaped(cell, still) for cell in row]) for row in rows)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(pieces: tuple[Piece, ...], still: str) -> str:
    """On one line."""
    words = _MARKUP.sub(r"\\\1", " ".join(in_words(pieces, still).split()))
    return _AT_THE_BEGINNING.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", words)
