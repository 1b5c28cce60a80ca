"""Many rows by one statement. SQLAlchemy prepares each row by itself, which takes longer than the database does."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from operator import is_
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Table, TextClause, insert

Rows = Sequence[Mapping[str, Any]]


def insert_rows(core: Connection, table: Table, rows: Rows, always: Mapping[str, Any]) -> None:
    """always: what every row has, whatever it says. What a row leaves out gets the column's default.

    Raises KeyError for a column that the table does not have, and for one that a row lacks and has to have.
    """
    if not rows:
        return
    blank, said = _blank(table), set[str]().union(*rows)
    same = {name: value for name, value in blank.items() if name not in said} | dict(always)
    prepared = _insert(table, tuple(sorted(said.union(same))), core.dialect)
    columns = list[Iterable[Any]]()
    for name, fit in prepared.cells:
        if name in same:
            columns.append(repeat(fit(same[name]) if fit else same[name], len(rows)))
            continue
        values = [row.get(name, blank[name]) for row in rows] if name in blank else [row[name] for row in rows]
        if fit and all(map(is_, values, repeat(values[0]))):
            # The moment of the import, in every row: it takes longer to fit than all else together.
            columns.append(repeat(fit(values[0]), len(rows)))
        else:
            columns.append(map(fit, values) if fit else values)
    _execute(core, prepared, zip(*columns, strict=True))


def execute_rows(core: Connection, statement: TextClause, rows: Rows) -> None:
    """rows: with every value that the statement names, each as the database itself has it."""
    if rows:
        prepared = _prepared(statement, core.dialect)
        names = [name for name, _ in prepared.cells]
        _execute(core, prepared, ([row[name] for name in names] for row in rows))


class _Prepared(NamedTuple):
    """cells: what a row consists of, in order, and what makes a value fit for this database."""

    sql: str
    cells: Sequence[tuple[str, Callable[[Any], Any] | None]]
    by_position: bool


def _execute(core: Connection, prepared: _Prepared, rows: Iterable[Sequence[Any]]) -> None:
    if prepared.by_position:
        core.exec_driver_sql(prepared.sql, [*map(tuple, rows)])
    else:
        names = [name for name, _ in prepared.cells]
        core.exec_driver_sql(prepared.sql, [dict(zip(names, row, strict=True)) for row in rows])


@lru_cache(maxsize=100)
def _blank(table: Table) -> Mapping[str, Any]:
    """What a column is when nobody says: its default, or nothing where it may be empty."""
    defaults = {column.name: getattr(column.default, "arg", None) for column in table.c if column.default is not None}
    return {column.name: defaults.get(column.name) for column in table.c if column.nullable or column.name in defaults}


@lru_cache(maxsize=100)
def _insert(table: Table, names: tuple[str, ...], dialect: Dialect) -> _Prepared:
    compiled = insert(table).inline().compile(dialect=dialect, column_keys=names)
    fits = {name: table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names}
    return _Prepared(str(compiled), [(name, fits[name]) for name in compiled.positiontup or names], compiled.positional)


@lru_cache(maxsize=100)
def _prepared(statement: TextClause, dialect: Dialect) -> _Prepared:
    compiled = statement.compile(dialect=dialect)
    names = compiled.positiontup or list(compiled.params)
    return _Prepared(str(compiled), [(name, None) for name in names], compiled.positional)
