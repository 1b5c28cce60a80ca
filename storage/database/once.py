"""What several rules ask in one answer, and what is read for the first of them only."""

from collections.abc import Callable, Hashable
from functools import wraps
from inspect import unwrap
from typing import Any, TypeVar

from sqlalchemy.orm import Session

R = TypeVar("R")
_FOUND, _ONLY_READS = "found", "only_reads"


def asked_once(question: Callable[[Session], R]) -> Callable[[Session], R]:
    """Of one municipality, in one session, with what hardly ever changes: whoever does change it calls `ask_again`."""

    @wraps(question)
    def answer(session: Session) -> R:
        return _remembered(session, question, lambda: question(session))

    return answer


def known(session: Session, question: Callable[[Session], R], answer: R) -> None:
    """It came along with something else, so it need not be `asked_once`."""
    _answers(session)[session.info["municipality"], unwrap(question)] = answer


def ask_again(session: Session) -> None:
    """What was found holds no longer."""
    session.info.pop(_FOUND, None)


def only_reads(session: Session) -> None:
    """From here on nothing is changed in it, so whatever was read `once` need not be read again."""
    session.info[_ONLY_READS] = True


def once(session: Session, question: Hashable, read: Callable[[], R]) -> R:
    """As `asked_once`, with what changes: in a session that may change something it is read each time."""
    return _remembered(session, question, read) if session.info.get(_ONLY_READS) else read()


def _remembered(session: Session, question: Hashable, read: Callable[[], R]) -> R:
    answers: dict[Hashable, R] = _answers(session)
    which = session.info["municipality"], question
    if which not in answers:
        answers[which] = read()
    return answers[which]


def _answers(session: Session) -> dict[Hashable, Any]:
    found: dict[Hashable, Any] = session.info.setdefault(_FOUND, {})
    return found
