"""Files that the reader still has to accept: Teams asks them first where to put one, and tells us what they said.

Until then a file waits here, for them alone. So does the message that it came with: its question goes when it is
answered, and Teams does not give back what stands around it.
"""

import datetime as dt
import secrets
from collections.abc import Iterator

import msgspec
from sqlalchemy.orm import Session

from bot.chat.cards import Card
from bot.chat.requests import Account
from handlers.now import Now
from handlers.teams import files, limits
from handlers.teams.words import Json
from storage.database import Database, stay_within
from storage.messages import hosted_files
from storage.messages.hosted_files import HostedFile
from storage.people import people


class Waiting(msgspec.Struct, frozen=True):
    """A file of a message. placed: how Teams shows it, once it is there. open: its question still stands."""

    key: str
    name: str
    size: int
    placed: Json | None = None
    open: bool = True


class Offer(msgspec.Struct, frozen=True):
    """A message with files. card: without those. shareable_in: the channel in which it was asked."""

    key: str
    card: Card
    language: str
    shareable_in: str
    files: tuple[Waiting, ...]

    @property
    def state(self) -> tuple[str, int]:
        """What is to be said below the message, "offered", "placed" or "closed", and of how many files."""
        still = sum(file.open for file in self.files)
        placed = sum(file.placed is not None for file in self.files)
        if still:
            return "offered", still
        return ("placed", placed) if placed else ("closed", len(self.files))

    @property
    def attachments(self) -> Iterator[Json]:
        for file in self.files:
            if file.placed:
                yield file.placed
            elif file.open:
                yield files.offer({"key": file.key, "message": self.key}, file.name, file.size)

    def has_placed(self, key: str) -> bool:
        return any(file.key == key and file.placed for file in self.files)

    def with_answer(self, key: str, placed: Json | None) -> "Offer":
        """What was placed stays so: a click on a question that another client still shows changes nothing."""
        answered = tuple(
            msgspec.structs.replace(file, placed=file.placed or placed, open=False) if file.key == key else file
            for file in self.files
        )
        return msgspec.structs.replace(self, files=answered)


class Offers:
    """Nobody else than the reader gets at them."""

    def __init__(self, database: Database, now: Now) -> None:
        self._database = database
        self._now = now

    def make(self, reader: Account, card: Card, language: str, shareable_in: str) -> Offer:
        waiting = tuple(Waiting(secrets.token_urlsafe(32), file.name, len(file.content)) for file in card.files)
        without = msgspec.structs.replace(card, files=())
        offer = Offer(secrets.token_urlsafe(32), without, language, shareable_in, waiting)
        contents = zip(waiting, card.files, strict=True)
        laid_out = [self._handout(each.key, each.name, file.content, limits.FILES_KEPT) for each, file in contents]
        laid_out.append(self._handout(offer.key, "", msgspec.json.encode(offer), limits.OFFERS_KEPT))
        with self._database.session(None, writes=True) as db:
            hosted_files.lay_out(db, *reader, *laid_out)
        return offer

    def content(self, reader: Account, key: str) -> tuple[str, bytes]:
        """Name and content of a file. Raises files.Unreadable when it does not wait any more."""
        with self._database.session(None) as db:
            found = self._own(db, reader, key)
            if found is None:
                raise files.TeamsFileUnreadable("too_late")
            return found.name, found.content

    def answer(self, reader: Account, message: str, key: str, placed: Json | None) -> Offer | None:
        """The message as it is now; the file does not wait any more. placed: how Teams shows it, if they wanted it.

        None for a message of longer ago.
        """
        with self._database.session(None, writes=True) as db:
            if (file := self._own(db, reader, key)) is not None:
                db.delete(file)
            kept = self._own(db, reader, message)
            if kept is None:
                return None
            offer = msgspec.json.decode(kept.content, type=Offer).with_answer(key, placed)
            kept.content = msgspec.json.encode(offer)
            return offer

    def _handout(self, key: str, name: str, content: bytes, kept: dt.timedelta) -> HostedFile:
        return HostedFile(key=key, name=name, content=content, until=self._now() + kept)

    def _own(self, db: Session, reader: Account, key: str) -> HostedFile | None:
        known = people.sign_in(db, *reader)
        if known is None or known.is_shut:
            return None
        stay_within(db, known[1].id)
        return hosted_files.file_for(db, key, known[0].id, self._now())
