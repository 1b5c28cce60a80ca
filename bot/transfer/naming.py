"""What a municipality is called that comes into being by an import."""

from collections.abc import Sequence

from bot.people.naming import WITHOUT_A_NAME
from bot.transfer.cells import area_rank
from bot.transfer.columns import ListName
from bot.transfer.receiving import File, Order, read
from bot.transfer.report import Report


def name_of_municipality(files: Sequence[File], order: Order) -> str:
    """The name in the row of kind "gemeente" of a list of areas, where there is one."""
    for list_, sheet, layout in read(files, order, Report(checked_only=True)):
        if list_ is not ListName.AREAS:
            continue
        at = {column.field: at for at, column in layout.cells}
        for row in sheet.rows:
            kind = row.cell(at["kind"]) if "kind" in at else ""
            if area_rank(row.cell(at["code"]), kind) == 0 and row.cell(at["name"]):
                return row.cell(at["name"])[:200]
    return WITHOUT_A_NAME
