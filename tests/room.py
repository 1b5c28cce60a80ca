"""The test room: colleagues talk, click and fill in forms, and the real service answers, on a real database.

It has no chat platform, and is as strict as one. A click is answered only when its button is on the person's screen; a
form refuses a field that it does not have, an option that it does not offer, and an empty field that is required.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from copy import copy
from dataclasses import replace
from hashlib import blake2b
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import enqueue
from bot.chat.cards import Attachment, Card, from_json
from bot.chat.contributions import OnTheWeb
from bot.chat.feature import Feature, Task
from bot.chat.replies import Ask, Home, Replace, Say
from bot.chat.requests import Account, Answer, Knock, NotTold, Place, Profile, UploadedFile
from bot.people.arrivals import Arrivals
from bot.service import Response, Service
from bot.transfer import importing, receiving
from glossary import Discipline
from handlers.delivery import messages
from handlers.scheduling.due import DueJobs
from storage.database import Database
from storage.messages import outbox, reminders, schedule, sending, tasks
from storage.people import people
from storage.people.municipalities import Municipality
from storage.people.people import GIVEN, Colleague, ColleagueArea, ColleagueDiscipline
from tests import pictures, platforms
from tests.databases import SqliteDatabases
from tests.givens import Given
from tests.inspection import Inspector
from tests.open_form import NotInTheRoom
from tests.person import Channel, Filling, Person, Shown, Upload
from tests.screens import blocks_as_text, card_as_text, read

__all__ = ["Channel", "Filling", "NotInTheRoom", "Person", "Room", "all_features", "open_room"]

PLATFORM = "room"
TENANT = "voorbeeld"
ADDRESS = "https://samenspel.voorbeeld.example"
"""Where this installation is reached."""
ZONE = ZoneInfo("Europe/Amsterdam")
LOOK_AGAIN = dt.timedelta(minutes=1)
"""For a colleague without a chat account: their messages wait until they have one."""
SAMPLE = Path(__file__).parent / "data" / "voorbeeld"
MONDAY = "2026-11-23 09:00"
"""The reference date of the sample municipality."""
_SAMPLES: dict[tuple[bytes, dt.datetime], bytes] = {}
"""What came of it, by what the database was before and when that was: reading lists takes a process."""
_CODE = b"the code that each has of its own"[:32]
"""Stands there for the one thing in it that chance chose."""


class Directory:
    """What the platform knows of its members. asked: whom the bot looked up, in order.

    is_away: it can't be reached.
    """

    def __init__(self) -> None:
        self.is_away = False
        self.profiles: dict[Account, Profile] = {}
        self.asked: list[Account] = []
        self.aliases: dict[str, Account] = {}

    def profile(self, account: Account) -> Profile:
        self.asked.append(account)
        return self.profiles[account]

    def again(self, account: Account) -> Profile:
        if self.is_away:
            raise NotTold(is_away=True)
        return self.profile(account)

    def with_email(self, platform: str, tenant: str, email: str) -> tuple[Account, Profile] | None:
        if self.is_away:
            raise NotTold(is_away=True)
        addresses = {profile.email: account for account, profile in self.profiles.items()} | self.aliases
        account = addresses.get(email)
        return (account, self.profiles[account]) if account and account[:2] == (platform, tenant) else None


class Room:
    """One municipality, its people and its channels, at a moment that the test chooses."""

    def __init__(self, database: Database, features: Sequence[Feature], arrivals: Arrivals | None = None) -> None:
        self.database = database
        self.directory = Directory()
        self.arrivals = arrivals or Arrivals()
        self.service = Service(database, self.directory, features, self.arrivals, web=OnTheWeb(ADDRESS))
        self.people: list[Person] = []
        self.channel = Channel("algemeen")
        self.channels = [self.channel]
        self.conversations: list[Channel] = []
        self.tick = DueJobs(database, self.service.router, lambda db: self._now)
        self.draw = pictures.dots
        self.nothing_leaves = False
        """The platform can't be reached: messages wait."""
        self._files: dict[str, bytes] = {}
        self._numbers = count(1)
        with database.session(None, writes=True) as db:
            home = self.arrivals.new_municipality("Gemeente Voorbeeld")
            db.add(home)
        self.municipality_id = home.id
        self._now = _on_the_wall(MONDAY)

    # Time

    @property
    def now(self) -> dt.datetime:
        return self._now

    def begins_at(self, local: str) -> None:
        """Before anything has happened: the day on which this municipality begins, "2026-11-20 12:00"."""
        self._now = _on_the_wall(local)

    def at(self, local: str) -> None:
        """The clock of the municipality, "2026-11-23 09:00". All that is due until then is done when it is due."""
        self._live_until(_on_the_wall(local))

    def turn(self, *, only: Collection[str] = (), **later: float) -> None:
        """The clock goes on: room.turn(days=1).

        only: of all jobs those of these features, as if the others were off: a month takes long to walk through.
        """
        every_tick = self.tick
        if only:
            self._begin_ticking()
            self.only(*only)
        self._live_until(self._now + dt.timedelta(**later))
        self.tick = every_tick

    def only(self, *features: str) -> None:
        """From here on the jobs of these features, as if the others were off: for whoever walks through weeks."""
        router = copy(self.tick.router)
        router.jobs = {name: job for name, job in router.jobs.items() if name.partition(".")[0] in features}
        assert {name.partition(".")[0] for name in router.jobs} == {*features}
        self.tick = DueJobs(self.database, router, self.tick.time)

    def off_until(self, local: str) -> None:
        """The machine was off until then, "2026-11-30 03:00", and has just been started."""
        self._begin_ticking()
        self._now = _on_the_wall(local)
        self.tick.begin()
        self.tick()
        self.settle()

    def _live_until(self, then: dt.datetime) -> None:
        """Time passes while the bot runs: the clock strikes whenever something is due."""
        self._begin_ticking()
        while (due := self._next_due()) and due <= then:
            self._now = max(self._now, due)
            self.tick()
            self.settle()
        self._now = then
        self.tick()
        self.settle()

    def _begin_ticking(self) -> None:
        """Not before a test turns the clock: most tests need no schedules."""
        self.tick()
        self.settle()

    def _next_due(self) -> dt.datetime | None:
        """Of a job, a reminder or a message that waits for its time."""
        row = outbox.OutboxRow
        waits_for_its_time = (row.state == outbox.MessageState.PENDING, row.not_before > self._now, row.reason == "")
        with self.database.session(None) as db:
            times = [
                schedule.soonest(db, self.tick.router.jobs.keys()),
                reminders.soonest(db, self.tick.router.reminders.keys()),
                db.scalar(select(func.min(row.not_before)).where(*waits_for_its_time)),
            ]
        return min((time for time in times if time), default=None)

    # Who and what there is

    def person(
        self,
        name: str,
        *,
        discipline: str | Sequence[str] = (),
        language: str = "nl",
        areas: Sequence[str] = (),
        department: str = "",
        email: str | None = None,
        admin: bool = False,
        stranger: bool = False,
        outsider: bool = False,
        platform: str = PLATFORM,
    ) -> Person:
        """A member of the workspace whom the bot has met; a stranger or an outsider it has not met yet.

        discipline: as an administrator gave it. platform: where they chat; the municipality may have two.
        """
        user = re.sub(r"\W+", "_", name).upper() + f"_{len(self.people) + 1}"
        person = Person(self, name, Account(platform, TENANT, user))
        email = re.sub(r"\W+", ".", name).lower() + "@voorbeeld.example" if email is None else email
        self.directory.profiles[person.account] = Profile(
            name, email, "Gemeente Voorbeeld", language, is_admin=admin, outsider=outsider
        )
        self.people.append(person)
        if not (stranger or outsider):
            self._meet(person, [discipline] if isinstance(discipline, str) else discipline, areas, department)
        return person

    def _meet(self, person: Person, disciplines: Sequence[str], areas: Sequence[str], department: str) -> None:
        with self.database.session(None, writes=True) as db:
            met = self.arrivals.meet(db, person.account, self.directory.profiles[person.account], self._now)
            colleague = people.colleague_in_full(db, met.id)
            assert colleague is not None
            colleague.department = department or colleague.department
            colleague.disciplines += [
                ColleagueDiscipline(discipline=Discipline.from_dutch(each), how=GIVEN) for each in disciplines
            ]
            colleague.areas += [ColleagueArea(area_code=code) for code in areas]

    def another_channel(self, name: str) -> Channel:
        self.channels.append(Channel(name))
        return self.channels[-1]

    def given(self, *givens: Given) -> None:
        """What the register holds already: room.given(a_project("Singel"), a_moment(project="Singel"))."""
        with self.storage() as db:
            for given in givens:
                given(db, self._now)
                db.flush()

    def sample(self) -> None:
        """Gemeente Voorbeeld, as its lists have it. `person("Marieke van Dam")` is known by her e-mail address."""
        if not self.database.is_in_process:
            self._brings_in_the_sample()
            return
        file = Path(self.database.engine.url.database or "")
        with self.storage() as db:
            code = db.get_one(Municipality, self.municipality_id).calendar_code.encode()
        self.database.close()  # So that the file is the whole database.
        before = blake2b(file.read_bytes().replace(code, _CODE)).digest(), self._now
        if before in _SAMPLES:
            file.write_bytes(_SAMPLES[before].replace(_CODE, code))
            return
        self._brings_in_the_sample()
        self.database.close()
        _SAMPLES[before] = file.read_bytes().replace(code, _CODE)

    def _brings_in_the_sample(self) -> None:
        files = [receiving.File(file.name, file.read_bytes()) for file in sorted(SAMPLE.glob("*.csv"))]
        order = receiving.ImportOrder(self._now.astimezone(ZONE))
        report = importing.bring_in(files, order, self._begin, _percentage)
        assert not report.errors, report.errors

    def settings(self, keeper: Person | None = None, deputy: Person | None = None, **settings: object) -> None:
        """Of the municipality: room.settings(keeper=anna, holiday_region="Zuid")."""
        with self.storage() as db:
            home = db.get_one(Municipality, self.municipality_id)
            for name, person in {"keeper_id": keeper, "deputy_id": deputy}.items():
                if person:
                    setattr(home, name, person.id)
            for name, value in settings.items():
                assert hasattr(home, name), f"no setting {name}"
                setattr(home, name, value)

    @contextmanager
    def storage(self) -> Iterator[Session]:
        """What is remembered, for what no screen shows. Commits."""
        with self.database.session(self.municipality_id, writes=True) as db:
            yield db

    # What moves between the people and the service

    def number(self) -> int:
        return next(self._numbers)

    def knock(
        self,
        person: Person,
        place: Place,
        action: str,
        args: Mapping[str, str],
        answers: Mapping[str, Answer] | None = None,
        form: str = "",
    ) -> Knock:
        # Nothing happens twice at the same moment, so that what is newest is never a matter of chance.
        self._now += dt.timedelta(seconds=1)
        return Knock(f"R{self.number()}", self._now, person.account, place, action, args, answers or {}, form)

    def again(self, knock: Knock) -> Knock:
        return replace(knock, id=f"R{self.number()}")

    def upload(self, file: Upload) -> UploadedFile:
        content = file.content if isinstance(file, Attachment) else file.read_bytes()
        reference = f"F{self.number()}"
        self._files[reference] = content
        return UploadedFile(file.name, reference, len(content))

    def content_of(self, file: UploadedFile) -> bytes:
        return self._files[file.reference]

    def inspect(self, outcome: Response, person: Person, place: Place) -> None:
        """What takes the place of a message to several people together is in the language of the municipality."""
        inspector = Inspector(self.service.router, outcome.language, [each.name for each in self.people])
        among_others = any(place == each.place for each in self.conversations)
        for reply in outcome.replies:
            match reply:
                case Replace(card=card) if among_others:
                    with self.storage() as db:
                        ours = db.get_one(Municipality, self.municipality_id).language
                    self.looks_right(card, ours, inspector.people)
                case Say(card=card) | Replace(card=card):
                    self.looks_right(card, outcome.language, inspector.people)
                case Ask():
                    _no_complaints(inspector.form(reply), read(reply.form.title))
                    drawn = platforms.of_form(reply, outcome.language, outcome.accounts)
                    _no_complaints(drawn, read(reply.form.title))
                case Home(blocks=blocks):
                    _no_complaints(inspector.home(reply), blocks_as_text(blocks))
                    _no_complaints(platforms.of_home(reply, outcome.language), blocks_as_text(blocks))

    def looks_right(self, card: Card, language: str, people: Collection[str] = ()) -> None:
        """Keeps the house rules, and can be drawn for each platform."""
        drawn = card_as_text(card)
        _no_complaints(Inspector(self.service.router, language, people).card(card), drawn)
        _no_complaints(platforms.of_card(card, language), drawn)

    def settle(self) -> None:
        """Does the work that waits, and delivers what may be sent by now."""
        while self._is_something_waiting():
            while self._work():
                pass
            self._deliver()

    def _is_something_waiting(self) -> bool:
        with self.database.session(None) as db:
            leaves = not self.nothing_leaves and bool(sending.next_messages(db, self._now, 1))
            return leaves or (tasks.work_waits(db, self._now) and tasks.next_work(db, self._now) is not None)

    def _begin(self, *, writes: bool = False) -> AbstractContextManager[Session]:
        return self.database.session(self.municipality_id, writes=writes)

    def _work(self) -> bool:
        with self.database.session(None, writes=True) as db:
            row = tasks.next_work(db, self._now)
            if row is None:
                return False
            row.state = outbox.MessageState.SENDING
        said = self.service.router.workers[row.name](self.task(row))
        with self.storage() as db:
            enqueue.report(db, row, said, self._now)
            db.get_one(tasks.TaskRow, row.id).state = outbox.MessageState.SENT
        return True

    def task(self, row: tasks.TaskRow) -> Task:
        order = enqueue.order_of(row)
        return Task(
            at=self._now.astimezone(ZONE),
            person=row.colleague_id,
            language=row.language,
            args=order.args,
            files=order.files,
            begin=self._begin,
            fetch=self.content_of,
            progress=_percentage,
            draw=self.draw,
            contributed=self.service.router.contributed,
        )

    def _deliver(self) -> None:
        with self.storage() as db:
            while not self.nothing_leaves and (rows := sending.next_messages(db, self._now, 1)):
                (row,) = rows
                if row.expires_at and row.expires_at <= self._now:
                    row.state, row.card = outbox.MessageState.EXPIRED, b""
                elif self._delivered(db, row):
                    # As the outbox does it: the card goes, because people read it in the chat now.
                    for column, value in messages.sent("", "room").values.items():
                        setattr(row, column, value)
                else:
                    row.not_before, row.reason = self._now + LOOK_AGAIN, "no_account"
                db.flush()

    def _delivered(self, db: Session, row: outbox.OutboxRow) -> bool:
        card = from_json(row.card)
        if row.colleague_id is None:
            home = db.get_one(Municipality, self.municipality_id)
            self.looks_right(card, home.language)
            channel = self._together(db, row.together) if row.together else self.channel_called(row.place)
            if row.instead_of:
                channel.changes(row.instead_of, card)
                return True
            channel.shows(Shown(self.number(), "channel", card, lasting=True, place=channel.place), row.key, row.under)
            return True
        reader = db.get_one(Colleague, row.colleague_id)
        self.looks_right(card, reader.language)
        readers = self._with_accounts(db, [row.colleague_id])
        for person in readers:
            person.gets(card)
        return bool(readers)

    def channel_called(self, place: str) -> Channel:
        """By the platform's name for it."""
        return next(each for each in self.channels if each.place.id == place)

    def _together(self, db: Session, colleagues: str) -> Channel:
        return self.together(*self._with_accounts(db, [int(colleague_id) for colleague_id in colleagues.split()]))

    def together(self, *members: Person) -> Channel:
        """The conversation of these people with the bot, and nobody else."""
        known = [each for each in self.conversations if set(each.members) == set(members)]
        if not known:
            self.conversations.append(Channel(" ".join(sorted(person.name for person in members)), members))
        return known[0] if known else self.conversations[-1]

    def places_of(self, person: Person) -> list[Channel]:
        """Where this person reads along."""
        return [*self.channels, *(each for each in self.conversations if person in each.members)]

    def _with_accounts(self, db: Session, colleague_ids: Sequence[int]) -> list[Person]:
        accounts = {account.user for account in people.accounts_of(db, colleague_ids)}
        return [person for person in self.people if person.account.user in accounts]


def _on_the_wall(local: str) -> dt.datetime:
    return dt.datetime.fromisoformat(local).replace(tzinfo=ZONE).astimezone(dt.UTC)


def _no_complaints(complaints: list[str], drawn: str) -> None:
    assert not complaints, "\n".join([*complaints, "", drawn])


def _percentage(done: int) -> None:
    assert 0 <= done <= 100, f"{done} percent"


@pytest.fixture(name="features")
def all_features() -> Sequence[Feature]:
    """What the bot in the room can do. A test module with a fixture of this name decides for itself."""
    from bot.features import FEATURES

    return FEATURES


@pytest.fixture(name="room")
def open_room(sqlite: SqliteDatabases, features: Sequence[Feature]) -> Iterator[Room]:
    with sqlite.opened() as database:
        yield Room(database, features)
