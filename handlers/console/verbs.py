"""Verbs of the console script: what is parsed holds what to do as `does`."""

import argparse
from collections.abc import Callable
from typing import Any

from bot.chat.cards import Text
from bot.chat.texts import Speech


def add(verbs: Any, name: str, about: Text, does: Callable[..., int]) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=str(about), description=str(about))
    parser.set_defaults(does=does)
    return parser


def add_group(verbs: Any, name: str, about: Text, metavar: str) -> Any:
    """A verb that has verbs itself, such as `samenspel jobs run`."""
    return verbs.add_parser(name, help=str(about), description=str(about)).add_subparsers(
        required=True, metavar=metavar
    )


def ask_municipality(verb: argparse.ArgumentParser, t: Speech) -> None:
    verb.add_argument("--municipality", metavar="NAAM", help=str(t("transfer.console.municipality")))
