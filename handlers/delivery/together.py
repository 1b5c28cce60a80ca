"""What many threads have to save at the same time goes into one transaction."""

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

from storage.trouble import is_out_of_reach

T = TypeVar("T")


class SavedTogether(Generic[T]):
    """Whoever comes while something is being saved waits, and one of them then saves what all of them have.

    So nobody waits for company, and each goes on when what they had is saved. A transaction costs a write to the disk
    that everybody waits for: with sixteen senders that was most of their time.
    """

    def __init__(self, save: Callable[[Sequence[T]], None]) -> None:
        self._save = save
        self._guard = Lock()
        self._saving = Lock()
        self._waiting: list[tuple[T, list[Exception | None]]] = []

    def save(self, one: T) -> None:
        """Raises what kept it from being saved."""
        how: list[Exception | None] = []
        with self._guard:
            self._waiting.append((one, how))
        with self._saving:
            if not how:
                self._save_all()
        if how[0]:
            raise how[0]

    def _save_all(self) -> None:
        with self._guard:
            together, self._waiting = self._waiting, []
        broken = self._tried([one for one, _ in together])
        # One that can't be saved must not hold up the others; without a database none can.
        by_itself = broken is not None and len(together) > 1 and not is_out_of_reach(broken)
        for one, how in together:
            how.append(self._tried([one]) if by_itself else broken)

    def _tried(self, some: Sequence[T]) -> Exception | None:
        try:
            self._save(some)
        except Exception as broken:  # noqa: BLE001 - whoever had it saved raises it
            return broken
        return None
