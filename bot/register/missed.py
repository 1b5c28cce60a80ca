"""Whom we miss in an area, time and again: what the reports of the last year say together."""

import datetime as dt
from collections.abc import Collection, Iterator

from sqlalchemy.orm import Session

from bot.chat.cards import Text
from bot.chat.texts import Speech
from bot.findings.facts import Areas
from glossary import TargetGroup
from storage.reports import missed

YEAR = dt.timedelta(days=365)
OFTEN = 2
"""Once says nothing yet."""
MOST_LINES = 2


def in_words(t: Speech, db: Session, areas: Areas, codes: Collection[str], today: dt.date) -> Iterator[Text]:
    """What was missed most first; groups that were missed as often are one line. Nothing when nobody is."""
    if not (there := _there(areas, codes)):
        return
    found = missed.missed_in(db, there, today - YEAR, today)
    alike: dict[int, list[TargetGroup]] = {}
    for group in TargetGroup:
        if (times := found.groups.get(group, 0)) >= OFTEN:
            alike.setdefault(times, []).append(group)
    for times in sorted(alike, reverse=True)[:MOST_LINES]:
        groups = t.listed([t.word(group) for group in alike[times]])
        yield t("register.missed", groups=groups, missed=times, n=found.reports)


def _there(areas: Areas, codes: Collection[str]) -> set[str]:
    """These areas, and what lies in and around them. What was for the whole municipality says nothing of one place."""
    here = areas.neighbourhoods_in(codes)
    around = {code for each in here for code in areas.around(each)}
    everywhere = {code for code in around if areas.neighbourhoods_in([code]) == frozenset(areas.neighbourhoods)}
    return (around - everywhere) | set(codes)
