"""Our own code, read as data: which texts and which actions it names."""

import ast
import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
FOLDERS = ("bot", "handlers")
REFUSALS = ("Refused", "RefusedEdit", "RefusedCell")


class Named(NamedTuple):
    """A name in the code: `t("chat.yes")` is one, `t(f"people.language.{code}")` has a pattern that fits several."""

    name: str
    where: str
    pattern: re.Pattern[str] | None = None

    def fits(self, name: str) -> bool:
        return self.pattern.fullmatch(name) is not None if self.pattern else self.name == name

    def is_one_of(self, names: Collection[str]) -> bool:
        """As `any(map(self.fits, names))`: thousands are asked for thousands, and most are there as they are."""
        return any(map(self.pattern.fullmatch, names)) if self.pattern else self.name in names

    def __str__(self) -> str:
        return f"{self.where} {self.name}"


def _trees() -> tuple[tuple[str, ast.Module], ...]:
    files = [file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*.py"))]
    return tuple((str(file.relative_to(ROOT)), ast.parse(file.read_text("utf-8"))) for file in files)


def every_name() -> Iterator[Named]:
    """Every string in the code that could be a key of a text or the name of an action."""
    for file, node in _nodes():
        if named := _named(file, node):
            yield named


def texts_asked_for() -> Iterator[Named]:
    """`t("…")`, `self.t(…)`, `speech(language)("…")`, and the refusals that name their sentence."""
    for file, node in _nodes():
        if isinstance(node, ast.Call) and node.args and _speaks(node.func):
            for part in _branches(node.args[0]):
                named = _named(file, part)
                if named and not (_called(node.func) in REFUSALS and "." not in named.name):
                    yield named


def actions_asked_for() -> Iterator[Named]:
    """By buttons, forms and commands, and by whoever answers a request with another."""
    for file, node in _nodes():
        if isinstance(node, ast.Call):
            place = {"Button": 1, "Form": 3, "Command": 2, "asks": 0, "_route": 0}.get(_called(node.func))
            yield from _argument(file, node, place, "action")


def forms_asked_for() -> Iterator[Named]:
    """By their actions."""
    for file, node in _nodes():
        if isinstance(node, ast.Call) and _called(node.func) == "Form":
            yield from _argument(file, node, 3, "action")


def shares_asked_for() -> Iterator[Named]:
    """The actions that draw a card again for a channel: of every button that is called `share`, or given as one."""
    for file, node in _nodes():
        # The platforms have a button called so that asks for it.
        for button in _shares(node) if file.startswith("bot/") else ():
            if isinstance(button, ast.Call) and _called(button.func) == "Button":
                yield from _argument(file, button, 1, "action")


def _shares(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.Assign(targets=[ast.Name(id="share")], value=value):
            yield from _branches(value)
        case ast.Call(func=function, args=args, keywords=keywords):
            given = [keyword.value for keyword in keywords if keyword.arg == "share"]
            for each in [*given, *(args[3:4] if _called(function) == "Card" else ())]:
                yield from _branches(each)


def sources_asked_for() -> Iterator[Named]:
    for file, node in _nodes():
        if isinstance(node, ast.Call) and _called(node.func) in ("Field", "Spec"):
            yield from _argument(file, node, None, "source")


def workers_asked_for() -> Iterator[Named]:
    for file, node in _nodes():
        if isinstance(node, ast.Call) and _called(node.func) == "Work":
            yield from _argument(file, node, 0, "name")


CLOCKS = frozenset(
    {"now", "utcnow", "today", "fromtimestamp", "time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"}
)
_OF_A_CLOCK = frozenset({"datetime", "date", "dt", "time"})


def clocks_read(*folders: str) -> Iterator[str]:
    """Calls such as `dt.datetime.now()`, `date.today()` and `time.time()`. `request.today` is no call."""
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and _reads_a_clock(node):
                    yield f"{file.relative_to(ROOT)}:{node.lineno}"
                if isinstance(node, ast.ImportFrom) and node.module == "time":
                    yield f"{file.relative_to(ROOT)}:{node.lineno}"


def _reads_a_clock(call: ast.Call) -> bool:
    function = call.func
    if not isinstance(function, ast.Attribute) or function.attr not in CLOCKS:
        return False
    if _called(function.value) == "dt" and function.attr == "time":
        return False  # dt.time(9, 0) is a time of the day.
    return _called(function.value) in _OF_A_CLOCK


def strings() -> Iterator[tuple[str, str]]:
    """File and string, docstrings left out. The holes of an f-string are `{}`."""
    for file, node in _nodes():
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
            yield file, "".join(str(part) for part in parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield file, node.value


@cache
def _nodes() -> tuple[tuple[str, ast.AST], ...]:
    return tuple((file, node) for file, tree in _trees() for node in _telling(tree))


def _telling(tree: ast.Module) -> Iterator[ast.AST]:
    nodes = list(ast.walk(tree))
    skipped = {id(each) for node in nodes for each in _inside(node)}
    return (node for node in nodes if id(node) not in skipped)


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, and the pieces that an f-string is made of."""
    if isinstance(node, ast.JoinedStr):
        yield from (part for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
        yield from (each.value for each in node.body if isinstance(each, ast.Expr))
    elif isinstance(node, ast.Dict):
        # What a feature registers does not count as asking for it.
        keys = [key for key in node.keys if isinstance(key, ast.Constant)]
        yield from (key for key, value in zip(keys, node.values, strict=False) if isinstance(value, ast.Attribute))


def _argument(file: str, call: ast.Call, place: int | None, name: str) -> Iterator[Named]:
    given = [keyword.value for keyword in call.keywords if keyword.arg == name]
    if place is not None and len(call.args) > place:
        given.append(call.args[place])
    for argument in given:
        for part in _branches(argument):
            if named := _named(file, part):
                yield named


def _branches(node: ast.expr) -> Iterator[ast.expr]:
    """Both sides of `a if x else b`."""
    if isinstance(node, ast.IfExp):
        yield from _branches(node.body)
        yield from _branches(node.orelse)
    else:
        yield node


def _named(file: str, node: ast.AST) -> Named | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        return Named(node.value, f"{file}:{node.lineno}")
    if isinstance(node, ast.JoinedStr):
        fixed = [str(part.value) if isinstance(part, ast.Constant) else "" for part in node.values]
        # `f"{feature}.{key}"` fits everything, and says nothing.
        if len("".join(fixed)) >= 4:
            pattern = "".join(re.escape(part) if part else r"[\w.:-]+" for part in fixed)
            return Named(pattern, f"{file}:{node.lineno}", re.compile(pattern))
    return None


def _called(function: ast.expr) -> str:
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def _speaks(function: ast.expr) -> bool:
    if isinstance(function, ast.Call):
        return _called(function.func) == "speech"
    return _called(function) in ("t", "entry", *REFUSALS)
