"""`samenspel audit`: who did what, for whoever accounts for it outside chat."""

import argparse
import sys
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.chat.texts import Speech
from glossary import Deed, Origin
from handlers.console import lists, verbs
from handlers.console.lists import DONE, Refusal
from handlers.now import told_by
from handlers.settings import Settings

if TYPE_CHECKING:
    from storage.database import Database


def add_verb(commands: Any, t: Speech) -> None:
    verbs.ask_municipality(verbs.add(commands, "audit", t("people.audit.console"), audit), t)


def audit(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    """Writes CSV to stdout, oldest first."""
    return lists.with_database(settings, t, lambda database: _write(asked, settings, t, database))


def _write(asked: argparse.Namespace, settings: Settings, t: Speech, database: "Database") -> int:
    """That it was taken out is its last line."""
    from bot.people import audit as audit_rows
    from bot.people import audit_log
    from bot.transfer.writing import as_csv
    from storage.people import municipalities

    with database.session(None) as db:
        home = lists.chosen(municipalities.municipalities(db), asked.municipality)
    if home is None:
        raise Refusal("transfer.console.no_municipality")
    with database.session(home.id, writes=True) as db:
        now = told_by(settings.console_clock)()
        audit_rows.record_unasked(db, now, Deed.AUDIT_EXPORTED, Origin.CONSOLE)
        db.flush()
        headers, rows = audit_log.table(t, db, ZoneInfo(home.timezone))
    sys.stdout.buffer.write(as_csv(headers, rows))
    sys.stdout.buffer.flush()
    return DONE
