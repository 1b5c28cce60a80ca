"""`samenspel web DIR`: the page of all projects, for readers without a chat account."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.chat.texts import Speech, speech
from glossary import Deed, Origin
from handlers import placing
from handlers.console import lists, verbs
from handlers.console.lists import DONE, Refusal
from handlers.now import told_by
from handlers.settings import Settings, has_extra

if TYPE_CHECKING:
    from storage.database import Database

FILE = "index.html"
READABLE = 0o644
"""For a web server too: it names nobody, and the folder decides who may enter."""


def add_verb(commands: Any, t: Speech) -> None:
    verb = verbs.add(commands, "web", t("pages.console"), make)
    verb.add_argument("folder", type=Path, metavar="DIR", help=str(t("pages.console_folder")))
    verbs.ask_municipality(verb, t)


def make(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    """Prints the file that was written. The page is in the language of the municipality."""
    return lists.with_database(settings, t, lambda database: _make(asked, settings, database))


def _make(asked: argparse.Namespace, settings: Settings, database: "Database") -> int:
    if not has_extra("web"):
        raise Refusal("pages.missing")
    from bot.pages import gather, rendering, rules
    from bot.people import audit
    from bot.public import as_files
    from handlers.scheduling import public_folder
    from storage.people import municipalities

    with database.session(None) as db:
        home = lists.chosen(municipalities.municipalities(db), asked.municipality)
    if home is None:
        raise Refusal("transfer.console.no_municipality")
    said, at = speech(home.language), told_by(settings.console_clock)().astimezone(ZoneInfo(home.timezone))
    with database.session(home.id, writes=True) as db:
        audit.record_unasked(db, at, Deed.EXPORTED, Origin.CONSOLE)
    with database.session(home.id) as db:
        facts = gather.facts(said, db, home, at)
        where, public = as_files.folder(db), as_files.files(db, home, at)
    page = rules.page(said, facts)
    file = asked.folder / FILE
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with placing.in_place_of(file) as unfinished:
            with unfinished.open("wb") as opened:
                opened.writelines(rendering.html(page))
            unfinished.chmod(READABLE)
        if where:
            public_folder.place(asked.folder / where, public)
    except OSError as refused:
        raise Refusal("transfer.console.no_folder", folder=str(file.parent)) from refused
    print(file)
    return DONE
