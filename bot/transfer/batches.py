"""What one transaction of an import did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.transfer.cells import RefusedCell
from bot.transfer.contract import ListName
from bot.transfer.differences import Difference
from bot.transfer.rules import Entry
from storage.reports import lists
from storage.reports.lists import Register, Stored

REGISTERS: Mapping[ListName, Register] = {
    ListName.AREAS: lists.AREAS,
    ListName.COLLEAGUES: lists.COLLEAGUES,
    ListName.PROJECTS: lists.PROJECTS,
    ListName.MOMENTS: lists.MOMENTS,
    ListName.LESSONS: lists.LESSONS,
}


@dataclass(slots=True)
class StoredBatch:
    """What one transaction did. ids: of every entry that is in the register now.

    opened: what of an entry did not go in. asked: what may be there already.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    ids: list[tuple[Entry, int]] = field(default_factory=list)
    refused: list[tuple[Entry, str, RefusedCell]] = field(default_factory=list)
    asked: list[tuple[Entry, RefusedCell]] = field(default_factory=list)
    opened: list[tuple[Entry, str, RefusedCell]] = field(default_factory=list)


class RowChange(NamedTuple):
    entry: Entry
    id: int
    before: Stored
    difference: Difference

    @property
    def project_id(self) -> int:
        """That a moment belongs to from now on."""
        found: int = {**self.before.values, **self.entry.values}["project_id"]
        return found


def moved(changed: Sequence[RowChange], part: str) -> tuple[list[tuple[int, Any]], list[tuple[int, Any]]]:
    """What goes and what comes, each with the id of its row."""
    pairs = [(change.id, *change.difference.parts[part]) for change in changed if part in change.difference.parts]
    gone = [(row, one) for row, before, after in pairs for one in before - after]
    return gone, [(row, one) for row, before, after in pairs for one in after - before]
