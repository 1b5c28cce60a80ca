"""Which row of the register a row of a list is: by its number, its address or its name."""

from collections.abc import Callable, Iterable

from sqlalchemy.orm import Session

from bot.transfer import identities
from bot.transfer.batches import REGISTERS, StoredBatch
from bot.transfer.cells import RefusedCell
from bot.transfer.checking import named
from bot.transfer.contract import ListName
from bot.transfer.doubles import Doubles
from bot.transfer.identities import Identities
from bot.transfer.known import AMBIGUOUS, NEW, Known
from bot.transfer.rules import Entry
from storage.reports import lists

JUDGEMENTS = (ListName.QUALITY, ListName.AREA_REPORTS)
"""Lists of which a row is known by what it is about, and by who says it."""

IsSame = Callable[[Entry], bool | None]
"""What somebody answered about a row that may be there already; None as long as nobody did."""


class Matching:
    """Of one import: what is there is looked up once, and grows while lists go in.

    known: what rows may refer to. ids: of each list that was looked up, number in lists -> id of the row.
    keys_of_projects: id of the row -> number in lists.
    """

    def __init__(self) -> None:
        self.known = Known()
        self.ids: dict[ListName, dict[str, int]] = {}
        self.keys_of_projects: dict[int, str] = {}
        self._keys_of_people: dict[int, str] = {}
        self._identities = Identities(ListName.PROJECTS, ())
        self._doubles = Doubles(ListName.PROJECTS, ())
        self._knows_references = False

    def look_up(self, db: Session, list_: ListName) -> None:
        """Before a list goes in."""
        if not self._knows_references:
            self._look_up_references(db)
            self._knows_references = True
        self._look_up_rows(db, list_)

    def look_up_again(self, db: Session, list_: ListName) -> None:
        """Somebody else wrote meanwhile."""
        self._look_up_rows(db, list_)
        if list_ is ListName.COLLEAGUES:
            # Without a number they are known by their address.
            self._look_up_people(db)

    def row_of(self, list_: ListName, entry: Entry, is_same: IsSame, batch: StoredBatch) -> int | None:
        """The id of the row that this is about, NEW when there is none; None, and a reason, when it can't be."""
        if entry.keyed_on:
            if (by_name := self._identities.of(entry)) == AMBIGUOUS:
                batch.refused.append((entry, "", RefusedCell("ambiguous_row")))
                return None
            return by_name or self._unless_double(entry, is_same, batch)
        by_key = self.ids[list_].get(entry.key.casefold(), NEW) if entry.key else NEW
        if list_ is ListName.COLLEAGUES:
            return self._person(entry, by_key, batch)
        return by_key or (self._unless_double(entry, is_same, batch) if list_.is_numbered else NEW)

    def note(self, list_: ListName, stored: Iterable[tuple[Entry, int]]) -> None:
        """After the commit: what later rows and lists may refer to. stored: with the ids of their rows."""
        for entry, row in stored:
            if entry.key:
                self.ids[list_][entry.key.casefold()] = row
            if entry.keyed_on:
                self._identities.note(entry.keyed_on, row)
            if list_ is ListName.PROJECTS:
                self.known.add_project(row, entry.key, entry.values["name"])
                self.keys_of_projects.setdefault(row, entry.key)
            elif list_ is ListName.COLLEAGUES:
                self.known.add_person(row, entry.key, entry.values.get("email"), entry.values["name"])
                self._keys_of_people[row] = entry.key

    def _look_up_references(self, db: Session) -> None:
        for area_code, name in lists.area_names(db):
            self.known.add_area(area_code, name)
        self._look_up_people(db)
        for row in lists.named(db, lists.PROJECTS, ("key", "name")):
            self.known.add_project(row["id"], row["key"], row["name"])
            self.keys_of_projects[row["id"]] = row["key"]

    def _look_up_people(self, db: Session) -> None:
        for person in lists.people(db):
            self.known.add_person(person.id, person.key, person.email, person.name)
            self._keys_of_people[person.id] = person.key or ""

    def _look_up_rows(self, db: Session, list_: ListName) -> None:
        if list_ is ListName.OUTCOMES:
            if ListName.MOMENTS not in self.ids:
                self._look_up_rows(db, ListName.MOMENTS)
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
        self._identities = Identities(list_, rows)
        self._doubles = Doubles(list_, rows)

    def _person(self, entry: Entry, by_key: int, batch: StoredBatch) -> int | None:
        by_email = self.known.people.get(entry.values.get("email", "").casefold(), NEW)
        if entry.key and by_email and by_email != by_key and (by_key or self._keys_of_people.get(by_email)):
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

    def _unless_double(self, entry: Entry, is_same: IsSame, batch: StoredBatch) -> int | None:
        """Of a row that seems new."""
        double = self._doubles.of(entry)
        if double is None:
            return NEW
        same = is_same(entry)
        if same is None:
            batch.asked.append((entry, RefusedCell("same", key=double.key, name=double.name, mine=named(entry))))
        return None if same is None else double.id if same else NEW
