"""`samenspel manifest`: what makes the app at the platform. For Slack JSON to paste, for Teams a package to upload."""

import argparse
import json
import sys
from pathlib import Path

from bot.chat.texts import Speech
from handlers import placing
from handlers.settings import Settings

PACKAGE = "samenspel-teams.zip"
DONE, NO_PLACE, WRONG_SETTINGS = 0, 1, 2


def show(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    if asked.platform == "teams":
        return package_for_teams(asked.out, settings, t)
    return show_for_slack(settings, t, asked.socket_mode or bool(settings.slack_app_token))


def show_for_slack(settings: Settings, t: Speech, socket_mode: bool) -> int:
    from bot.chat.router import Router
    from bot.features import FEATURES
    from handlers.slack.manifest import manifest

    if not (socket_mode or settings.public_url):
        print(t("handlers.manifest.needs_url"), file=sys.stderr)
        return WRONG_SETTINGS
    shown = manifest(Router(FEATURES).commands, t, settings.public_url, socket_mode)
    print(json.dumps(shown, indent=2, ensure_ascii=False))
    return DONE


def package_for_teams(out: Path, settings: Settings, t: Speech) -> int:
    from bot.chat.router import Router
    from bot.features import FEATURES
    from handlers.teams.manifest import manifest, package

    if not (settings.teams_client_id and settings.public_url.startswith("https://")):
        print(t("handlers.manifest.teams_needs"), file=sys.stderr)
        return WRONG_SETTINGS
    commands = Router(FEATURES).commands
    shown = manifest(commands, settings.teams_client_id, settings.public_url)
    try:
        with placing.in_place_of(out) as unfinished:
            unfinished.write_bytes(package(shown, commands))
    except OSError:
        print(t("handlers.manifest.no_place", file=str(out)), file=sys.stderr)
        return NO_PLACE
    print(out)
    return DONE
