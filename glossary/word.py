"""A word of a fixed list: what is stored, and what lists write."""

from enum import StrEnum
from functools import cache
from typing import Self


class Word(StrEnum):
    """A code word (what is stored) with its Dutch word (what lists carry)."""

    dutch: str

    # Enum's own is a function of Python, and hashes the name: words are keys everywhere, and equal to their codes.
    __hash__ = str.__hash__

    def __new__(cls, code: str, dutch: str) -> Self:
        word = str.__new__(cls, code)
        word._value_ = code
        word.dutch = dutch
        return word

    @classmethod
    @cache
    def kind(cls) -> str:
        """The name of this list in `texts.toml`: TargetGroup -> "target_group"."""
        return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in cls.__name__).lstrip("_")

    @classmethod
    def from_code(cls, code: str) -> Self:
        """The word that is stored as `code`. Raises KeyError."""
        return cls._by_code()[code]

    @classmethod
    @cache
    def _by_code(cls) -> dict[str, Self]:
        return {word.value: word for word in cls}

    @classmethod
    def from_dutch(cls, dutch: str) -> Self:
        """The word that lists write as `dutch`; case, spaces and hyphens do not matter. Raises KeyError."""
        folded = dutch.strip().casefold().replace(" ", "_").replace("-", "_")
        for word in cls:
            if folded in (word.dutch, word.value):
                return word
        raise KeyError(dutch)
