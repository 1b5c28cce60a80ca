"""`samenspel init` asks at most five questions and writes `.env`; `samenspel demo` needs none at all."""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from getpass import getpass
from pathlib import Path

from bot.chat.cards import Text
from bot.chat.texts import Speech
from handlers.console import manifests
from handlers.settings import Settings, WrongSettings, from_environment, has_extra, read_environment

NOT_WRITTEN, NOT_POSSIBLE = 1, 2
SECRETS = frozenset({"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "TEAMS_CLIENT_SECRET"})
# Without quotation marks wherever possible: other programs that read such a file take them for a part of the value.
_PLAIN = re.compile(r"[\w@.:/,+=~-]*")


def demo(words: Sequence[str], t: Speech) -> int:
    """Becomes the practice workspace, which starts the bot as a process of its own; returns when it is not there."""
    if has_extra("demo"):
        sys.stdout.flush()
        # -P: not whatever is called playground in the folder where somebody happens to be.
        os.execv(sys.executable, [sys.executable, "-P", "-m", "playground", *words])  # noqa: S606
    return _refuse(t, "handlers.demo.missing")


def init(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    """Ends with the doctor: its exit code, when there is an `.env` to look at."""
    file = Path.cwd() / ".env"
    if os.path.lexists(file):
        return _refuse(t, "handlers.init.there", file=str(file))
    if asked.platform == "teams" and not has_extra("teams"):
        return _refuse(t, "handlers.init.needs_teams")
    if not sys.stdin.isatty():
        return _refuse(t, "handlers.init.no_terminal")
    if not os.access(file.parent, os.W_OK | os.X_OK):
        return _refuse(t, "handlers.init.no_place", file=str(file))
    try:
        given = _for_teams(t) if asked.platform == "teams" else _for_slack(t)
        _write(file, given)
    except (EOFError, KeyboardInterrupt):
        print()
        return _refuse(t, "handlers.init.stopped", NOT_WRITTEN)
    except FileExistsError:
        return _refuse(t, "handlers.init.there", file=str(file))
    except OSError:
        return _refuse(t, "handlers.init.no_place", NOT_WRITTEN, file=str(file))
    print(f"\n{t('handlers.init.written', file=str(file))}\n")
    from handlers.console.doctor import say_all

    return say_all(from_environment(read_environment(Path.cwd())), t)


def _for_slack(t: Speech) -> dict[str, str]:
    given: dict[str, str] = {}
    _ask("SAMENSPEL_ADMINS", given, t)
    _ask("SAMENSPEL_PUBLIC_URL", given, t, "handlers.init.public_url_slack")
    socket_mode = not given["SAMENSPEL_PUBLIC_URL"]
    print(f"\n{t('handlers.init.paste')}\n")
    manifests.show_for_slack(from_environment(given), t, socket_mode)
    print(f"\n{t('handlers.init.then_slack')}\n")
    _ask("SLACK_BOT_TOKEN", given, t)
    _ask("SLACK_APP_TOKEN" if socket_mode else "SLACK_SIGNING_SECRET", given, t)
    return given


def _for_teams(t: Speech) -> dict[str, str]:
    given: dict[str, str] = {}
    _ask("SAMENSPEL_ADMINS", given, t)
    while not _ask("SAMENSPEL_PUBLIC_URL", given, t, "handlers.init.public_url_teams").startswith("https://"):
        print(t("handlers.setting.SAMENSPEL_PUBLIC_URL"))
    while not _ask("TEAMS_CLIENT_ID", given, t):
        print(t("handlers.setting.TEAMS_CLIENT_ID"))
    _ask("TEAMS_TENANT_ID", given, t)
    _ask("TEAMS_CLIENT_SECRET", given, t)
    if not manifests.package_for_teams(Path(manifests.PACKAGE), from_environment(given), t):
        print(t("handlers.init.then_teams"))
    return given


def _ask(setting: str, given: dict[str, str], t: Speech, question: str = "") -> str:
    """Asks again until it can be right; nothing is an answer too. What is secret is not shown."""
    prompt = f"{t(question or f'handlers.init.{setting}')} "
    while True:
        answer = (getpass(prompt) if setting in SECRETS else input(prompt)).strip()
        try:
            from_environment({setting: answer})
        except WrongSettings as wrong:
            print(setting, t(wrong.problems[0].text))
            continue
        given[setting] = answer
        return answer


def _write(file: Path, given: dict[str, str]) -> None:
    """All of it or nothing, for this account only. Raises FileExistsError when somebody was first, and OSError."""
    lines = [f"{name}={_quoted(value)}\n" for name, value in given.items()]
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as written:
        try:
            written.writelines(lines)
            written.flush()
        except OSError:
            with suppress(OSError):
                file.unlink()
            raise


def _quoted(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _refuse(t: Speech, key: str, status: int = NOT_POSSIBLE, **values: str | Text | None) -> int:
    print(t(key, **values), file=sys.stderr)
    return status
