"""The structure of the house, counted from its own imports: rooms, arrows between them, circles, and what is long.

`python -m tests.house` prints it; `tests/test_structure.py` holds it. A room is a module or a folder right below one of
the four packages. An arrow runs from a room to another that it imports when it runs: what only a type checker imports
is no arrow.
"""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PACKAGES = ("handlers", "bot", "storage", "glossary")
ALL = (*PACKAGES, "playground")
"""With the practice workspace, whose doubles are outside the rules of the house and still to be read."""


class Long(NamedTuple):
    where: str
    lines: int


class Shape(NamedTuple):
    """Of one package. Arrows are pairs of rooms, each counted once."""

    rooms: frozenset[str]
    arrows: frozenset[tuple[str, str]]


@cache
def modules(packages: tuple[str, ...] = PACKAGES) -> Mapping[str, ast.Module]:
    """By their dotted names; migrations are files and no modules."""
    files = (
        file for package in packages for file in sorted((ROOT / package).rglob("*.py")) if "versions" not in file.parts
    )
    return {_dotted(file): ast.parse(file.read_text("utf-8")) for file in files}


def _dotted(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports() -> Mapping[str, frozenset[str]]:
    """Which modules of ours each module imports when it runs."""
    return {name: frozenset(_imported(name, tree)) - {name} for name, tree in modules().items()}


def _imported(module: str, tree: ast.Module) -> Iterator[str]:
    for node in _running(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in modules())
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{each.name}" for each in node.names]
            yield from (name for name in inner if name in modules())
            if node.module in modules() and not all(name in modules() for name in inner):
                yield node.module


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """Every node below, but for what stands under `if TYPE_CHECKING`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
            continue
        yield child
        yield from _running(child)


def shape(package: str) -> Shape:
    inside = [name for name in modules() if name.startswith(f"{package}.")]
    arrows = {
        (_room(name), _room(other))
        for name in inside
        for other in imports()[name]
        if other.startswith(f"{package}.") and _room(other) != _room(name)
    }
    return Shape(frozenset(map(_room, inside)), frozenset(arrows))


def _room(module: str) -> str:
    return module.split(".")[1]


def both_ways(package: str) -> list[tuple[str, str]]:
    """Rooms that import each other, each pair once: what such a room needs can only be told with the other."""
    arrows = shape(package).arrows
    return sorted((one, other) for one, other in arrows if one < other and (other, one) in arrows)


def circles() -> list[list[str]]:
    """Modules that import each other in a loop: each strongly connected part of more than one (Tarjan, 1972)."""
    found: list[list[str]] = []
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        path.append(name)
        for other in imports()[name]:
            if other not in index:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in path:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            part = path[path.index(name) :]
            del path[path.index(name) :]
            if len(part) > 1:
                found.append(sorted(part))

    for each in modules():
        if each not in index:
            visit(each)
    return sorted(found)


def long_modules(most: int) -> list[Long]:
    lengths = (Long(name, len(_file(name).read_text("utf-8").splitlines())) for name in modules(ALL))
    return sorted((each for each in lengths if each.lines > most), key=lambda each: -each.lines)


def _file(module: str) -> Path:
    path = ROOT.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def long_functions(most: int) -> list[Long]:
    found = [
        Long(f"{name}.{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for name, tree in modules(ALL).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return sorted((each for each in found if each.lines > most), key=lambda each: -each.lines)


def twins() -> Mapping[str, list[str]]:
    """Classes of one name in several modules: one word for two things."""
    found: dict[str, list[str]] = {}
    for name, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(name)
    return {name: places for name, places in sorted(found.items()) if len(places) > 1}


def main() -> None:
    for package in PACKAGES:
        rooms, arrows = shape(package)
        print(f"{package}: {len(rooms)} rooms, {len(arrows)} arrows")
    print(f"circles: {circles() or 'none'}")
    for each in [*long_modules(350), *long_functions(50)]:
        print(f"{each.where}: {each.lines} lines")
    for name, places in twins().items():
        print(f"{name}: {', '.join(places)}")


if __name__ == "__main__":
    main()
