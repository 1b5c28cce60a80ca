"""Somebody at a screen. They type, click what is really there, fill in what the open form really asks, and read.

    marieke = bench.person("Marieke van Dam")
    marieke.types("/project nieuw")
    marieke.fills_in({"Naam": "Park Oost", "Gebied": "Noord"})
    marieke.submits()
    assert marieke.sees("Park Oost")

What the person cannot do raises NotPossible; what the bot does not do in time, or badly, raises BotFailed.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import mimetypes
from collections.abc import Callable, Coroutine, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground.slack import cast
from playground.slack.content import Channel
from playground.slack.outcome import Outcome
from playground.slack.wire import BOT_USER, Json

from . import blocks as kit
from .blocks import Control, squeeze
from .screen import Form, Post

if TYPE_CHECKING:
    from playground.slack.running import RunningSlack

    from .bench import Bench

DIRECT, HOME = "direct message", "home"
SHORT = 60.0  # seconds in which something should appear; on a quiet machine one is much
TAB = ""
EXPECTED = {"channel_not_found", "not_in_channel", "ratelimited"}
"""What Slack may say to a bot that does nothing wrong."""
CLOSED = ("views.update", "not_found")
"""The same: an answer took so long that the form was closed before it came."""


class NotPossible(AssertionError):
    """The person cannot do this: it is not on the screen, or Slack's client would not let them."""


class BotFailed(AssertionError):
    """Slack would have told the person that the app failed."""


class Person:
    def __init__(self, bench: Bench, user_id: str) -> None:
        self.bench, self.id = bench, user_id
        self.typed: list[str] = []  # free text, none of which may end up in the log
        self.place = "communicatie"
        self._since = 0  # what changed later than this is new on the screen
        self._forms: dict[str, Form] = {}

    def __repr__(self) -> str:
        return f"Person({self.name})"

    @property
    def who(self) -> cast.Person:
        return self._slack.workspace.people[self.id]

    @property
    def name(self) -> str:
        return self.who.name

    # doing

    def goes_to(self, place: str) -> None:
        """A channel by its name, or DIRECT: the conversation with the bot."""
        self.place = place if place == DIRECT else place.lstrip("#")

    def types(self, line: str) -> None:
        """A slash command where the person is."""
        rest = line.partition(" ")[2]
        if not line.startswith("/"):
            raise NotPossible(f"{line!r} is not a slash command; to say something: says()")
        self._say(line, typed=line if len(rest) > 20 else "")

    def says(self, words: str) -> None:
        """An ordinary message, in the channel or to the bot; "@Samenspel" in it is a mention."""
        self._say(words, typed=words)

    def _say(self, words: str, typed: str) -> None:
        self._begin(typed)
        channel = self._channel()
        if self.place == HOME:
            self.place = DIRECT
        self._does(lambda: self._slack.deeds.say(self.who, channel, words, None, TAB))

    def uses_shortcut(self, callback_id: str) -> None:
        """A global one."""
        self._begin()
        shortcut = next((one for one in self._manifest.shortcuts if one.callback_id == callback_id), None)
        if shortcut is None:
            raise NotPossible(f"there is no shortcut {callback_id!r}")
        self._does(lambda: self._slack.deeds.shortcut(self.who, shortcut, TAB))

    def opens_home(self) -> None:
        """Waits until the bot has published the page."""
        self._begin()
        before = len(self._slack.calls_to("views.publish", performed=True))
        self._slack.look(lambda: self._slack.deeds.open_home(self.who))
        self.place = HOME

        def published() -> bool:
            calls = self._slack.calls_to("views.publish", performed=True)[before:]
            return any(call.params.get("user_id") == self.id for call in calls)

        self._slack.wait_for(published, f"the home page of {self.name}")

    def clicks(self, name: str, *, beside: str | None = None, on: str | None = None, timeout: float = SHORT) -> None:
        """A button by its label (or action name) on what the person looks at: the open form, the home page when they
        are there, else the last message. `on`: the newest message with that text; `beside`: the row with that text."""
        surface, control = self._find(name, kit.CLICKED, beside, on, timeout)
        self._begin()
        self._act(surface, control, None)

    def fills_in(self, answers: Mapping[str, Any] | None = None, /, **by_key: Any) -> None:
        """Fields of the open form, by label or by key. None empties a field."""
        for name, value in {**(answers or {}), **by_key}.items():
            form = self._form()
            control = self._only([each for each in form.controls() if each.is_called(name)], name, form)
            if control.kind in kit.CLICKED:
                raise NotPossible(f"{name!r} is a button")
            self._fill(form, control, value)

    def submits(self) -> None:
        form = self._form()
        if not form.view.content.get("submit"):
            raise NotPossible(f"there is nothing to submit:\n{self.screen()}")
        self._begin()
        raw = form.raw()
        outcome = self._does(lambda: self._slack.forms.submit(self.who, form.view, raw))
        if outcome.complaints:
            raise NotPossible(f"the form is not sent: {outcome.complaints}\n{self.screen()}")
        form.errors = outcome.errors

    def closes_form(self) -> None:
        form = self._form()
        self._begin()
        self._does(lambda: self._slack.forms.close(self.who, form.view, False))

    def downloads(self, name: str) -> bytes:
        """A file in a message to the person."""

        def found() -> bytes | None:
            files = (file for message in self.messages for file in message.files if name in file.name)
            return next((file.content for file in files), None)

        return self._slack.wait_for(found, f"a file called {name} for {self.name}") or b""

    # reading

    @property
    def messages(self) -> list[Post]:
        """All that the person can read, the one that changed last at the end."""
        return self._slack.look(self._messages)

    def _messages(self) -> list[Post]:
        workspace = self._slack.workspace
        mine = (channel for channel in workspace.channels.values() if self.id in channel.members)
        posts = [Post(self._slack, said) for channel in mine for said in channel.visible(self.id)]
        return sorted(posts, key=self.bench.changed)

    @property
    def form(self) -> Form | None:
        """The one on top."""
        return self._slack.look(self._top_form)

    def _top_form(self) -> Form | None:
        stack = self._slack.workspace.stack(self.id, TAB)
        return self._forms.setdefault(stack[-1].id, Form(self._slack, stack[-1])) if stack else None

    @property
    def home(self) -> Form:
        view = self._slack.workspace.homes[self.id]
        return self._forms.setdefault(view.id, Form(self._slack, view))

    def screen(self) -> str:
        """The open form; else the home page when they are there and the messages since their last act."""
        return self._slack.look(lambda: "\n\n".join(thing.reads(self.bench.names) for thing in self._in_view()))

    def sees(self, text: str, timeout: float = SHORT) -> bool:
        """Waits for it. Fails with the whole screen, so that `assert anna.sees(…)` explains itself."""
        return self._reads(text, timeout, lambda: self.screen())

    def sees_alone(self, text: str, timeout: float = SHORT) -> bool:
        """As `sees`, and nobody else can read it."""

        def mine() -> str:
            private = (
                each for each in self._in_view() if isinstance(each, Form) or each.audience <= {self.id, BOT_USER}
            )
            return "\n\n".join(each.reads(self.bench.names) for each in private)

        return self._reads(text, timeout, mine)

    def has_received(self, text: str, timeout: float = SHORT) -> bool:
        """In any message so far, whatever is open in front of it."""
        return self._reads(text, timeout, lambda: "\n\n".join(each.reads(self.bench.names) for each in self.messages))

    def is_told(self, text: str, timeout: float = SHORT) -> bool:
        """On the screen, or in a message behind an open form: there the answer stands that Slack did not wait for."""

        def both() -> str:
            return "\n\n".join((self.screen(), *(each.reads(self.bench.names) for each in self.messages)))

        return self._reads(text, timeout, both)

    def does_not_see(self, text: str) -> bool:
        """Now; wait for something else first where the bot may still be busy."""
        if squeeze(text) in squeeze(self.screen()):
            raise AssertionError(f"{self.name} sees {text!r}:\n{self.screen()}")
        return True

    # inside

    @property
    def _slack(self) -> RunningSlack:
        return self.bench.slack

    @property
    def _manifest(self) -> Any:
        return self._slack.messenger.manifest

    def _channel(self) -> Channel:
        if self.place in (DIRECT, HOME):
            return self._slack.look(lambda: self._slack.workspace.channel_between([self.id, BOT_USER]))
        return self.bench.channel(self.place).there

    def _begin(self, typed: str = "") -> None:
        self._since = self.bench.now
        if typed:
            self.typed.append(typed)

    def _does(self, deed: Callable[[], Coroutine[Any, Any, Outcome]]) -> Outcome:
        """And waits until the bot has heard of it."""
        refusals = self._slack.workspace.refusals
        before = len(refusals)

        async def until_heard() -> Outcome:
            outcome = await deed()
            await asyncio.gather(*self._slack.messenger.errands_under_way())
            return outcome

        outcome = self._slack.do(until_heard())
        news = [each for each in refusals[before:] if each.error not in EXPECTED]
        failed = [each for each in news if each.person == self.id or each.what.startswith("event")]
        if failed or outcome.problem.endswith(".failed"):
            raise BotFailed(f"{outcome.problem} {failed}\n{self.bench.log_tail()}")
        if outcome.problem:
            raise NotPossible(f"{outcome.problem} {outcome.values}\n{self.screen()}")
        return outcome

    def _form(self) -> Form:
        try:
            found = self._slack.wait_for(self._top_form, timeout=SHORT)
        except AssertionError:
            found = None
        if found is None:
            raise NotPossible(f"{self.name} has no form open:\n{self.screen()}\n{self.bench.log_tail()}")
        return found

    def _looks_at(self, on: str | None = None) -> Post | Form:
        form = self._top_form()
        if form and form.asks:
            return form
        if self.place == HOME and on is None and self.id in self._slack.workspace.homes:
            return self.home
        wanted = [
            each for each in self._messages() if on is None or squeeze(on) in squeeze(each.reads(self.bench.names))
        ]
        if not wanted:
            raise NotPossible(f"{self.name} has no message{f' with {on!r}' if on else ''}:\n{self.screen()}")
        return wanted[-1]

    def _find(
        self, name: str, kinds: set[str] | None, beside: str | None, on: str | None, timeout: float = SHORT
    ) -> tuple[Post | Form, Control]:
        # Both at the same moment: a message that comes in between is not what they clicked on.
        def there() -> tuple[Post | Form, list[Control]] | None:
            try:
                surface = self._looks_at(on)
            except NotPossible:
                return None
            named = [
                each for each in surface.controls() if each.is_called(name) and (kinds is None or each.kind in kinds)
            ]
            found = [each for each in named if beside is None or squeeze(beside) in squeeze(each.row)]
            return (surface, found) if found else None

        try:
            seen = self._slack.wait_for(there, timeout=timeout)
        except AssertionError:
            seen = None
        surface, found = seen or (self._slack.look(lambda: self._looks_at(on)), [])
        return surface, self._only(found, name, surface)

    def _only(self, found: list[Control], name: str, surface: Post | Form) -> Control:
        shown = surface.reads(self.bench.names)
        if not found:
            raise NotPossible(f"there is no {name!r} on what {self.name} looks at:\n{shown}")
        if len(found) > 1:
            rows = ", ".join(repr(control.row) for control in found)
            raise NotPossible(f"there are {len(found)} of {name!r}, beside {rows}; say which with beside=…:\n{shown}")
        return found[0]

    def _act(self, surface: Post | Form, control: Control, value: Any) -> None:
        block, action = control.key
        if isinstance(surface, Form):
            raw, view = surface.raw(), surface.view
            self._does(lambda: self._slack.forms.click_in_view(self.who, view, block, action, value, raw, TAB))
        else:
            said = surface.said
            self._does(lambda: self._slack.deeds.click_in_message(self.who, said, block, action, value, {}, TAB))

    def _fill(self, form: Form, control: Control, value: Any) -> None:
        raw = None if value is None else self._raw(form, control, value)
        form.fill(control, raw)
        if control.sends_at_once:
            self._begin()
            self._act(form, control, raw)

    def _raw(self, form: Form, control: Control, value: Any) -> Any:
        """As the page sends it. What is too long is seen when it is sent. Raises NotPossible."""
        kind = control.kind
        alone = isinstance(value, str | bytes | Path | tuple) or not isinstance(value, Iterable)
        several = [value] if alone else list(value)
        if kind in kit.TYPED:
            if "\n" in str(value) and not control.element.get("multiline"):
                raise NotPossible(f"{control.label!r} is one line")
            if len(str(value)) > 12 and kind in ("plain_text_input", "number_input"):
                self.typed.append(str(value))
            return str(value)
        if kind == "datepicker":
            return dt.date.fromisoformat(str(value)).isoformat()
        if kind == "timepicker":
            return dt.time.fromisoformat(str(value)).strftime("%H:%M")
        if kind == "datetimepicker":
            return str(value)
        if "external" in kind:
            found = [self._searched(form, control, str(each)) for each in several]
        elif kind == "file_input":
            return [self._upload(control, each) for each in several]
        elif control.options:
            found = [_option(control, control.options, str(each)) for each in several]
        else:
            found = [self._who_or_where(kind, each) for each in several]
        if kind.startswith("multi_") or kind == "checkboxes":
            return found
        if len(found) != 1:
            raise NotPossible(f"{control.label!r} takes one value")
        return found[0]

    def _searched(self, form: Form, control: Control, value: str) -> str:
        block, action = control.key
        outcome = self._does(lambda: self._slack.forms.suggest(self.who, form.view, block, action, value))
        options = [option for group in outcome.options for option in group["options"]]
        return str(options[0]["value"]) if len(options) == 1 else _option(control, options, value)

    def _upload(self, control: Control, given: Path | tuple[str, bytes]) -> str:
        """A path, or (name, content)."""
        name, content = (given.name, given.read_bytes()) if isinstance(given, Path) else given
        allowed = [str(kind).lower() for kind in control.element.get("filetypes", [])]
        if allowed and name.rpartition(".")[2].lower() not in allowed:
            raise NotPossible(f"{control.label!r} takes {allowed}, not {name}")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return self._slack.look(lambda: self._slack.forms.keep_file(self.who, name, kind, content)).id

    def _who_or_where(self, kind: str, value: Any) -> str:
        if isinstance(value, Person):
            return value.id
        return self.bench.person(str(value)).id if "users" in kind else self.bench.channel(str(value)).id

    def _in_view(self) -> list[Post | Form]:
        form = self._top_form()
        if form and form.asks:
            return [form]
        news: list[Post | Form] = [each for each in self._messages() if self.bench.changed(each) > self._since]
        if self.place == HOME and self.id in self._slack.workspace.homes:
            return [*news, self.home]
        return news

    def _reads(self, text: str, timeout: float, shown: Callable[[], str]) -> bool:
        wanted = squeeze(text)
        try:
            return self._slack.wait_for(lambda: wanted in squeeze(shown()), timeout=timeout)
        except AssertionError:
            everything = "\n\n".join(each.reads(self.bench.names) for each in self.messages[-5:])
            seen = f"{self.name} does not see {text!r}, but\n---\n{self._slack.look(shown)}\n---"
            said = f"{seen}\nlast messages\n---\n{everything}\n---\n{self.bench.log_tail()}"
        raise AssertionError(said)


def _option(control: Control, options: Iterable[Json], wanted: str) -> str:
    every = list(options)
    for option in every:
        if wanted == option.get("value") or squeeze(wanted) == squeeze(kit.text(option["text"])):
            return str(option["value"])
    raise NotPossible(
        f"{control.label!r} has no option {wanted!r}, but {[kit.text(option['text']) for option in every]}"
    )
