"""What can only be judged of a whole row: of what a list says, with what is there or what a new row gets by itself."""

import datetime as dt

from bot.transfer import cells, rules
from bot.transfer.batches import StoredBatch
from bot.transfer.cells import RefusedCell
from bot.transfer.contract import ListName
from bot.transfer.known import Known
from bot.transfer.rules import Entry
from glossary import Level
from storage.reports.lists import Stored


def fits(
    list_: ListName, entry: Entry, before: Stored | None, known: Known, today: dt.date, batch: StoredBatch
) -> bool:
    """Completes the entry, and takes out of it what does not fit. before: None for a row that is not there yet.

    batch: hears why a row can not go in, and what of it stayed open.
    """
    if before is None and not _completed(list_, entry, known, today):
        batch.refused.append((entry, "type", RefusedCell("missing")))
        return False
    is_moment = list_ is ListName.MOMENTS
    if is_moment and before and before.values["starts_on"] == before.values["ends_on"]:
        # It took one day, and still does when it moves to another.
        entry.values.setdefault("ends_on", entry.values["starts_on"])
    values = {**before.values, **entry.values} if before else entry.values
    if rules.ends_before_it_starts(values.get("starts_on"), values.get("ends_on")):
        batch.refused.append((entry, "eind", RefusedCell("end_before_start")))
        return False
    if is_moment and rules.ends_too_early(values):
        entry.values = {name: value for name, value in entry.values.items() if name not in ("begins_at", "ends_at")}
        batch.opened.append((entry, "eindtijd", RefusedCell("ends_too_early")))
    if is_moment and rules.owes_nothing(values):
        entry.values.pop("level", None)
        if before and before.values["level"] is Level.INFORM:
            entry.values["level"] = None
        batch.opened.append((entry, "niveau", RefusedCell("initiative_is_answered")))
    return True


def _completed(list_: ListName, entry: Entry, known: Known, today: dt.date) -> bool:
    """Fills in what a new row may leave to us. False for an area of which nobody can tell what it is."""
    values = entry.values
    match list_:
        case ListName.AREAS:
            values.setdefault("kind", cells.kind_of_code(entry.key))
            if parent := known.areas.get(cells.parent_of_code(entry.key).casefold()):
                values.setdefault("parent", parent)
            return values["kind"] is not None
        case ListName.PROJECTS:
            values.setdefault("status", rules.status_at(values.get("starts_on"), values.get("ends_on"), today))
        case ListName.MOMENTS:
            values.setdefault("ends_on", values["starts_on"])
    return True
