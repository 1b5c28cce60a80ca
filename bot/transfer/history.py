"""The rows of the history that an import leaves behind: one for each field, as an edit in chat does."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.chat.editing import code
from bot.transfer.batches import RowChange
from bot.transfer.contract import ListName
from bot.transfer.receiving import ImportOrder


def of_change(
    order: ImportOrder, list_: ListName, change: RowChange, keys_of_projects: Mapping[int, str]
) -> Iterator[dict[str, Any]]:
    difference = change.difference
    about = by(order, change.before.values["revision"] + 1)
    if list_ is ListName.MOMENTS:
        about |= {"project_id": change.project_id, "moment_id": change.id}
    else:
        about |= {"project_id": change.id}
    for name, (before, after) in difference.values.items():
        if name == "project_id":
            before, after = keys_of_projects[before], keys_of_projects[after]
        yield {**about, "field": name, "before": code(before), "after": code(after)}
    for name, (had, has) in difference.parts.items():
        yield {**about, "field": name, "before": code(list(had)), "after": code(list(has))}
    for role, (was, now) in difference.roles.items():
        yield {**about, "field": role.value, "before": code(was), "after": code(now)}


def by(order: ImportOrder, revision: int) -> dict[str, Any]:
    return {"at": order.at, "colleague_id": order.person, "revision": revision}
