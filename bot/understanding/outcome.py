"""What was made of a sentence."""

from dataclasses import dataclass
from typing import Literal

from bot.understanding.arguments import Meant


@dataclass(frozen=True, slots=True)
class Understanding:
    """meant: of a command one, of a choice the likeliest first. instead: what may have been meant by a search.

    kind: of small talk, of which yes or no may answer a question of ours; and of a search for what is nothing of ours.
    """

    how: Literal["exact", "command", "choose", "search", "small_talk"]
    meant: tuple[Meant, ...] = ()
    instead: tuple[Meant, ...] = ()
    kind: Literal["hello", "thanks", "yes_or_no", "elsewhere", ""] = ""


def is_command(found: Understanding | None) -> bool:
    return found is not None and found.how == "command"
