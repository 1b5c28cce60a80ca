"""How Alembic runs here: on the connection that storage/migrate.py gives it, inside that transaction."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

from storage import METADATA
from storage.database import Partial, Utc


def plain_column(kind: str, item: Any, autogen_context: Any) -> str | Literal[False]:
    """Migrations outlive our types: they name what the database sees."""
    if isinstance(item, sa.Enum):
        return f"sa.String({item.length})"
    if isinstance(item, Utc):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, Partial):
        return "sa.String(10)"
    return False


@sa.event.listens_for(sa.Table, "before_create")
def no_number_twice(table: sa.Table, *_: Any, **__: Any) -> None:
    """SQLite would give the number of a last row that is gone to the next one, as PostgreSQL never does.

    Keys of messages are made of numbers, and buttons in old messages carry them.
    """
    keys = [column.name for column in table.primary_key]
    if keys == ["id"] and isinstance(table.c.id.type, sa.Integer) and not isinstance(table.c.id.type, sa.BigInteger):
        table.dialect_options["sqlite"]["autoincrement"] = True


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=plain_column,
    transaction_per_migration=False,
)
context.run_migrations()
