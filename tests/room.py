"""The test room: colleagues talk, click and fill in forms, and the real service answers, on a real database.

It has no chat platform, and is as strict as one. A click is answered only when its button is on the person's screen; a
form refuses a field that it does not have, an option that it does not offer, and an empty field that is required.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

import msgspec
import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from bot import outgoing
from bot.chat.cards import Attachment, Block, Button, Card, Choices, Link, Paragraph, Text, from_json
from bot.chat.exchange import (
    Account,
    Answer,
    Ask,
    Home,
    Knock,
    Place,
    Profile,
    Replace,
    Say,
    UploadedFile,
)
from bot.chat.feature import Feature, Task
from bot.chat.forms import Field, Option
from bot.people.arrivals import Arrivals
from bot.service import Outcome, Service
from glossary import Discipline
from storage import outbox, people
from storage.database import Database
from storage.people import Colleague, ColleagueArea, ColleagueDiscipline, Municipality
from tests.databases import SqliteDatabases
from tests.givens import Given
from tests.inspection import Inspector
from tests.screens import (
    Clickable,
    blocks_as_text,
    card_as_text,
    clickables,
    clickables_of,
    form_as_text,
    read,
)

PLATFORM = "room"
TENANT = "voorbeeld"
ZONE = ZoneInfo("Europe/Amsterdam")
MONDAY = "2026-11-23 09:00"
"""The reference date of the sample municipality."""

Upload: TypeAlias = Path | Attachment
Filling: TypeAlias = "str | int | bool | dt.date | Person | Upload | Sequence[str] | Sequence[Upload] | None"
Where = Literal["channel", "direct", "home", "form"]


class NotInTheRoom(AssertionError):
    """A person wanted something that is not on their screen, or that a chat platform refuses."""


class Sight(NamedTuple):
    """Whether somebody saw it, and what they saw, so that a failing assert shows the screen."""

    found: bool
    screen: str

    def __bool__(self) -> bool:
        return self.found

    def __repr__(self) -> str:
        return f"{self.found}, on the screen:\n{self.screen}\n"


@dataclass(eq=False)
class Shown:
    """A message on a screen. lasting: a chat platform can change it later; what only the asker sees fades away."""

    number: int
    where: Where
    card: Card
    lasting: bool
    place: Place = field(default_factory=Place)

    @property
    def text(self) -> str:
        return card_as_text(self.card)

    @property
    def clickables(self) -> list[Clickable]:
        return list(clickables_of(self.card))


@dataclass
class OpenForm:
    """A form on the screen. first_shown: the request that did so. opened_from: the message to replace later."""

    ask: Ask
    language: str
    place: Place
    first_shown: str
    answers: dict[str, Answer]
    labels: dict[str, str]
    opened_from: Shown | None = None

    @property
    def title(self) -> str:
        return read(self.ask.form.title)

    @property
    def fields(self) -> Mapping[str, Field]:
        return {each.key: each for each in self.ask.form.fields}

    @property
    def errors(self) -> Mapping[str, str]:
        return {key: read(error) for key, error in self.ask.errors.items()}

    @property
    def text(self) -> str:
        return form_as_text(self.ask, {key: self.readable(key) for key in self.answers})

    def readable(self, key: str) -> str:
        """What stands in the field, as people read it."""
        return ", ".join(self.labels.get(part, part) for part in _parts(self.answers[key]))

    def __contains__(self, key: str) -> bool:
        return key in self.fields

    def __getitem__(self, key: str) -> Answer | None:
        """What is filled in now; None for an empty field."""
        self.field(key)
        return self.answers.get(key)

    def field(self, key: str) -> Field:
        if key not in self.fields:
            raise NotInTheRoom(f"no field {key!r} in:\n{self.text}")
        return self.fields[key]


class Channel:
    """A place where everybody reads along. posts: what the bot said there, oldest first."""

    def __init__(self, name: str) -> None:
        self.place = Place("channel", f"C-{name}")
        self.posts: list[Shown] = []

    @property
    def screen(self) -> str:
        return "\n\n".join(post.text for post in self.posts)

    def is_silent(self) -> Sight:
        return Sight(not self.posts, self.screen)

    def sees(self, words: str) -> Sight:
        return Sight(words in self.screen, self.screen)


class Person:
    """Somebody with a chat account. What they see is what the bot showed them, not what is in the database."""

    def __init__(self, room: "Room", name: str, account: Account) -> None:
        self.room = room
        self.name = name
        self.account = account
        self.direct = Place("direct", f"D-{account.user}")
        self.form_on_screen: OpenForm | None = None
        self.letters: list[Shown] = []
        self._messages: list[Shown] = []
        self._past: list[tuple[Shown, Clickable]] = []
        self._home: tuple[int, tuple[Block, ...]] = (0, ())
        self._replies: list[Shown] = []
        self._sent: Knock | None = None

    def __repr__(self) -> str:
        return self.name

    # What they do

    def types(self, words: str, where: Place | Channel | None = None) -> None:
        """A slash command in the channel (or `where`); without a slash a message in the chat with the bot."""
        self._has_no_form_open()
        if not words.startswith("/"):
            place = _place(where or self.direct)
            self._knock(place, "command", {"command": "", "text": words})
            return
        root, _, rest = words.removeprefix("/").partition(" ")
        if root not in self.room.service.router.roots:
            raise NotInTheRoom(f"/{root} is no command of ours: {self.room.service.router.roots}")
        self._knock(_place(where or self.room.channel), "command", {"command": root, "text": rest})

    def uses_shortcut(self, action: str) -> None:
        """A shortcut from the platform's own menu, where there is no place to answer in."""
        self._has_no_form_open()
        self._knock(Place(), action, {})

    def clicks(self, label: str, beside: str = "", confirming: str = "") -> None:
        """The button with this label, on the newest message that has one; in a form that is open, only there.

        beside: words in its row or in the text above it, when there are more. confirming: words of the question "are
        you sure", which must come when given, and may not come when not.
        """
        shown, found = self._button(label, beside)
        self._press(shown, found, confirming)

    @property
    def buttons(self) -> list[Clickable]:
        """Every button on the screen, newest message first."""
        return [found for _, on_it in self._surfaces() for found in on_it]

    def presses(self, found: Clickable) -> None:
        """One of `buttons`; says yes to "are you sure"."""
        shown = next(shown for shown, on_it in self._surfaces() if found in on_it)
        self._press(shown, found, _question_of(found))

    def clicks_an_old(self, label: str, beside: str = "") -> None:
        """A button that has been on the screen before, and is not any more: people scroll back."""
        for shown, found in reversed(self._past):
            if found.label == label and beside in found.beside:
                self._press(shown, found, _question_of(found))
                return
        raise NotInTheRoom(f"{self} never saw [{label}] before")

    def shares(self, text: str = "") -> None:
        """ "Deel in kanaal", which the platform puts under what can be shared, where there is a channel."""
        self._has_no_form_open()
        for shown in reversed(self._messages):
            if shown.where == "channel" and shown.card.share and text in shown.text:
                button = shown.card.share
                self._knock(shown.place, "share", {"action": button.action, **button.args}, clicked=shown)
                return
        raise NotInTheRoom(f"nothing to share on the screen of {self}:\n{self._everything()}")

    def fills(self, **answers: Filling) -> None:
        """Fields by key. None or "" empties one. People, dates, options by code or label, searches by what is found."""
        form = self.form
        for key, filling in answers.items():
            self._fill(form, form.field(key), filling)

    def submits(self) -> None:
        form = self.form
        empty = [each.key for each in form.fields.values() if each.required and each.key not in form.answers]
        if empty:
            raise NotInTheRoom(f"not filled in, and required: {', '.join(empty)}\n{form.text}")
        self._sent = self.room.knock(
            self, form.place, form.ask.form.action, form.ask.form.args, dict(form.answers), form.first_shown
        )
        self._send(self._sent, form=form, sent=True)

    def submits_again(self) -> None:
        """The same form once more: a double click, or a platform that repeats itself."""
        if self._sent is None:
            raise NotInTheRoom(f"{self} has sent no form")
        self._send(self.room.again(self._sent))

    def closes_the_form(self) -> None:
        self.form_on_screen = None

    def leaves(self) -> None:
        """No longer works here: the platform knows, our database does not yet."""
        profiles = self.room.directory.profiles
        profiles[self.account] = replace(profiles[self.account], has_left=True)

    # What they see

    @property
    def id(self) -> int:
        """Of the colleague."""
        with self.room.database.session(None) as db:
            found = people.sign_in(db, *self.account)
        if found is None:
            raise NotInTheRoom(f"nobody has met {self} yet")
        return found[0].id

    @property
    def form(self) -> OpenForm:
        """The form on the screen."""
        if self.form_on_screen is None:
            raise NotInTheRoom(f"{self} has no form open:\n{self._everything()}")
        return self.form_on_screen

    @property
    def screen(self) -> str:
        """What the last thing they did brought up, as plain text: messages, and then the form."""
        shown = [reply.text for reply in self._replies]
        return "\n\n".join([*shown, self.form_on_screen.text] if self.form_on_screen else shown)

    @property
    def chat(self) -> str:
        """The whole 1:1 chat with the bot."""
        return "\n\n".join(shown.text for shown in self._messages if shown.where == "direct")

    def sees(self, words: str) -> Sight:
        return Sight(words in self.screen, self.screen)

    def sees_alone(self, words: str) -> Sight:
        """This person sees it, and nobody else ever did."""
        others: list[Person | Channel] = [*self.room.people, *self.room.channels]
        elsewhere = [f"{other}: {_all_of(other)}" for other in others if other is not self and words in _all_of(other)]
        return Sight(words in self.screen and not elsewhere, "\n\n".join([self.screen, *elsewhere]))

    def sees_nothing_of(self, words: str) -> Sight:
        """On no message, form or page that is on the screen, nor in a channel."""
        everything = self._everything()
        return Sight(words not in everything, everything)

    def hears(self, words: str) -> Sight:
        """In a direct message that somebody else's doing, or the clock, caused."""
        heard = "\n\n".join(letter.text for letter in self.letters)
        return Sight(words in heard, heard)

    def hears_nothing(self) -> Sight:
        return Sight(not self.letters, "\n\n".join(letter.text for letter in self.letters))

    def home(self) -> str:
        """Opens the person's own page, and reads it."""
        self._knock(Place("home"), "home", {})
        return blocks_as_text(self._home[1])

    def options(self, key: str, query: str = "") -> list[str]:
        """The labels that a field of the form offers; a search field answers `query`."""
        return [read(option.label) for option in self._options(self.form.field(key), query)]

    # How the room does it

    def _everything(self) -> str:
        shown = [message.text for message in self._messages]
        posted = [post.text for channel in self.room.channels for post in channel.posts]
        form = [self.form_on_screen.text] if self.form_on_screen else []
        return "\n\n".join([*shown, *posted, blocks_as_text(self._home[1]), *form])

    def _has_no_form_open(self) -> None:
        if self.form_on_screen:
            raise NotInTheRoom(f"a form is in front: {self} can first fill it in, or closes_the_form\n{self.form.text}")

    def _button(self, label: str, beside: str) -> tuple[Shown | None, Clickable]:
        for shown, on_it in self._surfaces():
            fitting = [found for found in on_it if found.label == label and beside in found.beside]
            if len({found.asks_for for found in fitting}) > 1:
                choice = "\n".join(f"beside {found.beside!r}" for found in fitting)
                raise NotInTheRoom(f"which [{label}]? Say what it is beside:\n{choice}")
            if fitting:
                return shown, fitting[0]
        raise NotInTheRoom(f"no button [{label}] {f'beside {beside!r} ' if beside else ''}on:\n{self._everything()}")

    def _surfaces(self) -> Iterator[tuple[Shown | None, list[Clickable]]]:
        """Newest first."""
        if self.form_on_screen:
            yield None, list(clickables(self.form_on_screen.ask.form.body))
            return
        number, home = self._home
        page = Shown(number, "home", Card(Text(""), home), lasting=False, place=Place("home"))
        posts = [post for channel in self.room.channels for post in channel.posts]
        for shown in sorted([page, *self._messages, *posts], key=lambda shown: shown.number, reverse=True):
            yield shown, shown.clickables

    def _press(self, shown: Shown | None, found: Clickable, confirming: str) -> None:
        button = found.button
        if isinstance(button, Link):
            raise NotInTheRoom(f"[{found.label}] opens {button.url}; the bot hears nothing of it")
        asked = _question_of(found)
        if bool(asked) != bool(confirming) or confirming not in asked:
            raise NotInTheRoom(f"[{found.label}] asks to confirm {asked!r}, not {confirming!r}")
        if shown is None:
            form = self.form
            knock = self.room.knock(self, form.place, button.action, button.args, dict(form.answers))
            self._send(knock, form=form)
            return
        self._knock(shown.place, button.action, button.args, clicked=shown, row=found.row)

    def _knock(
        self,
        place: Place,
        action: str,
        args: Mapping[str, str],
        clicked: Shown | None = None,
        row: int | None = None,
    ) -> None:
        self._send(self.room.knock(self, place, action, args), clicked=clicked, row=row)

    def _send(
        self,
        knock: Knock,
        clicked: Shown | None = None,
        row: int | None = None,
        form: OpenForm | None = None,
        sent: bool = False,
    ) -> None:
        outcome = self.room.service.answer(knock)
        self.room.inspect(outcome, self)
        self._replies = []
        if sent:
            self.form_on_screen = None
        fading = [shown for shown in self._messages if not shown.lasting and shown is not clicked]
        for reply in outcome.replies:
            match reply:
                case Say(card=card):
                    self._say(knock.place, card)
                case Replace(card=card):
                    self._replace(knock.place, card, clicked or (form.opened_from if form else None), row)
                case Ask():
                    self._ask(knock, reply, outcome, form, clicked if row is None else None)
                case Home(blocks=blocks):
                    self._remember(clickables(self._home[1]), Place("home"))
                    self._home = (self.room.number(), blocks)
        if any(not shown.lasting for shown in self._replies):
            for shown in fading:
                self._fade(shown)
        self.room.settle()

    def _say(self, place: Place, card: Card) -> None:
        """In private: in the channel for their eyes only, else in their own chat. So does what holds a file."""
        in_channel = place.kind == "channel" and not card.files
        where: Where = "channel" if in_channel else "direct"
        at = place if in_channel else self.direct
        shown = Shown(self.room.number(), where, card, lasting=not in_channel, place=at)
        self._messages.append(shown)
        self._replies.append(shown)

    def _replace(self, place: Place, card: Card, clicked: Shown | None, row: int | None) -> None:
        """Of a message that only the asker sees no platform gives the other rows back: there it is said anew."""
        on_screen = clicked in self._messages or any(clicked in channel.posts for channel in self.room.channels)
        if clicked is None or not on_screen or (row is not None and not clicked.lasting):
            self._say(place, card)
            return
        self._remember(clicked.clickables, clicked.place)
        clicked.card = card if row is None else _with_row(clicked.card, row, card)
        self._replies.append(clicked)

    def _ask(self, knock: Knock, ask: Ask, outcome: Outcome, before: OpenForm | None, clicked: Shown | None) -> None:
        again = before is not None and bool(ask.errors)
        answers, labels = _filled_in(ask, outcome.accounts)
        if before and again:
            _must_keep({key: had for key, had in before.answers.items() if not self._is_outsider(had)}, ask, answers)
        self.form_on_screen = OpenForm(
            ask,
            outcome.language,
            knock.place,
            before.first_shown if before and again else knock.id,
            answers,
            labels,
            before.opened_from if before else clicked,
        )

    def _is_outsider(self, answer: Answer) -> bool:
        """Nobody whom a form could show again."""
        return isinstance(answer, Account) and not self.room.directory.profiles[answer].is_colleague

    def _fade(self, shown: Shown) -> None:
        self._remember(shown.clickables, shown.place)
        self._messages.remove(shown)

    def _remember(self, on_it: Iterator[Clickable] | Sequence[Clickable], place: Place) -> None:
        where: Where = "home" if place.kind == "home" else "channel" if place.kind == "channel" else "direct"
        gone = Shown(0, where, Card(Text("")), lasting=False, place=place)
        self._past += [(gone, each) for each in on_it]

    def gets(self, card: Card) -> None:
        """A direct message arrives."""
        shown = Shown(self.room.number(), "direct", card, lasting=True, place=self.direct)
        self._messages.append(shown)
        self.letters.append(shown)

    def _fill(self, form: OpenForm, each: Field, filling: object) -> None:
        if filling in (None, "", (), []) or filling is False:
            form.answers.pop(each.key, None)
            return
        answer, labels = self._answer(each, filling)
        form.answers[each.key] = answer
        form.labels |= labels

    def _answer(self, each: Field, filling: object) -> tuple[Answer, Mapping[str, str]]:
        match each.kind, filling:
            case "text" | "long_text", str():
                return _typed(each, filling), {}
            case "number", str() | int():
                return _number(each, str(filling)), {}
            case "date", str() | dt.date():
                return _date(each, str(filling)), {}
            case "person", Person():
                return filling.account, {filling.account.user: filling.name}
            case "agree", True:
                return "yes", {}
            case "choice" | "search", str():
                return self._choose(each, filling)
            case "choices" | "searches", list() | tuple() | str():
                several = [filling] if isinstance(filling, str) else filling
                chosen = [self._choose(each, str(one)) for one in several]
                labels = {value: name for _, found in chosen for value, name in found.items()}
                return tuple(value for value, _ in chosen), labels
            case "file", Path() | Attachment():
                return (self.room.upload(filling),), {}
            case "file", list() | tuple():
                return tuple(self.room.upload(file) for file in filling), {}
        raise NotInTheRoom(f"{each.key} is a field for {each.kind}, not for {filling!r}")

    def _choose(self, each: Field, wanted: str) -> tuple[str, Mapping[str, str]]:
        """An option by its code, its label, or the only one whose label holds these words.

        A search is asked for these words first, and then for what it offers to who has typed nothing.
        """
        options = self._options(each, wanted) or self._options(each, "")
        offered = {option.value: read(option.label) for option in options}
        exactly = [value for value, label in offered.items() if wanted in (value, label)]
        fitting = exactly or [value for value, label in offered.items() if wanted.casefold() in label.casefold()]
        if len(fitting) != 1:
            raise NotInTheRoom(f"{each.key} offers {'no' if not fitting else 'more than one'} {wanted!r}: {offered}")
        return fitting[0], {fitting[0]: offered[fitting[0]]}

    def _options(self, each: Field, query: str) -> Sequence[Option]:
        if each.kind in ("choice", "choices"):
            return each.options
        if each.kind in ("search", "searches"):
            form = self.form
            knock = self.room.knock(self, form.place, form.ask.form.action, form.ask.form.args)
            return self.room.service.options(knock, each.source, query)
        raise NotInTheRoom(f"{each.key} is a field for {each.kind}: it has no options")


class Directory:
    """What the platform knows of its members. asked: whom the bot looked up, in order."""

    def __init__(self) -> None:
        self.profiles: dict[Account, Profile] = {}
        self.asked: list[Account] = []

    def profile(self, account: Account) -> Profile:
        self.asked.append(account)
        return self.profiles[account]


class Room:
    """One municipality, its people and its channels, at a moment that the test chooses."""

    def __init__(self, database: Database, features: Sequence[Feature], arrivals: Arrivals | None = None) -> None:
        self.database = database
        self.directory = Directory()
        self.arrivals = arrivals or Arrivals()
        self.service = Service(database, self.directory, features, self.arrivals)
        self.people: list[Person] = []
        self.channel = Channel("algemeen")
        self.channels = [self.channel]
        self.undelivered: list[outbox.OutboxRow] = []
        """Direct messages for colleagues without a chat account: they keep waiting."""
        self._files: dict[str, bytes] = {}
        self._numbers = count(1)
        with database.session(None, writes=True) as db:
            home = self.arrivals.new_municipality("Gemeente Voorbeeld")
            db.add(home)
        self.municipality_id = home.id
        self.at(MONDAY)

    # Time

    @property
    def now(self) -> dt.datetime:
        return self._now

    def at(self, local: str) -> None:
        """The clock of the municipality, "2026-11-23 09:00". What was to be sent by then is sent."""
        self._now: dt.datetime = dt.datetime.fromisoformat(local).replace(tzinfo=ZONE).astimezone(dt.UTC)
        self.settle()

    def turn(self, **later: float) -> None:
        """The clock goes on: room.turn(days=1)."""
        self._now += dt.timedelta(**later)
        self.settle()

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
    ) -> Person:
        """A member of the workspace whom the bot has met; a stranger or an outsider it has not met yet."""
        user = re.sub(r"\W+", "_", name).upper() + f"_{len(self.people) + 1}"
        person = Person(self, name, Account(PLATFORM, TENANT, user))
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
            met = self.arrivals.meet(db, person.account, self.directory.profiles[person.account])
            colleague = people.colleague_in_full(db, met.id)
            assert colleague is not None
            colleague.department = department or colleague.department
            colleague.disciplines += [
                ColleagueDiscipline(discipline=Discipline.from_dutch(each)) for each in disciplines
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

    def inspect(self, outcome: Outcome, person: Person) -> None:
        inspector = Inspector(self.service.router, outcome.language, [each.name for each in self.people])
        for reply in outcome.replies:
            match reply:
                case Say(card=card) | Replace(card=card):
                    _no_complaints(inspector.card(card), card_as_text(card))
                case Ask():
                    _no_complaints(inspector.form(reply), read(reply.form.title))
                case Home(blocks=blocks):
                    _no_complaints(inspector.home(reply), blocks_as_text(blocks))

    def settle(self) -> None:
        """Does the work that waits, and delivers what may be sent by now."""
        while self._work():
            pass
        self._deliver()

    def _work(self) -> bool:
        with self.database.session(None, writes=True) as db:
            row = outbox.next_work(db)
            if row is None:
                return False
            row.state = outbox.LetterState.SENDING
        said = self.service.router.workers[row.name](self._task(row))
        with self.storage() as db:
            for number, say in enumerate(said):
                to = say.to if isinstance(say.to, int) else row.colleague_id
                outgoing.tell(db, f"work-{row.id}-{number}", to, say.card, row.language, self._now)
            db.get_one(outbox.WorkRow, row.id).state = outbox.LetterState.SENT
        return True

    def _task(self, row: outbox.WorkRow) -> Task:
        order = outgoing.order_of(row)
        return Task(
            at=self._now.astimezone(ZONE),
            person=row.colleague_id,
            language=row.language,
            args=order.args,
            files=order.files,
            begin=lambda: self.database.session(self.municipality_id),
            fetch=lambda file: self._files[file.reference],
            progress=_percentage,
        )

    def _deliver(self) -> None:
        self.undelivered = []
        with self.storage() as db:
            while row := outbox.next_letter(db, self._now):
                row.state = outbox.LetterState.SENT
                if not self._delivered(db, row):
                    self.undelivered.append(row)
                db.flush()
            for row in self.undelivered:
                row.state = outbox.LetterState.PENDING

    def _delivered(self, db: Session, row: outbox.OutboxRow) -> bool:
        card = from_json(row.card)
        if row.colleague_id is None:
            channel = next(each for each in self.channels if each.place.id == row.place)
            home = db.get_one(Municipality, self.municipality_id)
            _no_complaints(Inspector(self.service.router, home.language).card(card), card_as_text(card))
            channel.posts.append(Shown(self.number(), "channel", card, lasting=True, place=channel.place))
            return True
        reader = db.get_one(Colleague, row.colleague_id)
        _no_complaints(Inspector(self.service.router, reader.language).card(card), card_as_text(card))
        accounts = {account.user for account in people.accounts_of(db, [row.colleague_id])}
        readers = [person for person in self.people if person.account.user in accounts]
        for person in readers:
            person.gets(card)
        return bool(readers)


def _no_complaints(complaints: list[str], drawn: str) -> None:
    assert not complaints, "\n".join([*complaints, "", drawn])


def _percentage(done: int) -> None:
    assert 0 <= done <= 100, f"{done} percent"


def _place(where: Place | Channel) -> Place:
    return where.place if isinstance(where, Channel) else where


def _all_of(other: Person | Channel) -> str:
    return other.screen if isinstance(other, Channel) else other._everything()


def _question_of(found: Clickable) -> str:
    """What the platform asks before it lets the click through; empty for most buttons."""
    return read(found.button.confirm) if isinstance(found.button, Button) and found.button.confirm else ""


def _with_row(card: Card, row: int, by: Card) -> Card:
    """The card with one of its rows replaced by what the other card says."""
    line = (Paragraph(Text("**{title}**", {"title": by.title})), *by.body)
    buttons = (Choices(by.buttons),) if by.buttons else ()
    return msgspec.structs.replace(card, body=(*card.body[:row], *line, *buttons, *card.body[row + 1 :]))


def _filled_in(ask: Ask, accounts: Mapping[int, Account]) -> tuple[dict[str, Answer], dict[str, str]]:
    """What a form holds when it comes up, as answers, with what the codes in it are called."""
    answers: dict[str, Answer] = {}
    labels: dict[str, str] = {}
    for each in ask.form.fields:
        labels |= {option.value: read(option.label) for option in each.options}
        match each.kind, each.value:
            case _, None | "" | ():
                continue
            case "person", int() as colleague:
                if colleague in accounts:
                    answers[each.key] = accounts[colleague]
            case "search" | "searches", tuple() as options:
                chosen = [option for option in options if isinstance(option, Option)]
                labels |= {option.value: read(option.label) for option in chosen}
                values = tuple(option.value for option in chosen)
                answers[each.key] = values if each.kind == "searches" else values[0]
            case "choices", tuple() as values:
                answers[each.key] = tuple(str(value) for value in values)
            case "agree", value:
                answers |= {each.key: "yes"} if value else {}
            case _, value:
                answers[each.key] = str(value)
    return answers, labels


def _must_keep(before: Mapping[str, Answer], ask: Ask, answers: Mapping[str, Answer]) -> None:
    """A form that comes back with errors still holds everything that was filled in; no platform refills files."""
    for each in ask.form.fields:
        had, has = before.get(each.key), answers.get(each.key)
        if each.key in before and each.kind != "file" and _stripped(had) != _stripped(has):
            raise NotInTheRoom(f"the form comes back with {each.key} = {has!r}; the person filled in {had!r}")


def _stripped(answer: Answer | None) -> list[str]:
    """Without the space around it, and the order of several."""
    return [] if answer is None else sorted(part.strip() for part in _parts(answer) if part.strip())


def _typed(each: Field, words: str) -> str:
    held = len(each.value) if isinstance(each.value, str) else 0
    if len(words) > max(each.longest, held):
        raise NotInTheRoom(f"{each.key} takes {each.longest} characters, not {len(words)}")
    if each.kind == "text" and "\n" in words:
        raise NotInTheRoom(f"{each.key} has one line")
    return words


def _number(each: Field, digits: str) -> str:
    if not re.fullmatch(r"-?\d+(\.\d+)?", digits):
        raise NotInTheRoom(f"{each.key} takes a number, not {digits!r}")
    return digits


def _date(each: Field, day: str) -> str:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        raise NotInTheRoom(f"{each.key} picks a day, not {day!r}")
    return dt.date.fromisoformat(day).isoformat()


def _parts(answer: Answer) -> list[str]:
    match answer:
        case Account(user=user):
            return [user]
        case str():
            return [answer]
        case _:
            return [part.name if isinstance(part, UploadedFile) else str(part) for part in answer]


@pytest.fixture(name="features")
def all_features() -> Sequence[Feature]:
    """What the bot in the room can do. A test module with a fixture of this name decides for itself."""
    from bot.features import FEATURES

    return FEATURES


@pytest.fixture(name="room")
def open_room(sqlite: SqliteDatabases, features: Sequence[Feature]) -> Iterator[Room]:
    with sqlite.migrated() as url:
        database = Database(url)
        # A test that loses power loses nothing that anybody misses.
        event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        yield Room(database, features)
        database.close()
