"""A municipality whose colleagues get messages and have work done; its clock stands still until a test moves it."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select

from bot import enqueue
from bot.chat.cards import Attachment, Card, Text, to_json
from bot.chat.replies import Say, Together, Work
from bot.chat.requests import Channel, UploadedFile
from storage.database import Database
from storage.messages.outbox import MessageState, OutboxRow
from storage.messages.tasks import TaskRow
from storage.people.municipalities import Municipality
from storage.people.people import ChatAccount, Colleague

MONDAY = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)


class Clock:
    def __init__(self) -> None:
        self.at = MONDAY

    def __call__(self) -> dt.datetime:
        return self.at

    def forward(self, **time: float) -> None:
        self.at += dt.timedelta(**time)


class RunningClock(Clock):
    """The real time, for what runs in threads and processes of its own."""

    def __call__(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)


class Town:
    def __init__(self, database: Database, clock: Clock, name: str = "Voorbeeldstad") -> None:
        self.database = database
        self.clock = clock
        self._people: dict[str, int] = {}
        with database.session(None) as db:
            municipality = Municipality(name=name)
            db.add(municipality)
            db.flush()
            self.id = municipality.id
            self.tenant = f"T{self.id}"

    def colleague(self, name: str, platform: str = "slack", language: str = "nl") -> int:
        """Made at first sight, with an account of the same name; without one when `platform` is empty."""
        if name not in self._people:
            with self.database.session(self.id, writes=True) as db:
                person = Colleague(name=name, language=language)
                db.add(person)
                db.flush()
                self._people[name] = person.id
            if platform:
                self.link(name, platform)
        return self._people[name]

    def link(self, name: str, platform: str = "slack") -> None:
        with self.database.session(self.id, writes=True) as db:
            db.add(ChatAccount(platform=platform, tenant=self.tenant, user=name, colleague_id=self._people[name]))

    def tells(self, name: str, *keys: str, files: tuple[Attachment, ...] = ()) -> None:
        """Messages to a colleague, in this order; the title of each is its key."""
        colleague = self.colleague(name)
        with self.database.session(self.id, writes=True) as db:
            for key in keys:
                enqueue.tell(db, key, colleague, Card(Text(key), files=files), "nl", self.clock())

    def shares(self, name: str, key: str, channel: str = "C1", platform: str = "slack") -> None:
        """A card that a colleague shares in a channel."""
        card = to_json(Card(Text("Project Singel")))
        now = self.clock()
        row = OutboxRow(key=key, language="nl", card=card, not_before=now, created_at=now)
        row.platform, row.tenant, row.place = platform, self.tenant, channel
        row.on_refusal_tell = self.colleague(name)
        with self.database.session(self.id) as db:
            db.add(row)

    def tells_together(self, names: Sequence[str], key: str) -> None:
        card = Card(Text(key))
        say = Say(card, to=Together(tuple(self.colleague(name) for name in names)))
        with self.database.session(self.id, writes=True) as db:
            enqueue.send(db, key, say, "nl", self.clock())

    def posts(self, key: str, channel: str = "C1", under: str = "", expires_at: dt.datetime | None = None) -> None:
        """Something that Samenspel itself says in a channel."""
        say = Say(Card(Text(key)), to=Channel("slack", self.tenant, channel), under=under)
        with self.database.session(self.id, writes=True) as db:
            enqueue.send(db, key, say, "nl", self.clock(), expires_at=expires_at)

    def changes(self, key: str, to: str, channel: str = "C1") -> None:
        """What Samenspel said in a channel says something else from now on."""
        say = Say(Card(Text(to)), to=Channel("slack", self.tenant, channel), instead_of=key)
        with self.database.session(self.id, writes=True) as db:
            enqueue.send(db, f"{key} is now {to}", say, "nl", self.clock())

    def administrator(self, name: str) -> int:
        colleague = self.colleague(name)
        with self.database.session(self.id) as db:
            db.get_one(Colleague, colleague).is_admin = True
        return colleague

    def asks_for(
        self,
        name: str,
        work: str,
        files: Sequence[UploadedFile] = (),
        here: Channel | None = None,
        **args: str,
    ) -> int:
        """here: where it is reported; None is to whoever asked."""
        colleague = self.colleague(name)
        with self.database.session(self.id) as db:
            enqueue.put_to_work(db, colleague, "nl", Work(work, args, tuple(files)), self.clock(), here)
        return self.work()[-1].id

    def messages(self) -> Sequence[OutboxRow]:
        with self.database.session(self.id) as db:
            return db.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()

    def message(self, key: str) -> OutboxRow:
        return next(row for row in self.messages() if row.key == key)

    def states(self) -> dict[str, MessageState]:
        return {row.key: MessageState.from_code(row.state) for row in self.messages()}

    def work(self) -> Sequence[TaskRow]:
        with self.database.session(self.id) as db:
            return db.scalars(select(TaskRow).order_by(TaskRow.id)).all()
