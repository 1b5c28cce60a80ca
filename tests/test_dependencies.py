"""What pyproject.toml declares is what the code imports, and the other way round."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from handlers.settings import EXTRAS
from tests.sources import ROOT

OURS = ("bot", "glossary", "handlers", "playground", "storage")
NOT_IMPORTED_BY_US = {
    "aiohttp": "slack_sdk's client for Socket Mode imports it",
    "python-multipart": "Starlette reads forms with it",
    "tzdata": "zoneinfo reads it where the system has no time zones",
}
# Who may import what an extra brings at the top of a module; elsewhere only a function that needs it does.
OWNERS = {
    "demo": ("playground",),
    "teams": ("handlers/teams",),
    "web": (
        "bot/pages/rendering.py",
        "bot/templates.py",
        *(f"handlers/web/{each}.py" for each in ("colleagues", "heat_map", "html", "sealed", "vouching")),
    ),
}


def names(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[\[<>=!~; ]", each, maxsplit=1)[0]) for each in requirements}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def project() -> dict[str, set[str]]:
    """Declared distributions by extra; those of everybody under the empty name."""
    read = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = {extra: names(wanted) for extra, wanted in read["optional-dependencies"].items()}
    return {"": names(read["dependencies"]), **extras}


def imported(file: Path) -> Iterator[tuple[str, bool]]:
    """Names of packages of others, and whether they load with the module."""
    tree = ast.parse(file.read_text("utf-8"))
    inner = {
        each
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for each in ast.walk(function)
    }
    for node in ast.walk(tree):
        found = []
        if isinstance(node, ast.Import):
            found = [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found = [node.module]
        for name in found:
            top = name.partition(".")[0]
            if top not in sys.stdlib_module_names and top not in OURS:
                yield top, node not in inner


@cache
def uses() -> frozenset[tuple[str, str, bool]]:
    """Distribution, file, and whether it loads with the module."""
    of = packages_distributions()
    return frozenset(
        (normal(of[top][0]), file.relative_to(ROOT).as_posix(), early)
        for package in OURS
        for file in (ROOT / package).rglob("*.py")
        for top, early in imported(file)
    )


def test_what_is_imported_is_declared() -> None:
    declared = set().union(*project().values())
    assert sorted({(what, where) for what, where, _ in uses() if what not in declared}) == []


def test_what_is_declared_is_imported() -> None:
    needed = {what for what, _, _ in uses()} | set(NOT_IMPORTED_BY_US)
    assert {extra: wanted - needed for extra, wanted in project().items() if wanted - needed} == {}


def test_what_an_extra_brings_is_only_loaded_by_whoever_needs_it() -> None:
    owners: dict[str, tuple[str, ...]] = {}
    for extra, wanted in project().items():
        for what in wanted if extra else ():
            owners[what] = (*owners.get(what, ()), *OWNERS.get(extra, ("nobody",)))
    early = {
        (what, where)
        for what, where, is_early in uses()
        if is_early and what in owners and not where.startswith(owners[what])
    }
    assert early == set()


def test_the_settings_know_every_extra_and_look_for_what_it_brings() -> None:
    of = packages_distributions()
    looked_for = {extra: {normal(of[module][0]) for module in modules} for extra, modules in EXTRAS.items()}
    assert looked_for.keys() == project().keys() - {""}
    assert all(modules <= project()[extra] for extra, modules in looked_for.items())


def without(missing: str, folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """The console script in a Python that does not find it, as where it was never installed."""
    (folder / "sitecustomize.py").write_text(f"import sys; sys.modules[{missing!r}] = None", "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "handlers.console.main", *words],
        env={"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "PYTHONIOENCODING": "utf-8", **settings},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("missing", "setting", "value"),
    [
        ("psycopg", "DATABASE_URL", "postgresql://samenspel@localhost/samenspel"),
        ("msal", "TEAMS_CLIENT_ID", "0f5c2a7e-6f0f-4f5e-9d3c-1a2b3c4d5e6f"),
    ],
)
@pytest.mark.parametrize("verb", ["run", "doctor"])
def test_an_extra_that_is_missing_is_said_in_a_sentence(
    tmp_path: Path, missing: str, setting: str, value: str, verb: str
) -> None:
    ended = without(missing, tmp_path, verb, **{setting: value})
    assert ended.returncode == 2
    assert f"  {setting} " in ended.stderr
    assert "Installeer: samenspel[" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(("missing", "words"), [("jinja2", ["demo"]), ("msal", ["init", "teams"])])
def test_a_verb_that_needs_an_extra_says_so(tmp_path: Path, missing: str, words: list[str]) -> None:
    ended = without(missing, tmp_path, *words)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Installeer: samenspel[" in ended.stderr
