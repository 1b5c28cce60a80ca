"""Lists go in: checked outside any transaction, written in small ones, so that nobody in chat has to wait."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import count

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from bot.transfer import cells, in_subprocess, judgements, naming, outcomes, whole_rows
from bot.transfer.batches import REGISTERS, RowChange, StoredBatch
from bot.transfer.checking import BATCH, Checked
from bot.transfer.contract import ListName
from bot.transfer.differences import difference
from bot.transfer.how_far import HowFar
from bot.transfer.identities import free_keys
from bot.transfer.in_subprocess import Head, Reader
from bot.transfer.known import FIRST_PROVISIONAL
from bot.transfer.looking import heads_of, what_can_not_be_read
from bot.transfer.matching import JUDGEMENTS, Matching
from bot.transfer.receiving import File, ImportOrder
from bot.transfer.recognising.proposal import Proposal
from bot.transfer.report import Report, SameQuestion
from bot.transfer.rules import Entry
from bot.transfer.storing import RowStore
from storage.connections.turns import Begin, InTurns
from storage.database import gather_statistics
from storage.register import moments
from storage.reports import lists, not_asked
from storage.search import indexing

ATTEMPTS = 3
"""At a batch, while somebody else holds the lock or registers the same project."""
MANY = 4
"""Transactions: a list of fewer rows does not wait for what makes many of them faster."""


class Stopped(Exception):
    """Raised by `progress` when somebody asks the import to stop: what is in stays in."""


def bring_in(
    files: Iterable[File],
    order: ImportOrder,
    begin: Begin,
    progress: Callable[[int], None],
    how_far: HowFar | None = None,
) -> Report:
    """begin: opens a transaction of the municipality. progress: hears 0 to 100, and may raise Stopped.

    how_far: how far it came before it was interrupted.
    """
    report = Report(order.check_only)
    with what_can_not_be_read(report) as about, in_subprocess.reading(order) as reader:
        heads = heads_of(reader, files, order, report, about)
        rows = sum(head.rows for head in heads) or 1
        importing = Import(order, begin, report, how_far)
        done = 0
        try:
            for head in in_subprocess.in_order(heads):
                about.file = head.name
                for batch in importing.take(head, reader):
                    done += batch
                    progress(done * 100 // rows)
            wrong = report.lines_with_problems()
            report.tables += reader.tables({head.number: wrong[head.name] for head in heads if head.name in wrong})
        except Stopped:
            report.stopped = True
    with begin() as db:
        report.to_ask = len(not_asked.unasked(db))
        if not order.check_only:
            naming.call(db, report.municipality if report.came_in else "")
            gather_statistics(db.connection())
    # What somebody's lock keeps from the index, the next searches put in.
    with suppress(OperationalError):
        indexing.catch_up_in_turns(begin)
    report.settle()
    return report


def propose(files: Iterable[File], order: ImportOrder) -> tuple[Sequence[Proposal], Report]:
    """What we make of these files, and what can't be read of them. Nothing goes in."""
    report = Report(order.check_only)
    proposals = list[Proposal]()
    with what_can_not_be_read(report) as about, in_subprocess.reading(order) as reader:
        for file in files:
            about.file = file.name
            found = reader.found(file)
            report.take(found.report)
            proposals += found.proposals
    return proposals, report


class Import:
    """One import."""

    def __init__(self, order: ImportOrder, begin: Begin, report: Report, how_far: HowFar | None = None) -> None:
        self.order = order
        self.how_far = how_far or HowFar()
        self.begin = begin
        self.turns = InTurns(begin)
        self.report = report
        self.there = Matching()
        self.store = RowStore(order, self.there.keys_of_projects)
        self.number = self.transactions = 0
        self.provisional = count(FIRST_PROVISIONAL, -1)

    def take(self, head: Head, reader: Reader) -> Iterator[int]:
        """Takes one list in; gives after each batch how many rows it had."""
        list_, self.number = head.list_, head.number
        with self.begin() as db:
            self.there.look_up(db, list_)
        counts = self.report.of(list_)
        reached, seen = self.how_far.of(head.number), 0
        counts.count(reached)
        batches = self._as_many_as_fit(reader.batches(head, self.there.known), reached.rows)
        for rows, entries, report, passed_over in batches:
            if list_ is ListName.AREAS:
                for entry in entries:
                    self.there.known.add_area(entry.key, entry.values["name"])
            seen += rows
            batch = self._look_again(list_, entries) if seen <= reached.rows else None
            if batch is None:
                batch = self._write(list_, entries, partial(self.how_far.keep, head.number, seen))
                self.how_far.note(head.number, seen, batch)
                counts.count(batch)
            self.there.note(list_, batch.ids)
            self.report.take(report)
            self._tell(head, batch)
            counts.refused += rows - passed_over - len(batch.ids)
            opened = {problem.line for problem in report.open} | {entry.line for entry, _, _ in batch.opened}
            counts.open += sum(entry.line in opened for entry, _ in batch.ids)
            yield rows

    def _as_many_as_fit(self, batches: Iterator[Checked], reached: int) -> Iterator[Checked]:
        """In one transaction. reached: rows that are in already; none of them goes together with one that is not."""
        some, seen = None, 0
        for batch in batches:
            some, seen = some.with_more(batch) if some else batch, seen + batch.rows
            if seen == reached or some.rows + BATCH > self.turns.room:
                yield some
                some = None
        if some:
            yield some

    def _look_again(self, list_: ListName, entries: Sequence[Entry]) -> StoredBatch | None:
        """What went in before we were interrupted: somebody may have changed it since. None when a row is gone."""
        with self.begin() as db:
            batch = self._put(db, list_, entries, only_looks=True)
        return None if batch.new else batch

    def _write(
        self, list_: ListName, entries: Sequence[Entry], keep: Callable[[Session, StoredBatch], None]
    ) -> StoredBatch:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with self.begin() if self.order.check_only else self.turns.begin() as db:
                    if attempt > 1:
                        self.there.look_up_again(db, list_)
                    if not self.order.check_only:
                        lists.take_turns(db)
                    batch = self._put(db, list_, entries, only_looks=self.order.check_only)
                    keep(db, batch)
                    self.transactions += 1
                    if self.transactions >= MANY and self.transactions.bit_count() == 1:
                        # After 4, 8, 16, …: PostgreSQL keeps how to look for what a row refers to, as it was in an
                        # empty table. Every row then looked at all others: 20,000 projects took two minutes.
                        gather_statistics(db.connection())
                self.turns.took(len(entries))
                return batch
            except (OperationalError, IntegrityError):
                # Somebody else held the lock, or registered the same project at this very moment: look again.
                if attempt == ATTEMPTS:
                    raise
        raise AssertionError("every attempt returns or raises")

    def _put(self, db: Session, list_: ListName, entries: Sequence[Entry], *, only_looks: bool) -> StoredBatch:
        if list_ is ListName.OUTCOMES:
            return outcomes.put(db, entries, self.order, only_looks)
        if list_ in JUDGEMENTS:
            return judgements.put(db, list_, entries, self.order, only_looks)
        register, batch, today = REGISTERS[list_], StoredBatch(), self.order.at.date()
        rows = ((entry, self.there.row_of(list_, entry, self._is_same, batch)) for entry in entries)
        known = [(entry, found) for entry, found in rows if found is not None]
        stored = lists.stored(db, register, {found for _, found in known if found > 0})
        roles = lists.roles(db, stored.keys()) if list_ is ListName.PROJECTS else {}
        new: list[Entry] = []
        changed: list[RowChange] = []
        for entry, found in known:
            before = stored.get(found)
            if not whole_rows.fits(list_, entry, before, self.there.known, today, batch):
                continue
            if before is None:
                new.append(entry)
                continue
            if list_ is ListName.COLLEAGUES and entry.key and not before.values["key"]:
                # Came by chat first, and is known by their e-mail address: from now on by the id of the list too.
                entry.values["key"] = entry.key
            differs = difference(entry, before.values, before.parts, roles.get(found, {}))
            if differs:
                changed.append(RowChange(entry, found, before, differs))
            batch.ids.append((entry, found))
        batch.new, batch.changed = len(new), len(changed)
        batch.unchanged = len(batch.ids) - len(changed)
        if only_looks:
            batch.ids += [(entry, next(self.provisional)) for entry in new]
        else:
            free = free_keys(list_, self.there.ids[list_]) if any(entry.keyed_on for entry in new) else iter(())
            for entry in new:
                entry.key = next(free) if entry.keyed_on else entry.key
            batch.ids += zip(new, self.store.add(db, list_, new), strict=True)
            self.store.change(db, list_, changed)
            if list_ is ListName.COLLEAGUES:
                said = ((row, one) for entry, row in batch.ids for one in entry.parts.get("disciplines", ()))
                lists.give_disciplines(db, said)
            if list_ is ListName.MOMENTS:
                moments.keep_days(db, [change.id for change in changed])
                self.store.mark_projects(db, new, changed)
        return batch

    def _is_same(self, entry: Entry) -> bool | None:
        return self.order.is_same(self.number, entry.line)

    def _tell(self, head: Head, batch: StoredBatch) -> None:
        self.report.refuse([why.at(head.name, entry.line, column) for entry, column, why in batch.refused])
        self.report.ask([SameQuestion(head.number, why.at(head.name, entry.line, "")) for entry, why in batch.asked])
        self.report.leave_open([why.at(head.name, entry.line, column) for entry, column, why in batch.opened])
        for entry, _ in batch.ids:
            if head.list_ is ListName.AREAS and cells.area_rank(entry.key, entry.values.get("kind") or "") == 0:
                self.report.municipality = entry.values["name"]
