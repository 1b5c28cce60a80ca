"""The doctor says in plain words what is missing, and how to fix it."""

import datetime as dt
from collections.abc import Sequence
from email.utils import format_datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.chat.texts import LANGUAGES, speech
from handlers.console.doctor import examine, report, say_all
from handlers.settings import Settings, database_in
from handlers.slack.manifest import SCOPES
from storage import migrate
from storage.database import Database
from storage.messages.outbox import OutboxRow
from storage.messages.schedule import ScheduleRow
from tests.databases import put_down
from tests.handlers.stand_in import StandIn
from tests.storage.planting import plant

WELL = {"ok": True, "user": "samenspel", "team": "Gemeente Voorbeeld"}


@pytest.fixture
def settings(tmp_path: Path, slack: StandIn) -> Settings:
    url = put_down(tmp_path / "samenspel.db")
    return Settings(
        slack_bot_token="xoxb-1",
        slack_signing_secret="geheim",
        slack_api_url=slack.api_url,
        database_url=url,
        data=tmp_path,
    )


def heads(scopes: Sequence[str] = SCOPES, ahead: int = 0) -> dict[str, str]:
    theirs = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=ahead)
    return {"x-oauth-scopes": ",".join(scopes), "Date": format_datetime(theirs, usegmt=True)}


def said(settings: Settings, capsys: pytest.CaptureFixture[str], language: str = "nl") -> tuple[int, str]:
    t = speech(language)
    code = report(examine(settings, t), t)
    return code, capsys.readouterr().out


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_is_well(settings: Settings, slack: StandIn, capsys: pytest.CaptureFixture[str], language: str) -> None:
    slack.answers("auth.test", WELL, headers=heads())
    code, words = said(settings, capsys, language)
    assert code == 0
    assert "✗" not in words
    assert "Gemeente Voorbeeld" in words


def test_nothing_is_set(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'new.db'}", data=tmp_path)
    code, words = said(settings, capsys)
    assert code == 1
    assert "Samenspel is nog niet met Slack of Teams verbonden.\n  → Draai `samenspel init`" in words
    assert "Er is 1 ding om te herstellen." in words
    assert not (tmp_path / "new.db").exists()


def test_a_token_that_slack_refuses(settings: Settings, slack: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    slack.refuses("auth.test", "token_revoked")
    assert "Slack accepteert het token niet (token_revoked)." in said(settings, capsys)[1]


def test_a_missing_scope_is_named_with_what_it_is_for(
    settings: Settings, slack: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    slack.answers("auth.test", WELL, headers=heads([scope for scope in SCOPES if scope != "files:read"]))
    code, words = said(settings, capsys)
    assert code == 1
    assert "Het recht files:read ontbreekt; het is er om een lijst te lezen die iemand importeert." in words
    assert "Reinstall to Workspace" in words


def test_a_clock_that_is_wrong(settings: Settings, slack: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    slack.answers("auth.test", WELL, headers=heads(ahead=3600))
    assert "anders dan die van Slack" in said(settings, capsys)[1]


def test_slack_is_away(settings: Settings, slack: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        slack.answers("auth.test", drop=True)
    assert "Slack is niet te bereiken" in said(settings, capsys)[1]


def test_an_app_token_that_slack_refuses(tmp_path: Path, slack: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    slack.refuses("apps.connections.open", "not_allowed_token_type")
    settings = with_tokens(tmp_path, slack, "xoxb-1", "xapp-1")
    assert "Slack accepteert het app-token niet" in said(settings, capsys)[1]


def with_tokens(tmp_path: Path, slack: StandIn, bot: str, app: str) -> Settings:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    return Settings(
        slack_bot_token=bot, slack_app_token=app, slack_api_url=slack.api_url, database_url=url, data=tmp_path
    )


def test_tokens_in_each_others_place_are_named_and_slack_is_not_asked(
    tmp_path: Path, slack: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    words = said(with_tokens(tmp_path, slack, "xapp-1", "xoxb-1"), capsys)[1]
    assert "SLACK_BOT_TOKEN is geen bot-token" in words
    assert "SLACK_APP_TOKEN is geen app-token" in words
    assert "✓ Slack" not in words
    assert "Er zijn 2 dingen om te herstellen." in words
    assert slack.calls == []


def test_that_slack_is_away_is_said_once_and_by_us_alone(
    tmp_path: Path, slack: StandIn, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        slack.answers("auth.test", drop=True)
        slack.answers("apps.connections.open", drop=True)
    assert say_all(with_tokens(tmp_path, slack, "xoxb-1", "xapp-1"), speech("nl")) == 1
    assert capsys.readouterr().out.count("Slack is niet te bereiken") == 1
    assert caplog.text == ""


@pytest.mark.parametrize(("mode", "told"), [(0o644, True), (0o640, True), (0o600, False), (None, False)])
def test_secrets_that_others_can_read(
    settings: Settings,
    slack: StandIn,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    mode: int | None,
    told: bool,
) -> None:
    monkeypatch.chdir(tmp_path)
    if mode:
        (tmp_path / ".env").touch(mode=0o600)
        (tmp_path / ".env").chmod(mode)
    slack.answers("auth.test", WELL, headers=heads())
    code, words = said(settings, capsys)
    assert code == int(told)
    assert (f"chmod 600 {tmp_path / '.env'}" in words) is told


def test_a_data_folder_that_is_not_there_yet_is_made_at_the_start(
    tmp_path: Path, slack: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    slack.answers("auth.test", WELL, headers=heads())
    folder = tmp_path / "new" / "data"
    settings = Settings(
        slack_bot_token="xoxb-1",
        slack_signing_secret="x",
        slack_api_url=slack.api_url,
        database_url=database_in(folder),
        data=folder,
    )
    code, words = said(settings, capsys)
    assert code == 0
    assert "Er is nog geen database." in words
    assert not folder.exists()


def test_a_database_of_an_older_version(tmp_path: Path, slack: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    migrate.upgrade(f"sqlite:///{tmp_path / 'old.db'}", "0001")
    settings = Settings(
        slack_bot_token="xoxb-1",
        slack_signing_secret="x",
        slack_api_url=slack.api_url,
        database_url=f"sqlite:///{tmp_path / 'old.db'}",
        data=tmp_path,
    )
    words = said(settings, capsys)[1]
    assert "samenspel db upgrade" in words


def test_a_database_that_is_away(tmp_path: Path, slack: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(
        slack_bot_token="xoxb-1",
        slack_signing_secret="x",
        slack_api_url=slack.api_url,
        database_url="postgresql+psycopg://nobody@127.0.0.1:1/samenspel",
        data=tmp_path,
    )
    code, words = said(settings, capsys)
    assert code == 1
    assert "Op het adres van de databaseserver luistert niemand." in words


def test_what_did_not_arrive_is_counted_with_its_reasons(
    settings: Settings, slack: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(settings.database_url)
    plant(database, "HERE")
    with database.session(None) as db:
        db.execute(update(OutboxRow).values(reason="msg_too_long"))
        db.execute(update(OutboxRow).where(OutboxRow.state == "pending").values(state="doubtful"))
        db.commit()
    database.close()
    slack.answers("auth.test", WELL, headers=heads())
    code, words = said(settings, capsys)
    assert code == 1
    assert "1 bericht kwam niet aan: msg_too_long (1)" in words
    assert "Van 1 bericht is niet zeker of het is aangekomen." in words
    assert "opnieuw te sturen of weg te gooien" in words


def test_an_optional_scope_that_was_not_chosen_is_no_trouble(
    settings: Settings, slack: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    slack.answers("auth.test", WELL, headers=heads())
    code, words = said(settings, capsys)
    assert code == 0
    assert "Het recht channels:history is er niet; dat mag." in words


def test_a_job_that_keeps_failing_is_named(
    settings: Settings, slack: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    slack.answers("auth.test", WELL, headers=heads())
    database = Database(settings.database_url)
    plant(database, "HERE")
    with database.session(None, writes=True) as db:
        db.execute(update(OutboxRow).values(state="sent"))
        db.execute(update(ScheduleRow).values(name="daily.bundle", failures=3))
    database.close()
    code, words = said(settings, capsys)
    assert code == 1
    assert "✗ Dit lukt niet vanzelf: daily.bundle." in words
