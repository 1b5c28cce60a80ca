"""`samenspel doctor`: says in plain words what is missing, and how to fix it."""

import logging
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.chat.cards import typed
from bot.chat.texts import Speech
from handlers.console import text_templates
from handlers.databases import trouble
from handlers.observability.health import Problem
from handlers.settings import Settings, database_in
from storage import looking
from storage.database import Database
from storage.messages import outbox, schedule
from storage.messages.outbox import MessageState
from storage.trouble import Trouble, Wrong, named

LEAST_FREE_BYTES = 200_000_000
# Slack's words for a channel that we may not post in.
NOT_IN_CHANNEL = frozenset({"not_in_channel", "channel_not_found", "is_archived", "restricted_action"})


def examine(settings: Settings, t: Speech) -> Iterator[Problem]:
    if not (_has_begun(settings) or _env_file().is_file()):
        yield Problem(t("handlers.run.no_way_in"), t("handlers.doctor.begin"))
    # Without any of Teams' settings it is Slack that is missing.
    elif settings.slack_bot_token or not settings.teams_client_id:
        from handlers.slack import health

        yield from health.look(settings, t)
    if settings.teams_client_id:
        from handlers.teams import health as teams_health

        yield from teams_health.look(settings, t)
    yield from _settings(t)
    yield from _texts(settings, t)
    yield from _disk(settings, t)
    yield from _web_folder(settings, t)
    yield from _database(settings, t)


def say_all(settings: Settings, t: Speech) -> int:
    """Returns the exit code. What Slack's library logs of a trouble that we name stays out."""
    library = logging.getLogger("slack_sdk")
    before = library.level
    library.setLevel(logging.CRITICAL)
    try:
        return report(examine(settings, t), t)
    finally:
        library.setLevel(before)


def report(findings: Iterator[Problem], t: Speech) -> int:
    """Prints every finding as it comes in; returns the exit code."""
    wrong = 0
    for finding in findings:
        print("✗" if finding.mend else "✓", finding.text)
        if finding.mend:
            wrong += 1
            print("  →", finding.mend)
    print()
    print(t("handlers.doctor.sick", n=wrong) if wrong else t("handlers.doctor.healthy"))
    return 1 if wrong else 0


def _has_begun(settings: Settings) -> bool:
    """With connecting it to a chat."""
    of_slack = settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret
    return any((*of_slack, settings.teams_client_id))


def _env_file() -> Path:
    return Path.cwd() / ".env"


def _settings(t: Speech) -> Iterator[Problem]:
    """`.env` holds the tokens, and the password of the database."""
    file = _env_file()
    if file.is_file() and file.stat().st_mode & 0o077:
        yield Problem(t("handlers.doctor.env_readable"), t("handlers.doctor.env_readable_mend", file=str(file)))


def _texts(settings: Settings, t: Speech) -> Iterator[Problem]:
    """Templates of the municipality: a start with one that is wrong is refused."""
    if settings.texts and (wrong := text_templates.refusal(settings.texts, t)):
        for sentence in wrong.splitlines():
            yield Problem(typed(sentence), t("handlers.texts.mend"))


def _disk(settings: Settings, t: Speech) -> Iterator[Problem]:
    folder = _folder(settings)
    existing = next(each for each in (folder, *folder.parents) if each.exists())
    try:
        free = shutil.disk_usage(existing).free
    except OSError:
        yield Problem(t("handlers.doctor.no_folder", folder=str(folder)), t("handlers.doctor.no_folder_mend"))
        return
    if free < LEAST_FREE_BYTES:
        yield Problem(t("handlers.doctor.disk_full", n=free // 1_000_000), t("handlers.doctor.disk_full_mend"))


def _web_folder(settings: Settings, t: Speech) -> Iterator[Problem]:
    if folder := settings.web_dir:
        existing = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
        if not (existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)):
            yield Problem(t("handlers.doctor.web_folder", folder=str(folder)), t("handlers.doctor.web_folder_mend"))


def _folder(settings: Settings) -> Path:
    """Of the database when it is a file."""
    address = make_url(settings.database_url)
    in_file = address.get_backend_name() == "sqlite" and address.database
    return Path(address.database).absolute().parent if in_file and address.database else settings.data.absolute()


def _database(settings: Settings, t: Speech) -> Iterator[Problem]:
    wrong = looking.at_start(settings.database_url)
    if wrong and (wrong.trouble is Trouble.EMPTY or _is_made_at_start(wrong, settings)):
        yield Problem(t("handlers.doctor.database_new"))
        return
    if wrong:
        yield trouble.finding(wrong, settings.database_url, t)
        return
    yield Problem(t("handlers.doctor.database"))
    database = Database(settings.database_url)
    try:
        yield from _messages(database, t)
        yield from _jobs(database, t)
    except SQLAlchemyError as broken:
        yield trouble.finding(named(broken), settings.database_url, t)
    finally:
        database.close()


def _is_made_at_start(wrong: Wrong, settings: Settings) -> bool:
    """The data folder, where we may make it."""
    folder = settings.data.absolute()
    above = next(each for each in folder.parents if each.exists())
    return (
        wrong.trouble is Trouble.NO_FOLDER
        and settings.database_url == database_in(settings.data)
        and not folder.exists()
        and above.is_dir()
        and os.access(above, os.W_OK | os.X_OK)
    )


def _messages(database: Database, t: Speech) -> Iterator[Problem]:
    """Messages that did not arrive tell which channels we are not in: asking Slack would need another scope."""
    with database.session(None) as across:
        messages = outbox.messages_in_trouble(across)
    channels = sorted({message.place for message in messages if message.place and message.reason in NOT_IN_CHANNEL})
    for channel in channels:
        yield Problem(
            t("handlers.doctor.not_in_channel", channel=channel),
            t("handlers.doctor.not_in_channel_mend"),
        )
    doubtful = sum(message.state == MessageState.DOUBTFUL for message in messages)
    if doubtful:
        yield Problem(t("handlers.doctor.doubtful", n=doubtful), t("handlers.doctor.undelivered_mend"))
    reasons = Counter(message.reason for message in messages if message.state == MessageState.DEAD)
    if reasons:
        listed = ", ".join(f"{reason} ({times})" for reason, times in reasons.most_common())
        dead = t("handlers.doctor.dead", n=reasons.total(), reasons=listed)
        yield Problem(dead, t("handlers.doctor.undelivered_mend"))


def _jobs(database: Database, t: Speech) -> Iterator[Problem]:
    with database.session(None) as across:
        failing = schedule.failing(across)
    if failing:
        yield Problem(t("handlers.doctor.jobs", names=", ".join(failing)), t("handlers.doctor.jobs_mend"))
