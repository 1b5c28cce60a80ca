"""The rows that belong to a row, in one of its columns: that would be a second question, or the same columns again."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class rows_as_json(FunctionElement[str]):  # noqa: N801, it is called as a function of SQL
    """`[[1, "a"], [2, "b"]]`, in any order; empty or NULL without rows. Days and codes are text, as they are stored."""

    type = String()
    inherit_cache = True


@compiles(rows_as_json, "sqlite")
def _sqlite(element: rows_as_json, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_group_array(json_array({compiler.process(element.clauses, **options)}))"


@compiles(rows_as_json, "postgresql")
def _postgresql(element: rows_as_json, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(json_agg(json_build_array({compiler.process(element.clauses, **options)})) AS TEXT)"
