"""Somebody at a screen. They type, click what is really there, fill in what the open form really asks, and read.

    marieke = bench.person("Marieke van Dam")
    marieke.types("/project nieuw")
    marieke.fills_in({"Naam": "Park Oost", "Gebied": "Noord"})
    marieke.submits()
    assert marieke.sees("Park Oost")

What the person cannot do raises NotPossible; what the bot does not do in time, or badly, raises BotFailed.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import mimetypes
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import blocks as kit
from .blocks import Control, Json, squeeze, state_of
from .cast import OTHER_TEAM, TEAM, Colleague
from .emulator import APP, BOT_USER
from .surfaces import Message, View
from .transport import ACK_WITHIN, Ack, Kind

if TYPE_CHECKING:
    from .bench import Bench
    from .proxy import Proxy

DIRECT, HOME = "direct message", "home"
SHORT = 5.0  # seconds in which something should appear
LONGEST_INPUT = 3000  # Slack's own limit for a text field
_events = itertools.count(1)


class NotPossible(AssertionError):
    """The person cannot do this: it is not on the screen, or Slack's client would not let them."""


class BotFailed(AssertionError):
    """Slack would have told the person that the app failed."""


class Person:
    def __init__(self, bench: Bench, who: Colleague, user_id: str) -> None:
        self.bench, self.who, self.id = bench, who, user_id
        self.name = who.name
        self.typed: list[str] = []  # free text, none of which may end up in the log
        self.place = "communicatie"
        self._since = 0  # what changed later than this is new on the screen
        self._direct = ""

    def __repr__(self) -> str:
        return f"Person({self.name})"

    # doing

    def goes_to(self, place: str) -> None:
        """A channel by its name, or DIRECT: the conversation with the bot."""
        self.place = place if place == DIRECT else place.lstrip("#")

    def types(self, line: str) -> None:
        """A slash command where the person is."""
        command, _, rest = line.partition(" ")
        if not command.startswith("/"):
            raise NotPossible(f"{line!r} is not a slash command; to say something: says()")
        self._begin(line if len(rest) > 20 else "")
        channel = self._channel()
        payload = {
            "token": "verification",
            "team_id": TEAM,
            "team_domain": "voorbeeld",
            "channel_id": channel,
            "channel_name": "directmessage" if self.place in (DIRECT, HOME) else self.place,
            "user_id": self.id,
            "user_name": self.who.handle,
            "command": command,
            "text": kit.escaped(rest.strip()),
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self._slack.response_url(self.id, channel),
            "trigger_id": self._slack.trigger(self.id),
        }
        if self.place == HOME:
            self.place = DIRECT
        ack = self._deliver("command", payload)
        self._slack.respond(self.id, channel, ack.json, "ack")

    def says(self, words: str) -> None:
        """An ordinary message, in the channel or to the bot; "@Samenspel" in it is a mention."""
        self._begin(words)
        channel, direct = self._channel(), self.place in (DIRECT, HOME)
        text = kit.escaped(words).replace("@Samenspel", f"<@{BOT_USER}>")
        token = self.bench.emulator.tokens.people[self.who.handle]
        at = self.bench.emulator.call("chat.postMessage", token, channel=channel, text=text)["ts"]
        event = {"channel": channel, "user": self.id, "text": text, "ts": at, "event_ts": at, "team": self.team}
        if not direct and BOT_USER in text:
            self.sends_event({"type": "app_mention", **event})
        else:
            self.sends_event({"type": "message", "channel_type": "im" if direct else "channel", **event})

    def sends_event(self, event: Json, event_id: str = "", retry: int = 0) -> Ack:
        """Anything of the Events API; the same `event_id` again with `retry=1` is a redelivery."""
        return self._deliver("event", event_callback(event, event_id), retry)

    def uses_shortcut(self, callback_id: str) -> None:
        """A global one."""
        self._begin()
        payload = self._interaction("shortcut", callback_id=callback_id, action_ts=_now())
        self._deliver("interaction", payload)

    def opens_home(self) -> None:
        """Waits until the bot has published the page."""
        self._begin()
        before = len(self._slack.calls_to("views.publish"))
        home = self._slack.surfaces.homes.get(self.id)
        event: Json = {
            "type": "app_home_opened",
            "user": self.id,
            "channel": self.direct,
            "tab": "home",
            "event_ts": _now(),
        }
        if home:
            event["view"] = home.with_state()
        self.sends_event(event)
        self.place = HOME

        def published() -> bool:
            return any(call.params.get("user_id") == self.id for call in self._slack.calls_to("views.publish")[before:])

        self._slack.wait_for(published, f"the home page of {self.name}")

    def clicks(self, name: str, *, beside: str | None = None, on: str | None = None, confirms: bool = True) -> None:
        """A button by its label (or action name) on what the person looks at: the open form, the home page when they
        are there, else the last message. `on`: the newest message with that text; `beside`: the row with that text."""
        surface, control = self._find(name, kit.CLICKED, beside, on)
        self._begin()
        if control.element.get("confirm") and not confirms:
            return
        self._act(surface, control, {"value": control.element["value"]} if "value" in control.element else {})

    def chooses(self, name: str, value: Any, *, beside: str | None = None, on: str | None = None) -> None:
        """An option in a menu outside a form's fields (a select in a message, an overflow menu)."""
        surface, control = self._find(name, None, beside, on)
        self._begin()
        if control.kind == "overflow":
            self._act(surface, control, {"selected_option": _option(control, str(value))})
        else:
            self._fill(surface, control, value)

    def fills_in(self, answers: Mapping[str, Any] | None = None, /, **by_key: Any) -> None:
        """Fields of the open form, by label or by key. None empties a field."""
        for name, value in {**(answers or {}), **by_key}.items():
            view = self._form()
            control = self._only([each for each in view.controls() if each.is_called(name)], name, view)
            if control.kind in kit.CLICKED:
                raise NotPossible(f"{name!r} is a button")
            self._fill(view, control, value)

    def searches(self, name: str, query: str) -> list[str]:
        """Types in a search field; the options that come up."""
        view = self._form()
        control = self._only([each for each in view.controls() if each.is_called(name)], name, view)
        return [kit.text(option["text"]) for option in self._suggestions(view, control, query)]

    def options(self, name: str) -> list[str]:
        view = self._form()
        control = self._only([each for each in view.controls() if each.is_called(name)], name, view)
        return [kit.text(option["text"]) for option in kit.options_of(control.element)]

    def submits(self) -> None:
        view = self._form()
        if not view.payload.get("submit"):
            raise NotPossible(f"there is nothing to submit:\n{self.screen()}")
        for control in view.controls():
            if (
                control.required
                and control.key in view.state
                and kit.value_in(view.state[control.key]) in (None, "", [])
            ):
                raise NotPossible(f"{control.label!r} is required and was left empty")
        self._begin()
        payload = self._interaction("view_submission", view=view.with_state(), response_urls=[], view_id=view.id)
        self._after_submit(view, self._deliver("interaction", payload))

    def closes_form(self) -> None:
        view = self._form()
        self._begin()
        with self._slack.changed:
            self._slack.surfaces.close(self.id)
        if view.payload.get("notify_on_close"):
            payload = self._interaction("view_closed", view=view.with_state(), is_cleared=False)
            self._deliver("interaction", payload)

    def downloads(self, name: str) -> bytes:
        """A file in a message to the person."""

        def found() -> Json | None:
            files = (file for message in self.messages for file in message.files if name in str(file.get("name")))
            return next(files, None)

        file = self._slack.wait_for(found, f"a file called {name} for {self.name}")
        path = "/" + str(file["url_private"]).split("/", 3)[3]
        headers = {"Authorization": f"Bearer {self.bench.emulator.tokens.bench}"}
        status, _, content = self.bench.emulator.send("GET", path, b"", headers)
        assert status == 200, f"{name}: {status}"
        return content

    # reading

    @property
    def messages(self) -> list[Message]:
        """All that the person can read, the one that changed last at the end."""
        with self._slack.changed:
            return self._slack.surfaces.seen_by(self.id)

    @property
    def message(self) -> Message:
        """The last one."""
        return self.messages[-1]

    @property
    def form(self) -> View | None:
        """The one on top."""
        return self._slack.surfaces.modal(self.id)

    @property
    def home(self) -> View:
        return self._slack.surfaces.homes[self.id]

    @property
    def buttons(self) -> list[str]:
        """Labels on what the person looks at."""
        return [control.label for control in self._looks_at().controls() if control.kind in kit.CLICKED]

    def screen(self) -> str:
        """The open form; else the home page when they are there and the messages since their last act."""
        return "\n\n".join(thing.reads(self._slack.names) for thing in self._in_view())

    def sees(self, text: str, timeout: float = SHORT) -> bool:
        """Waits for it. Fails with the whole screen, so that `assert anna.sees(…)` explains itself."""
        return self._reads(text, timeout, lambda: self.screen())

    def sees_alone(self, text: str, timeout: float = SHORT) -> bool:
        """As `sees`, and nobody else can read it."""

        def mine() -> str:
            private = (each for each in self._in_view() if isinstance(each, View) or self._private(each))
            return "\n\n".join(each.reads(self._slack.names) for each in private)

        return self._reads(text, timeout, mine)

    def has_received(self, text: str, timeout: float = SHORT) -> bool:
        """In any message so far, whatever is open in front of it."""
        return self._reads(text, timeout, lambda: "\n\n".join(each.reads(self._slack.names) for each in self.messages))

    def does_not_see(self, text: str) -> bool:
        """Now; wait for something else first where the bot may still be busy."""
        if squeeze(text) in squeeze(self.screen()):
            raise AssertionError(f"{self.name} sees {text!r}:\n{self.screen()}")
        return True

    # inside

    @property
    def team(self) -> str:
        return OTHER_TEAM if self.who.foreign else TEAM

    @property
    def direct(self) -> str:
        """The id of the conversation with the bot."""
        if not self._direct:
            self._direct = str(self.bench.emulator.call("conversations.open", users=self.id)["channel"]["id"])
        return self._direct

    @property
    def _slack(self) -> Proxy:
        return self.bench.slack

    def _channel(self) -> str:
        return self.direct if self.place in (DIRECT, HOME) else self.bench.channel(self.place).id

    def _begin(self, typed: str = "") -> None:
        self._since = self._slack.surfaces.now
        if typed:
            self.typed.append(typed)

    def _deliver(self, kind: Kind, payload: Json, retry: int = 0) -> Ack:
        ack = self.bench.transport.deliver(kind, payload, retry)
        what = payload.get("command") or payload.get("type")
        self.bench.acks.append((str(what), ack))
        if ack.status != 200:
            raise BotFailed(f"{what}: the bot answered {ack.status} {ack.body[:500]}\n{self.bench.log_tail()}")
        if ack.seconds > self.bench.ack_within:
            raise BotFailed(
                f"{what}: acked after {ack.seconds:.1f} s, Slack waits {ACK_WITHIN:g} s\n{self.bench.log_tail()}"
            )
        return ack

    def _interaction(self, kind: str, view_id: str | None = None, **more: Any) -> Json:
        user = {"id": self.id, "username": self.who.handle, "name": self.who.handle, "team_id": self.team}
        return {
            "type": kind,
            "token": "verification",
            "team": {"id": TEAM, "domain": "voorbeeld"},
            "enterprise": None,
            "is_enterprise_install": False,
            "api_app_id": APP,
            "user": user,
            "trigger_id": self._slack.trigger(self.id, view_id),
            **more,
        }

    def _form(self) -> View:
        if self._slack.surfaces.modal(self.id) is None:
            with self._slack.changed:
                self._slack.changed.wait_for(lambda: self._slack.surfaces.modal(self.id), SHORT)
        view: View | None = self._slack.surfaces.modal(self.id)
        if view is None:
            raise NotPossible(f"{self.name} has no form open:\n{self.screen()}\n{self.bench.log_tail()}")
        return view

    def _looks_at(self, on: str | None = None) -> Message | View:
        with self._slack.changed:
            form: View | None = self._slack.surfaces.modal(self.id)
            if form:
                return form
            if self.place == HOME and on is None and self.id in self._slack.surfaces.homes:
                return self.home
            wanted = [
                each for each in self.messages if on is None or squeeze(on) in squeeze(each.reads(self._slack.names))
            ]
        if not wanted:
            raise NotPossible(f"{self.name} has no message{f' with {on!r}' if on else ''}:\n{self.screen()}")
        return wanted[-1]

    def _find(
        self, name: str, kinds: set[str] | None, beside: str | None, on: str | None
    ) -> tuple[Message | View, Control]:
        def there() -> list[Control]:
            try:
                every = self._looks_at(on).controls()
            except NotPossible:
                return []
            named = [each for each in every if each.is_called(name) and (kinds is None or each.kind in kinds)]
            return [each for each in named if beside is None or squeeze(beside) in squeeze(each.row)]

        with self._slack.changed:
            self._slack.changed.wait_for(there, SHORT)
        surface = self._looks_at(on)
        return surface, self._only(there(), name, surface)

    def _only(self, found: list[Control], name: str, surface: Message | View) -> Control:
        shown = surface.reads(self._slack.names)
        if not found:
            raise NotPossible(f"there is no {name!r} on what {self.name} looks at:\n{shown}")
        if len(found) > 1:
            rows = ", ".join(repr(control.row) for control in found)
            raise NotPossible(f"there are {len(found)} of {name!r}, beside {rows}; say which with beside=…:\n{shown}")
        return found[0]

    def _act(self, surface: Message | View, control: Control, value: Json) -> None:
        element = control.element
        action = {
            "type": control.kind,
            "block_id": control.key[0],
            "action_id": control.key[1],
            "action_ts": _now(),
            **value,
        }
        if "text" in element and control.kind == "button":
            action["text"] = kit.given_back(element["text"])
        if isinstance(surface, View):
            container: Json = {"type": "view", "view_id": surface.id}
            payload = self._interaction(
                "block_actions",
                view_id=None if surface.is_home else surface.id,
                container=container,
                view=surface.with_state(),
                actions=[action],
            )
        else:
            payload = self._interaction("block_actions", actions=[action], **self._from_message(surface))
        self._deliver("interaction", payload)

    def _from_message(self, message: Message) -> Json:
        name = self.bench.slack.channels.get(message.channel, "directmessage")
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": message.alone,
        }
        place: Json = {
            "container": container,
            "channel": {"id": message.channel, "name": name},
            "state": {"values": {}},
            "response_url": self._slack.response_url(self.id, message.channel, message),
        }
        if not message.alone:  # Slack does not give an ephemeral message back
            sender = {"type": "message", "user": BOT_USER, "app_id": APP, "ts": message.ts, "team": TEAM}
            place["message"] = {**sender, "text": message.text, "blocks": kit.given_back(message.blocks)}
        return place

    def _fill(self, surface: Message | View, control: Control, value: Any) -> None:
        entry = state_of(control.element, self._value(surface, control, value))
        if value is None:
            entry = {key: (None if key == "type" or not isinstance(old, list) else []) for key, old in entry.items()}
            entry["type"] = control.kind
        if isinstance(surface, View):
            surface.state[control.key] = entry
        if control.sends_at_once:
            self._begin()
            self._act(surface, control, {key: value for key, value in entry.items() if key != "type"})

    def _value(self, surface: Message | View, control: Control, value: Any) -> Any:
        element, kind = control.element, control.kind
        several = (
            list(value)
            if isinstance(value, Iterable) and not isinstance(value, str | bytes | Path | tuple)
            else [value]
        )
        if value is None:
            return None
        if kind in kit.TYPED:
            return self._text(control, str(value))
        if kind == "rich_text_input":
            self.typed.append(str(value))
            section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(value)}]}
            return {"type": "rich_text", "elements": [section]}
        if kind == "datepicker":
            return dt.date.fromisoformat(str(value)).isoformat()
        if kind == "timepicker":
            return dt.time.fromisoformat(str(value)).strftime("%H:%M")
        if kind == "datetimepicker":
            return int(value.timestamp()) if isinstance(value, dt.datetime) else int(value)
        if kind in ("external_select", "multi_external_select"):
            found: list[Any] = [self._searched(surface, control, str(each)) for each in several]
        elif kind in kit.ONE_OPTION | kit.MORE_OPTIONS:
            found = [_option(control, str(each)) for each in several]
        elif kind == "file_input":
            return self._files(control, several)
        else:
            found = [self._who_or_where(kind, each) for each in several]
        most = element.get("max_selected_items")
        if most and len(found) > most:
            raise NotPossible(f"{control.label!r} takes at most {most}")
        if kind in kit.MORE_OPTIONS or kind in kit.MORE_IDS:
            return found
        if len(found) != 1:
            raise NotPossible(f"{control.label!r} takes one value")
        return found[0]

    def _text(self, control: Control, value: str) -> str:
        element = control.element
        least, most = element.get("min_length", 0), element.get("max_length", LONGEST_INPUT)
        if not least <= len(value) <= most:
            raise NotPossible(f"{control.label!r} takes {least} to {most} characters, not {len(value)}")
        if "\n" in value and not element.get("multiline"):
            raise NotPossible(f"{control.label!r} is one line")
        if control.kind == "number_input":
            self._number(control, value)
        elif control.kind == "email_text_input" and ("@" not in value or " " in value):
            raise NotPossible(f"{control.label!r} takes an e-mail address, not {value!r}")
        elif control.kind == "url_text_input" and "://" not in value:
            raise NotPossible(f"{control.label!r} takes a web address, not {value!r}")
        elif len(value) > 12:
            self.typed.append(value)
        return value

    def _number(self, control: Control, value: str) -> None:
        element = control.element
        try:
            number = float(value) if element.get("is_decimal_allowed") else int(value)
        except ValueError:
            raise NotPossible(f"{control.label!r} takes a number, not {value!r}") from None
        least, most = element.get("min_value"), element.get("max_value")
        if (least is not None and number < float(least)) or (most is not None and number > float(most)):
            raise NotPossible(f"{control.label!r} takes {least} to {most}, not {value}")

    def _suggestions(self, surface: Message | View, control: Control, query: str) -> list[Json]:
        if control.kind not in ("external_select", "multi_external_select"):
            raise NotPossible(f"{control.label!r} is not a search field")
        if len(query) < int(control.element.get("min_query_length", 3)):
            return []
        payload = self._interaction("block_suggestion", block_id=control.key[0], action_id=control.key[1], value=query)
        del payload["trigger_id"]
        if isinstance(surface, View):
            payload |= {"container": {"type": "view", "view_id": surface.id}, "view": surface.with_state()}
        else:
            payload |= {
                name: value for name, value in self._from_message(surface).items() if name in ("container", "channel")
            }
        answer = self._deliver("interaction", payload).json
        self.bench.keep_options(answer, control.key[1])
        return kit.options_of(answer)

    def _searched(self, surface: Message | View, control: Control, value: str) -> Json:
        found = self._suggestions(surface, control, value)
        exact = [
            option
            for option in found
            if squeeze(kit.text(option["text"])) == squeeze(value) or option["value"] == value
        ]
        if not exact and len(found) == 1:
            return found[0]
        if not exact:
            shown = [kit.text(option["text"]) for option in found]
            raise NotPossible(f"searching {value!r} in {control.label!r} gives {shown}")
        return exact[0]

    def _files(self, control: Control, given: list[Any]) -> list[Json]:
        """Paths, or (name, content)."""
        files = [(each.name, each.read_bytes()) if isinstance(each, Path) else each for each in given]
        allowed = [str(kind).lower() for kind in control.element.get("filetypes", [])]
        if len(files) > control.element.get("max_files", 10):
            raise NotPossible(f"{control.label!r} takes fewer files")
        for name, _ in files:
            if allowed and name.rpartition(".")[2].lower() not in allowed:
                raise NotPossible(f"{control.label!r} takes {allowed}, not {name}")
        return [self._upload(name, content) for name, content in files]

    def _upload(self, name: str, content: bytes) -> Json:
        emulator, token = self.bench.emulator, self.bench.emulator.tokens.people[self.who.handle]
        place = emulator.call("files.getUploadURLExternal", token, filename=name, length=len(content))
        path = "/" + str(place["upload_url"]).split("/", 3)[3]
        emulator.send("POST", path, content, {"Content-Type": "application/octet-stream"})
        wanted = [{"id": place["file_id"], "title": name}]
        file: Json = emulator.call("files.completeUploadExternal", token, files=wanted)["files"][0]
        file["mimetype"] = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self._slack.lend_file(file, token)
        return file

    def _who_or_where(self, kind: str, value: Any) -> str:
        if isinstance(value, Person):
            return value.id
        return self.bench.person(str(value)).id if "users" in kind else self.bench.channel(str(value)).id

    def _after_submit(self, view: View, ack: Ack) -> None:
        answer = ack.json
        action = answer.get("response_action")
        if action == "errors":
            inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
            strangers = set(answer["errors"]) - inputs
            if strangers or not answer["errors"]:
                raise BotFailed(f"errors at {strangers or 'nothing'}; the form has {inputs}: Slack would not show them")
            with self._slack.changed:
                view.errors, view.changed = dict(answer["errors"]), self._slack.surfaces.tick()
                self._slack.changed.notify_all()
        elif action == "update":
            self._slack.change_view(view.id, answer["view"])
        elif action == "push":
            self._slack.push_view(self.id, view.id, answer["view"])
        elif action in (None, "clear") and not (answer and action is None):
            with self._slack.changed:
                self._slack.surfaces.close(self.id, everything=action == "clear")
                self._slack.changed.notify_all()
        else:
            raise BotFailed(f"Slack does not know this answer to a form: {json.dumps(answer)[:300]}")

    def _in_view(self) -> list[Message | View]:
        with self._slack.changed:
            form: View | None = self._slack.surfaces.modal(self.id)
            if form:
                return [form]
            news: list[Message | View] = [each for each in self.messages if each.changed > self._since]
            if self.place == HOME and self.id in self._slack.surfaces.homes:
                return [*news, self.home]
            return news

    def _private(self, message: Message) -> bool:
        return message.alone or message.audience <= {self.id, BOT_USER}

    def _reads(self, text: str, timeout: float, shown: Callable[[], str]) -> bool:
        wanted = squeeze(text)
        with self._slack.changed:
            if self._slack.changed.wait_for(lambda: wanted in squeeze(shown()), timeout):
                return True
        everything = "\n\n".join(each.reads(self._slack.names) for each in self.messages[-5:])
        seen = f"{self.name} does not see {text!r}, but\n---\n{shown()}\n---"
        raise AssertionError(f"{seen}\nlast messages\n---\n{everything}\n---\n{self.bench.log_tail()}")


def _option(control: Control, wanted: str) -> Json:
    every = kit.options_of(control.element)
    for option in every:
        if wanted == option.get("value") or squeeze(wanted) == squeeze(kit.text(option["text"])):
            return option
    raise NotPossible(
        f"{control.label!r} has no option {wanted!r}, but {[kit.text(option['text']) for option in every]}"
    )


def _now() -> str:
    return f"{time.time():.6f}"


def event_callback(event: Json, event_id: str = "") -> Json:
    return {
        "token": "verification",
        "team_id": TEAM,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": event_id or f"Ev{next(_events):06d}{secrets.token_hex(3).upper()}",
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }
