"""Somebody with a chat account: what they do, and what is on their screen because of it."""

import datetime as dt
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import msgspec

from bot.chat import requests
from bot.chat.cards import Attachment, Block, Button, Card, Choices, Item, Link, Paragraph, Text
from bot.chat.replies import Ask, Home, Replace, Say
from bot.chat.requests import Account, Answer, Knock, Place
from bot.service import Response
from storage.people import people
from tests.open_form import NotInTheRoom, OpenForm, Picked, filled_in, must_keep
from tests.screens import Clickable, blocks_as_text, card_as_text, clickables, clickables_of, read

if TYPE_CHECKING:
    from tests.room import Room

Upload: TypeAlias = Path | Attachment
Filling: TypeAlias = "str | int | bool | dt.date | Person | Channel | Upload | Sequence[str] | Sequence[Upload] | None"
Where = Literal["channel", "direct", "home", "form"]


class Sight(NamedTuple):
    """Whether somebody saw it, and what they saw."""

    found: bool
    screen: str

    def __bool__(self) -> bool:
        if not self.found:
            # When the assert fails, pytest shows it in full.
            print(self.screen)
        return self.found

    def __repr__(self) -> str:
        return f"{self.found}, on the screen:\n{self.screen}\n"


@dataclass(eq=False)
class Shown:
    """A message on a screen. lasting: a chat platform can change it later; what only the asker sees fades away.

    key: of the bot's own message. under: the key of the message in whose thread it is.
    """

    number: int
    where: Where
    card: Card
    lasting: bool
    place: Place = field(default_factory=Place)
    key: str = ""
    under: str = ""

    @property
    def text(self) -> str:
        """What is in a thread stands further to the right."""
        drawn = card_as_text(self.card)
        return textwrap.indent(drawn, "    ") if self.under else drawn

    @property
    def clickables(self) -> list[Clickable]:
        return list(clickables_of(self.card))


class Channel:
    """A place where everybody reads along, or only its members. posts: what the bot said there, oldest first."""

    def __init__(self, name: str, members: "Sequence[Person]" = ()) -> None:
        self.place = Place("channel", f"C-{name}")
        self.members = tuple(members)
        self.posts: list[Shown] = []

    def shows(self, post: Shown, key: str, under: str) -> None:
        """In the thread of an earlier message when there is one; that comes right below it."""
        post.key, post.under = key, under
        if not under:
            self.posts.append(post)
            return
        threads = [at for at, each in enumerate(self.posts, 1) if under in (each.key, each.under)]
        if not threads:
            raise NotInTheRoom(f"nothing called {under} in {self.place.id} to go under:\n{self.screen}")
        self.posts.insert(threads[-1], post)

    def changes(self, key: str, card: Card) -> None:
        """A message of before says something else from now on, where it stands."""
        changed = [post for post in self.posts if post.key == key]
        if not changed:
            raise NotInTheRoom(f"nothing called {key} in {self.place.id} to change:\n{self.screen}")
        changed[0].card = card

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
        self._opened_from: Shown | None = None
        self.messages: list[Shown] = []
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
        if root not in self.room.service.router.every_root:
            raise NotInTheRoom(f"/{root} is no command of ours: {self.room.service.router.every_root}")
        self._knock(_place(where or self.room.channel), "command", {"command": root, "text": rest})

    def uses_shortcut(self, action: str) -> None:
        """A shortcut from the platform's own menu, where there is no place to answer in."""
        self._has_no_form_open()
        self._knock(Place(), action, {})

    def uses_shortcut_on(self, text: str, author: Account | None, action: str) -> None:
        """A shortcut on a message in the channel; author: None for what a program said."""
        self._has_no_form_open()
        answers: dict[str, Answer] = {"author": author} if author else {}
        self._send(self.room.knock(self, self.room.channel.place, action, {"message": "1.2", "text": text}, answers))

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

    @property
    def came_up(self) -> list[tuple[Shown | None, Clickable]]:
        """The buttons of what the last thing they did brought up: messages, else a form, else their own page."""
        if self.form_on_screen and not self._replies:
            return [(None, found) for found in clickables(self.form_on_screen.ask.form.body)]
        return [(shown, found) for shown in self._replies or [self._page] for found in shown.clickables]

    @property
    def main_buttons(self) -> list[str]:
        """The labels of those that stand out, on what the last thing they did brought up."""
        buttons = [(found.label, found.button) for _, found in self.came_up]
        return [label for label, button in buttons if isinstance(button, Button) and button.style == "primary"]

    def follows(self, shown: Shown | None, found: Clickable) -> None:
        """One of what came up, also when something else has come in its place since."""
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
        for key, filling in answers.items():
            self.form.fill(key, self._handed_in(filling))

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
        others: list[Person | Channel] = [*self.room.people, *self.room.channels, *self.room.conversations]
        elsewhere = [f"{other}: {_all_of(other)}" for other in others if other is not self and words in _all_of(other)]
        return Sight(words in self.screen and not elsewhere, "\n\n".join([self.screen, *elsewhere]))

    def sees_nothing_of(self, words: str) -> Sight:
        """On no message, form or page that is on the screen, nor in a channel."""
        everything = self._everything()
        return Sight(words not in everything, everything)

    def hears(self, words: str) -> Sight:
        """In a message to them, alone or with a few others, that somebody else's doing, or the clock, caused."""
        heard = "\n\n".join(message.text for message in self._heard)
        return Sight(words in heard, heard)

    def hears_nothing(self) -> Sight:
        return Sight(not self._heard, "\n\n".join(message.text for message in self._heard))

    @property
    def _heard(self) -> list[Shown]:
        among_us = [post for each in self.room.conversations if self in each.members for post in each.posts]
        return sorted([*self.messages, *among_us], key=lambda shown: shown.number)

    def home(self) -> str:
        """Opens the person's own page, and reads it."""
        self._knock(Place("home"), "home", {})
        return blocks_as_text(self._home[1])

    def options(self, key: str, query: str = "") -> list[str]:
        """The labels that a field of the form offers; a search field answers `query`."""
        return [read(option.label) for option in self.form.options(key, query)]

    # How the room does it

    def _everything(self) -> str:
        shown = [message.text for message in self._messages]
        posted = [post.text for channel in self.room.places_of(self) for post in channel.posts]
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

    @property
    def _page(self) -> Shown:
        number, home = self._home
        return Shown(number, "home", Card(Text(""), home), lasting=False, place=Place("home"))

    def _surfaces(self) -> Iterator[tuple[Shown | None, list[Clickable]]]:
        """Newest first."""
        if self.form_on_screen:
            yield None, list(clickables(self.form_on_screen.ask.form.body))
            return
        posts = [post for channel in self.room.places_of(self) for post in channel.posts]
        for shown in sorted([self._page, *self._messages, *posts], key=lambda shown: shown.number, reverse=True):
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
        self.room.inspect(outcome, self, knock.place)
        self._replies = []
        if sent:
            self.form_on_screen = None
        fading = [shown for shown in self._messages if not shown.lasting and shown is not clicked]
        for reply in outcome.replies:
            match reply:
                case Say(card=card):
                    self._say(knock.place, card)
                case Replace(card=card):
                    self._replace(knock.place, card, clicked or (self._opened_from if form else None), row)
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
        in_channel = place.kind == "channel" and not card.files and not card.pictures
        where: Where = "channel" if in_channel else "direct"
        at = place if in_channel else self.direct
        shown = Shown(self.room.number(), where, card, lasting=not in_channel, place=at)
        self._messages.append(shown)
        self._replies.append(shown)

    def _replace(self, place: Place, card: Card, clicked: Shown | None, row: int | None) -> None:
        """Of a message that only the asker sees no platform gives the other rows back: there it is said anew."""
        on_screen = clicked in self._messages or any(clicked in channel.posts for channel in self.room.places_of(self))
        if clicked is None or not on_screen or (row is not None and not clicked.lasting):
            self._say(place, card)
            return
        self._remember(clicked.clickables, clicked.place)
        clicked.card = card if row is None else _with_row(clicked.card, row, card)
        self._replies.append(clicked)

    def _ask(self, knock: Knock, ask: Ask, outcome: Response, before: OpenForm | None, clicked: Shown | None) -> None:
        again = before is not None and bool(ask.errors)
        answers, labels = filled_in(ask, outcome.accounts)
        shown = replace(knock, action=ask.form.action, args=ask.form.args, answers={}, form="")
        if before and again:
            must_keep({key: had for key, had in before.answers.items() if not self._is_outsider(had)}, ask, answers)
        self.form_on_screen = OpenForm(
            ask,
            knock.place,
            before.first_shown if before and again else knock.id,
            answers,
            labels,
            lambda source, words: self.room.service.options(shown, source, words),
        )
        self._opened_from = self._opened_from if before else clicked

    def _handed_in(self, filling: object) -> object:
        """People become who they are in the platform's picker, files what the platform makes of them."""
        match filling:
            case Person():
                return Picked(filling.account, filling.name)
            case Channel():
                return requests.Channel(self.account.platform, self.account.tenant, filling.place.id)
            case Path() | Attachment():
                return self.room.upload(filling)
            case list() | tuple():
                return [self._handed_in(each) for each in filling]
        return filling

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
        self.messages.append(shown)


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
    return msgspec.structs.replace(card, body=(*card.body[:row], Item((*line, *buttons)), *card.body[row + 1 :]))
