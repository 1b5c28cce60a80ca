"""The words of the contract of lists: which there are, and what a column of one holds."""

from dataclasses import dataclass
from typing import Literal

from bot.chat.editing import LONGEST_TEXT
from glossary import Word


class ListName(Word):
    """A list, by its own name. The order is the one in which lists build on each other."""

    AREAS = "areas", "gebieden"
    COLLEAGUES = "colleagues", "collegas"
    PROJECTS = "projects", "projecten"
    MOMENTS = "moments", "contactmomenten"
    OUTCOMES = "outcomes", "uitkomsten"
    LESSONS = "lessons", "lessen"
    QUALITY = "quality", "kwaliteit"
    AREA_REPORTS = "area_reports", "gebiedsberichten"

    @property
    def is_numbered(self) -> bool:
        """A row that comes without a number gets one of ours."""
        return self in (ListName.PROJECTS, ListName.MOMENTS, ListName.LESSONS)


Kind = Literal[
    "key", "text", "tags", "email", "word", "words", "date", "day", "time", "number", "score", "quarter", "web_address",
    "area", "areas", "area_words", "person", "colleague", "buddy", "project", "moment", "name_part", "standing",
]  # fmt: skip
"""How a cell is read. tags: in lower case. word and words: of a fixed list. date: may be imprecise; day: may not.
time: of day, or from one to another. score: 1 to 5, kept in tenths. areas: codes or names; area_words: text, and stays
so. area, colleague, person (in a role), buddy, project and moment: other rows of the register. name_part: of a name
that lies over several columns. standing: whether somebody still is a colleague.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """header: as lists write it. field: what the register calls it. synonyms: what others call it,
    surest first.
    """

    header: str
    field: str
    kind: Kind = "text"
    words: type[Word] | None = None
    synonyms: tuple[str, ...] = ()
    required: bool = False
    longest: int = LONGEST_TEXT
