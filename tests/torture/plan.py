"""What has to be said when: the same plan for the replicas, who say it, and for whoever counts what arrived."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.chat.cards import Card, Text
from bot.chat.feature import Feature, Occasion
from bot.chat.replies import Nudge, Say, Together, Work
from bot.chat.requests import Channel
from storage.database import Database
from storage.messages import reminders
from storage.messages.conversations import ConversationRow
from storage.people.municipalities import Municipality
from storage.people.people import ChatAccount, Colleague

TENANT, TOKEN = "T1", "xoxb-torture"
BEAT = dt.timedelta(seconds=1)
REMINDER = "torture.beat"
PEOPLE = 12


class Due(NamedTuple):
    """A message that must arrive. under: the key of the one whose thread it is in. changes: that of one to change."""

    key: str
    channel: str
    under: str = ""
    changes: str = ""


@dataclass(frozen=True)
class Plan:
    """At every beat some channels, some people and a pair get a message; the third of each channel is in a thread.

    In some channels every first is changed by the time of the second, and again by the time of the third.
    keeps: so long after its time a beat is still of use. platform: on Teams people get messages, each in their own
    chat: there nobody can look, and of channels an administrator is asked.
    """

    beats: int
    channels: int = 16
    every: int = 4
    keeps: dt.timedelta = dt.timedelta(days=1)
    platform: str = "slack"

    def due(self) -> Iterator[Due]:
        """In the order in which each channel must have them."""
        for beat in range(self.beats):
            yield from self.at(beat)

    def at(self, beat: int) -> Iterator[Due]:
        for channel in range(self.channels if self.platform == "slack" else 0):
            if (beat + channel) % self.every == 0:
                yield from self._in_channel(beat, f"C{channel}", changes=channel % 3 == 0)
        for person in range(1, PEOPLE + 1):
            if (beat + person) % (2 * self.every) == 0:
                yield Due(_key(beat, f"U{person}"), f"D-U{person}")
        if beat % self.every == 0 and self.platform == "slack":
            yield Due(_key(beat, "pair"), "D-U1,U2")

    def _in_channel(self, beat: int, channel: str, changes: bool) -> Iterator[Due]:
        place = (beat // self.every) % 3
        before = _key(beat - self.every, channel)
        yield Due(_key(beat, channel), channel, under=before if place == 2 else "")
        if changes and place:
            first = _key(beat - place * self.every, channel)
            yield Due(f"{_key(beat, channel)} changes {first}", channel, changes=first)

    def run(self, occasion: Occasion, db: Session, about: str) -> Sequence[Say | Nudge | Work]:
        """What the reminder of a beat does in the bot."""
        return [_say(each) for each in self.at(int(about))]

    @property
    def feature(self) -> Feature:
        return Feature("torture", reminders={REMINDER: self.run})


def _key(beat: int, to: str) -> str:
    return f"beat {beat:05} {to}"


def _say(due: Due) -> Say:
    card = Card(Text(due.key))
    to: int | Channel | Together
    if due.channel.startswith("C"):
        to = Channel("slack", TENANT, due.channel)
    else:
        # The colleagues were stored first, in a new database: U1 is colleague 1.
        ids = tuple(int(user.removeprefix("U")) for user in due.channel.removeprefix("D-").split(","))
        to = ids[0] if len(ids) == 1 else Together(ids)
    return Say(card, to=to, key=due.key, under=due.under, instead_of=due.changes, asked_for=True)


def settle_in(database: Database, plan: Plan, begin: dt.datetime, service: str = "") -> None:
    """A municipality, its people, and a reminder for every beat. service: where Teams is."""
    with database.session(None, writes=True) as db:
        home = Municipality(name="Voorbeeldstad")
        db.add(home)
        db.flush()
        municipality = home.id
    with database.session(municipality, writes=True) as db:
        for number in range(1, PEOPLE + 1):
            person = Colleague(name=f"Person {number}")
            db.add(person)
            db.flush()
            assert person.id == number, "an empty database"
            user = f"U{number}"
            db.add(ChatAccount(platform=plan.platform, tenant=TENANT, user=user, colleague_id=number))
            if plan.platform == "teams":
                chat = ConversationRow(platform="teams", tenant=TENANT, id=f"a:{user}", service_url=service, user=user)
                chat.colleague_id = number
                db.add(chat)
        for beat in range(plan.beats):
            due_at = begin + beat * BEAT
            reminders.plan(db, REMINDER, str(beat), due_at, due_at + plan.keeps)
