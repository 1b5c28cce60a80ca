"""`samenspel import` and `samenspel export`: lists in and out without any chat."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.chat.texts import Speech
from glossary import Deed, Origin
from handlers import placing
from handlers.console import verbs
from handlers.now import told_by
from handlers.settings import Settings

if TYPE_CHECKING:
    from bot.transfer.contract import ListName
    from bot.transfer.receiving import File, ImportOrder
    from storage.connections.turns import Begin
    from storage.database import Database
    from storage.people.municipalities import Municipality

DONE, REFUSED, NOT_POSSIBLE = 0, 1, 2
"""What the console gets back. REFUSED: something in the lists did not go in."""


class Refusal(Exception):
    """What was asked is not possible; `key` names the sentence that says why."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def add_verbs(commands: Any, t: Speech) -> None:
    importing = verbs.add(commands, "import", t("transfer.console.import_help"), bring_in)
    importing.add_argument("files", nargs="+", type=Path, metavar="FILE", help=str(t("transfer.console.files")))
    importing.add_argument("--as", dest="list_name", metavar="LIJST", help=str(t("transfer.console.as")))
    importing.add_argument("--key", default="", metavar="KOLOM", help=str(t("transfer.console.key")))
    doubles = importing.add_mutually_exclusive_group()
    doubles.add_argument("--same", action="store_true", help=str(t("transfer.console.same_help")))
    doubles.add_argument("--new", action="store_true", help=str(t("transfer.console.new_help")))
    about = str(t("transfer.console.map"))
    importing.add_argument("--map", action="append", default=[], metavar="VELD=KOLOM", help=about)
    importing.add_argument("--show", action="store_true", help=str(t("transfer.console.show")))
    importing.add_argument("--dry-run", action="store_true", help=str(t("transfer.console.dry_run")))
    exporting = verbs.add(commands, "export", t("transfer.console.export_help"), take_out)
    exporting.add_argument("folder", type=Path, metavar="DIR", help=str(t("transfer.console.folder")))
    for verb in (importing, exporting):
        verbs.ask_municipality(verb, t)


def bring_in(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    """Prints what was done, and what did not go in and why."""
    return with_database(settings, t, lambda database: _bring_in(asked, settings, t, database))


def take_out(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    """Prints the files that were written."""
    return with_database(settings, t, lambda database: _take_out(asked, settings, database))


def with_database(settings: Settings, t: Speech, work: "Callable[[Database], int]") -> int:
    from sqlalchemy.exc import SQLAlchemyError

    from handlers.databases import trouble
    from storage.database import Database
    from storage.trouble import named

    if wrong := trouble.open_database(settings).wrong:
        trouble.say(wrong, settings, t)
        return NOT_POSSIBLE
    try:
        database = Database(settings.database_url)
        try:
            return work(database)
        finally:
            database.close()
    except Refusal as refusal:
        print(t(refusal.key, **refusal.values), file=sys.stderr)
        return NOT_POSSIBLE
    except SQLAlchemyError as broken:
        trouble.say(named(broken), settings, t)
        return NOT_POSSIBLE


def _bring_in(asked: argparse.Namespace, settings: Settings, t: Speech, database: "Database") -> int:
    from bot.people import audit
    from bot.transfer import cards, importing, remembering

    for file in asked.files:
        _look_at(file)
    order = _remembering(_order(asked, settings), asked, database)
    if asked.show:
        return _show(asked, order, t)
    begin = _home_for(asked, settings, database, order)
    if not order.check_only:
        with begin() as db:
            audit.record_unasked(db, order.at, Deed.IMPORTED, Origin.CONSOLE)
    with _may_be_stopped(_show_progress()) as progress:
        report = importing.bring_in(map(_read, asked.files), order, begin, progress)
    if (order.columns or order.key) and report.came_in and not order.check_only:
        with begin(writes=True) as db:
            remembering.remember_said(db, report.proposals, order)
    for line in cards.lines(t, report):
        print(line)
    return REFUSED if report.errors or report.open or report.stopped else DONE


def _show(asked: argparse.Namespace, order: "ImportOrder", t: Speech) -> int:
    from bot.transfer import cards, importing

    proposals, report = importing.propose(map(_read, asked.files), order)
    for proposal in proposals:
        for line in cards.proposal(t, proposal):
            print(line)
    for problem in (*report.errors, *report.notes):
        print(cards.sentence(t, problem))
    return REFUSED if report.errors else DONE


LARGEST_FILE = 25_000_000
"""Bytes. In chat it is less."""


def _look_at(file: Path) -> None:
    """Before anything goes in. What is no file may have no end, or never begin."""
    if not file.is_file() or not os.access(file, os.R_OK):
        raise Refusal("transfer.console.no_file", file=str(file))
    if file.stat().st_size > LARGEST_FILE:
        raise Refusal("transfer.console.too_large", file=str(file))


def _read(file: Path) -> "File":
    from bot.transfer.receiving import File

    try:
        with file.open("rb") as opened:
            return File(file.name, opened.read(LARGEST_FILE))
    except OSError as unreadable:
        raise Refusal("transfer.console.no_file", file=str(file)) from unreadable


def _order(asked: argparse.Namespace, settings: Settings) -> "ImportOrder":
    from bot.transfer.columns import COLUMNS
    from bot.transfer.contract import ListName
    from bot.transfer.receiving import ImportOrder

    now = told_by(settings.console_clock)
    list_ = None
    if asked.list_name:
        try:
            list_ = ListName.from_dutch(asked.list_name)
        except KeyError as unknown:
            names = ", ".join(known.dutch for known in COLUMNS)
            raise Refusal("transfer.console.unknown_list", list=asked.list_name, names=names) from unknown
    at = now().astimezone(ZoneInfo(settings.timezone))
    columns, same = dict(_columns(asked.map, list_)), asked.same if asked.same or asked.new else None
    return ImportOrder(at, list_, asked.key, asked.dry_run, columns=columns, same_else=same)


def _remembering(order: "ImportOrder", asked: argparse.Namespace, database: "Database") -> "ImportOrder":
    """With what this municipality chose before. Where it is not clear which one that is, nothing."""
    from bot.transfer import remembering
    from storage.people import municipalities

    with database.session(None) as db:
        there_are = municipalities.municipalities(db)
    if not asked.municipality and len(there_are) != 1:
        return order
    if home := chosen(there_are, asked.municipality):
        with database.session(home.id) as db:
            return replace(order, remembered=remembering.remembered(db, order.at.tzinfo))
    return order


def _columns(pairs: "Sequence[str]", list_: "ListName | None") -> "Iterator[tuple[str, str]]":
    """Our field -> the column of the file, as typed: `--map start=Aanvang`."""
    from bot.transfer.columns import COLUMNS
    from bot.transfer.recognising.headers import squashed

    known = {
        squashed(column.header): column.header for each in ([list_] if list_ else COLUMNS) for column in COLUMNS[each]
    }
    for pair in pairs:
        field, _, column = pair.partition("=")
        if squashed(field) not in known:
            raise Refusal("transfer.console.no_such_field", field=field, names=", ".join(dict.fromkeys(known.values())))
        yield known[squashed(field)], column.strip()


def _home_for(asked: argparse.Namespace, settings: Settings, database: "Database", order: "ImportOrder") -> "Begin":
    """How to open a transaction of the municipality that the lists belong to: a new one when there is none."""
    from bot.people.arrivals import Arrivals
    from bot.transfer.naming import name_of_municipality
    from storage.people import municipalities

    with database.session(None) as db:
        if home := chosen(municipalities.municipalities(db), asked.municipality):
            home_id = home.id
        elif order.check_only:
            home_id = NOWHERE
        else:
            arrivals = Arrivals(
                language=settings.locale, timezone=settings.timezone, holiday_region=settings.holiday_region
            )
            home = arrivals.new_municipality(asked.municipality or name_of_municipality(map(_read, asked.files), order))
            db.add(home)
            db.flush()
            home_id = home.id
    return partial(database.session, home_id)


NOWHERE = 0
"""The id of no municipality: lists can be checked before there is one."""


def chosen(there_are: "Sequence[Municipality]", name: str | None) -> "Municipality | None":
    """None when there is none at all."""
    names = ", ".join(home.name for home in there_are)
    if name is None:
        if len(there_are) > 1:
            raise Refusal("transfer.console.which_municipality", names=names)
        return there_are[0] if there_are else None
    found = [home for home in there_are if home.name.casefold() == name.casefold()]
    if there_are and len(found) != 1:
        raise Refusal("transfer.console.unknown_municipality", names=names)
    return found[0] if found else None


def _show_progress() -> Callable[[int], None]:
    """On a terminal only, on one line."""
    if not sys.stderr.isatty():
        return lambda percent: None
    return lambda percent: print(f"\r{percent} %", end="\n" if percent == 100 else "", file=sys.stderr, flush=True)


@contextmanager
def _may_be_stopped(show: Callable[[int], None]) -> Iterator[Callable[[int], None]]:
    """Ctrl-C and SIGTERM stop an import between two batches, so that what it says about what came in is true.

    A second one ends the process at once.
    """
    from bot.transfer.importing import Stopped

    asked = Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def put_back() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def stop(number: int, frame: object) -> None:
        asked.set()
        put_back()

    def progress(percent: int) -> None:
        show(percent)
        if asked.is_set() and percent < 100:
            raise Stopped

    for number in before:
        signal.signal(number, stop)
    try:
        yield progress
    finally:
        put_back()


def _take_out(asked: argparse.Namespace, settings: Settings, database: "Database") -> int:
    from bot.people import audit
    from bot.subprocesses import NoAnswer
    from bot.transfer import exporting
    from storage.people import municipalities

    with database.session(None) as db:
        home = chosen(municipalities.municipalities(db), asked.municipality)
    if home is None:
        raise Refusal("transfer.console.no_municipality")
    now = told_by(settings.console_clock)
    with database.session(home.id, writes=True) as db:
        audit.record_unasked(db, now(), Deed.EXPORTED, Origin.CONSOLE)
        register = exporting.ExportedRegister(db)
    try:
        files = exporting.files(register)
    except NoAnswer as ended:
        raise Refusal("transfer.export.failed") from ended
    for name, content in files:
        print(_write(asked.folder / name, content))
    return DONE


def _write(file: Path, content: bytes) -> Path:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with placing.in_place_of(file) as unfinished:
            unfinished.write_bytes(content)
    except OSError as refused:
        raise Refusal("transfer.console.no_folder", folder=str(file.parent)) from refused
    return file
