"""Our Slack, failing in every way a chat server can."""

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from playground.slack import content
from playground.slack.cast import Person
from playground.slack.faults import NONE, Fault, dropped, rate_limited, server_error
from playground.slack.live import Change
from playground.slack.running import RunningSlack, real_time, running_as
from playground.slack.wire import BOT_USER, Json
from tests.torture.plan import TOKEN

FAULTS = (
    *("429", "500 before", "500 after", "silent before", "silent after", "reset before", "reset after"),
    *("reset, done later", "silent, done later"),
)
"""before, after: it did what was asked, or not; later: it does so when nobody waits for the answer any more."""
PAGE = 5
"""Messages in an answer, to see that every page is read."""


@dataclass(frozen=True)
class Habits:
    """faulty: the share of posts that fail. latest: seconds until something that is done later is done."""

    faulty: float = 0.2
    latest: float = 1.0
    silence: float = 1.4


class Message(NamedTuple):
    key: str
    title: str
    unsure: bool = False
    """It says itself that it may be there already."""


class Chat(RunningSlack):
    """failed: how often in each way. ahead: seconds, of its clock: what is posted carries that time, and so does every
    answer. busy_until: whoever posts before that is told to wait a moment.
    """

    def __init__(
        self, now: Callable[[], dt.datetime], told: Callable[[Change], None], retry_after: Sequence[float]
    ) -> None:
        self.failed: Counter[str] = Counter()
        self.ahead, self.busy_until = 0.0, 0.0
        self.changes = 0
        super().__init__(self._their_time, self._seen, retry_after)
        self.workspace.tokens[TOKEN] = "bot"
        self.workspace.most_in_a_page = PAGE

    @property
    def messages(self) -> list[Message]:
        """As they came."""
        return self.look(self._messages)

    def behaves(self, seed: int, habits: Habits) -> None:
        random = Random(seed)

        def habit(method: str, said: Json) -> Fault:
            self._make_room(said)
            if method in ("chat.postMessage", "chat.update"):
                return self._post(random, habits)
            if method in ("conversations.history", "conversations.replies") and random.random() < habits.faulty / 4:
                self.failed["history 500"] += 1
                return server_error()
            return NONE

        self.faults.habit = habit

    def _post(self, random: Random, habits: Habits) -> Fault:
        fault = random.choice(FAULTS) if random.random() < habits.faulty else ""
        fault = "429" if time.monotonic() < self.busy_until else fault
        self.failed[fault or "none"] += 1
        silence = habits.silence if fault.startswith("silent") else 0.0
        if fault.endswith("later"):
            return Fault(dropped=True, after=silence, later=random.uniform(0.1, 1) * habits.latest)
        if fault.startswith("500"):
            return server_error(performed=fault.endswith("after"))
        if fault.startswith(("silent", "reset")):
            return dropped(performed=fault.endswith("after"), after=silence)
        return rate_limited() if fault else NONE

    def _make_room(self, said: Json) -> None:
        """Whom the bot knows is there, and the channels in which it is."""
        town = self.workspace
        for name in (str(said.get("channel", "")), *str(said.get("users", "")).split(",")):
            if name.startswith("U") and name not in town.people:
                town.people[name] = Person(name, name, name, f"{name}@voorbeeld.example")
            if name.startswith("C") and name not in town.channels:
                town.channels[name] = content.Channel(name, name, content.Kind.PUBLIC, [BOT_USER])

    def _messages(self) -> list[Message]:
        every = (message for channel in self.workspace.channels.values() for message in channel.messages)
        came = sorted(every, key=lambda message: message.arrived)
        return [Message(each.metadata["event_payload"]["key"], _title(each.blocks)) for each in came if each.metadata]

    def _seen(self, change: Change) -> None:
        self.changes += change.kind == "changed"

    def _their_time(self) -> dt.datetime:
        return real_time() + dt.timedelta(seconds=self.ahead)


def _title(blocks: list[Json]) -> str:
    return str(blocks[0]["text"]["text"])


@contextmanager
def opened(seed: int, habits: Habits | None = None) -> Iterator[Chat]:
    with running_as(Chat, hurried=False) as chat:
        chat.remembers = False
        chat.behaves(seed, habits or Habits())
        yield chat
