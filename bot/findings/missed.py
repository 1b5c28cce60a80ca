"""Whom we miss in an area, time and again: what the reports of the last year say together."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from bot.chat.cards import Text
from bot.chat.texts import Speech
from bot.findings.facts import Areas
from glossary import TargetGroup

YEAR = dt.timedelta(days=365)
OFTEN = 2
"""Once says nothing yet."""
MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class MissedThere:
    """reports: of how many contact moments there is one. groups: how many of these missed each group."""

    reports: int = 0
    groups: Mapping[TargetGroup, int] | None = None


def where_it_counts(areas: Areas, codes: Collection[str]) -> set[str]:
    """These areas, and what lies in and around them. What was for the whole municipality says nothing of one place."""
    here = areas.neighbourhoods_in(codes)
    around = {code for each in here for code in areas.around(each)}
    everywhere = {code for code in around if areas.neighbourhoods_in([code]) == frozenset(areas.neighbourhoods)}
    return (around - everywhere) | set(codes)


def in_words(t: Speech, found: MissedThere) -> Iterator[Text]:
    """What was missed most first; groups that were missed as often are one line. Nothing when nobody is."""
    alike: dict[int, list[TargetGroup]] = {}
    for group in TargetGroup:
        if (times := (found.groups or {}).get(group, 0)) >= OFTEN:
            alike.setdefault(times, []).append(group)
    for times in sorted(alike, reverse=True)[:MOST_LINES]:
        groups = t.listed([t.word(group) for group in alike[times]])
        yield t("findings.missed", groups=groups, missed=times, n=found.reports)
