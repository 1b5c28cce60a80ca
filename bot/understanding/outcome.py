"""What was made of a sentence."""

from dataclasses import dataclass
from typing import Literal

from bot.understanding.arguments import Meant


@dataclass(frozen=True, slots=True)
class Understanding:
    """meant: of a command one, of a choice the likeliest first. thanks: the small talk is thanks, and no greeting.

    answers: it is yes or no, maybe to a question of ours. instead: what may have been meant by what is searched for.
    is_elsewhere: it is nothing of ours, and nothing is searched for.
    """

    how: Literal["exact", "command", "choose", "search", "small_talk"]
    meant: tuple[Meant, ...] = ()
    thanks: bool = False
    answers: bool = False
    instead: tuple[Meant, ...] = ()
    is_elsewhere: bool = False


def is_command(found: Understanding | None) -> bool:
    return found is not None and found.how == "command"
