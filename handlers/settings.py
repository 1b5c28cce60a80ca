"""The environment and `.env` become one value. Nobody else reads the environment."""

import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.chat.texts import LANGUAGES
from handlers.observability.logs import FORMATS, Format
from handlers.web.addresses import is_loopback, typed, typed_loopback

REGIONS = ("Noord", "Midden", "Zuid")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LEAST_KEEP_DAYS = 30
"""A thread, or a message in doubt, may still be looked up by what is kept."""
LEAST_SETTLE_SECONDS = 1
LEAST_LEASE_SECONDS = 30
"""Much longer than a message may take: 5 seconds to begin, and 10 for the platform to answer."""
LEAST_KEY = 32
LEAST_CONNECTIONS, MOST_CONNECTIONS = 2, 100
"""One for the answers, and one for what goes on beside them."""
SLACK_API = "https://slack.com/api/"

T = TypeVar("T")
Chosen = TypeVar("Chosen", bound=str)


PRACTICE_MARK = ".oefenomgeving"
"""A file in the data folder of the practice workspace (playground/bot_process.py)."""


POSTGRESQL = "postgresql+psycopg"
EXTRAS = {
    "demo": ("jinja2", "python_multipart"),
    "postgres": ("psycopg",),
    "teams": ("httpx", "jwt", "msal"),
    "web": ("authlib", "itsdangerous", "jinja2", "joserfc", "markupsafe", "requests"),
}
"""What each extra of the package brings, by the names that are imported."""


def has_extra(name: str) -> bool:
    return all(map(find_spec, EXTRAS[name]))


def database_in(data: Path) -> str:
    """The address of the database when no other one is chosen."""
    return f"sqlite:///{(data / 'samenspel.db').absolute()}"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an administrator sets; `.env.example` explains every name. Its repr holds no secrets."""

    slack_bot_token: str = field(default="", repr=False)
    slack_signing_secret: str = field(default="", repr=False)
    slack_app_token: str = field(default="", repr=False)
    slack_api_url: str = SLACK_API
    slack_client_id: str = ""
    slack_client_secret: str = field(default="", repr=False)
    teams_client_id: str = ""
    teams_client_secret: str = field(default="", repr=False)
    teams_secret_ends: dt.date | None = None
    teams_certificate: Path | None = None
    teams_federated_token_file: Path | None = None
    teams_form_key: str = field(default="", repr=False)
    teams_tenant_id: str = ""
    teams_allowed_tenants: frozenset[str] = frozenset()
    teams_service_url: str = ""
    database_url: str = field(default="", repr=False)
    database_connections: int = 15
    data: Path = Path("data")
    public_url: str = ""
    web_dir: Path | None = None
    web_sign_in: frozenset[str] = frozenset()
    admins: frozenset[str] = field(default=frozenset(), repr=False)
    port: int = 3000
    host: str = "127.0.0.1"
    log_level: str = "INFO"
    log_format: Format = "console"
    keep_days: int = 90
    keep_audit_days: int = 365
    settle_seconds: int = 45
    lease_seconds: int = 120
    locale: str = "nl"
    timezone: str = "Europe/Amsterdam"
    holiday_region: str = "Midden"
    clock_file: Path | None = None
    texts: Path | None = None

    @property
    def console_clock(self) -> Path | None:
        """For verbs that talk to nobody: the practice clock, also of a folder that the practice workspace marked.

        What is said in another time there would change what the practice bot does when.
        """
        is_practice = self.database_url == database_in(self.data) and (self.data / PRACTICE_MARK).exists()
        return self.clock_file or (self.data / "clock" if is_practice else None)

    @property
    def has_slack(self) -> bool:
        return bool(self.slack_bot_token and (self.slack_signing_secret or self.slack_app_token))

    @property
    def has_teams(self) -> bool:
        """A Teams of our own, on this machine, asks for no secret."""
        secret = self.teams_client_secret or self.teams_certificate or self.teams_federated_token_file
        secret = secret or self.teams_service_url
        return bool(self.teams_client_id and self.teams_tenant_id and secret)


class SettingProblem(NamedTuple):
    """A setting that cannot be right. `text` is the key of the sentence that explains it; never the value itself."""

    setting: str
    text: str


class WrongSettings(Exception):
    """Everything that is wrong at once, so that nobody has to fix them one by one. locale: to say it in."""

    def __init__(self, problems: tuple[SettingProblem, ...], locale: str) -> None:
        super().__init__(", ".join(problem.setting for problem in problems))
        self.problems = problems
        self.locale = locale


def read_environment(folder: Path) -> Mapping[str, str]:
    """`.env` in the folder, with the environment on top of it."""
    from dotenv import dotenv_values

    written = {name: value for name, value in dotenv_values(folder / ".env").items() if value}
    return {**written, **os.environ}


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Raises WrongSettings. A setting that is empty counts as not set."""
    reading = _Reading(environment)
    data = reading.get("SAMENSPEL_DATA", Path, Path("data"))
    settings = Settings(
        slack_bot_token=reading.get("SLACK_BOT_TOKEN", str, ""),
        slack_signing_secret=reading.get("SLACK_SIGNING_SECRET", str, ""),
        slack_app_token=reading.get("SLACK_APP_TOKEN", str, ""),
        slack_api_url=reading.get("SLACK_API_URL", typed, SLACK_API),
        **_of_teams(reading),
        database_url=reading.get("DATABASE_URL", database_address, database_in(data)),
        database_connections=reading.get("SAMENSPEL_DATABASE_CONNECTIONS", _connections, 15),
        data=data,
        public_url=reading.get("SAMENSPEL_PUBLIC_URL", typed, "").rstrip("/"),
        admins=reading.get("SAMENSPEL_ADMINS", _addresses, frozenset()),
        port=reading.get("PORT", _port, 3000),
        host=reading.get("HOST", str, "127.0.0.1"),
        log_level=reading.get("LOG_LEVEL", _one_of(LEVELS), "INFO"),
        log_format=reading.get("SAMENSPEL_LOG_FORMAT", _one_of(FORMATS), FORMATS[0]),
        keep_days=reading.get("SAMENSPEL_KEEP_DAYS", _days, 90),
        keep_audit_days=reading.get("SAMENSPEL_KEEP_AUDIT_DAYS", _days, 365),
        settle_seconds=reading.get("SAMENSPEL_SETTLE_SECONDS", _seconds(LEAST_SETTLE_SECONDS), 45),
        lease_seconds=reading.get("SAMENSPEL_LEASE_SECONDS", _seconds(LEAST_LEASE_SECONDS), 120),
        locale=reading.get("SAMENSPEL_LOCALE", _one_of(LANGUAGES), LANGUAGES[0]),
        timezone=reading.get("SAMENSPEL_TIMEZONE", _timezone, "Europe/Amsterdam"),
        holiday_region=reading.get("SAMENSPEL_HOLIDAY_REGION", _one_of(REGIONS), "Midden"),
        clock_file=reading.get("SAMENSPEL_CLOCK_FILE", Path, None),
        texts=reading.get("SAMENSPEL_TEXTS", Path, None),
        **_of_the_web(reading),
    )
    speaks_slack = settings.slack_bot_token or not settings.teams_client_id
    real_slack = speaks_slack and not is_loopback(settings.slack_api_url)
    real_teams = settings.teams_client_id and not settings.teams_service_url
    if settings.clock_file and (real_slack or real_teams):
        # A bot that lives in another time must never talk to real colleagues.
        reading.wrong("SAMENSPEL_CLOCK_FILE", "SAMENSPEL_CLOCK_FILE")
    # What not everybody needs is an extra of the package: said here, and not by a traceback at the first message.
    if settings.database_url.startswith(POSTGRESQL) and not has_extra("postgres"):
        reading.wrong("DATABASE_URL", "needs_postgres")
    for wrong in (*_about_teams(settings), *_about_the_web(settings)):
        reading.wrong(*wrong)
    if reading.problems:
        raise WrongSettings(tuple(reading.problems), settings.locale)
    return settings


def _of_teams(reading: "_Reading") -> dict[str, Any]:
    return {
        "teams_client_id": reading.get("TEAMS_CLIENT_ID", _guid, ""),
        "teams_client_secret": reading.get("TEAMS_CLIENT_SECRET", str, ""),
        "teams_secret_ends": reading.get("TEAMS_SECRET_ENDS", dt.date.fromisoformat, None),
        "teams_certificate": reading.get("TEAMS_CERTIFICATE", _file, None),
        "teams_federated_token_file": reading.get("TEAMS_FEDERATED_TOKEN_FILE", _file, None),
        "teams_form_key": reading.get("TEAMS_FORM_KEY", _key, ""),
        "teams_tenant_id": reading.get("TEAMS_TENANT_ID", _guid, ""),
        "teams_allowed_tenants": reading.get("TEAMS_ALLOWED_TENANTS", _guids, frozenset[str]()),
        "teams_service_url": reading.get("TEAMS_SERVICE_URL", typed_loopback, "").rstrip("/"),
    }


def _of_the_web(reading: "_Reading") -> dict[str, Any]:
    return {
        "slack_client_id": reading.get("SLACK_CLIENT_ID", str, ""),
        "slack_client_secret": reading.get("SLACK_CLIENT_SECRET", str, ""),
        "web_dir": reading.get("SAMENSPEL_WEB_DIR", Path, None),
        "web_sign_in": reading.get("SAMENSPEL_WEB_SIGN_IN", _platforms, frozenset[str]()),
    }


def _about_teams(settings: Settings) -> Iterator[tuple[str, str]]:
    """The setting that can't be, and why."""
    if settings.teams_client_id and not has_extra("teams"):
        yield "TEAMS_CLIENT_ID", "needs_teams"
    no_secret = settings.teams_certificate or settings.teams_federated_token_file
    if no_secret and not (settings.teams_client_secret or settings.teams_form_key):
        # The id of the app is known to many: nothing may be sealed with that.
        yield "TEAMS_FORM_KEY", "needs_form_key"


def _about_the_web(settings: Settings) -> Iterator[tuple[str, str]]:
    """The setting that can't be, and why."""
    if not has_extra("web"):
        if settings.web_dir:
            yield "SAMENSPEL_WEB_DIR", "needs_web"
        if settings.web_sign_in:
            yield "SAMENSPEL_WEB_SIGN_IN", "needs_web"
    if settings.web_sign_in and not (settings.public_url.startswith("https://") or is_loopback(settings.public_url)):
        yield "SAMENSPEL_WEB_SIGN_IN", "needs_https"
    if "slack" in settings.web_sign_in and not (settings.slack_client_id and settings.slack_client_secret):
        yield "SAMENSPEL_WEB_SIGN_IN", "needs_slack_client"
    if "teams" in settings.web_sign_in and not (settings.has_teams and settings.teams_client_secret):
        yield "SAMENSPEL_WEB_SIGN_IN", "needs_teams_client"


class _Reading:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.problems: list[SettingProblem] = []

    def get(self, name: str, read: Callable[[str], T], default: T) -> T:
        written = self.environment.get(name, "").strip()
        if not written:
            return default
        try:
            return read(written)
        except ValueError:
            self.wrong(name, name)
            return default

    def wrong(self, name: str, text: str) -> None:
        self.problems.append(SettingProblem(name, f"handlers.setting.{text}"))


def _one_of(words: tuple[Chosen, ...]) -> Callable[[str], Chosen]:
    def read(written: str) -> Chosen:
        for word in words:
            if word.casefold() == written.casefold():
                return word
        raise ValueError

    return read


def _days(written: str) -> int:
    days = int(written)
    if days < LEAST_KEEP_DAYS:
        raise ValueError
    return days


def _connections(written: str) -> int:
    connections = int(written)
    if not LEAST_CONNECTIONS <= connections <= MOST_CONNECTIONS:
        raise ValueError
    return connections


def _seconds(least: int) -> Callable[[str], int]:
    def read(written: str) -> int:
        seconds = int(written)
        if not least <= seconds <= 3600:
            raise ValueError
        return seconds

    return read


def _port(written: str) -> int:
    port = int(written)
    if not 0 < port < 65536:
        raise ValueError
    return port


def _file(written: str) -> Path:
    if not os.access(written, os.R_OK):
        raise ValueError
    return Path(written)


def _key(written: str) -> str:
    if len(written) < LEAST_KEY:
        raise ValueError
    return written


def _guid(written: str) -> str:
    """Of an app or an organisation at Entra."""
    return str(UUID(written))


def _guids(written: str) -> frozenset[str]:
    return frozenset(map(_guid, written.replace(",", " ").replace(";", " ").split()))


def _addresses(written: str) -> frozenset[str]:
    found = written.replace(",", " ").replace(";", " ").lower().split()
    if not all("@" in address for address in found):
        raise ValueError
    return frozenset(found)


def _platforms(written: str) -> frozenset[str]:
    found = frozenset(written.replace(",", " ").lower().split())
    if not found <= {"slack", "teams"}:
        raise ValueError
    return found


def _timezone(written: str) -> str:
    try:
        return ZoneInfo(written).key
    except (ZoneInfoNotFoundError, OSError) as unknown:
        raise ValueError from unknown


def database_address(written: str) -> str:
    """PostgreSQL addresses as hosting parties give them are made fit for our driver. Raises ValueError."""
    kind, separator, rest = written.partition("://")
    if kind in ("postgres", "postgresql"):
        kind = POSTGRESQL
    if not separator or kind not in (POSTGRESQL, "sqlite"):
        raise ValueError
    return f"{kind}://{rest}"
