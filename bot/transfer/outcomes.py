"""What was done with the input of contact moments, as a list: a line for each, known by its moment and its number.

Without a number a line is known by what residents said. What is in chat and not in the list stays.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.register.fields import MOST_INPUT
from bot.transfer import history
from bot.transfer.batches import StoredBatch
from bot.transfer.cells import RefusedCell
from bot.transfer.receiving import ImportOrder
from bot.transfer.recognising.headers import squashed
from bot.transfer.rules import Entry
from storage.register import moments
from storage.reports import lists


def put(db: Session, entries: Sequence[Entry], order: ImportOrder, only_looks: bool) -> StoredBatch:
    batch, changed = StoredBatch(), list[Mapping[str, Any]]()
    kept = lists.outcomes(db, {entry.values["moment_id"] for entry in entries})
    for entry in entries:
        its = kept.setdefault(entry.values["moment_id"], {})
        number = _number(entry, its)
        if number > MOST_INPUT:
            batch.refused.append((entry, "nummer", RefusedCell("too_many_outcomes", most=MOST_INPUT)))
            continue
        before = its.get(number)
        its[number] = {**(before or {}), **entry.values, "number": number}
        batch.ids.append((entry, number))
        if before is None:
            batch.new += 1
        elif any(before[name] != value for name, value in entry.values.items()):
            batch.changed += 1
        else:
            batch.unchanged += 1
            continue
        changed.append(its[number])
    if changed and not only_looks:
        lists.put_outcomes(db, changed)
        _remember(db, {row["moment_id"] for row in changed}, order)
    return batch


def _number(entry: Entry, its: Mapping[int, Mapping[str, Any]]) -> int:
    said = squashed(entry.values["input"])
    same = next((number for number, row in its.items() if squashed(row["input"]) == said), None)
    number: int = entry.values.get("number") or same or max(its, default=0) + 1
    return number


def _remember(db: Session, moment_ids: set[int], order: ImportOrder) -> None:
    """As when somebody writes it down in chat."""
    of_moments = lists.touch(db, lists.MOMENTS, moment_ids, order.at)
    about = lists.projects_with(db, moment_ids)
    lists.touch(db, lists.PROJECTS, set(about.values()), order.at)
    titles = moments.titles_of(db, moment_ids)
    lists.remember(
        db,
        (
            {
                "project_id": about[moment],
                "moment_id": moment,
                "field": "outcomes",
                "after": titles[moment],
                **history.by(order, revision),
            }
            for moment, revision in of_moments.items()
        ),
    )
