"""The chat platform of a life: letters come over real HTTP, and are then on the screen of whoever they are for."""

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

    def post(self, letter: OutboundMessage) -> str:
        if self.answers:
            self.platform.will(self.answers, letter.key)
        name = self.line.post(letter)
        self._show(letter, name)
        return name

    def find(self, letter: OutboundMessage, since: dt.datetime) -> str | None:
        name = self.line.find(letter, since)
        if name and name not in self._on_screen:
            self._show(letter, name)
        return name

    def download(self, file: UploadedFile) -> bytes:
        return self.life.content_of(file)

    def _show(self, letter: OutboundMessage, name: str) -> None:
        self._on_screen.add(name)
        self.life.looks_right(letter.card, letter.language)
        self.life.nothing_broke(letter.card)
        match letter.to:
            case Account():
                self._person(letter.to).gets(letter.card)
            case Place():
                self._post(self.life.channel_called(letter.to.id), letter, name)
            case _:
                self._post(self.life.together(*map(self._person, letter.to)), letter, name)

    def _person(self, account: Account) -> Person:
        return next(person for person in self.life.people if person.account == account)

    def _post(self, channel: Channel, letter: OutboundMessage, name: str) -> None:
        if letter.instead_of:
            channel.changes(letter.instead_of, letter.card)
            return
        post = Shown(self.life.number(), "channel", letter.card, lasting=True, place=channel.place)
        channel.shows(post, name, letter.under)
