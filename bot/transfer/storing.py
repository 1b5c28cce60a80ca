"""Rows that go into the register, with what hangs on them and what the history keeps of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.transfer import history
from bot.transfer.batches import REGISTERS, RowChange, moved
from bot.transfer.contract import ListName
from bot.transfer.receiving import ImportOrder
from bot.transfer.rules import Entry
from storage.reports import lists
from storage.reports.lists import Register


class RowStore:
    """Of one import. keys_of_projects: id of the row -> number in lists. added_projects: since the import began."""

    def __init__(self, order: ImportOrder, keys_of_projects: Mapping[int, str]) -> None:
        self.order = order
        self.keys_of_projects = keys_of_projects
        self.added_projects: set[int] = set()

    def add(self, db: Session, list_: ListName, new: Sequence[Entry]) -> list[int]:
        register, at = REGISTERS[list_], self.order.at
        stamps = {name: at for name in ("created_at", "changed_at") if name in register.table.c}
        rows = [{register.key: entry.key or None, **entry.values, **stamps} for entry in new]
        ids = lists.add(db, register, rows)
        entries = list(zip(ids, new, strict=True))
        values = dict(zip(ids, rows, strict=True))
        for name, part in register.parts.items():
            parts = ((row, one) for row, entry in entries for one in entry.parts.get(name, ()))
            lists.add_parts(db, part, parts, values)
        if list_ is ListName.PROJECTS:
            named = ((row, role, person) for row, entry in entries for role, person in entry.roles.items())
            lists.name_people(db, named, self.order.person)
            lists.remember(db, ({"project_id": row, "field": "registered", **history.by(self.order, 1)} for row in ids))
            self.added_projects |= set(ids)
        return ids

    def change(self, db: Session, list_: ListName, changed: Sequence[RowChange]) -> None:
        register = REGISTERS[list_]
        lists.change(db, register, [self._row_after(register, change) for change in changed])
        for name, part in register.parts.items():
            gone, come = moved(changed, name)
            lists.remove_parts(db, part, gone)
            lists.add_parts(db, part, come)
        if list_ is ListName.PROJECTS:
            self._rename(db, changed)
        if register.counts_changes:
            lists.remember(
                db,
                (
                    row
                    for change in changed
                    for row in history.of_change(self.order, list_, change, self.keys_of_projects)
                ),
            )

    def mark_projects(self, db: Session, new: Sequence[Entry], changed: Sequence[RowChange]) -> None:
        """A project changes with its moments, as in chat. One that came in just now has only begun."""
        about = {entry.values["project_id"] for entry in new} | {change.project_id for change in changed}
        revisions = lists.touch(db, lists.PROJECTS, about - self.added_projects, self.order.at)
        lists.remember(
            db,
            (
                {
                    "project_id": project,
                    "field": "moment_added",
                    "after": entry.values["title"],
                    **history.by(self.order, revision),
                }
                for entry in new
                if (revision := revisions.get(project := entry.values["project_id"]))
            ),
        )

    def _row_after(self, register: Register, change: RowChange) -> dict[str, Any]:
        after = {**change.before.values, **{name: new for name, (_, new) in change.difference.values.items()}}
        if register.counts_changes:
            after |= {"revision": after["revision"] + 1, "changed_at": self.order.at}
        return after

    def _rename(self, db: Session, changed: Sequence[RowChange]) -> None:
        """Somebody else in a role: the yes of the one before them goes with them."""
        roles = [(change.id, role, who) for change in changed for role, who in change.difference.roles.items()]
        lists.vacate(db, ((project, role) for project, role, (before, _) in roles if before is not None))
        lists.name_people(db, ((project, role, after) for project, role, (_, after) in roles), self.order.person)
