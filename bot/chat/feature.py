"""What a feature contributes. A new feature is a folder with one of these, and one line in `bot/features.py`."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.chat.exchange import Handler, Request, Say, Section, Source, UploadedFile

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Command:
    """`/root verb`, in Dutch, with its synonyms. An empty verb is the bare command: a menu.

    What it does is described in the texts under `command.<root>.<verb>` (`command.<root>.menu` for the bare one).
    """

    root: str
    verb: str
    action: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work on a row, done after the answer. `begin` opens a transaction of the person's municipality.

    `fetch` gives the content of an uploaded file; `progress` tells the person how far it is, 0 to 100.
    """

    at: dt.datetime
    person: int
    language: str
    args: Mapping[str, str]
    files: tuple[UploadedFile, ...]
    begin: "Callable[[], AbstractContextManager[Session]]"
    fetch: Callable[[UploadedFile], bytes]
    progress: Callable[[int], None]


Worker = Callable[[Task], Sequence[Say]]
HomeSections = Callable[[Request, "Session"], Iterator[Section]]


@dataclass(frozen=True, slots=True)
class Feature:
    """name: the folder. actions: what a button, form or command may ask for. home: sections of a person's own page.

    sources: what search fields look in. workers: what takes long.
    """

    name: str
    commands: tuple[Command, ...] = ()
    actions: Mapping[str, Handler] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    workers: Mapping[str, Worker] = field(default_factory=dict)
    home: HomeSections | None = None
