"""Names of colleagues in a text."""

import re

from sqlalchemy import String, bindparam, select
from sqlalchemy.orm import Session

from storage.people.people import Colleague, here

SHORTEST_NAME = 4
"""Of a colleague, to be looked for in a text: a shorter one may be any word."""

_NAMES_IN = select(Colleague.name).where(*here(), bindparam("words", type_=String).contains(Colleague.name))


def names_in(db: Session, words: str) -> list[str]:
    """Of colleagues who are here: those that stand in these words, whole, the longest first."""
    found = {
        name
        for name in db.scalars(_NAMES_IN, {"words": words})
        if len(name) >= SHORTEST_NAME and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words)
    }
    return sorted(found, key=lambda name: (-len(name), name))


_ALL_NAMES = select(Colleague.name).where(Colleague.erased_at.is_(None))


def names_ever_in(db: Session, words: str) -> list[str]:
    """The same, and of colleagues who left; for long texts."""
    there = set(re.findall(r"\w+", words))
    found = {
        name
        for name in db.scalars(_ALL_NAMES)
        if len(name) >= SHORTEST_NAME and there.issuperset(re.findall(r"\w+", name)) and name in words
    }
    return sorted(found, key=lambda name: (-len(name), name))
