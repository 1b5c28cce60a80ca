"""Brings a database up to date."""

import datetime as dt
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from storage.database import Database, gather_statistics

MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE = dt.timedelta(minutes=10)
"""For another process that is migrating the same database."""


def newest_revision() -> str:
    """Migrations are numbered files, so that asking needs no Alembic: it takes a tenth of a second to import."""
    return max(file.name.split("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def revision_of(engine: Engine) -> str | None:
    """The revision that the database is at; None for an empty one."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return None if found is None else str(found)


def upgrade(url: str, to: str = "head") -> bool:
    """Migrates an empty or older database. Several processes may do this at once: the later ones wait.

    False when it was up to date.
    """
    database = Database(url, PATIENCE)
    try:
        if to == "head" and revision_of(database.engine) == newest_revision():
            return False
        _migrate(database.engine, to, down=False)
        return True
    finally:
        database.close()


def downgrade(url: str, to: str) -> None:
    database = Database(url, PATIENCE)
    try:
        _migrate(database.engine, to, down=True)
    finally:
        database.close()


def _migrate(engine: Engine, to: str, down: bool) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        _hold_others_back(connection)
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, to)
        gather_statistics(connection)
        connection.commit()


def _hold_others_back(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(8241999)"))
        return
    # Alembic rebuilds tables on SQLite; with foreign keys on, dropping the old one empties its children.
    # Inside a transaction the pragma does nothing, so it comes first.
    connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
    connection.execution_options(immediate=True)
    connection.execute(text("SELECT 1"))
