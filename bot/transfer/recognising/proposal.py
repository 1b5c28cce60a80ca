"""What we make of a file before anything goes in: which list it is, and which column means what.

A proposal can be shown, and kept. A choice is what a person made of it; it belongs to a header row, so that the next
file with these headers needs no choosing.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec

from bot.transfer.contract import ListName
from bot.transfer.recognising.headers import squashed
from bot.transfer.recognising.vocabulary import REMARKS

NOT_USED = ""
"""In the place of a header, or of a field: this column means nothing to us."""


class Certainty(StrEnum):
    """Why we take a column for what we propose, surest first."""

    CHOSEN = "chosen"
    """A person said so, now or the last time."""
    OURS = "ours"
    """It is called as in our own lists."""
    SYNONYM = "synonym"
    CLOSE = "close"
    """It is nearly called so: a typing error."""
    VALUES = "values"
    """By what its cells hold."""
    NONE = "none"


class KeyedOn(StrEnum):
    """By what a row is known the next time."""

    KEY = "key"
    NAME = "name"
    """There is no column with a number."""


class ColumnProposal(msgspec.Struct, frozen=True):
    """at: place in the row, from 0. header: as in the file. ours: the header of our own column; NOT_USED for none.

    samples: three different values at most, from the top.
    """

    at: int
    header: str
    ours: str
    certainty: Certainty
    samples: tuple[str, ...]


class Proposal(msgspec.Struct, frozen=True):
    """name: of the sheet. list_: None when nobody can tell. rows: how many. headers: the key of the header row.

    left_out: how many columns there are beside these, which a form has no room for.
    """

    name: str
    list_: ListName | None
    keyed_on: KeyedOn
    columns: tuple[ColumnProposal, ...]
    rows: int
    headers: str
    left_out: int = 0


class Choice(msgspec.Struct, frozen=True):
    """list_: None leaves it to us. key: the header of the column to know rows by; empty leaves it to us.

    columns: the header of our column -> the header in the file, or NOT_USED. What is not in it is left to us.
    chosen_on: when it was chosen before; None for what is said now.
    """

    list_: ListName | None = None
    key: str = ""
    columns: Mapping[str, str] = msgspec.field(default_factory=dict)
    chosen_on: dt.date | None = None

    def over(self, before: "Choice | None") -> "Choice":
        """What is said now goes before what was said the last time, column by column."""
        if before is None or (self.list_ and before.list_ and self.list_ is not before.list_):
            return self
        now = {squashed(header) for header in self.headers}
        kept = {ours: header for ours, header in before.columns.items() if not header or squashed(header) not in now}
        return Choice(self.list_ or before.list_, self.key or before.key, {**kept, **self.columns}, before.chosen_on)

    @property
    def headers(self) -> Sequence[str]:
        """Those that the person named."""
        return [header for header in (self.key, *self.columns.values()) if header]


def header_key(headers: Sequence[str]) -> str:
    """Under which a choice is kept: the same for the same headers in the same order, however they are spelt."""
    told = [spelt for spelt in map(squashed, headers) if spelt != squashed(REMARKS)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]
