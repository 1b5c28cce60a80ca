"""From a proposal to which cell of a row goes where."""

from dataclasses import dataclass

from bot.transfer.contract import Column, ListName
from bot.transfer.reading.sheets import Sheet
from bot.transfer.recognising.proposal import Certainty, KeyedOn, Proposal
from bot.transfer.recognising.proposing import missing
from bot.transfer.recognising.vocabulary import read_columns


class MissingColumn(Exception):
    """A list without this column says nothing."""

    def __init__(self, header: str) -> None:
        super().__init__(header)
        self.header = header


@dataclass(frozen=True, slots=True)
class Layout:
    """cells: which cell goes to which column of ours, the columns in their own order. unknown: headers we ignore.

    guessed: headers that are taken for a column of ours without being called so, with the header of that column.
    """

    cells: tuple[tuple[int, Column], ...]
    unknown: tuple[str, ...]
    width: int
    keyed_on: KeyedOn = KeyedOn.KEY
    guessed: tuple[tuple[str, str], ...] = ()


def layout(sheet: Sheet, list_: ListName, proposal: Proposal) -> Layout:
    """Raises MissingColumn."""
    columns = {column.header: column for column in read_columns(list_)}
    order = {header: at for at, header in enumerate(columns)}
    used = [each for each in proposal.columns if each.ours]
    cells = sorted(((each.at, columns[each.ours]) for each in used), key=lambda cell: order[cell[1].header])
    if lacking := missing(list_, {column for _, column in cells}):
        raise MissingColumn(lacking[0].header)
    return Layout(
        tuple(cells),
        tuple(each.header for each in proposal.columns if not each.ours and each.header),
        len(sheet.headers),
        proposal.keyed_on,
        tuple((each.header, each.ours) for each in used if each.certainty in (Certainty.CLOSE, Certainty.VALUES)),
    )
