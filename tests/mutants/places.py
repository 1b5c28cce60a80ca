"""Faults in the whole tree, and the lists of places in it: those that are dangerous, and those that change nothing."""

import tomllib
from pathlib import Path

import msgspec

from tests.mutants.faults import Fault, faults

HERE = Path(__file__).parent
PACKAGES = ("bot", "glossary", "handlers", "storage")


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file, and perhaps functions in it ("" is its top), a line as it stands there, and what is done to it.

    what: as `python -m tests.mutants` prints it, behind the colon. why: for readers.
    """

    file: str
    why: str
    functions: frozenset[str] | None = None
    line: str | None = None
    what: str | None = None

    def has(self, fault: Fault) -> bool:
        return (
            fault.file == self.file
            and (self.functions is None or fault.function in self.functions)
            and self.line in (None, fault.text)
            and self.what in (None, fault.what)
        )


def all_faults(root: Path) -> list[Fault]:
    files = [
        file
        for package in PACKAGES
        for file in sorted((root / package).rglob("*.py"))
        if "migrations" not in file.parts
    ]
    return [fault for file in files for fault in faults(str(file.relative_to(root)), file.read_text("utf-8"))]


def listed(name: str) -> list[Place]:
    return msgspec.convert(tomllib.loads((HERE / name).read_text("utf-8"))["place"], list[Place])
