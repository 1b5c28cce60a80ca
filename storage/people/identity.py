"""Two rows that turn out to be one person, and a person who goes: as every table declares it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, PrimaryKeyConstraint, Table, UniqueConstraint, delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.database import Base
from storage.messages.outbox import can_be_reached
from storage.people import people
from storage.people.people import Colleague
from storage.people.personal import AT, KeyGoes, Moves, Personal, RowGoes, Stays


class Declared(NamedTuple):
    """A column that names a colleague, and what its table says of it."""

    table: type[Base]
    name: str
    how: Personal

    @property
    def stored(self) -> Table:
        return self.table.metadata.tables[self.table.__tablename__]

    @property
    def column(self) -> InstrumentedAttribute[Any]:
        found: InstrumentedAttribute[Any] = getattr(self.table, self.name)
        return found

    def of(self, colleague_id: int) -> ColumnElement[bool]:
        """The rows that name this colleague here."""
        return self.how.finds(colleague_id) if self.how.finds else self.column == colleague_id


@cache
def declared() -> Sequence[Declared]:
    """Of all tables; what refers to others comes before them, so colleagues themselves are among the last."""
    tables = {mapper.local_table: mapper.class_ for mapper in Base.registry.mappers}
    return [
        Declared(tables[table], column.key, column.info[Personal])
        for table in reversed(Base.metadata.sorted_tables)
        for column in table.columns
        if Personal in column.info
    ]


def erase(db: Session, person: Colleague, at: dt.datetime) -> None:
    """The facts stay, the person goes: what still points at them points at a row without a name."""
    for each in declared():
        match each.how.erase:
            case RowGoes():
                db.execute(delete(each.table).where(each.of(person.id)))
            case KeyGoes(also):
                _change(db, each, person.id, {**also, each.name: None}, at)
            case Stays(_, also):
                _change(db, each, person.id, also, at)
            case erase_rows:
                erase_rows(db, person.id, at)
    db.flush()


def _change(db: Session, each: Declared, person: int, also: Mapping[str, Any], at: dt.datetime) -> None:
    values = {
        name: func.coalesce(getattr(each.table, name), at) if value is AT else value for name, value in also.items()
    }
    if values:
        db.execute(update(each.table).where(each.of(person)).values(values))


def merge(db: Session, arrived_id: int, into_id: int) -> None:
    """Two rows turn out to be one person: everything of `arrived` becomes `into`'s, and `arrived` goes."""
    if people.colleague(db, arrived_id) is None or people.colleague(db, into_id) is None:
        return  # Another administrator was first.
    for each in declared():
        match each.how.merge:
            case Moves() as moves:
                _move(db, each, moves, arrived_id, into_id)
            case merge_rows:
                merge_rows(db, arrived_id, into_id)
    db.flush()
    can_be_reached(db, into_id)


def _move(db: Session, each: Declared, how: Moves, arrived: int, known: int) -> None:
    for same in _keys_with(each):
        _forget_own_pairs(db, each, same, arrived, known)
        _keep_one(db, each, how, same, arrived, known)
    db.flush()
    db.execute(update(each.table).where(each.column == arrived).values({each.name: known}))


def _keys_with(each: Declared) -> Iterator[tuple[str, ...]]:
    """What else makes a row the only one, of every key of the table in which a colleague is named here."""
    for key in each.stored.constraints:
        if isinstance(key, PrimaryKeyConstraint | UniqueConstraint) and each.name in key.columns:
            yield tuple(column.key for column in key.columns if column.key != each.name)


def _forget_own_pairs(db: Session, each: Declared, same: Sequence[str], arrived: int, known: int) -> None:
    """A row about the two of them would be about one person and themselves."""
    for other in declared():
        if other.table is each.table and other.name in same:
            db.execute(delete(each.table).where(each.column == arrived, other.column == known))


def _keep_one(db: Session, each: Declared, how: Moves, same: Sequence[str], arrived: int, known: int) -> None:
    def rows(colleague_id: int) -> dict[tuple[Any, ...], Base]:
        found = db.scalars(select(each.table).where(each.column == colleague_id))
        return {tuple(getattr(row, name) for name in same): row for row in found}

    there = rows(known)
    for key, row in rows(arrived).items():
        if key in there:
            stays, goes = (row, there[key]) if how.stays == "arrived" else (there[key], row)
            for name in how.either:
                if _says_nothing(each, name, getattr(stays, name)):
                    setattr(stays, name, getattr(goes, name))
            _let_go(db, each, how, goes)


def _says_nothing(each: Declared, name: str, value: object) -> bool:
    """False where there might be None is a no that somebody said."""
    return value in (None, "") or (value is False and not each.stored.c[name].nullable)


def _let_go(db: Session, each: Declared, how: Moves, row: Base) -> None:
    if isinstance(how.goes, RowGoes):
        db.delete(row)
        return
    for name, value in {**how.goes.also, each.name: None}.items():
        setattr(row, name, value)
