"""Names of colleagues in what somebody typed, for readers to whom the function says enough."""

import re
from collections.abc import Callable, Sequence


def masks(names: Sequence[str], instead: str) -> Callable[[str], str]:
    """names: the longest first."""
    if not names:
        return str
    any_name = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
    return lambda words: any_name.sub(lambda _: instead, words)
