"""Lists go in: checked outside any transaction, written in small ones, so that nobody in chat has to wait."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import count

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from bot.transfer import cells, identities, in_subprocess, judgements, naming, outcomes, rules
from bot.transfer.batches import REGISTERS, RowChange, StoredBatch, complete
from bot.transfer.cells import RefusedCell
from bot.transfer.checking import BATCH, Checked, named
from bot.transfer.contract import ListName
from bot.transfer.differences import difference
from bot.transfer.doubles import Doubles
from bot.transfer.how_far import HowFar
from bot.transfer.identities import Identities, free_keys
from bot.transfer.in_subprocess import Head, Reader
from bot.transfer.known import AMBIGUOUS, FIRST_PROVISIONAL, NEW, Known
from bot.transfer.looking import heads_of, what_can_not_be_read
from bot.transfer.receiving import File, ImportOrder
from bot.transfer.recognising.proposal import Proposal
from bot.transfer.report import Report, SameQuestion
from bot.transfer.rules import Entry
from bot.transfer.storing import RowStore
from glossary import Level
from storage.connections.turns import Begin, InTurns
from storage.database import gather_statistics
from storage.register import moments
from storage.reports import lists, not_asked
from storage.reports.lists import Stored
from storage.search import indexing

JUDGEMENTS = (ListName.QUALITY, ListName.AREA_REPORTS)
"""Lists of which a row is known by what it is about, and by who says it."""
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
    """One import. What rows refer to is looked up once, and grows while lists go in."""

    def __init__(self, order: ImportOrder, begin: Begin, report: Report, how_far: HowFar | None = None) -> None:
        self.order = order
        self.how_far = how_far or HowFar()
        self.begin = begin
        self.turns = InTurns(begin)
        self.report = report
        self.known = Known()
        self.ids: dict[ListName, dict[str, int]] = {}
        self.keys_of_people: dict[int, str] = {}
        self.store = RowStore(order)
        self.learned = False
        self.identities = Identities(ListName.PROJECTS, ())
        self.doubles = Doubles(ListName.PROJECTS, ())
        self.number = self.transactions = 0
        self.provisional = count(FIRST_PROVISIONAL, -1)

    def take(self, head: Head, reader: Reader) -> Iterator[int]:
        """Takes one list in; gives after each batch how many rows it had."""
        list_, self.number = head.list_, head.number
        self._learn(list_)
        counts = self.report.of(list_)
        reached, seen = self.how_far.of(head.number), 0
        counts.count(reached)
        for rows, entries, report, passed_over in self._as_many_as_fit(reader.batches(head, self.known), reached.rows):
            if list_ is ListName.AREAS:
                for entry in entries:
                    self.known.add_area(entry.key, entry.values["name"])
            seen += rows
            batch = self._look_again(list_, entries) if seen <= reached.rows else None
            if batch is None:
                batch = self._write(list_, entries, partial(self.how_far.keep, head.number, seen))
                self.how_far.note(head.number, seen, batch)
                counts.count(batch)
            self.report.take(report)
            self._absorb(head, batch)
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

    # What is there

    def _learn(self, list_: ListName) -> None:
        with self.begin() as db:
            if not self.learned:
                self._learn_references(db)
            self._learn_ids(db, list_)

    def _learn_references(self, db: Session) -> None:
        for area_code, name in lists.area_names(db):
            self.known.add_area(area_code, name)
        self._learn_people(db)
        for row in lists.named(db, lists.PROJECTS, ("key", "name")):
            self.known.add_project(row["id"], row["key"], row["name"])
            self.store.keys_of_projects[row["id"]] = row["key"]
        self.learned = True

    def _learn_people(self, db: Session) -> None:
        for person in lists.people(db):
            self.known.add_person(person.id, person.key, person.email, person.name)
            self.keys_of_people[person.id] = person.key or ""

    def _learn_ids(self, db: Session, list_: ListName) -> None:
        if list_ is ListName.OUTCOMES:
            if ListName.MOMENTS not in self.ids:
                self._learn_ids(db, ListName.MOMENTS)
            self.known.moments = self.ids[ListName.MOMENTS]
            return
        if list_ in JUDGEMENTS:
            self.ids[list_] = {}
            return
        fields = identities.FIELDS.get(list_)
        if fields is None:
            self.ids[list_] = {key.casefold(): found for key, found in lists.ids(db, REGISTERS[list_]).items()}
            return
        # Of one moment: a row that somebody else brings in between two looks would have a name and no number.
        rows = lists.named(db, REGISTERS[list_], fields)
        self.ids[list_] = {row["key"].casefold(): row["id"] for row in rows if row["key"]}
        self.identities = Identities(list_, rows)
        self.doubles = Doubles(list_, rows)

    # One batch

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
                        self._learn_ids(db, list_)
                        if list_ is ListName.COLLEAGUES:
                            # Without an id they are known by their address.
                            self._learn_people(db)
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
        register, batch = REGISTERS[list_], StoredBatch()
        known = [(entry, found) for entry in entries if (found := self._identity(list_, entry, batch)) is not None]
        stored = lists.stored(db, register, {found for _, found in known if found > 0})
        roles = lists.roles(db, stored.keys()) if list_ is ListName.PROJECTS else {}
        new: list[Entry] = []
        changed: list[RowChange] = []
        for entry, found in known:
            before = stored.get(found)
            if not self._fits(list_, entry, before, batch):
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
            free = free_keys(list_, self.ids[list_]) if any(entry.keyed_on for entry in new) else iter(())
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

    def _identity(self, list_: ListName, entry: Entry, batch: StoredBatch) -> int | None:
        """The id of the row that this is about, NEW when there is none; None, and a reason, when it can't be."""
        if entry.keyed_on:
            if (by_name := self.identities.of(entry)) == AMBIGUOUS:
                batch.refused.append((entry, "", RefusedCell("ambiguous_row")))
                return None
            return by_name or self._unless_double(entry, batch)
        by_key = self.ids[list_].get(entry.key.casefold(), NEW) if entry.key else NEW
        if list_ is not ListName.COLLEAGUES:
            return by_key or (self._unless_double(entry, batch) if list_.is_numbered else NEW)
        by_email = self.known.people.get(entry.values.get("email", "").casefold(), NEW)
        if entry.key and by_email and by_email != by_key and (by_key or self.keys_of_people.get(by_email)):
            batch.refused.append((entry, "email", RefusedCell("email_taken", value=entry.values["email"])))
            return None
        if not entry.key and "email" not in entry.values:
            # From an export of a municipality whose chat tells no addresses: there is only the name to go by.
            by_name = self.known.people.get(entry.values["name"].casefold(), AMBIGUOUS)
            if by_name == AMBIGUOUS:
                batch.refused.append((entry, "id", RefusedCell("missing_id_or_email")))
                return None
            return by_name
        return by_key or by_email

    def _unless_double(self, entry: Entry, batch: StoredBatch) -> int | None:
        """Of a row that seems new."""
        double = self.doubles.of(entry)
        if double is None:
            return NEW
        same = self.order.is_same(self.number, entry.line)
        if same is None:
            batch.asked.append((entry, RefusedCell("same", key=double.key, name=double.name, mine=named(entry))))
        return None if same is None else double.id if same else NEW

    def _fits(self, list_: ListName, entry: Entry, before: Stored | None, batch: StoredBatch) -> bool:
        """What can only be judged with the whole row: with what is there, or what a new row gets by itself."""
        if before is None and not complete(list_, entry, self.known, self.order.at.date()):
            batch.refused.append((entry, "type", RefusedCell("missing")))
            return False
        if list_ is ListName.MOMENTS and before and before.values["starts_on"] == before.values["ends_on"]:
            # It took one day, and still does when it moves to another.
            entry.values.setdefault("ends_on", entry.values["starts_on"])
        values = {**before.values, **entry.values} if before else entry.values
        if rules.ends_before_it_starts(values.get("starts_on"), values.get("ends_on")):
            batch.refused.append((entry, "eind", RefusedCell("end_before_start")))
            return False
        if list_ is ListName.MOMENTS and rules.ends_too_early(values):
            entry.values = {name: value for name, value in entry.values.items() if name not in ("begins_at", "ends_at")}
            batch.opened.append((entry, "eindtijd", RefusedCell("ends_too_early")))
        if list_ is ListName.MOMENTS and rules.owes_nothing(values):
            entry.values.pop("level", None)
            if before and before.values["level"] is Level.INFORM:
                entry.values["level"] = None
            batch.opened.append((entry, "niveau", RefusedCell("initiative_is_answered")))
        return True

    def _absorb(self, head: Head, batch: StoredBatch) -> None:
        """After the commit: what later rows and lists may refer to."""
        list_ = head.list_
        self.report.refuse([why.at(head.name, entry.line, column) for entry, column, why in batch.refused])
        self.report.ask([SameQuestion(head.number, why.at(head.name, entry.line, "")) for entry, why in batch.asked])
        self.report.leave_open([why.at(head.name, entry.line, column) for entry, column, why in batch.opened])
        for entry, row in batch.ids:
            if entry.key:
                self.ids[list_][entry.key.casefold()] = row
            if entry.keyed_on:
                self.identities.note(entry.keyed_on, row)
            if list_ is ListName.AREAS and cells.area_rank(entry.key, entry.values.get("kind") or "") == 0:
                self.report.municipality = entry.values["name"]
            if list_ is ListName.PROJECTS:
                self.known.add_project(row, entry.key, entry.values["name"])
                self.store.keys_of_projects.setdefault(row, entry.key)
            elif list_ is ListName.COLLEAGUES:
                self.known.add_person(row, entry.key, entry.values.get("email"), entry.values["name"])
                self.keys_of_people[row] = entry.key
