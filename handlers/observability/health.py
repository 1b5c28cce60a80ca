"""What the doctor finds: one sentence each, and how to fix what is wrong."""

from typing import NamedTuple

from bot.chat.cards import Text


class Problem(NamedTuple):
    """mend: what to do; None when all is well."""

    text: Text
    mend: Text | None = None
