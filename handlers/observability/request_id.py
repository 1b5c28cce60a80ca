"""The number of what is going on: of a request, a message or a piece of work. Every log line about it carries it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("reference", default="")


@contextmanager
def under(reference: str) -> Iterator[None]:
    """In this thread or task, until the block ends."""
    token = _current.set(reference)
    try:
        yield
    finally:
        _current.reset(token)


def current() -> str:
    """Empty outside all of them."""
    return _current.get()
