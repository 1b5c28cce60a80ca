"""How far an import came. One that was interrupted goes on from there, and its report counts what went in before."""

from collections.abc import Callable

import msgspec
from sqlalchemy.orm import Session

from bot.transfer.batches import StoredBatch


class Reached(msgspec.Struct, frozen=True):
    """Of one list. rows: as many of its first ones are done."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0


class HowFar:
    """done: as it was kept. keep: writes it, in the transaction of a batch; None for an import that is not kept."""

    def __init__(self, done: str = "{}", keep: Callable[[Session, str], None] | None = None) -> None:
        self._reached = msgspec.json.decode(done, type=dict[int, Reached])
        self._keep = keep

    def of(self, number: int) -> Reached:
        """number: of the list, among those of the import."""
        return self._reached.get(number, Reached())

    def keep(self, number: int, rows: int, db: Session, batch: StoredBatch) -> None:
        """Before the commit. rows: that are done with this batch."""
        if self._keep:
            self._keep(db, msgspec.json.encode({**self._reached, number: self._after(number, rows, batch)}).decode())

    def note(self, number: int, rows: int, batch: StoredBatch) -> None:
        """After it: until then the same batch may be tried again."""
        self._reached[number] = self._after(number, rows, batch)

    def _after(self, number: int, rows: int, batch: StoredBatch) -> Reached:
        before = self.of(number)
        done = (before.new + batch.new, before.changed + batch.changed, before.unchanged + batch.unchanged)
        return Reached(max(rows, before.rows), *done)
