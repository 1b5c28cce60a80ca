"""What is wrong with a database, in words: for the start, the doctor, `/readyz` and every verb of the console."""

import sys
from pathlib import Path
from typing import NamedTuple

from bot.chat.texts import Speech
from handlers.observability.health import Problem
from handlers.settings import Settings
from storage.trouble import CAN_BE_MADE, Wrong, named

_FILE = "sqlite:///"


class Opened(NamedTuple):
    """wrong: why it cannot be used. made: it was brought up to date just now."""

    wrong: Wrong | None
    made: bool = False


def open_database(settings: Settings, *, thorough: bool = False) -> Opened:
    """Makes the folder and the tables that are not there yet. thorough: sees whether the file is damaged, too."""
    from sqlalchemy.exc import SQLAlchemyError

    from storage import looking, migrate

    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        wrong = looking.at_start(settings.database_url, thorough=thorough)
        if wrong is None or wrong.trouble not in CAN_BE_MADE:
            return Opened(wrong)
        migrate.upgrade(settings.database_url)
    except (OSError, SQLAlchemyError) as broken:
        return Opened(named(broken))
    return Opened(None, made=True)


def finding(wrong: Wrong, database_url: str, t: Speech) -> Problem:
    """What is wrong, which everybody may read, and the next step, which may name a file."""
    place = str(Path(database_url.removeprefix(_FILE)).absolute()) if database_url.startswith(_FILE) else ""
    return Problem(
        t(f"db.trouble.{wrong.trouble}.what", detail=wrong.detail), t(f"db.trouble.{wrong.trouble}.fix", place=place)
    )


def say(wrong: Wrong, settings: Settings, t: Speech) -> None:
    """On standard error."""
    print(*finding(wrong, settings.database_url, t), file=sys.stderr)
