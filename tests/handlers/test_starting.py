"""The first start after a new version brings the database up to date, and costs nothing afterwards."""

from pathlib import Path

from handlers.observability import version
from storage.database import Database
from storage.migrate import newest_revision, revision_of
from tests.end_to_end.bot_process import BotProcess, samenspel
from tests.handlers.conftest import SECRET
from tests.handlers.stand_in import StandIn

ALEMBIC_TAKES_MB = 13


def memory_mb(bot: BotProcess) -> float:
    status = Path(f"/proc/{bot.pid}/status").read_text("utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def test_what_migrating_loads_is_gone_when_it_serves(slack: StandIn, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    settings = {"SLACK_BOT_TOKEN": "xoxb-geheim", "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": slack.api_url}
    bot = BotProcess(samenspel("run"), {**settings, "DATABASE_URL": url}, tmp_path)
    try:
        bot.start()
        migrated, with_migrating = revision(url), memory_mb(bot)
        bot.stop()
        bot.start()
        assert migrated == newest_revision()
        assert with_migrating < memory_mb(bot) + ALEMBIC_TAKES_MB / 2
    finally:
        bot.kill()


def revision(url: str) -> str | None:
    database = Database(url)
    try:
        return revision_of(database.engine)
    finally:
        database.close()


def test_the_first_line_of_the_log_names_the_version_and_listening_is_said_when_it_is_so(
    slack: StandIn, tmp_path: Path
) -> None:
    settings = {"SLACK_BOT_TOKEN": "xoxb-geheim", "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": slack.api_url}
    bot = BotProcess(samenspel("run"), settings, tmp_path)
    try:
        bot.start()
        lines = [line for line in bot.log.splitlines() if " INFO handlers." in line]
        assert f"Samenspel {version.installed()} with a database of version {newest_revision()}" in lines[0]
        assert any(f"listening on http://127.0.0.1:{bot.port}" in line for line in lines)
    finally:
        bot.kill()
