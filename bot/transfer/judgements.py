"""What others thought, as a list: quality of projects, and area reports. What is in chat and not in the list stays."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.transfer import history
from bot.transfer.batches import StoredBatch
from bot.transfer.cells import RefusedCell
from bot.transfer.contract import ListName
from bot.transfer.receiving import ImportOrder
from bot.transfer.rules import Entry
from storage.learning import area_reports, quality
from storage.learning.area_reports import AreaReport
from storage.learning.quality import ProjectQuality
from storage.reports import lists

LOWEST, HIGHEST = 1, 5
KnownBy = tuple[Any, Any, Any]
Kept = dict[KnownBy, ProjectQuality | AreaReport]


def put(db: Session, list_: ListName, entries: Sequence[Entry], order: ImportOrder, only_looks: bool) -> StoredBatch:
    """A measurement is known by its project, day and source; an area report by its area, period and who signed it."""
    batch, touched = StoredBatch(), dict[int, str]()
    refused = [(entry, _refused(list_, entry)) for entry in entries]
    batch.refused += [(entry, *why) for entry, why in refused if why]
    fitting = [entry for entry, why in refused if not why]
    kept = _kept(db, list_, fitting)
    for entry in fitting:
        known = kept.get(_known_by(list_, entry.values))
        # Of a row that stands twice in the list the first has no number yet.
        batch.ids.append((entry, (known and known.id) or 0))
        if known is None:
            batch.new += 1
        elif any(getattr(known, name) != value for name, value in _values(list_, entry)):
            batch.changed += 1
        else:
            batch.unchanged += 1
            continue
        if only_looks:
            continue
        if known is None:
            known = _made(list_, entry, order)
            db.add(known)
        for name, value in _values(list_, entry):
            setattr(known, name, value)
        _keep(kept, list_, known)
        if list_ is ListName.QUALITY:
            touched[entry.values["project_id"]] = entry.values["source"].value
    db.flush()
    _remember(db, touched, order)
    return batch


def _refused(list_: ListName, entry: Entry) -> tuple[str, RefusedCell] | None:
    if list_ is ListName.QUALITY:
        least = entry.values["source"].least
        return ("aantal", RefusedCell("too_few_answers", least=least)) if entry.values["answers"] < least else None
    is_score = LOWEST <= entry.values["score"] <= HIGHEST
    return None if is_score else ("samenwerking_score", RefusedCell("no_score", value=str(entry.values["score"])))


def _kept(db: Session, list_: ListName, entries: Sequence[Entry]) -> Kept:
    """What is there already of these: asked once, however many they are."""
    kept, said = Kept(), [entry.values for entry in entries]
    rows: Sequence[ProjectQuality | AreaReport]
    if list_ is ListName.QUALITY:
        rows = quality.measurements_of(db, {each["project_id"] for each in said})
    else:
        rows = area_reports.reports_about(db, {each["area_code"] for each in said}, {each["period"] for each in said})
    for row in rows:
        _keep(kept, list_, row)
    return kept


def _keep(kept: Kept, list_: ListName, row: ProjectQuality | AreaReport) -> None:
    by = _known_by(list_, vars(row))
    kept.setdefault(by, row)
    if list_ is ListName.AREA_REPORTS:
        # A list that does not say who signed it means the oldest, whoever that was.
        kept.setdefault((*by[:2], None), row)


def _known_by(list_: ListName, said: Mapping[str, Any]) -> KnownBy:
    if list_ is ListName.QUALITY:
        return said["project_id"], said["measured_on"], said["source"]
    return said["area_code"], said["period"], said.get("colleague_id")


def _made(list_: ListName, entry: Entry, order: ImportOrder) -> ProjectQuality | AreaReport:
    said = entry.values
    if list_ is ListName.QUALITY:
        return ProjectQuality(
            project_id=said["project_id"], measured_on=said["measured_on"], source=said["source"], answers=0
        )
    return AreaReport(area_code=said["area_code"], period=said["period"], answered_on=order.at.date())


def _values(list_: ListName, entry: Entry) -> Iterator[tuple[str, Any]]:
    yield from entry.values.items()
    if list_ is ListName.AREA_REPORTS and entry.key:
        yield "key", entry.key


def _remember(db: Session, touched: dict[int, str], order: ImportOrder) -> None:
    """As when somebody fills it in in chat. touched: project -> whose judgement it is."""
    revisions = lists.touch(db, lists.PROJECTS, touched.keys(), order.at)
    lists.remember(
        db,
        (
            {"project_id": project, "field": "quality", "after": touched[project], **history.by(order, revision)}
            for project, revision in revisions.items()
        ),
    )
