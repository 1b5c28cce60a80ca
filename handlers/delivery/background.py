"""What goes on beside the answers: a thread that takes one step after another."""

import datetime as dt
import logging
from collections.abc import Callable
from threading import Event, Thread

from sqlalchemy.exc import OperationalError

from storage.trouble import is_out_of_reach

log = logging.getLogger(__name__)

LONGEST_PAUSE = dt.timedelta(minutes=1)


class Background:
    """Calls `step` as long as it says that there was something to do; then waits to be woken, or for `every`.

    A step may also say how long there is nothing to do, when that is less. A step that raises is tried again after a
    pause that grows: the database may be away for a while.
    """

    def __init__(
        self, name: str, step: Callable[[], bool | dt.timedelta], every: dt.timedelta = dt.timedelta(seconds=1)
    ) -> None:
        self._step = step
        self._every = every.total_seconds()
        self._woken = Event()
        self._stopping = Event()
        # A daemon: a step that hangs does not keep the process alive.
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """There is something to do. From any thread."""
        self._woken.set()

    def ask_to_stop(self) -> None:
        """After the step that is going on."""
        self._stopping.set()
        self._woken.set()

    def stop(self, patience: dt.timedelta) -> None:
        """Lets the step that is going on end, for as long as `patience`."""
        self.ask_to_stop()
        if self._thread.is_alive():
            self._thread.join(patience.total_seconds())

    def _run(self) -> None:
        pause = self._every
        while not self._stopping.is_set():
            # Before the step: what is queued while it looks is not missed.
            self._woken.clear()
            try:
                busy = self._step()
                pause = self._every
            except Exception as broken:
                if is_out_of_reach(broken):
                    # What is wrong with it, the watch says once.
                    log.warning("%s: the database is out of reach; again in %.0f seconds", self._thread.name, pause)
                else:
                    log.exception("%s: again in %.0f seconds", self._thread.name, pause)
                self._stopping.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE.total_seconds())
                continue
            if busy is not True and not self._stopping.is_set():
                self._woken.wait(min(busy.total_seconds() if busy else self._every, self._every))


class Unsaved:
    """What has happened outside and is not in the database yet: written before anything else is begun."""

    def __init__(self) -> None:
        self._save: Callable[[], None] | None = None

    def keep(self, save: Callable[[], None]) -> None:
        self._save = save

    def write(self) -> None:
        """Raises when the database is locked, full or away: then it is still kept."""
        if self._save is None:
            return
        try:
            self._save()
        except OperationalError:
            raise
        except Exception:
            # Trying again would end the same way, and hold up everybody else.
            self._save = None
            raise
        self._save = None
