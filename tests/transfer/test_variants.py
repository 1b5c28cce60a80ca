"""Fifty lists that nobody wrote: other words, other spellings, typing errors, titles, other columns in between."""

import csv
import io
from collections.abc import Sequence
from random import Random

import pytest

from bot.transfer.columns import COLUMNS
from bot.transfer.contract import Column, ListName
from bot.transfer.reading.files import read
from bot.transfer.recognising.headers import squashed
from bot.transfer.recognising.proposal import Choice, Proposal
from bot.transfer.recognising.proposing import propose

VARIANTS = 50
RIGHT = 0.9
"""Of the columns that mean something to us."""

VALUES: dict[str, Sequence[str]] = {
    "key": ("{n}", "Z-2026-{n}", "P{n}"),
    "text": ("Herinrichting {n}", "Nog wat woorden {n}"),
    "date": ("12-1-202{d}", "jan-2{d}", "202{d}", "n.t.b.", "12 januari 202{d}"),
    "day": ("12-1-202{d}", "2{d}-03-2026"),
    "number": ("{n}.500", "€ {n}.000,-", "{n}"),
    "areas": ("WK99980{d}", "Wijk {d}", "BU9998010{d}"),
    "area_words": ("Achter de dijk",),
    "person": ("Jan Jansen", "S. de Boer", "vacature"),
    "email": ("c{n}@g.example",),
    "area": ("GM9998",),
    "buddy": ("C{n}",),
    "project": ("P{n}",),
}
STRANGE = ("Kleur", "Opmerkingen", "Contactpersoon", "Opdrachtgever", "Bijlagen", "Laatst gewijzigd door", "Prioriteit")
"""Headers that mean nothing to us."""


class List:
    """One list, and what each of its columns means."""

    def __init__(self, list_: ListName, number: int) -> None:
        self.list_ = list_
        self.chance = Random(f"{list_} {number}")
        columns = [column for column in COLUMNS[list_] if self._is_there(column)]
        self.chance.shuffle(columns)
        self.meant = {self._spelt(column): column for column in columns}
        strange = [header for header in self.chance.sample(STRANGE, 3) if header not in self.meant]
        self.headers = [*self.meant, *strange]
        self.chance.shuffle(self.headers)

    def _is_there(self, column: Column) -> bool:
        return column.required or column.kind == "key" or self.chance.random() < 0.6

    def _spelt(self, column: Column) -> str:
        sure = [name for name in (column.header, *column.synonyms) if self._is_only(name)]
        header = self.chance.choice(sure).replace("_", self.chance.choice(" _-"))
        match self.chance.randrange(6):
            case 0:
                return header.upper()
            case 1:
                return f" {header.title()} "
            case 2:
                return f"{header.capitalize()} (invullen)"
            case 3 if len(squashed(header)) >= 9:
                at = self.chance.randrange(3, len(header) - 2)
                return header[:at] + header[at + 1] + header[at] + header[at + 2 :]
        return header

    def _is_only(self, name: str) -> bool:
        """Of a word that two columns go by, the cells decide; those are made by chance here."""
        others = [
            column.header
            for column in COLUMNS[self.list_]
            if squashed(name) in map(squashed, (column.header, *column.synonyms))
        ]
        return len(others) == 1

    def _cell(self, column: Column | None, n: int) -> str:
        if column is None:
            return self.chance.choice(("rood", "", "3", "J. de Vries", "12-1-2026"))
        if column.words:
            return self.chance.choice([word.dutch for word in column.words])
        written = VALUES.get(column.kind, VALUES["text"])
        return self.chance.choice(written).format(n=n, d=n % 10)

    def content(self) -> bytes:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.chance.choice(";,\t|"))
        if self.chance.random() < 0.3:
            writer.writerow(["Stand van 23 november 2026", *[""] * (len(self.headers) - 1)])
        writer.writerow(self.headers)
        for n in range(100, 120):
            writer.writerow([self._cell(self.meant.get(header), n) for header in self.headers])
        return text.getvalue().encode(self.chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252")))

    def proposal(self) -> Proposal:
        [sheet] = read("lijst.csv", self.content())
        return propose(sheet, Choice(self.list_))


@pytest.mark.parametrize("list_", COLUMNS)
def test_nearly_all_columns_are_right_and_none_is_wrong(list_: ListName) -> None:
    right, all_, wrong = 0, 0, []
    for number in range(VARIANTS):
        made = List(list_, number)
        meant = {header.strip(): column.header for header, column in made.meant.items()}
        for column in made.proposal().columns:
            all_ += column.header in meant
            right += meant.get(column.header) == column.ours
            if column.ours and meant.get(column.header) != column.ours:
                wrong.append((number, column.header, column.ours, meant.get(column.header)))
    assert wrong == []
    assert right >= RIGHT * all_, f"{right} of {all_}"


@pytest.mark.parametrize("list_", COLUMNS)
def test_the_list_itself_follows_from_its_columns(list_: ListName) -> None:
    """Of a file that is called by nothing: hardly ever nobody can tell, and never is it another."""
    told = []
    for number in range(VARIANTS):
        [sheet] = read("lijst.csv", List(list_, number).content())
        told.append(propose(sheet, Choice()).list_)
    assert set(told) <= {list_, None}
    assert told.count(list_) >= RIGHT * VARIANTS
