"""What the practice workspace remembers: people, channels, messages, views, files. Nothing outlives the process."""

import secrets
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import count

from playground.slack.cast import Person, Standing, newcomer, the_cast
from playground.slack.content import Channel, Kind, Message, Refusal, ResponseUrl, StoredFile, Trigger, View
from playground.slack.live import Change
from playground.slack.wire import APP_TOKEN, BOT_TOKEN, BOT_USER, Json

TRIGGER_LIVES = 3.0  # seconds
RESPONSE_URL_LIVES = 30 * 60.0
MODALS_IN_A_STACK = 3
BURST = 10  # posts in one channel that Slack takes at once; after that one a second


class Workspace:
    """All state. `now` is the play's time; protocol deadlines run on `ticking`, which nobody can turn."""

    def __init__(
        self,
        now: Callable[[], datetime],
        tell: Callable[[Change], None] = lambda change: None,
        ticking: Callable[[], float] = time.monotonic,
    ) -> None:
        self.now, self._tell, self.ticking = now, tell, ticking
        self.tokens = {BOT_TOKEN: "bot", APP_TOKEN: "app"}
        self.new_socket_url: Callable[[], str] | None = None
        self.hurried, self.most_in_a_page, self.trigger_lives = True, 1000, TRIGGER_LIVES
        """Whether rate limits hold, how much one answer lists at most, and seconds."""
        self.begin()

    def begin(self) -> None:
        """Everything as on the first morning."""
        self.people: dict[str, Person] = {person.id: person for person in the_cast()}
        self.reads_english: set[str] = set()
        self.channels: dict[str, Channel] = {}
        self.views: dict[str, View] = {}
        self.stacks: dict[tuple[str, str], list[View]] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.files: dict[str, StoredFile] = {}
        self.refusals: list[Refusal] = []
        self._arrivals = count(1)
        self._allowance: dict[str, tuple[float, float]] = {}
        self._stamps: set[str] = set()

    # people

    def person_called(self, code: str) -> Person | None:
        return next((person for person in self.people.values() if person.code == code), None)

    def humans(self) -> list[Person]:
        return [person for person in self.people.values() if person.standing is not Standing.APP]

    def reads(self, person: str, language: str) -> None:
        """In which language somebody has the page: Slack's own locale."""
        if language == "en":
            self.reads_english.add(person)
        else:
            self.reads_english.discard(person)

    def welcome_newcomer(self) -> Person | None:
        """None when the newcomer has already started."""
        person = newcomer()
        if person.id in self.people:
            return None
        self.people[person.id] = person
        for channel in self.channels.values():
            if channel.kind is Kind.PUBLIC and channel.topic and not channel.shared:
                channel.members.append(person.id)
        self._tell(Change("people"))
        return person

    # channels

    def channel_between(self, people: Iterable[str]) -> Channel:
        """The direct message or group of exactly these people; made when it is not there yet."""
        members = sorted(set(people))
        for channel in self.channels.values():
            if channel.between_people and sorted(channel.members) == members:
                return channel
        kind = Kind.DIRECT if len(members) <= 2 else Kind.GROUP
        tail = "".join(member.removeprefix("U0").lstrip("0") for member in members if member != BOT_USER)
        letter = "D" if kind is Kind.DIRECT else "G"
        name = "" if kind is Kind.DIRECT else "mpdm-" + "--".join(self.people[m].handle for m in members) + "-1"
        channel = Channel(f"{letter}0{'BOT' if BOT_USER in members else ''}{tail}", name, kind, members)
        self.channels[channel.id] = channel
        self._tell(Change("channels", people=members))
        return channel

    def channels_of(self, person: str) -> list[Channel]:
        return [channel for channel in self.channels.values() if person in channel.members]

    def join(self, channel: Channel, person: str) -> None:
        if person not in channel.members:
            channel.members.append(person)
            self._tell(Change("channels", {"channel": channel.id}))

    # messages

    def stamp(self) -> str:
        """A new message timestamp, unique in the workspace."""
        micros = int(self.now().timestamp() * 1_000_000)
        while (stamp := f"{micros // 1_000_000}.{micros % 1_000_000:06d}") in self._stamps:
            micros += 1
        self._stamps.add(stamp)
        return stamp

    def post(self, message: Message) -> Message:
        channel = self.channels[message.channel]
        message.arrived = next(self._arrivals)
        channel.messages.append(message)
        channel.by_ts[message.ts] = message
        if message.thread_ts and message.in_thread:
            channel.threads.setdefault(message.thread_ts, []).append(message)
        channel.read[message.author] = message.arrived
        self._tell_about(message, "message")
        if message.by_app and (message.only_for or channel.between_people):
            self._tell(Change("news"))
        return message

    def wait_before_posting(self, channel: str) -> float:
        """Seconds until the bot may post here again; 0 means now, and counts as done."""
        if not self.hurried:
            return 0.0
        now = self.ticking()
        left, since = self._allowance.get(channel, (float(BURST), now))
        left = min(float(BURST), left + now - since)
        self._allowance[channel] = (left - 1 if left >= 1 else left, now)
        return 0.0 if left >= 1 else 1 - left

    def wait_before_calling(self, method: str, a_minute: int) -> float:
        """Seconds until the bot may call this method again; 0 means now, and counts as done."""
        if not self.hurried:
            return 0.0
        now = self.ticking()
        left, since = self._allowance.get(method, (float(a_minute), now))
        left = min(float(a_minute), left + (now - since) * a_minute / 60)
        self._allowance[method] = (left - 1 if left >= 1 else left, now)
        return 0.0 if left >= 1 else (1 - left) * 60 / a_minute

    def message(self, channel: str, ts: str) -> Message | None:
        found = self.channels.get(channel)
        return found.by_ts.get(ts) if found else None

    def replies(self, message: Message) -> list[Message]:
        return self.channels[message.channel].threads.get(message.ts, [])

    def changed(self, message: Message) -> None:
        self._tell_about(message, "changed")

    def remove(self, message: Message) -> None:
        channel = self.channels[message.channel]
        channel.messages.remove(message)
        del channel.by_ts[message.ts]
        if message.thread_ts and message.in_thread:
            channel.threads[message.thread_ts].remove(message)
        self._tell_about(message, "removed")

    def mark_read(self, channel: Channel, person: str) -> None:
        newest = max((message.arrived for message in channel.messages), default=0)
        if newest > channel.read.get(person, 0):
            channel.read[person] = newest
            self._tell(Change("read", people=[person]))
            self._tell(Change("news"))

    def _tell_about(self, message: Message, kind: str) -> None:
        people = [message.only_for] if message.only_for else self.channels[message.channel].members
        detail = {"channel": message.channel, "author": message.author, "ts": message.ts, "thread": message.thread_ts}
        self._tell(Change(kind, detail, people=people))

    # triggers and response urls

    def new_trigger(self, person: str, tab: str, origin: str, channel: str = "") -> str:
        trigger_id = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self.triggers[trigger_id] = Trigger(person, tab, origin, self.ticking() + self.trigger_lives, channel)
        return trigger_id

    def trigger_of(self, view: View) -> Trigger:
        """For a second step, which comes in the answer to the first and needs no trigger of the bot."""
        return Trigger(view.person, view.tab, view.origin, self.ticking(), view.channel)

    def new_response_url(self, person: str, channel: str, origin: str, message: Message | None = None) -> str:
        key = secrets.token_urlsafe(18)
        self.response_urls[key] = ResponseUrl(person, channel, origin, self.ticking() + RESPONSE_URL_LIVES, message)
        return key

    # views

    def stack(self, person: str, tab: str) -> list[View]:
        """The modals that are open in one tab; the last one is on top."""
        return self.stacks.setdefault((person, tab), [])

    def new_view(self, person: str, content: Json, trigger: Trigger | None = None) -> View:
        view = View(f"V{secrets.token_hex(5).upper()}", person, content, hash=self.new_hash())
        if trigger:
            view.tab, view.origin, view.channel = trigger.tab, trigger.origin, trigger.channel
        view.root = view.id
        self.views[view.id] = view
        return view

    def new_hash(self) -> str:
        return f"{int(time.time())}.{secrets.token_hex(4)}"

    def open_view(self, view: View) -> None:
        stack = self.stack(view.person, view.tab)
        if stack:
            view.root, view.previous = stack[0].id, stack[-1].id
        stack.append(view)
        self.show(view)

    def replace_content(self, view: View, content: Json) -> None:
        view.content, view.hash = content, self.new_hash()
        self.show(view)

    def show(self, view: View) -> None:
        kind = "home" if view.content["type"] == "home" else "view"
        self._tell(Change(kind, people=[view.person], tab=view.tab or None))

    def close_view(self, view: View, whole_stack: bool = False) -> list[View]:
        """What was closed, top first."""
        stack = self.stack(view.person, view.tab)
        closed = list(reversed(stack)) if whole_stack else [v for v in stack if v is view]
        for gone in closed:
            stack.remove(gone)
            self.views.pop(gone.id, None)
        self._tell(Change("view", people=[view.person], tab=view.tab or None))
        return closed

    # files

    def new_file(self, name: str, kind: str, owner: str, content: bytes = b"") -> StoredFile:
        file = StoredFile(f"F{secrets.token_hex(5).upper()}", name, kind, owner, self.now(), content, name)
        self.files[file.id] = file
        return file

    # what was refused

    def refuse(
        self, what: str, error: str, messages: Iterable[str] = (), person: str | None = None, loud: bool = True
    ) -> None:
        refusal = Refusal(len(self.refusals) + 1, self.now(), what, error, tuple(messages), person, loud)
        self.refusals.append(refusal)
        detail = {"number": refusal.number, "loud": loud}
        self._tell(Change("refusal", detail, people=[person] if person and loud else None))
