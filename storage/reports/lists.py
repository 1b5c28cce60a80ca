"""Many rows at once, for lists that come in and go out: always the same few statements, however many rows.

These statements are SQLAlchemy Core, which the session does not confine to its municipality: every function here does
so itself.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, delete, select, update
from sqlalchemy.orm import Session

from glossary import RoleState
from storage.database import Base
from storage.database.many import insert_rows
from storage.learning import area_reports, quality
from storage.learning.knowledge import Lesson, LessonArea, LessonGroup
from storage.people.municipalities import Municipality
from storage.people.people import GIVEN, Colleague, ColleagueArea, ColleagueDiscipline
from storage.register.areas import Area
from storage.register.changes import Change
from storage.register.moments import Moment, MomentArea, MomentGroup, MomentInvited, MomentMissed, MomentTold
from storage.register.outcomes import Outcome
from storage.register.projects import Project, ProjectArea, ProjectGroup, RoleAssignment


@dataclass(frozen=True, slots=True)
class ChildTable:
    """Rows that hang on another row: `owner` is the column with its id, `value` what they add to it.

    repeats: their columns that say the same as one of the row that they hang on.
    """

    table: Table
    owner: str
    value: str
    repeats: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Register:
    """A table with what hangs on its rows. key: the column with the id that lists use."""

    table: Table
    key: str = "key"
    parts: Mapping[str, ChildTable] = field(default_factory=dict)

    @property
    def counts_changes(self) -> bool:
        return "revision" in self.table.c


def _table(mapped: type[Base]) -> Table:
    table = mapped.__table__
    assert isinstance(table, Table)
    return table


AREAS = Register(_table(Area), key="code")
COLLEAGUES = Register(
    _table(Colleague),
    parts={
        "disciplines": ChildTable(_table(ColleagueDiscipline), "colleague_id", "discipline"),
        "areas": ChildTable(_table(ColleagueArea), "colleague_id", "area_code"),
    },
)


def _about(area: type[Base], group: type[Base], owner: str, repeats: Mapping[str, str] = {}) -> dict[str, ChildTable]:
    """The areas and the target groups of a row."""
    return {
        "areas": ChildTable(_table(area), owner, "area_code", repeats),
        "groups": ChildTable(_table(group), owner, "target_group"),
    }


PROJECTS = Register(_table(Project), parts=_about(ProjectArea, ProjectGroup, "project_id"))
_MISSED = ChildTable(_table(MomentMissed), "moment_id", "target_group")
_MEDIA = {
    "invited_through": ChildTable(_table(MomentInvited), "moment_id", "medium"),
    "told_through": ChildTable(_table(MomentTold), "moment_id", "medium"),
}
_DAYS = {"starts_on": "starts_on", "ends_on": "ends_on", "told_on": "residents_told_on"}
_ABOUT_MOMENTS = _about(MomentArea, MomentGroup, "moment_id", _DAYS)
MOMENTS = Register(_table(Moment), parts={**_ABOUT_MOMENTS, "missed": _MISSED, **_MEDIA})
QUALITY, AREA_REPORTS = Register(_table(quality.ProjectQuality)), Register(_table(area_reports.AreaReport))
LESSONS = Register(_table(Lesson), parts=_about(LessonArea, LessonGroup, "lesson_id"))

_ROLES, _CHANGES, _OUTCOMES = _table(RoleAssignment), _table(Change), _table(Outcome)


@dataclass(slots=True)
class Stored:
    """A row with what hangs on it. values: every column."""

    values: Mapping[str, Any]
    parts: dict[str, list[Any]]


Rows = Sequence[Mapping[str, Any]]


def take_turns(db: Session) -> None:
    """The first statement of a batch: one import writes at a time.

    On SQLite it takes the write lock before anything is read, so that nobody can write in between.
    """
    table = _table(Municipality)
    _core(db).execute(update(table).where(table.c.id == _own(db)).values(name=table.c.name))


def ids(db: Session, register: Register) -> dict[str, int]:
    """The id of every row, by its key as it is written."""
    table = register.table
    key = table.c[register.key]
    found = _core(db).execute(select(key, table.c.id).where(table.c.municipality_id == _own(db), key.is_not(None)))
    return {row[0]: row[1] for row in found}


def named(db: Session, register: Register, fields: Sequence[str]) -> Sequence[Mapping[str, Any]]:
    """Of every row its id, and these columns."""
    table = register.table
    columns = (table.c.id, *(table.c[name] for name in fields))
    found = _core(db).execute(select(*columns).where(table.c.municipality_id == _own(db)).order_by(table.c.id))
    return [dict(row) for row in found.mappings()]


def area_names(db: Session) -> Sequence[tuple[str, str]]:
    """Code and name of every area."""
    found = _core(db).execute(
        select(AREAS.table.c.code, AREAS.table.c.name).where(AREAS.table.c.municipality_id == _own(db))
    )
    return [(row[0], row[1]) for row in found]


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    key: str | None
    email: str | None
    name: str


def people(db: Session) -> Sequence[Person]:
    """Every colleague who was not erased."""
    table = COLLEAGUES.table
    found = _core(db).execute(
        select(table.c.id, table.c.key, table.c.email, table.c.name)
        .where(table.c.municipality_id == _own(db), table.c.erased_at.is_(None))
        .order_by(table.c.id)
    )
    return [Person(*row) for row in found]


def stored(db: Session, register: Register, wanted: Collection[int]) -> dict[int, Stored]:
    """These rows by id, complete, and held for this transaction: one statement, and one for each kind of part."""
    if not wanted:
        return {}
    table = register.table
    query = select(table).where(table.c.municipality_id == _own(db), table.c.id.in_(wanted)).with_for_update()
    rows = {row["id"]: Stored(dict(row), {}) for row in _core(db).execute(query).mappings()}
    _fill_parts(db, register, rows, wanted)
    return rows


def everything(db: Session, register: Register) -> list[Stored]:
    """All rows, complete, in the order in which they came."""
    table = register.table
    query = select(table).where(table.c.municipality_id == _own(db)).order_by(table.c.id)
    rows = {row["id"]: Stored(dict(row), {}) for row in _core(db).execute(query).mappings()}
    _fill_parts(db, register, rows, None)
    return list(rows.values())


def _fill_parts(db: Session, register: Register, rows: Mapping[int, Stored], wanted: Collection[int] | None) -> None:
    for name, part in register.parts.items():
        columns = part.table.c
        query = select(columns[part.owner], columns[part.value]).where(columns.municipality_id == _own(db))
        if wanted is not None:
            query = query.where(columns[part.owner].in_(wanted))
        for row in rows.values():
            row.parts[name] = []
        for owner, value in _core(db).execute(query):
            rows[owner].parts[name].append(value)


def roles(db: Session, projects: Collection[int] | None) -> dict[int, dict[Any, int]]:
    """Project -> role -> colleague, of these projects or of all."""
    query = select(_ROLES.c.project_id, _ROLES.c.role, _ROLES.c.colleague_id).where(
        _ROLES.c.municipality_id == _own(db)
    )
    if projects is not None:
        query = query.where(_ROLES.c.project_id.in_(projects))
    found: dict[int, dict[Any, int]] = {}
    if projects is None or projects:
        for project_id, role, colleague_id in _core(db).execute(query):
            found.setdefault(project_id, {})[role] = colleague_id
    return found


def outcomes(db: Session, moments: Collection[int] | None) -> dict[int, dict[int, Mapping[str, Any]]]:
    """Moment -> number -> input, decision and reason, of these moments or of all."""
    query = select(_OUTCOMES).where(_OUTCOMES.c.municipality_id == _own(db))
    if moments is not None:
        query = query.where(_OUTCOMES.c.moment_id.in_(moments))
    found: dict[int, dict[int, Mapping[str, Any]]] = {}
    for row in _core(db).execute(query.order_by(_OUTCOMES.c.moment_id, _OUTCOMES.c.number)).mappings():
        found.setdefault(row["moment_id"], {})[row["number"]] = dict(row)
    return found


def projects_with(db: Session, moments: Collection[int]) -> dict[int, int]:
    """Moment -> its project."""
    table = MOMENTS.table.c
    query = select(table.id, table.project_id).where(table.municipality_id == _own(db), table.id.in_(moments))
    return {row[0]: row[1] for row in _core(db).execute(query)}


def put_outcomes(db: Session, rows: Rows) -> None:
    """Each with its moment and number, in the place of the one that is there."""
    _delete(db, _OUTCOMES, ("moment_id", "number"), ((row["moment_id"], row["number"]) for row in rows))
    _insert(db, _OUTCOMES, rows)


def add(db: Session, register: Register, rows: Rows) -> list[int]:
    """Inserts; gives the new ids, in the order of the rows. What a row leaves out gets the column's default."""
    if not rows:
        return []
    first = {"revision": 1} if register.counts_changes else {}
    _insert(db, register.table, ({**first, **row} for row in rows))
    # Asked for afterwards: with RETURNING in this order, SQLite gets a statement for every row.
    by_key = _ids_of(db, register, register.key, rows)
    by_email = _ids_of(db, register, "email", rows) if register is COLLEAGUES else {}
    return [by_key[row[register.key]] if row[register.key] else by_email[row["email"]] for row in rows]


def _ids_of(db: Session, register: Register, by: str, rows: Rows) -> dict[str, int]:
    table, wanted = register.table, [row[by] for row in rows if row.get(by)]
    query = select(table.c[by], table.c.id).where(table.c.municipality_id == _own(db), table.c[by].in_(wanted))
    return {row[0]: row[1] for row in _core(db).execute(query).all()}


def change(db: Session, register: Register, rows: Sequence[Mapping[str, Any]]) -> None:
    """Overwrites rows, each with its id and all its values, so that one statement does for all."""
    if not rows:
        return
    table = register.table
    columns = [column for column in table.c if column.name not in ("id", "municipality_id")]
    statement = (
        update(table)
        .where(table.c.id == bindparam("this"), table.c.municipality_id == _own(db))
        .values({column: bindparam(f"new_{column.name}", type_=column.type) for column in columns})
    )
    new = [{"this": row["id"]} | {f"new_{column.name}": row[column.name] for column in columns} for row in rows]
    _core(db).execute(statement, new)


def touch(db: Session, register: Register, ids: Collection[int], at: dt.datetime) -> dict[int, int]:
    """Marks these rows as changed; gives the new revision of each."""
    if not ids:
        return {}
    table = register.table
    mine = and_(table.c.municipality_id == _own(db), table.c.id.in_(ids))
    _core(db).execute(update(table).where(mine).values(revision=table.c.revision + 1, changed_at=at))
    return {row[0]: row[1] for row in _core(db).execute(select(table.c.id, table.c.revision).where(mine))}


def give_disciplines(db: Session, given: Iterable[tuple[int, Any]]) -> None:
    """A list says so, whoever chose it before: colleague and discipline."""
    table = _table(ColleagueDiscipline)
    rows = [{"who": who, "what": what} for who, what in given]
    if not rows:
        return
    own = table.c.municipality_id == _own(db), table.c.how != GIVEN
    this = (
        table.c.colleague_id == bindparam("who"),
        table.c.discipline == bindparam("what", type_=table.c.discipline.type),
    )
    _core(db).execute(update(table).where(*own, *this).values(how=GIVEN), rows)


def add_parts(
    db: Session, part: ChildTable, values: Iterable[tuple[int, Any]], new: Mapping[int, Mapping[str, Any]] | None = None
) -> None:
    """values: the id of the row that it hangs on, and the value. new: those rows, when nobody has them yet."""
    repeats = part.repeats.items() if new else ()
    rows = (
        {part.owner: owner, part.value: value, **{column: (new or {})[owner].get(name) for column, name in repeats}}
        for owner, value in values
    )
    _insert(db, part.table, rows)


def remove_parts(db: Session, part: ChildTable, values: Iterable[tuple[int, Any]]) -> None:
    _delete(db, part.table, (part.owner, part.value), values)


def name_people(db: Session, named: Iterable[tuple[int, Any, int]], by: int | None) -> None:
    """Project, role and colleague. Only named: nobody has been asked. For whoever is away the role stays vacant."""
    people = COLLEAGUES.table.c
    away = set(
        _core(db).scalars(select(people.id).where(people.municipality_id == _own(db), people.away_since.is_not(None)))
    )
    rows = (
        {
            "project_id": project,
            "role": role,
            "colleague_id": colleague,
            "state": RoleState.LEFT if colleague in away else RoleState.NAMED,
            "named_by": by,
        }
        for project, role, colleague in named
    )
    _insert(db, _ROLES, rows)


def vacate(db: Session, roles: Iterable[tuple[int, Any]]) -> None:
    _delete(db, _ROLES, ("project_id", "role"), roles)


def remember(db: Session, changes: Iterable[Mapping[str, Any]]) -> None:
    """Rows of the history, by the names of their columns."""
    _insert(db, _CHANGES, changes)


def _insert(db: Session, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    insert_rows(_core(db), table, list(rows), {"municipality_id": _own(db)})


def _delete(db: Session, table: Table, columns: tuple[str, str], rows: Iterable[tuple[int, Any]]) -> None:
    first, second = (table.c[name] for name in columns)
    gone = [{"first": one, "second": other} for one, other in rows]
    if not gone:
        return
    condition = and_(first == bindparam("first"), second == bindparam("second", type_=second.type))
    _core(db).execute(delete(table).where(table.c.municipality_id == _own(db), condition), gone)


def _core(db: Session) -> Connection:
    """Past the session and its objects, in the same transaction."""
    return db.connection()


def _own(db: Session) -> int:
    """The municipality of this session. Lists never look across."""
    own = db.info["municipality"]
    assert isinstance(own, int), "a session of one municipality"
    return own
