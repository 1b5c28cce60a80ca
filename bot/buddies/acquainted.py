"""What the people of a group know of each other before it begins, so that nobody is told it again. Pure."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple


class Acquainted(NamedTuple):
    """to_meet: whom somebody else of the group never sat with, and who those are. has_begun: nobody's first round.

    since: when the last round began in which any of them had a group; None when there was none.
    """

    to_meet: Mapping[int, Collection[int]]
    has_begun: bool
    since: dt.datetime | None

    @property
    def met_before(self) -> dt.datetime | None:
        """When they know each other all: since when there may be something new."""
        return None if self.to_meet else self.since


def acquainted(ids: Collection[int], earlier: Iterable[tuple[dt.datetime, Collection[int]]]) -> Acquainted:
    """earlier: who sat together in other groups, and when their round began."""
    with_them, last = defaultdict[int, set[int]](set), dict[int, dt.datetime]()
    for at, together in earlier:
        for one in together:
            with_them[one].update(together)
            last[one] = max(at, last.get(one, at))
    never = {one: [other for other in ids if other != one and other not in with_them[one]] for one in ids}
    to_meet = {one: others for one, others in never.items() if others}
    since = max((last[one] for one in ids if one in last), default=None)
    return Acquainted(to_meet, all(one in last for one in ids), since)
