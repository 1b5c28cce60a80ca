"""From what people typed or clicked to the one function that answers."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.chat import command_help
from bot.chat.contributions import NOT_ON_THE_WEB, Contributed, OnTheWeb
from bot.chat.feature import IN_ENGLISH, Command, DoTask, Feature, Job, RunReminder
from bot.chat.replies import Handler, Source
from bot.chat.requests import ENDS_A_SENTENCE, readable
from bot.chat.served import Serve

CLOSE = 0.75
"""How much of a verb has to be typed right."""
AROUND = "?!.,:;…\"'“”„‘’«»`*_~()[]<>"
"""What people type around a word without meaning anything by it."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A command, and what was typed after the verb. is_whole: with its root, so that it is surely meant."""

    command: Command
    rest: str = ""
    is_whole: bool = True

    @property
    def action(self) -> str:
        return self.command.action


class Router:
    """Everything that the features contribute, by name. Raises ValueError when two claim the same name."""

    def __init__(self, features: Sequence[Feature], web: OnTheWeb = NOT_ON_THE_WEB) -> None:
        self.features = tuple(features)
        self.commands = (
            *command_help.COMMANDS,
            *(command for feature in features for command in feature.commands),
        )
        self.actions: Mapping[str, Handler] = _merged([feature.actions for feature in features])
        self.shared = frozenset[str]().union(*(feature.shared for feature in features))
        self.sources: Mapping[str, Source] = _merged([feature.sources for feature in features])
        self.workers: Mapping[str, DoTask] = _merged([feature.workers for feature in features])
        self.addresses: Mapping[str, Serve] = _merged([feature.addresses for feature in features])
        self.drawers = frozenset[str]().union(*(feature.drawers for feature in features))
        jobs = [{job.name: job} for feature in features for job in feature.jobs]
        self.jobs: Mapping[str, Job] = _merged(jobs)
        self.reminders: Mapping[str, RunReminder] = _merged([feature.reminders for feature in features])
        self.contributed = Contributed(
            weekly=tuple(feature.weekly for feature in features if feature.weekly),
            sketches=tuple(feature.sketches for feature in features if feature.sketches),
            steering=tuple(feature.steering for feature in features if feature.steering),
            yearly=tuple(feature.yearly for feature in features if feature.yearly),
            advice=tuple(feature.advice for feature in features if feature.advice),
            about_area=tuple(feature.about_area for feature in features if feature.about_area),
            how_to=tuple(feature.how_to for feature in features if feature.how_to),
            jobs=tuple(self.jobs.values()),
            anew=_merged([feature.anew for feature in features]),
            settings={feature.name: feature.settings for feature in features if feature.settings},
            web=web,
        )
        self.roots = tuple(dict.fromkeys(command.root for command in self.commands))
        """The slash commands. The first takes all others as its first word."""
        self.every_root = (*self.roots, *(other for other, own in IN_ENGLISH.items() if own in self.roots))

    def understand(self, root: str, words: str) -> Understood | None:
        """`/project nieuw Singel`, `/samenspel project nieuw Singel` and, without a root, `project nieuw Singel`.

        In English `/overview week` too. None for what is no command: somebody's own words.
        """
        root = IN_ENGLISH.get(root, root)
        first, rest = _parted(words)
        if root in ("", self.roots[0]) and first in self.every_root and first != root:
            return self.understand(first, rest)
        named = [command for command in self.commands if first in command.verbs]
        for command in named:
            if command.root == (root or self.roots[0]):
                return Understood(command, rest, is_whole=bool(root))
        if root and first and not rest and len(named) == 1:
            # Nobody has to know under which of them it is: `/project drukte`.
            return Understood(named[0])
        return None

    def nearly(self, root: str, words: str) -> Understood | None:
        """As `understand`, with a typing error in the verb; only after its root, because it is a guess."""
        root = IN_ENGLISH.get(root, root)
        first, rest = _parted(words)
        if root in ("", self.roots[0]) and first in self.every_root and first != root:
            return self.nearly(first, rest)
        verbs = {word: command for command in self.commands if root and command.root == root for word in command.verbs}
        near = difflib.get_close_matches(first, verbs, n=1, cutoff=CLOSE)
        return Understood(verbs[near[0]], rest) if near else None


def _parted(words: str) -> tuple[str, str]:
    """The first word, and what was typed after it: "week?", "Week ?" and "`week`" are all the verb "week".

    A question mark alone is a verb of its own.
    """
    first, rest = [*readable(words).split(maxsplit=1), "", ""][:2]
    bare = first.casefold().strip(AROUND).removeprefix("/")
    return bare or first[:1], rest.strip() if rest.strip(ENDS_A_SENTENCE) else ""


T = TypeVar("T")


def _merged(parts: Sequence[Mapping[str, T]]) -> Mapping[str, T]:
    merged: dict[str, T] = {}
    for part in parts:
        if clash := merged.keys() & part.keys():
            raise ValueError(f"claimed twice: {', '.join(sorted(clash))}")
        merged |= part
    return merged
