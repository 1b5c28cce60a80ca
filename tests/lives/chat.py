"""The chat platform of a life: messages come over real HTTP, and are then on the screen of whoever they are for."""

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from bot.chat.requests import Account, Place, UploadedFile
from handlers.delivery.protocol import OutboundMessage
from tests.delivery.platform import How, OverHttp, Platform
from tests.person import Channel, Person, Shown

if TYPE_CHECKING:
    from tests.lives.life import Life


class Came(NamedTuple):
    """A message that came. readers: nobody when everybody reads along, in a channel."""

    at: dt.datetime
    message: OutboundMessage
    readers: tuple[Person, ...]


class Chat:
    """A delivery. Posts are called by the platform's own names, as on a real one. answers: how, when not well."""

    def __init__(self, life: "Life", platform: Platform) -> None:
        self.life = life
        self.platform = platform
        self.line = OverHttp(platform.port)
        self.answers: How | None = None
        self.came: list[Came] = []
        self._on_screen: set[str] = set()

    def post(self, message: OutboundMessage) -> str:
        if self.answers:
            self.platform.will(self.answers, message.key)
        name = self.line.post(message)
        self._show(message, name)
        return name

    def find(self, message: OutboundMessage, since: dt.datetime) -> str | None:
        name = self.line.find(message, since)
        if name and name not in self._on_screen:
            self._show(message, name)
        return name

    def download(self, file: UploadedFile) -> bytes:
        return self.life.content_of(file)

    def _show(self, message: OutboundMessage, name: str) -> None:
        self._on_screen.add(name)
        self.life.looks_right(message.card, message.language)
        self.life.nothing_broke(message.card)
        readers: tuple[Person, ...] = ()
        match message.to:
            case Account():
                readers = (self._person(message.to),)
                readers[0].gets(message.card)
            case Place():
                self._post(self.life.channel_called(message.to.id), message, name)
            case _:
                readers = tuple(map(self._person, message.to))
                self._post(self.life.together(*readers), message, name)
        self.came.append(Came(self.life.now, message, readers))

    def _person(self, account: Account) -> Person:
        return next(person for person in self.life.people if person.account == account)

    def _post(self, channel: Channel, message: OutboundMessage, name: str) -> None:
        if message.instead_of:
            channel.changes(message.instead_of, message.card)
            return
        post = Shown(self.life.number(), "channel", message.card, lasting=True, place=channel.place)
        channel.shows(post, name, message.under)
