"""The chat platform of a life: messages come over real HTTP, and are then on the screen of whoever they are for."""

import datetime as dt
from typing import TYPE_CHECKING

from bot.chat.requests import Account, Place, UploadedFile
from handlers.delivery.protocol import OutboundMessage
from tests.delivery.platform import How, OverHttp, Platform
from tests.person import Channel, Person, Shown

if TYPE_CHECKING:
    from tests.lives.life import Life


class Chat:
    """A delivery. Posts are called by the platform's own names, as on a real one. answers: how, when not well."""

    def __init__(self, life: "Life", platform: Platform) -> None:
        self.life = life
        self.platform = platform
        self.line = OverHttp(platform.port)
        self.answers: How | None = None
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
        match message.to:
            case Account():
                self._person(message.to).gets(message.card)
            case Place():
                self._post(self.life.channel_called(message.to.id), message, name)
            case _:
                self._post(self.life.together(*map(self._person, message.to)), message, name)

    def _person(self, account: Account) -> Person:
        return next(person for person in self.life.people if person.account == account)

    def _post(self, channel: Channel, message: OutboundMessage, name: str) -> None:
        if message.instead_of:
            channel.changes(message.instead_of, message.card)
            return
        post = Shown(self.life.number(), "channel", message.card, lasting=True, place=channel.place)
        channel.shows(post, name, message.under)
