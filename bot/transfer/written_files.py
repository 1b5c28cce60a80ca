"""The files of an export: a list each, and workbooks with all of them, to be read by people."""

from collections.abc import Iterator, Mapping, Sequence

from bot.transfer import writing_ods
from bot.transfer.writing import Cell, Names, Table, as_csv, as_workbook

WORKBOOK, OPEN_WORKBOOK = "samenspel.xlsx", "samenspel.ods"


def files(tables: Mapping[str, Table], names: Names, about: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Name and content: a .csv for each list, and one workbook with all of them.

    names: a workbook says them beside the codes.
    """
    for name, (headers, rows) in tables.items():
        yield f"{name}.csv", as_csv(headers, rows)
    called = {
        name: (headers, [with_names(row, names.get(name, {})) for row in rows])
        for name, (headers, rows) in tables.items()
    }
    yield WORKBOOK, as_workbook(called, about)
    if writing_ods.fits(called):
        yield OPEN_WORKBOOK, writing_ods.as_ods(called, about)


def with_names(row: Sequence[Cell], names: Mapping[int, Mapping[str, str]]) -> list[Cell]:
    """ "Oude Haven (BU99990101)" where "BU99990101" stands; import reads what is in the brackets."""
    called = list(row)
    for at, its in names.items():
        if its and (cell := row[at]) and isinstance(cell, str):
            codes = [cell] if cell in its else cell.split(",")
            if all(code in its for code in codes):
                called[at] = ", ".join(f"{its[code]} ({code})" for code in codes)
    return called
