"""What can be broken in a source file: one small change each, of the kind that a tired person makes."""

import ast
from collections.abc import Iterator
from typing import NamedTuple


class Fault(NamedTuple):
    """start and end: what `instead` replaces, in the file's UTF-8 bytes. function: the innermost, or "" at the top.

    text: the line, as it stands there.
    """

    file: str
    line: int
    text: str
    function: str
    start: int
    end: int
    instead: str
    what: str

    def put_into(self, source: bytes) -> bytes:
        return source[: self.start] + self.instead.encode() + source[self.end :]

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.function or '(module)'}: {self.what}"


_COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
_QUESTIONS = {"is_": "is_not", "is_not": "is_", "in_": "not_in", "not_in": "in_"}
"""What SQLAlchemy calls these comparisons."""

_FOR_READERS = frozenset({"frozen", "slots", "kw_only", "repr", "gc", "strict"})
"""Of a dataclass, a Struct or a zip: mypy and whoever reads have them, and no right program runs into them."""


class _Source:
    """A file's text, with the places of its nodes as offsets in its bytes."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.data = text.encode()
        self._starts = [0]
        for line in self.data.split(b"\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._starts[node.lineno - 1] + node.col_offset, self._starts[node.end_lineno - 1] + node.end_col_offset

    def words(self, node: ast.expr | ast.stmt) -> str:
        start, end = self.span(node)
        return self.data[start:end].decode()

    def fault(self, node: ast.expr | ast.stmt, function: str, instead: str, what: str) -> Fault:
        return self.at(node.lineno, function, *self.span(node), instead, what)

    def at(self, line: int, function: str, start: int, end: int, instead: str, what: str) -> Fault:
        text = self.data[self._starts[line - 1] : self._starts[line]].decode().strip()
        return Fault(self.file, line, text, function, start, end, instead, what)

    def between(self, left: ast.expr, right: ast.expr, function: str, before: str, after: str) -> Iterator[Fault]:
        """Another operator between two operands."""
        start, end = self.span(left)[1], self.span(right)[0]
        at = self.data.find(before.encode(), start, end)
        if at >= 0:
            length = len(before.encode())
            yield self.at(left.lineno, function, at, at + length, after, f"{before} became {after}")


def faults(file: str, text: str) -> Iterator[Fault]:
    """Every fault that can be put into this file, from its top to its end."""
    source = _Source(file, text)
    yield from _inside(source, ast.parse(text), "")


def _inside(source: _Source, node: ast.AST, function: str) -> Iterator[Fault]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for statement in child.body:
                yield from _of(source, statement, child.name)
                yield from _inside(source, statement, child.name)
            continue
        if isinstance(child, ast.JoinedStr) or _is_for_readers(child, node):
            continue
        yield from _of(source, child, function)
        yield from _inside(source, child, function)


def _is_for_readers(child: ast.AST, parent: ast.AST) -> bool:
    """Annotations and their like, which a running program does not look at."""
    if isinstance(child, ast.keyword):
        return child.arg in _FOR_READERS
    return child is getattr(parent, "annotation", None) or child is getattr(parent, "returns", None)


def _is_no(value: ast.expr) -> bool:
    """None, or what its callers cannot tell from it."""
    return isinstance(value, ast.Constant) and (value.value is None or value.value is False)


def _of(source: _Source, node: ast.AST, function: str) -> Iterator[Fault]:
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            yield from source.between(left, right, function, *_COMPARISONS[type(op)])
        case ast.BoolOp(op=op, values=[left, right, *_]):
            before, after = ("and", "or") if isinstance(op, ast.And) else ("or", "and")
            yield from source.between(left, right, function, before, after)
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            yield from source.between(left, right, function, "+", "-")
        case ast.BinOp(op=ast.Sub(), left=left, right=right):
            yield from source.between(left, right, function, "-", "+")
        case ast.Call(func=ast.Attribute(attr="where"), args=conditions):
            for condition in conditions:
                if not isinstance(condition, ast.Starred):
                    words = " ".join(source.words(condition).split())
                    yield source.fault(condition, function, "True", f"where fell away: {words}")
        case ast.Call(func=ast.Attribute(value=column, attr=("is_" | "is_not" | "in_" | "not_in") as name) as func):
            _, start = source.span(column)
            _, end = source.span(func)
            instead = _QUESTIONS[name]
            yield source.at(func.lineno, function, start, end, f".{instead}", f"{name} became {instead}")
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield source.fault(node, function, source.words(operand), "not fell away")
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            if "TYPE_CHECKING" not in source.words(test):
                yield source.fault(
                    test, function, f"(not ({source.words(test)}))", "a condition is the other way round"
                )
        case ast.Constant(value=bool() as value):
            yield source.fault(node, function, str(not value), f"{value} became {not value}")
        case ast.Constant(value=int() as value):
            yield source.fault(node, function, str(value + 1), f"{value} became {value + 1}")
        case ast.Expr(value=ast.Call() | ast.Await()):
            yield source.fault(node, function, "pass", f"left out: {source.words(node).splitlines()[0]}")
        case ast.Return(value=ast.expr() as value) if not _is_no(value):
            yield source.fault(
                node, function, "return None", f"nothing is returned, for {source.words(value).splitlines()[0]}"
            )
