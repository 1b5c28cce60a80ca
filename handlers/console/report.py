"""`samenspel report findings` and `report basis`: the figures of one day, for whoever works with them outside chat."""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.chat.texts import Speech
from handlers.console import lists, verbs
from handlers.console.lists import DONE, Refusal
from handlers.now import told_by
from handlers.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from storage.database import Database
    from storage.people.municipalities import Municipality


def add_verbs(commands: Any, t: Speech) -> None:
    kinds = verbs.add_group(commands, "report", t("findings.console.report"), "findings|basis")
    for name, about, does in (
        ("findings", t("findings.console.findings"), findings),
        ("basis", t("baseline.console.basis"), basis),
    ):
        parser = verbs.add(kinds, name, about, does)
        parser.add_argument("--at", type=_day(t), metavar="DATE", help=str(t("findings.console.at")))
        parser.add_argument("--format", choices=["json", "csv"], default="json", help=str(t("findings.console.format")))
        verbs.ask_municipality(parser, t)


def _day(t: Speech) -> Callable[[str], dt.date]:
    def read(written: str) -> dt.date:
        try:
            return dt.date.fromisoformat(written)
        except ValueError:
            raise argparse.ArgumentTypeError(str(t("chat.refused.date"))) from None

    return read


def findings(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    """Writes to stdout."""
    from bot.findings import gather
    from bot.findings import report as of_findings

    def table(db: "Session", home: "Municipality", at: dt.datetime) -> Table:
        areas, projects, norms = gather.areas(db), gather.projects(db, at), gather.norms(db)
        found = of_findings.report(areas, projects, at.date(), home.holiday_region, norms)
        return found, of_findings.HEADERS, of_findings.rows(found)

    return _written(asked, settings, t, table)


def basis(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    """Writes to stdout."""
    from bot.baseline import gather
    from bot.baseline import report as of_steps

    def table(db: "Session", home: "Municipality", at: dt.datetime) -> Table:
        found = of_steps.report(gather.looked_at(db, at), at.date())
        return found, of_steps.HEADERS, of_steps.rows(found)

    return _written(asked, settings, t, table)


Table = tuple[Mapping[str, Any], Sequence[str], Iterable[Sequence[str]]]
"""The report, and the same as a table: its headers and its rows."""


def _written(
    asked: argparse.Namespace,
    settings: Settings,
    t: Speech,
    table: "Callable[[Session, Municipality, dt.datetime], Table]",
) -> int:
    from storage.people import municipalities

    def work(database: "Database") -> int:
        with database.session(None) as db:
            home = lists.chosen(municipalities.municipalities(db), asked.municipality)
        if home is None:
            raise Refusal("transfer.console.no_municipality")
        at = told_by(settings.console_clock)().astimezone(ZoneInfo(home.timezone))
        if asked.at:
            at = at.replace(year=asked.at.year, month=asked.at.month, day=asked.at.day)
        with database.session(home.id) as db:
            _write(*table(db, home, at), asked.format)
        return DONE

    return lists.with_database(settings, t, work)


def _write(found: Mapping[str, Any], headers: Sequence[str], rows: Iterable[Sequence[str]], kind: str) -> None:
    if kind == "json":
        print(json.dumps(found, indent=1, ensure_ascii=False))
        return
    from bot.transfer.writing import as_csv

    # Bytes, so that a Windows console does not change the ends of lines.
    sys.stdout.flush()
    sys.stdout.buffer.write(as_csv(headers, rows))
    sys.stdout.buffer.flush()
