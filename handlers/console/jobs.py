"""`samenspel jobs`: what Samenspel does by itself and when, and doing one of those things now."""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.chat.texts import Speech
from glossary import Deed, Origin
from handlers.console import lists, verbs
from handlers.console.lists import DONE, NOT_POSSIBLE, Refusal
from handlers.now import ahead
from handlers.settings import Settings

if TYPE_CHECKING:
    from bot.chat.router import Router
    from storage.database import Database
    from storage.messages.schedule import ScheduleRow
    from storage.people.municipalities import Municipality

NOTHING_DONE = 1


def add_verbs(commands: Any, t: Speech) -> None:
    group = verbs.add_group(commands, "jobs", t("handlers.jobs.help"), "list | run")
    listing = verbs.add(group, "list", t("handlers.jobs.list_help"), show)
    running = verbs.add(group, "run", t("handlers.jobs.run_help"), run)
    for verb in (listing, running):
        verbs.ask_municipality(verb, t)
    running.add_argument("name", metavar="NAME", help=str(t("handlers.jobs.name")))


def _router() -> "Router":
    from bot.chat.router import Router
    from bot.features import FEATURES

    return Router(FEATURES)


def show(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    """A line for each job of each municipality: its name, when it comes next in local time, how it went last."""

    def work(database: "Database") -> int:
        from handlers.scheduling.due import DueJobs
        from storage.database import time_of
        from storage.people import municipalities

        router = _router()
        # A municipality that the bot has not seen yet gets its rows first, as at a start of the bot.
        DueJobs(database, router, lambda db: time_of(db) + ahead(settings.console_clock)).begin()
        with database.session(None) as db:
            homes = list(municipalities.municipalities(db))
        if asked.municipality:
            homes = [home for home in [lists.chosen(homes, asked.municipality)] if home]
        if not homes:
            raise Refusal("transfer.console.no_municipality")
        for home in homes:
            for line in _lines(database, router, home, t):
                print(line)
        return DONE

    return lists.with_database(settings, t, work)


def _lines(database: "Database", router: "Router", home: "Municipality", t: Speech) -> Iterator[str]:
    from storage.messages import schedule

    with database.session(home.id) as db:
        rows = {row.name: row for row in schedule.schedules(db)}
    yield str(t("handlers.jobs.of", name=home.name, zone=home.timezone))
    for name in router.jobs:
        if row := rows.get(name):
            columns = (name, str(_next(row, router, home, t)), str(_last(row, t)), str(t(f"job.{name}")))
            yield "  " + "  ".join(column.ljust(width) for column, width in zip(columns, (26, 18, 22, 0), strict=True))


def _next(row: "ScheduleRow", router: "Router", home: "Municipality", t: Speech) -> object:
    if not row.is_on:
        return t("handlers.jobs.off")
    if router.jobs[row.name].posts and not row.place:
        return t("handlers.jobs.no_channel")
    return f"{row.next_due.astimezone(ZoneInfo(home.timezone)):%Y-%m-%d %H:%M}" if row.next_due else "-"


def _last(row: "ScheduleRow", t: Speech) -> object:
    if row.failures:
        return t("handlers.jobs.failing", n=row.failures)
    return f"{row.last_key} {t(f'handlers.jobs.{row.last_result}')}" if row.last_result else "-"


def run(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    """The occurrence of today. What it says is sent by the bot that runs; in the quiet hours it waits."""

    def work(database: "Database") -> int:
        router = _router()
        if asked.name not in router.jobs:
            raise Refusal("handlers.jobs.unknown", name=asked.name, names=", ".join(router.jobs))
        return _run(asked, settings, t, database, router)

    return lists.with_database(settings, t, work)


def _run(asked: argparse.Namespace, settings: Settings, t: Speech, database: "Database", router: "Router") -> int:
    from bot import job_runner, timetable
    from bot.buddies import groups
    from bot.chat.when import Due
    from bot.people import audit
    from storage.database import time_of
    from storage.people import municipalities

    with database.session(None) as db:
        home = lists.chosen(municipalities.municipalities(db), asked.municipality)
    if home is None:
        raise Refusal("transfer.console.no_municipality")
    job = router.jobs[asked.name]
    with database.session(home.id, writes=True) as db:
        now = time_of(db) + ahead(settings.console_clock)
        at = job_runner.here(db, now, router.contributed)
        row = timetable.row_of(db, job, now)
        if job.posts and not row.place:
            print(t("handlers.jobs.choose_channel"), file=sys.stderr)
            return NOT_POSSIBLE
        due = Due(now.astimezone(at.zone).date(), now)
        done = job_runner.do(db, row, job, due, at)
        if done and job.name == groups.JOB:
            audit.record_unasked(db, now, Deed.ROUND_STARTED, Origin.CONSOLE)
    print(t("handlers.jobs.ran" if done else "handlers.jobs.done_already", name=job.name, date=due.day))
    return DONE if done else NOTHING_DONE
