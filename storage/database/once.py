"""What is asked twice in one answer, and read once: only where nothing is changed in between."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from sqlalchemy.orm import Session

R = TypeVar("R")


def only_reads(session: Session) -> None:
    """From here on nothing is changed in it, so what was read `once` need not be read again."""
    session.info["read"] = {}


def once(session: Session, question: Hashable, read: Callable[[], R]) -> R:
    """The answer to that question, of one municipality. In a session that may change something it is asked again."""
    known = session.info.get("read")
    if known is None:
        return read()
    key = session.info["municipality"], question
    if key not in known:
        known[key] = read()
    found: R = known[key]
    return found
