"""What an administrator sets, and what they hear when it cannot be right."""

import re
from pathlib import Path

import pytest

from bot.chat.texts import LANGUAGES, entry
from handlers.settings import Settings, WrongSettings, from_environment, read_environment

ROOT = Path(__file__).parents[2]
SECRETS = {
    "SLACK_BOT_TOKEN": "xoxb-geheim",
    "SLACK_SIGNING_SECRET": "geheim-2",
    "SLACK_APP_TOKEN": "xapp-geheim",
    "DATABASE_URL": "postgresql://naam:geheim@server/samenspel",
    "SAMENSPEL_ADMINS": "geheim@voorbeeld.example",
}


def test_nothing_set_is_a_bot_for_this_computer() -> None:
    settings = from_environment({})
    assert (settings.host, settings.port, settings.locale) == ("127.0.0.1", 3000, "nl")
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.database_url == f"sqlite:///{Path('data/samenspel.db').absolute()}"


def test_empty_counts_as_not_set() -> None:
    assert from_environment({"PORT": " ", "SLACK_API_URL": "", "SAMENSPEL_TIMEZONE": ""}) == from_environment({})


def test_everything_can_be_set() -> None:
    settings = from_environment(
        {
            **SECRETS,
            "SAMENSPEL_ADMINS": "Anna@Voorbeeld.example, kwame@voorbeeld.example",
            "SAMENSPEL_PUBLIC_URL": "https://samenspel.voorbeeld.example/",
            "SAMENSPEL_WEB_DIR": "/srv/web",
            "PORT": "8080",
            "LOG_LEVEL": "debug",
            "SAMENSPEL_LOCALE": "EN",
            "SAMENSPEL_HOLIDAY_REGION": "zuid",
        }
    )
    assert settings.admins == {"anna@voorbeeld.example", "kwame@voorbeeld.example"}
    assert settings.public_url == "https://samenspel.voorbeeld.example"
    assert settings.web_dir == Path("/srv/web")
    assert (settings.port, settings.log_level, settings.locale) == (8080, "DEBUG", "en")
    assert settings.holiday_region == "Zuid"


@pytest.mark.parametrize("written", ["postgres://a:b@c/d", "postgresql://a:b@c/d", "postgresql+psycopg://a:b@c/d"])
def test_an_address_of_postgresql_fits_our_driver(written: str) -> None:
    assert from_environment({"DATABASE_URL": written}).database_url == "postgresql+psycopg://a:b@c/d"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("PORT", "drieduizend"),
        ("PORT", "70000"),
        ("SAMENSPEL_SETTLE_SECONDS", "0"),
        ("SAMENSPEL_LEASE_SECONDS", "29"),
        ("SAMENSPEL_DATABASE_CONNECTIONS", "1"),
        ("SAMENSPEL_DATABASE_CONNECTIONS", "veel"),
        ("SLACK_API_URL", "slack.com"),
        ("DATABASE_URL", "mysql://a"),
        ("DATABASE_URL", "samenspel.db"),
        ("SAMENSPEL_PUBLIC_URL", "samenspel.voorbeeld.example"),
        ("SAMENSPEL_ADMINS", "Anna"),
        ("LOG_LEVEL", "LOUD"),
        ("SAMENSPEL_LOCALE", "de"),
        ("SAMENSPEL_TIMEZONE", "Nederland"),
        ("SAMENSPEL_TIMEZONE", "../etc/passwd"),
        ("SAMENSPEL_HOLIDAY_REGION", "West"),
    ],
)
def test_what_cannot_be_right_is_named_and_explained(name: str, written: str) -> None:
    with pytest.raises(WrongSettings) as wrong:
        from_environment({name: written})
    (problem,) = wrong.value.problems
    assert problem.setting == name
    assert all(entry(problem.text, language).other for language in LANGUAGES)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(WrongSettings) as wrong:
        from_environment({"PORT": "x", "LOG_LEVEL": "x", "SAMENSPEL_LOCALE": "en"})
    assert [problem.setting for problem in wrong.value.problems] == ["PORT", "LOG_LEVEL"]
    assert wrong.value.locale == "en"


@pytest.mark.parametrize("url", ["http://127.0.0.1:4003/api/", "http://localhost:4003/api/", "http://[::1]:4003/api/"])
def test_another_time_is_for_practice(url: str) -> None:
    settings = from_environment({"SAMENSPEL_CLOCK_FILE": "klok.txt", "SLACK_API_URL": url})
    assert settings.clock_file == Path("klok.txt")


@pytest.mark.parametrize("url", ["", "https://slack.com/api/", "http://localhost.voorbeeld.example/api/"])
def test_and_never_for_real_colleagues(url: str) -> None:
    with pytest.raises(WrongSettings):
        from_environment({"SAMENSPEL_CLOCK_FILE": "klok.txt", "SLACK_API_URL": url})


def test_nor_for_real_colleagues_on_teams_beside_a_slack_for_practice() -> None:
    practice = {"SAMENSPEL_CLOCK_FILE": "klok.txt", "SLACK_API_URL": "http://127.0.0.1:4003/api/"}
    teams = {"TEAMS_CLIENT_ID": "00000000-0000-0000-0000-000000000001", "TEAMS_CLIENT_SECRET": "geheim"}
    teams["TEAMS_TENANT_ID"] = "00000000-0000-0000-0000-000000000002"
    with pytest.raises(WrongSettings) as wrong:
        from_environment({**practice, **teams})
    assert [problem.setting for problem in wrong.value.problems] == ["SAMENSPEL_CLOCK_FILE"]
    assert from_environment({**practice, **teams, "TEAMS_SERVICE_URL": "http://127.0.0.1:4004"}).clock_file


def test_settings_can_be_printed_without_their_secrets() -> None:
    assert "geheim" not in repr(from_environment(SECRETS))


def test_the_file_is_read_and_the_environment_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("PORT=4000\nHOST=0.0.0.0\n# LOG_LEVEL=x\n", "utf-8")
    monkeypatch.setenv("PORT", "5000")
    found = read_environment(tmp_path)
    assert (found["PORT"], found["HOST"]) == ("5000", "0.0.0.0")


def test_the_example_names_every_setting_and_can_be_used_as_it_is() -> None:
    written = (ROOT / ".env.example").read_text("utf-8")
    example = dict(re.findall(r"^([A-Z_]+)=(.*)$", written, re.MULTILINE))
    assert from_environment(example) == Settings(database_url=from_environment({}).database_url)
    read = re.findall(r'reading\.get\(\s*"([A-Z_]+)"', (ROOT / "handlers" / "settings.py").read_text("utf-8"))
    assert set(example) == set(read)


WEB = {
    "SAMENSPEL_PUBLIC_URL": "https://samenspel.voorbeeld.example",
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "geheim-web",
    "TEAMS_CLIENT_ID": "6f7b1c9a-0000-4000-8000-000000000001",
    "TEAMS_TENANT_ID": "6f7b1c9a-0000-4000-8000-000000000002",
    "TEAMS_CLIENT_SECRET": "geheim-teams",
    "SAMENSPEL_WEB_SIGN_IN": "Slack, teams",
}


def test_colleagues_may_sign_in_with_both() -> None:
    settings = from_environment(WEB)
    assert settings.web_sign_in == {"slack", "teams"}
    assert "geheim" not in repr(settings)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"SAMENSPEL_PUBLIC_URL": "http://samenspel.voorbeeld.example"}, "needs_https"),
        ({"SAMENSPEL_PUBLIC_URL": ""}, "needs_https"),
        ({"SLACK_CLIENT_SECRET": ""}, "needs_slack_client"),
        ({"TEAMS_CLIENT_SECRET": "", "TEAMS_SERVICE_URL": "http://127.0.0.1:1"}, "needs_teams_client"),
        ({"SAMENSPEL_WEB_SIGN_IN": "github"}, "SAMENSPEL_WEB_SIGN_IN"),
    ],
)
def test_signing_in_on_the_web_needs_all_of_it(change: dict[str, str], text: str) -> None:
    with pytest.raises(WrongSettings) as wrong:
        from_environment({**WEB, **change})
    assert [problem.text for problem in wrong.value.problems] == [f"handlers.setting.{text}"]
