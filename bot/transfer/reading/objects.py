"""Exports of participation platforms (Decidim, Consul, Go Vocal): a list of objects in JSON becomes rows of cells."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.transfer.reading.cleaning import unpacked
from bot.transfer.reading.sheets import Bounds, CellKind, SheetRow, UnreadableSheet

DEEPEST = 5
"""Objects in objects."""
MOST_FIELDS = 200
"""Of one object; a list has as many columns as its objects have fields."""

_LANGUAGES = ("nl", "nl-NL", "nl_NL", "en", "en-GB")
_LOCALE = re.compile(r"[a-z]{2}(?:[-_][A-Z]{2})?")


def looks_like_json(content: bytes) -> bool:
    return content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")


def read(content: bytes) -> list[SheetRow]:
    """The headers first, then a row for each object. A line is the number of the object. Raises UnreadableSheet."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as broken:
        raise UnreadableSheet("broken_json") from broken
    objects = _objects(told, DEEPEST)
    if not objects:
        raise UnreadableSheet("no_objects")
    flat = [dict(_fields(one, "", DEEPEST)) for one in objects]
    headers = list(dict.fromkeys(name for one in flat for name in one))
    if len(headers) > MOST_FIELDS:
        raise UnreadableSheet("too_many_columns", 1, MOST_FIELDS)
    rows = [[one.get(header, ("", CellKind.TEXT)) for header in headers] for one in flat]
    lines = [[(header, CellKind.TEXT) for header in headers], *rows]
    held = Bounds().hold((at, [cell for cell, _ in line]) for at, line in enumerate(lines, start=1))
    return [SheetRow(at, tuple(cells), bytes(kind for _, kind in lines[at - 1])) for at, cells in held]


def _objects(told: Any, deep: int) -> list[Mapping[str, Any]]:
    """The longest list of objects in it."""
    if isinstance(told, list):
        return [one for one in told if isinstance(one, dict)]
    if not isinstance(told, dict) or not deep:
        return []
    return max((_objects(inner, deep - 1) for inner in told.values()), key=len, default=[])


def _fields(one: Mapping[str, Any], above: str, deep: int) -> Iterator[tuple[str, tuple[str, CellKind]]]:
    """Name and cell, for what lies deeper with the names above it. What lies too deep is left out."""
    for name, value in one.items():
        path = f"{above}/{name}" if above else name
        if isinstance(value, dict):
            if (said := _in_dutch(value)) is not None:
                yield path, _cell(said)
            elif deep > 1:
                yield from _fields(value, "" if name in ("attributes", "node") else path, deep - 1)
        elif isinstance(value, list):
            parts = [_cell(_in_dutch(part) if isinstance(part, dict) else part)[0] for part in value]
            yield path, (", ".join(filter(None, parts)), CellKind.TEXT)
        else:
            yield path, _cell(value)


def _in_dutch(value: Mapping[str, Any]) -> Any:
    """Of a text in several languages the Dutch one, or the first; None when it is no such text."""
    if not value or not all(_LOCALE.fullmatch(name) for name in value):
        return None
    return next((value[name] for name in _LANGUAGES if value.get(name)), next(iter(value.values())))


def _cell(value: Any) -> tuple[str, CellKind]:
    match value:
        case str():
            return unpacked(_without_tags(value)), CellKind.TEXT
        case bool():
            return "ja" if value else "nee", CellKind.YES_NO
        case int():
            return _number(value), CellKind.NUMBER
        case float():
            return str(int(value)) if value.is_integer() else repr(value), CellKind.NUMBER
    return "", CellKind.TEXT


def _number(value: int) -> str:
    try:
        return str(value)
    except ValueError:  # Python writes no number of thousands of digits.
        return ""


_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")


def _without_tags(text: str) -> str:
    """Platforms keep descriptions as HTML."""
    return " ".join(_TAG.sub(" ", text).split()) if "<" in text else text
