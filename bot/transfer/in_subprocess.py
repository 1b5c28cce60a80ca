"""Lists are read and written in a process of their own: what others made can't freeze, fill or stop the bot.

Reading is a conversation: one file after the other goes there, and what lists they hold comes back; then for each
list what the register knows goes, and its rows come back, checked, as many at a time as go in one transaction; and at
the end the rows that somebody has to look at, as they stood in the file.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from types import GenericAlias
from typing import Any, Protocol, TypedDict, TypeVar

import msgspec
from msgspec import msgpack

from bot.subprocesses import NoAnswer, Process, TookTooLong, TookTooMuch
from bot.transfer.checking import Checked
from bot.transfer.columns import COLUMNS
from bot.transfer.contract import Column, ListName
from bot.transfer.known import Known
from bot.transfer.receiving import File, ImportOrder
from bot.transfer.recognising.proposal import Choice, Proposal
from bot.transfer.report import ProblemTable, Report
from bot.transfer.rules import Entry
from bot.transfer.writing import Names, Table
from glossary import PartialDate

MODULE = "bot.transfer"

SENTENCES: Mapping[type[NoAnswer], str] = {TookTooLong: "took_too_long", TookTooMuch: "too_large"}
"""Why a file can't be read when the process did not end well: the key under `transfer.reason`."""


class Read(msgspec.Struct, tag=True, frozen=True):
    """As in `receiving.ImportOrder`."""

    choice: Choice
    remembered: Mapping[str, Choice]


class Write(msgspec.Struct, tag=True, frozen=True):
    """By the name of each list: headers and rows. names, about: as in `writing.files`."""

    tables: Mapping[str, tuple[list[str], list[list[str | int]]]]
    names: Mapping[str, Mapping[int, Mapping[str, str]]]
    about: list[str]


class Head(msgspec.Struct, frozen=True):
    """A list that can go in. number: among those that were found. name: of its sheet."""

    number: int
    list_: ListName
    name: str
    rows: int


class FoundLists(msgspec.Struct, frozen=True):
    """What a file holds. report: what is wrong with it. named: headers that the person named, and a sheet has.

    municipality: what the lists call it; empty when they don't. proposals: also of what can't go in.
    """

    heads: tuple[Head, ...]
    proposals: tuple[Proposal, ...]
    report: Report
    named: frozenset[str]
    municipality: str


class CheckedBatch(msgspec.Struct, frozen=True):
    """`checking.Checked` on its way; rows is 0 when the list is at its end.

    entries: as MessagePack, because their types differ from list to list.
    """

    rows: int
    entries: msgspec.Raw
    report: Report
    passed_over: int = 0


class ProblemLines(msgspec.Struct, frozen=True):
    """Lines of lists, by their number: to be shown to somebody."""

    lines: Mapping[int, tuple[int, ...]]


_TYPES: Mapping[str, Any] = {
    "date": PartialDate,
    "day": dt.date,
    "time": dt.time,
    "score": int,
    "colleague": int,
    "number": int,
    "project": int,
    "moment": int,
}


def _type_of(column: Column) -> Any:
    return column.words if column.kind == "word" else _TYPES.get(column.kind, str)


@lru_cache
def entries_of(list_: ListName) -> msgpack.Decoder[Any]:
    """Decodes the entries of this list, each value as what the register keeps."""
    columns = COLUMNS[list_]
    single = {column.field: _type_of(column) for column in columns if column.kind not in ("areas", "words", "person")}
    parts = {
        column.field: GenericAlias(frozenset, column.words or str)
        for column in columns
        if column.kind in ("areas", "words")
    }
    fields = [
        ("values", TypedDict("values", single, total=False)),  # type: ignore[operator]
        ("parts", TypedDict("parts", parts, total=False)),  # type: ignore[operator]
    ]
    return msgpack.Decoder(list[msgspec.defstruct("Line", fields, bases=(Entry,))])  # type: ignore[misc]


class Reader:
    """The parent's end of the conversation."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @property
    def number(self) -> int:
        """Of the process that reads."""
        return self._process.number

    def found(self, file: File) -> FoundLists:
        self._process.tell(msgpack.encode(file))
        return msgpack.decode(self._process.hear(), type=FoundLists)

    def that_was_all(self) -> None:
        self._process.tell(msgpack.encode(None))

    def batches(self, head: Head, known: Known) -> Iterator[Checked]:
        """To be asked list by list, `in_order`."""
        self._process.tell(msgpack.encode(known))
        while (batch := msgpack.decode(self._process.hear(), type=CheckedBatch)).rows:
            entries = entries_of(head.list_).decode(batch.entries)
            yield Checked(batch.rows, entries, batch.report, batch.passed_over)

    def tables(self, lines: Mapping[int, tuple[int, ...]]) -> Sequence[ProblemTable]:
        """These rows as they stand in their files. To be asked once, after all lists."""
        self._process.tell(msgpack.encode(ProblemLines(lines)))
        return msgpack.decode(self._process.hear(), type=tuple[ProblemTable, ...])


@contextmanager
def reading(order: ImportOrder) -> Iterator[Reader]:
    """Raises NoAnswer, also from what the reader is asked."""
    with Process(MODULE) as process:
        process.tell(msgpack.encode(Read(order.choice, order.remembered)))
        yield Reader(process)


def write(tables: Mapping[str, Table], names: Names, about: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file, as soon as it is made. Raises NoAnswer."""
    with Process(MODULE) as process:
        process.tell(msgpack.encode({"type": "Write", "tables": tables, "names": names, "about": about}))
        while file := msgpack.decode(process.hear(), type=tuple[str, bytes] | None):
            yield file


class _OfAList(Protocol):
    @property
    def list_(self) -> ListName: ...


_One = TypeVar("_One", bound=_OfAList)


def in_order(lists: Iterable[_One]) -> Sequence[_One]:
    """As lists build on each other."""
    return sorted(lists, key=lambda one: list(ListName).index(one.list_))
