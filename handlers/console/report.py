"""`samenspel report findings`: the figures of one day, for whoever works with them outside chat."""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.chat.texts import Speech
from handlers.console import lists, verbs
from handlers.console.lists import DONE, Refusal
from handlers.now import told_by
from handlers.settings import Settings

if TYPE_CHECKING:
    from bot.findings.report import Report
    from storage.database import Database


def add_verbs(commands: Any, t: Speech) -> None:
    kinds = verbs.add_group(commands, "report", t("findings.console.report"), "findings")
    parser = verbs.add(kinds, "findings", t("findings.console.findings"), findings)
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

    def work(database: "Database") -> int:
        _write(_report(asked, settings, database), asked.format)
        return DONE

    return lists.with_database(settings, t, work)


def _report(asked: argparse.Namespace, settings: Settings, database: "Database") -> "Report":
    from bot.findings import gather
    from bot.findings.report import report
    from storage.people import municipalities

    with database.session(None) as db:
        home = lists.chosen(municipalities.municipalities(db), asked.municipality)
    if home is None:
        raise Refusal("transfer.console.no_municipality")
    now = told_by(settings.console_clock)
    at = now().astimezone(ZoneInfo(home.timezone))
    if asked.at:
        at = at.replace(year=asked.at.year, month=asked.at.month, day=asked.at.day)
    with database.session(home.id) as db:
        projects = gather.projects(db, at)
        return report(gather.areas(db), projects, at.date(), home.holiday_region, gather.norms(db))


def _write(found: "Report", kind: str) -> None:
    if kind == "json":
        print(json.dumps(found, indent=1, ensure_ascii=False))
        return
    from bot.findings import report
    from bot.transfer.writing import as_csv

    # Bytes, so that a Windows console does not change the ends of lines.
    sys.stdout.flush()
    sys.stdout.buffer.write(as_csv(report.HEADERS, report.rows(found)))
    sys.stdout.buffer.flush()
