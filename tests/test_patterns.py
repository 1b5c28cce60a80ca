"""No pattern of ours takes longer than in proportion to the text: a text that somebody chose would stop the bot.

Every pattern is found in the source, with the ways in which it is used; each is tried on texts that look like what it
looks for and then are not.
"""

import ast
import re
import time
from collections import deque
from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

import pytest

from tests import sources

PACKAGES = ("bot", "handlers", "storage", "glossary")
WAYS = ("match", "search", "fullmatch", "sub", "split", "findall", "finditer")
MAY_HOLD_ONE = re.compile(rf"\bre\.|\b_?[A-Z][A-Z_]*\.(?:{'|'.join(WAYS)})\(")
"""Reading every module as a tree takes as long as a hundred of these tests, and each process would."""
SHORT, LONG = 12_500, 100_000
TOO_MUCH = 32
"""A quadratic pattern takes 64 times as long for the long text as for the short one, a linear one 8 times."""
SOON = 0.5
"""Seconds that nobody minds."""

SIGNS = "a1 .,-_@<>{}()[]:;/'\"&€#*~`\t\né0\u00a0"
PIECES = (
    *(
        "a.",
        "a@",
        "a@a",
        "1.",
        "1,",
        "1 ",
        "0 ",
        "06",
        "+31",
        "(0",
        "1-",
        "1:",
        "12.",
        "1.234",
        "€ 1",
        "aa ",
        "ge",
        "be",
    ),
    *(
        "<c >",
        "<at",
        "<a",
        "<a|",
        "<@a",
        ":a",
        "&#1",
        "&a",
        "{a",
        "{{",
        "\r\n",
        " \n",
        "\n ",
        ". ",
        "sep=",
        "''",
        '"a',
        "[a]",
    ),
    *("<c >", ";messageid=1", "GM12", "2022BU", "heid", "-a", " /", "u ", "je ", "word", "a-", "_a", "0/", "ver"),
)
ENDS = ("", "!", "@", "\n")


class Pattern(NamedTuple):
    where: str
    compiled: re.Pattern[Any]
    ways: frozenset[str]


def patterns() -> Iterator[Pattern]:
    """Also those that are written where they are used."""
    named: dict[str, tuple[str, re.Pattern[Any]]] = {}
    used: dict[str, set[str]] = {}
    for file in chain(*((sources.ROOT / package).rglob("*.py") for package in PACKAGES)):
        if "migrations" in file.parts:
            continue
        source = file.read_text("utf-8")
        if not MAY_HOLD_ONE.search(source):
            continue
        tree = ast.parse(source)
        about = str(file.relative_to(sources.ROOT))
        for node in ast.walk(tree):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call) if _of_re(call) == "compile":
                    if compiled := _compiled(call):
                        named[f"{about} {name}"] = (name, compiled)
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=way)) if way in WAYS:
                    if name == "re":
                        if compiled := _compiled(node):
                            yield Pattern(f"{about}:{node.lineno}:{node.col_offset}", compiled, frozenset({way}))
                    else:
                        # Those with an underscore are for their own file.
                        used.setdefault(f"{about} {name}" if name.startswith("_") else name, set()).add(way)
    for where, (name, compiled) in named.items():
        yield Pattern(where, compiled, frozenset(used.get(where, used.get(name, {"fullmatch"}))))


def _of_re(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(value=ast.Name(id="re"), attr=attr):
            return attr
    return ""


def _compiled(call: ast.Call) -> re.Pattern[Any] | None:
    """None for what is put together while the bot runs, of words of ours or of escaped ones."""
    told = ast.dump(call)
    flags = (re.IGNORECASE if "IGNORECASE" in told else 0) | (re.DOTALL if "DOTALL" in told else 0)
    try:
        return re.compile(ast.literal_eval(call.args[0]), flags)
    except ValueError:
        return None


FOUND = sorted(patterns(), key=lambda pattern: pattern.where)


def test_they_are_found() -> None:
    assert len(FOUND) > 50
    assert {"bot/transfer/cells.py _EMAIL", "bot/chat/residents.py _PHONE"} <= {each.where for each in FOUND}


@pytest.mark.parametrize("pattern", FOUND, ids=lambda pattern: pattern.where)
def test_it_is_as_fast_on_a_long_text(pattern: Pattern) -> None:
    for way in sorted(pattern.ways):
        for piece in (*SIGNS, *PIECES):
            for begin, end in _around(piece):
                assert _is_linear(pattern.compiled, way, begin, piece, end), (way, begin, piece, end)


def test_the_end_is_the_end() -> None:
    """`$` also stands before a last line break: what is checked up to there has one more line than it seems."""
    asked = {source: ends for source in written_patterns() if (ends := _IN_BRACKETS.sub("", source).count("$"))}
    assert not asked, "write \\Z"


_IN_BRACKETS = re.compile(r"\[[^\]]*\]|\\\$")


def written_patterns() -> Iterator[str]:
    """Of `re`, and of what msgspec checks."""
    for file in chain(*((sources.ROOT / package).rglob("*.py") for package in PACKAGES)):
        tree = ast.parse(file.read_text("utf-8"))
        named = {
            node.targets[0].id: node.value.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            meant = [each.value for each in node.keywords if each.arg == "pattern"]
            if _of_re(node) in ("compile", *WAYS):
                meant += node.args[:1]
            for each in meant:
                source = named.get(each.id) if isinstance(each, ast.Name) else getattr(each, "value", None)
                if isinstance(source, str):
                    yield source


def test_what_is_quadratic_is_seen() -> None:
    """As they were."""
    for before, way, piece, end in (
        (r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+", "fullmatch", ".", "@"),
        (r"[\w.+-]+@[\w-]+\.[\w.-]+", "search", "a", ""),
        (r"(?<=[.!?])\s+|\s*\n\s*", "split", " ", "x"),
        (r"</?at\b[^>]*>", "sub", "<at", ""),
    ):
        begin = "a@" if way == "fullmatch" else ""
        compiled = re.compile(before)
        # Once is enough: on a busy machine the short text may take as long as the long one should.
        assert any(not _is_linear(compiled, way, begin, piece, end, 1_000, 8_000, 0) for _ in range(5)), before


def _around(piece: str) -> Iterator[tuple[str, str]]:
    yield from (("", end) for end in ENDS)
    yield from ((begin, "@") for begin in ("a@", "<", '"'))


def _is_linear(
    compiled: re.Pattern[Any],
    way: str,
    begin: str,
    piece: str,
    end: str,
    short: int = SHORT,
    long: int = LONG,
    soon: float = SOON,
) -> bool:
    """The shorter text first: where that takes no time, the longer one is done soon even if it is quadratic."""
    took = _seconds(compiled, way, _text(begin, piece, end, short))
    if took * (long / short) ** 2 < soon:
        return True
    # Several times: a busy machine only ever adds.
    took = min(took, _seconds(compiled, way, _text(begin, piece, end, short)))
    return any(_seconds(compiled, way, _text(begin, piece, end, long)) < took * TOO_MUCH for _ in range(3))


def _text(begin: str, piece: str, end: str, signs: int) -> str:
    return f"{begin}{piece * (signs // len(piece))}{end}"


def _seconds(compiled: re.Pattern[Any], way: str, text: str) -> float:
    # Parts of a workbook are looked through as they are packed.
    looked_at: str | bytes = text.encode() if isinstance(compiled.pattern, bytes) else text
    began = time.thread_time()
    match way:
        case "sub":
            compiled.sub(looked_at[:0], looked_at)
        case "finditer":
            deque(compiled.finditer(looked_at), maxlen=0)
        case _:
            getattr(compiled, way)(looked_at)
    return time.thread_time() - began
