"""`samenspel simulate buddies`: what rounds of buddies would look like, before anybody takes part."""

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

from bot.chat.texts import Speech
from handlers.console import verbs
from handlers.settings import Settings


def add_verbs(commands: Any, t: Speech) -> None:
    kinds = verbs.add_group(commands, "simulate", t("buddies.console.simulate"), "buddies")
    parser = verbs.add(kinds, "buddies", t("buddies.console.buddies"), show_buddies)
    _number(parser, "--communication", 0, 2000, t("buddies.console.communication"), required=True)
    _number(parser, "--participation", 0, 2000, t("buddies.console.participation"), required=True)
    _number(parser, "--rounds", 1, 520, t("buddies.console.rounds"), default=26)
    _number(parser, "--seed", 0, 2**32 - 1, t("buddies.console.seed"), default=1)
    _number(parser, "--cap", 1, 9, t("buddies.console.cap"), default=3)
    parser.add_argument("--json", action="store_true", help=str(t("buddies.console.json")))


def _number(parser: argparse.ArgumentParser, name: str, lowest: int, highest: int, about: object, **more: Any) -> None:
    parser.add_argument(name, type=_between(lowest, highest), metavar="N", help=str(about), **more)


def _between(lowest: int, highest: int) -> Callable[[str], int]:
    def whole_number(written: str) -> int:
        number = int(written)
        if not lowest <= number <= highest:
            raise argparse.ArgumentTypeError(f"{lowest} - {highest}")
        return number

    return whole_number


def show_buddies(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    """Prints every round as JSON, or what they come to and the first ones."""
    from bot.pairing.simulation import simulate

    rounds = list(simulate(asked.communication, asked.participation, asked.rounds, asked.seed, asked.cap))

    def name(person: int) -> str:
        number = person - asked.communication
        return f"p{number}" if number > 0 else f"c{person}"

    if asked.json:
        shown = [
            {
                "groups": [list(map(name, group.ids)) for group in held.groups],
                "waiting": list(map(name, held.waiting.ids)),
            }
            for held in rounds
        ]
        json.dump({"rounds": shown}, sys.stdout)
        print()
        return 0
    from bot.buddies import summary

    for line in summary.lines(t, rounds, name):
        print(line)
    return 0
