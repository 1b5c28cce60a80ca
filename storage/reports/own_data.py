"""What is kept about somebody, as every table declares it: the rows of their file, part by part."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.database import Base
from storage.learning.buddy_rounds import BuddyRound
from storage.learning.knowledge import Lesson
from storage.learning.sessions import KnowledgeSession
from storage.people.identity import Declared, declared
from storage.people.people import Colleague
from storage.people.personal import FilePart, Personal, Shown
from storage.register.moments import Moment
from storage.register.projects import Project

Row = Mapping[str, Any]
"""By the names of the columns. Where a row points at something that has a name, it says the name."""

_NAMES: Mapping[str, InstrumentedAttribute[Any]] = {
    "buddy_round": BuddyRound.number,
    "colleague": Colleague.name,
    "knowledge_session": KnowledgeSession.topic,
    "lesson": Lesson.lesson,
    "moment": Moment.title,
    "project": Project.name,
}
"""What rows of these tables are called."""

_OURS = ("id", "municipality_id")


def parts_about(db: Session, colleague_id: int) -> Sequence[FilePart]:
    """The parts of which there is anything, in order."""
    shown = list(_shown())
    found = db.execute(select(*(exists().where(each.of(colleague_id)) for each in shown))).one()
    there = {_part(each) for each, is_there in zip(shown, found, strict=True) if is_there}
    return [part for part in FilePart if part in there]


def everything_about(db: Session, colleague_id: int) -> Mapping[FilePart, Sequence[Row]]:
    """Every row, oldest first in its table; only parts of which there is anything, in order."""
    found = defaultdict[FilePart, dict[Base, Declared]](dict)
    for each in _shown():
        query = select(each.table).where(each.of(colleague_id)).order_by(*each.stored.primary_key)
        for row in db.scalars(query):
            # A row that names them twice is there once.
            found[_part(each)].setdefault(row, each)
    names = _names(db, found)
    return {
        part: [_as_told(row, each, names) for row, each in found[part].items()] for part in FilePart if part in found
    }


def _shown() -> Iterator[Declared]:
    """Colleagues themselves first: they come last where rows go."""
    return (each for each in reversed(declared()) if isinstance(each.how.export, Shown))


def _part(each: Declared) -> FilePart:
    assert isinstance(each.how.export, Shown)
    return each.how.export.part


def _columns(each: Declared) -> Sequence[str]:
    assert isinstance(each.how.export, Shown)
    return each.how.export.only or [column.key for column in each.stored.columns if column.key not in _OURS]


def _points_at(each: Declared, name: str) -> str:
    """The table that the column points at, when rows of it have a name; else nothing."""
    column = each.stored.columns[name]
    if Personal in column.info and column.type.python_type is int:
        return "colleague"
    return next((key.column.table.name for key in column.foreign_keys if key.column.table.name in _NAMES), "")


Names = Mapping[tuple[str, Any], str]


def _names(db: Session, found: Mapping[FilePart, Mapping[Base, Declared]]) -> Names:
    wanted = defaultdict[str, set[Any]](set)
    for rows in found.values():
        for row, each in rows.items():
            for name in _columns(each):
                if table := _points_at(each, name):
                    wanted[table].add(getattr(row, name))
    return {
        (table, key): str(called)
        for table, ids in wanted.items()
        for key, called in db.execute(
            select(_NAMES[table].class_.id, _NAMES[table]).where(_NAMES[table].class_.id.in_(ids - {None}))
        )
    }


def _as_told(row: Base, each: Declared, names: Names) -> Row:
    told = {}
    for name in _columns(each):
        value = getattr(row, name)
        told[name] = names.get((_points_at(each, name), value), value)
    return told
