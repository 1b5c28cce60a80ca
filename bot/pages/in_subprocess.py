"""The other end of the process that makes the page: what a large register takes there, is not taken here."""

import datetime as dt

import msgspec

from bot import subprocesses

MEMORY = 500_000_000
"""Bytes. With 10,000 projects and their moments it takes some 300 MB for six seconds."""


class PageOrder(msgspec.Struct, frozen=True):
    """database: its address, which holds a password; so it never stands on a command line."""

    database: str
    municipality: int
    at: dt.datetime


class MadePage(msgspec.Struct, frozen=True):
    """content: HTML, as gzip. policy: what a browser may run and load in it."""

    content: bytes
    policy: str


def made(order: PageOrder) -> MadePage:
    """Raises bot.subprocesses.NoAnswer."""
    with subprocesses.Process("bot.pages", memory=MEMORY) as process:
        process.tell(msgspec.msgpack.encode(order))
        return msgspec.msgpack.decode(process.hear(), type=MadePage)
