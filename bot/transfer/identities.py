"""By what a row without a number is known again, and the number that a new one gets."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.transfer.checking import identity
from bot.transfer.contract import ListName
from bot.transfer.known import AMBIGUOUS, NEW
from bot.transfer.rules import Entry

FIELDS: Mapping[ListName, tuple[str, ...]] = {
    ListName.PROJECTS: ("key", "name"),
    ListName.MOMENTS: ("key", "project_id", "title", "starts_on"),
    ListName.LESSONS: ("key", "lesson"),
}
"""What has to be known of every row in the register, to find one again without its number."""

_LETTERS: Mapping[ListName, str] = {ListName.PROJECTS: "P", ListName.MOMENTS: "M", ListName.LESSONS: "L"}
"""As what is registered in chat is numbered."""


class Identities:
    """Of one list. rows: all that the register has of it."""

    def __init__(self, list_: ListName, rows: Iterable[Mapping[str, Any]]) -> None:
        self._found: dict[str, int] = {}
        for row in rows:
            self.note(identity(list_, row), row["id"])

    def note(self, name: str, found: int) -> None:
        if self._found.setdefault(name, found) != found:
            self._found[name] = AMBIGUOUS

    def of(self, entry: Entry) -> int:
        """NEW when there is none, AMBIGUOUS when there are several."""
        return self._found.get(entry.keyed_on, NEW)


def free_keys(list_: ListName, taken: Iterable[str]) -> Iterator[str]:
    """P15, P16, … after P14: above the highest of such keys. taken: case-folded."""
    letter = _LETTERS[list_]
    numbers = [int(key[1:]) for key in taken if key[:1] == letter.casefold() and key[1:].isdecimal() and len(key) < 12]
    number = max(numbers, default=0)
    while True:
        number += 1
        yield f"{letter}{number:02d}"
