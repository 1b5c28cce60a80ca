"""Names of colleagues as lists have them: "Jansen, Jan", "J. Jansen", without accents, with a team behind it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.transfer.understanding.plain import LONGEST, plain

_ASIDE = re.compile(r"\([^()]{0,80}\)")
_TITLE = re.compile(r"(?:dhr|mevr|mw|drs|dr|ing|ir|mr|de heer|mevrouw)\b\.? ")
_SEVERAL = re.compile(r"[/&;+\n]| en | of | and ")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")

SEVERAL = -1
"""In the place of an id: two colleagues fit."""


def spelt(name: str) -> str:
    """The words of a name in the order in which they are said: "Boer, Sanne de" is "sanne de boer"."""
    text = plain(_ASIDE.sub(" ", name[:LONGEST]))
    if title := _TITLE.match(text):
        text = text[title.end() :]
    last, comma, first = text.partition(",")
    return " ".join(_WORD.findall(f"{first} {last}" if comma else text))


def is_several(cell: str) -> bool:
    """Whether it names more than one person."""
    bare = _ASIDE.sub(" ", cell[:LONGEST]).strip()
    return bool(_SEVERAL.search(bare)) or bare.count(",") > 1


def _shortened(words: list[str]) -> str:
    return " ".join((words[0][0], *words[1:]))


def _initials_gone(words: list[str]) -> list[str]:
    """ "J P Jansen" is "j jansen": the first initial is enough to tell people apart, or two of them fit."""
    at = 1
    while at < len(words) - 1 and len(words[at]) == 1:
        at += 1
    return [words[0], *words[at:]]


@dataclass
class NamesOfColleagues:
    """By whom a name may be meant. Each maps to an id, or to SEVERAL."""

    whole: dict[str, int] = field(default_factory=dict)
    shortened: dict[str, int] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)
    """First names, and surnames: enough to guess, not to know."""

    @classmethod
    def of(cls, people: Iterable[tuple[str, int]]) -> "NamesOfColleagues":
        names = cls()
        for name, colleague in people:
            names.add(name, colleague)
        return names

    def add(self, name: str, colleague: int) -> None:
        words = spelt(name).split()
        if not words:
            return
        _note(self.whole, " ".join(words), colleague)
        if len(words) > 1:
            _note(self.shortened, _shortened(_initials_gone(words)), colleague)
            for part in (words[0], " ".join(words[1:]), words[-1]):
                _note(self.parts, part, colleague)

    def meant(self, cell: str) -> int | None:
        """None when nobody fits."""
        words = spelt(cell).split()
        if not words:
            return None
        found = self.whole.get(" ".join(words))
        if found is None and len(words) > 1 and len(words[0]) == 1:
            found = self.shortened.get(" ".join(_initials_gone(words)))
        return found

    def perhaps(self, cell: str) -> int | None:
        """Of whom it is a part of the name."""
        return self.parts.get(spelt(cell))


def _note(names: dict[str, int], name: str, colleague: int) -> None:
    if names.setdefault(name, colleague) != colleague:
        names[name] = SEVERAL


def put_together(parts: Mapping[str, str]) -> str:
    """From first name, infix and surname in columns of their own."""
    return " ".join(filter(None, (parts.get(part, "").strip() for part in ("given_name", "name_infix", "surname"))))
