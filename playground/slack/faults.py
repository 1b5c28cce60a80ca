"""What goes wrong on demand: refusals, rate limits, broken servers, lost answers, slowness.

slack.faults.inject("chat.postMessage", rate_limited(after=1))          # refused once, with Retry-After
slack.faults.inject("chat.postMessage", server_error(performed=True))   # posted, but the bot hears that it failed
gate = slack.faults.hold("chat.update"); …; gate.reached(); gate.release()
"""

import asyncio
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playground.slack.http import Told, as_json, as_text
from playground.slack.wire import Json

PATIENCE = 20.0
"""Seconds; only what fails waits as long as this."""
LOOKING = 0.01


class Gate:
    """Holds a call up until somebody in another thread lets it through."""

    def __init__(self, opens: threading.Event | None = None) -> None:
        self._reached, self._open = threading.Event(), opens or threading.Event()

    async def wait(self) -> None:
        self._reached.set()
        for _ in range(int(PATIENCE / LOOKING)):
            if self._open.is_set():
                return
            await asyncio.sleep(LOOKING)

    def reached(self, timeout: float = PATIENCE) -> None:
        assert self._reached.wait(timeout), "the bot never made the call that is held up"

    def release(self) -> None:
        self._open.set()


@dataclass(frozen=True)
class Fault:
    """told: instead of the real answer. performed: what was asked is done all the same; `later`: so many seconds later,
    when nobody waits for it any more. dropped: the connection breaks. before, after: seconds of silence around it.
    """

    told: Told | None = None
    performed: bool = False
    dropped: bool = False
    before: float = 0.0
    after: float = 0.0
    later: float = 0.0
    gate: Gate | None = None

    @property
    def is_done(self) -> bool:
        return self.performed or not (self.told or self.dropped)


NONE = Fault()


def says(body: Any, status: int = 200, **headers: str) -> Fault:
    """Text, or JSON; without asking the workspace."""
    if isinstance(body, str):
        return Fault(as_text(body, status))
    return Fault(as_json(body, status, {name.replace("_", "-"): value for name, value in headers.items()}))


def refused(error: str, **more: Any) -> Fault:
    return says({"ok": False, "error": error, **more})


def rate_limited(after: int = 1) -> Fault:
    return says({"ok": False, "error": "ratelimited"}, 429, retry_after=str(after))


def server_error(status: int = 500, *, performed: bool = False) -> Fault:
    return Fault(as_text("<html>Server Error</html>", status, "text/html"), performed)


def dropped(*, performed: bool = False, after: float = 0.0) -> Fault:
    return Fault(performed=performed, dropped=True, after=after)


@dataclass
class Faults:
    """habit: what goes wrong with a call (method, what it said) for which nothing was planned."""

    habit: Callable[[str, Json], Fault] = lambda method, said: NONE
    _planned: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))

    def inject(self, method: str, *faults: Fault, times: int = 1) -> None:
        """For the next calls to `method`, in this order."""
        self._planned[method].extend(faults * times)

    def hold(self, method: str) -> Gate:
        gate = Gate()
        self.inject(method, Fault(gate=gate))
        return gate

    def heal(self) -> None:
        self._planned.clear()

    def next(self, method: str, said: Json) -> Fault:
        planned = self._planned.get(method)
        return planned.popleft() if planned else self.habit(method, said)
