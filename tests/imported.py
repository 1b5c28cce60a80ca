"""A database that `samenspel import` has read lists into: once for each process of tests, and a copy for each test."""

import os
import tempfile
from functools import cache
from pathlib import Path

from tests import forks
from tests.databases import put_down
from tests.sources import ROOT

SAMPLE = ROOT / "tests" / "data" / "voorbeeld"
LISTS = ("gebieden", "collegas", "projecten", "contactmomenten", "lessen")
PATIENCE = 90.0
"""Seconds, on a machine that does much else."""


def console(folder: Path, database_url: str, *words: str) -> str:
    """What `samenspel` prints. A warning ends with 0 as well: everything went in."""
    environment = {**os.environ, "DATABASE_URL": database_url, "SAMENSPEL_DATA": str(folder)}
    code, said = forks.samenspel(words, environment, folder, PATIENCE)
    assert code == 0, said
    return said


def put_down_sample(file: Path, *lists: str) -> str:
    """As `put_down`, with these lists of the sample municipality; gives its address."""
    return put_down_with(file, *((f"{name}.csv", (SAMPLE / f"{name}.csv").read_text("utf-8")) for name in lists))


def put_down_with(file: Path, *lists: tuple[str, str]) -> str:
    """The same, with lists of which this is the name and what is in them."""
    url = put_down(file)
    file.write_bytes(_read_in(lists))
    return url


@cache
def _read_in(lists: tuple[tuple[str, str], ...]) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for list_, content in lists:
            (folder / list_).write_text(content, "utf-8")
        console(folder, put_down(folder / "samenspel.db"), "import", *(list_ for list_, _ in lists))
        return (folder / "samenspel.db").read_bytes()
