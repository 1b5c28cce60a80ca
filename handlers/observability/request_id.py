"""The number of what is going on: of a request, a message or a piece of work. Every log line about it carries it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Without letters and digits that look alike on a phone. Three times four: these numbers are also keys for ever.
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Thirty-two, so each is as likely as the others at the end of a random byte."""
_current: ContextVar[str] = ContextVar("reference", default="")


def new() -> str:
    """What people quote when something fails: K7QF-2MXD-9H3T."""
    letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in secrets.token_bytes(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


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
