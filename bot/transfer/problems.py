"""What was found in a list that a person should know: why a row stays out, or what was done with a doubtful cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.chat.cards import Text
from bot.chat.texts import Speech

LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True)
class RowProblem:
    """reason: the key under `transfer.reason` of the sentence. near: what the person may have meant.

    file: as the person called it. line: the header is line 1; 0 is about the whole file. column: the header.
    """

    file: str
    line: int
    column: str
    reason: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    near: str = ""

    def why(self, t: Speech) -> Text:
        """The sentence, with the near word behind it where there is one."""
        sentence = t(f"transfer.reason.{self.reason}", **self.values)
        return t("transfer.near", sentence=sentence, near=self.near) if self.near else sentence


def short(value: str) -> str:
    """A whole page in the wrong column would bury the sentence, and fill the memory when it is in many rows."""
    return value if len(value) <= LONGEST_VALUE else f"{value[: LONGEST_VALUE - 1]}…"
