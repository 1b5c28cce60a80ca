"""Microsoft's Agents Playground as its own process, and the bot as another: an outside opinion of what we send.

Its control API is undocumented, so the version is pinned in package.json. It shows one person's screen; everybody else
has a chat there too, and what is in it stands in its recording of events. So all of them can read, click and type.
"""

import asyncio
import datetime as dt
import json
import os
import re
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import httpx

from handlers.teams.listen import CLICK
from tests import needs
from tests.databases import put_down
from tests.end_to_end.bot_process import BotProcess, free_port, samenspel
from tests.imported import put_down_sample
from tests.teams.keys import CLIENT_ID
from tests.teams.person import Person, Seen, is_well_drawn
from tests.teams.town import TENANT

Json = dict[str, Any]
PERSONAL, GROUP = "personal-chat-id", "group-chat-id"
NAMES = ("Anna de Vries", "Bert Bos", "Carla Smit", "Daan Vos", "Eva Mol", "Femke Tak")
STARTING = 90.0
MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
"""In working hours: what is not urgent waits for those. The sample municipality is of this day."""
ANSWERED = 60.0
"""Seconds, on a machine that does much else."""
SETTLED = 0.7
"""Seconds without anything new on the screen."""
_BETWEEN = b"\n---\n"
"""What the Playground writes between events in its recording."""
_ACTIVITY = re.compile(r"/_connector/v3/conversations/([^/]+)/activities(?:/([^/]+))?")


def user_of(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


def config() -> str:
    """It wants exactly five users beside the one whose screen it is. YAML reads JSON."""
    everybody = [
        {
            "id": f"user-{number}",
            "name": name,
            "userPrincipleName": f"{name.split()[0].lower()}@voorbeeld.example",
            "aadObjectId": user_of(number),
            "givenName": name.split()[0],
            "surname": name.split()[-1],
            "email": f"{name.split()[0].lower()}@voorbeeld.example",
        }
        for number, name in enumerate(NAMES)
    ]
    return json.dumps(
        {
            "version": "0.1.1",
            "tenantId": TENANT,
            "bot": {"id": CLIENT_ID, "name": "Samenspel"},
            "currentUser": everybody[0],
            "users": everybody[1:],
            "personalChat": {"id": PERSONAL},
            "groupChat": {"id": GROUP, "name": "Overleg"},
            "team": {
                "id": "team-id",
                "name": "Gemeente Voorbeeld",
                "aadGroupId": user_of(99),
                "channels": [{"id": "channel-id", "name": "Participatie"}],
            },
        }
    )


@dataclass
class Playground:
    """The same as `tests.teams.town.Town`, with Microsoft's own Teams in between."""

    url: str
    bot_process: BotProcess
    folder: Path
    bot: str = CLIENT_ID
    people: list[Person] = field(default_factory=list)
    _chats: dict[str, str] = field(default_factory=lambda: {"user-0": PERSONAL})
    _read: int = 0
    _seen: dict[str, Seen] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _newest: float = 0.0
    _waiting: bool = False
    _met: set[str] = field(default_factory=set)

    def person(self, number: int) -> Person:
        """Number 0 is whose screen it is. The others get a chat of their own, as with an app that they installed."""
        person = Person(self, NAMES[number], f"user-{number}", TENANT)
        if person.user not in self._chats:
            asked = {"members": [{"id": person.user}], "isGroup": False}
            self._chats[person.user] = str(self._asks("_connector/v3/conversations", asked)["id"])
        self.people.append(person)
        return person

    def sends(self, person: Person, activity: Json, conversation: str = "") -> Json:
        where = conversation or self.chat_of(person)
        with self._lock:
            self._waiting = activity["type"] == "message"
            self._newest = time.monotonic()
        if activity.get("name") == CLICK:
            answer = self._clicks(person, activity, where)
        elif activity["type"] == "message" and person.user == "user-0":
            answer = self._types(person, activity, where)
        else:
            answer = self._makes(person, activity, where)
        self.settle()
        if person.user not in self._met:
            self._met.add(person.user)
            self._welcomes(person)
        wrong = [complaint for seen in self.screen() for complaint in is_well_drawn(seen)]
        assert not wrong, wrong
        return answer

    def _welcomes(self, person: Person) -> None:
        """What somebody new gets beside their answer comes a little later, one message a second."""
        expected = [("Welcome to Samenspel", "Welkom bij Samenspel")]
        if person.user == "user-0":
            expected.append(("Setting up Samenspel", "Samenspel klaarzetten"))
        chat = self.chat_of(person)
        for words in expected:

            def is_it(seen: Seen, words: tuple[str, str] = words) -> bool:
                return seen.conversation == chat and seen.words.startswith(words)

            self.shows(is_it)

    def _types(self, person: Person, activity: Json, where: str) -> Json:
        said = {"from": {"id": person.user}, "text": activity["text"], "textFormat": "plain"}
        if mentions := [{key: each[key] for key in ("text", "mentioned")} for each in activity.get("entities", ())]:
            said["mentions"] = mentions
        return self._asks(f"_conversation/v1/conversations/{where}/messages", said)

    def _makes(self, person: Person, activity: Json, where: str) -> Json:
        """An activity of one's own making: what is typed as a message always comes from whose screen it is."""
        address = f"{self.url}/_internal/v1/customActivities/template"
        template = httpx.get(address, params={"conversationId": where}, timeout=60).json()
        number = int(person.user.removeprefix("user-"))
        sender = {"id": person.user, "aadObjectId": user_of(number), "name": person.name}
        return self._asks(
            "_internal/v1/customActivities", template | activity | {"from": sender, "locale": person.locale}
        )

    def _clicks(self, person: Person, activity: Json, where: str) -> Json:
        """It refuses who is not in that chat, and a click on a message that is not there."""
        said = {key: activity[key] for key in ("name", "value", "replyToId")}
        return self._asks(
            "_conversation/v1/invoke", said | {"from": {"id": person.user}, "conversation": {"id": where}}
        )

    def _asks(self, path: str, body: Json) -> Json:
        answer = httpx.post(f"{self.url}/{path}", json=body, timeout=60)
        assert answer.is_success, (answer.status_code, answer.text, self.bot_process.log[-2000:])
        return dict(answer.json()) if answer.content else {}

    def chat_of(self, person: Person) -> str:
        return self._chats[person.user]

    def turn(self, to: dt.datetime) -> None:
        """The bot's clock."""
        _set_clock(self.folder, to)

    def shows(self, fits: Callable[[Seen], bool]) -> Seen:
        """The newest message that fits. What goes to somebody else comes a little later."""
        deadline = time.monotonic() + ANSWERED
        while time.monotonic() < deadline:
            if found := [seen for seen in self.screen() if fits(seen)]:
                return found[-1]
            threading.Event().wait(0.05)
        screen = "\n\n".join(f"{seen.conversation}: {seen.words}" for seen in self.screen())
        raise AssertionError(f"not on the screen:\n{screen}\n{self.bot_process.log[-2000:]}")

    def settle(self) -> None:
        """Until nothing has happened on the screen for a while: messages come from another process."""
        deadline = time.monotonic() + ANSWERED
        while time.monotonic() < deadline:
            self._read_on()
            with self._lock:
                rest, waiting = time.monotonic() - self._newest, self._waiting
            if rest > SETTLED and not waiting:
                return
            threading.Event().wait(0.05)
        raise AssertionError(f"no rest on the screen in {ANSWERED:.0f} s\n{self.what_happened()}")

    def what_happened(self) -> str:
        """The end of what each of the two processes wrote."""
        recorded = self.folder / "playground.log"
        wrote = recorded.read_text("utf-8", "replace")[-2000:] if recorded.exists() else ""
        return f"the Playground:\n{wrote}\nthe bot:\n{self.bot_process.log[-4000:]}"

    def screen(self) -> list[Seen]:
        self._read_on()
        with self._lock:
            return list(self._seen.values())

    def _read_on(self) -> None:
        """What the bot did in the chats of others, out of the recording."""
        file = self.folder / "recording.log"
        with self._lock:
            recorded = file.read_bytes()[self._read :] if file.exists() else b""
            complete, between, _ = recorded.rpartition(_BETWEEN)
            self._read += len(complete + between)
            for event in map(json.loads, complete.split(_BETWEEN) if between else ()):
                self._recorded(event["request"], event["response"])

    def _recorded(self, request: Json, response: Json) -> None:
        """A message with several attachments becomes as many, of which it does not tell the names."""
        found = _ACTIVITY.fullmatch(request["url"])
        if not found or found[1] not in set(self._chats.values()) - {PERSONAL} or response["statusCode"] >= 300:
            return
        self._newest, self._waiting = time.monotonic(), False
        name = found[2] or str((response.get("body") or {}).get("id") or f"of several, {len(self._seen)}")
        self._seen[name] = Seen(name, found[1], request["body"])

    def received(self, event: Json) -> None:
        message = event.get("message") or {}
        name = str(message.get("messageId", ""))
        with self._lock:
            if message.get("from", {}).get("id") != CLIENT_ID:
                return
            self._newest, self._waiting = time.monotonic(), False
            if event.get("action") == "createMessage":
                self._seen[name] = Seen(name, event["actionConversationId"], message)
            elif name in self._seen:
                self._seen[name].activity = message


class Listener:
    """Follows the stream of what is on the screens, in a thread of its own."""

    def __init__(self, playground: Playground) -> None:
        self._playground = playground
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(60), "the Playground does not tell what is on its screen"

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(60)

    def _run(self) -> None:
        self._task = self._loop.create_task(self._follow())
        try:
            self._loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            pass
        finally:
            self._loop.close()

    async def _follow(self) -> None:
        address = f"{self._playground.url}/_ws_conversation/v1/conversations/stream"
        async with aiohttp.ClientSession() as session, session.ws_connect(address) as stream:
            self._ready.set()
            async for message in stream:
                self._playground.received(json.loads(message.data))


@contextmanager
def running(folder: Path, *lists: str) -> Iterator[Playground]:
    """lists: of the sample municipality, that were imported before anybody came in."""
    port = free_port()
    put_down(folder / "samenspel.db")
    if lists:
        put_down_sample(folder / "samenspel.db", *lists)
    with alone(folder, port) as url:
        _set_clock(folder, MONDAY)
        settings = {**_settings(url), "SAMENSPEL_CLOCK_FILE": str(folder / "clock")}
        bot = BotProcess(samenspel(), settings, folder, splits_off=True)
        bot.port = port
        bot.start(STARTING)
        playground = Playground(url, bot, folder)
        listener = Listener(playground)
        listener.start()
        try:
            yield playground
        finally:
            listener.stop()
            bot.stop()


def _set_clock(folder: Path, to: dt.datetime) -> None:
    (folder / "clock").write_text(str((to - dt.datetime.now(dt.UTC)).total_seconds()))


def _settings(url: str) -> dict[str, str]:
    return {
        "TEAMS_CLIENT_ID": CLIENT_ID,
        "TEAMS_TENANT_ID": TENANT,
        "TEAMS_SERVICE_URL": url.replace("127.0.0.1", "localhost"),
        "SAMENSPEL_ADMINS": "anna@voorbeeld.example",
        "SAMENSPEL_DATA": ".",
    }


@contextmanager
def alone(folder: Path, bot_port: int) -> Iterator[str]:
    """Its own process, with at that port anything that answers. Returns its address."""
    cli = needs.package("@microsoft") / "m365agentsplayground" / "cli.js"
    (folder / ".m365agentsplayground.yml").write_text(config(), "utf-8")
    log = folder / "playground.log"
    # By number: for a name Node tries each of its addresses for a quarter of a second, and then gives the message up.
    endpoint = f"http://127.0.0.1:{bot_port}/api/messages"
    command = [needs.node(), str(cli), "start", "-e", endpoint, "-c", "msteams"]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TEAMSAPPTESTER_BROWSER": "none",
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(folder / ".m365agentsplayground.yml"),
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(log),
        "M365_AGENTS_PLAYGROUND_RECORDING_FILE": str(folder / "recording.log"),
    }
    with (folder / "playground.out").open("wb") as out:
        process = subprocess.Popen(
            [*command, "-p", str(free_port()), "--disable-telemetry"],
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://localhost:{_port(process, folder / 'playground.out', log)}"
        httpx.post(f"{url}/_internal/v1/configDebugOptions", json={"eventsRecordingEnabled": True}, timeout=60)
        yield url
    finally:
        process.kill()
        process.wait()


def _port(process: "subprocess.Popen[bytes]", out: Path, log: Path) -> int:
    """A busy port silently becomes another one; a bad file ends it only after it says that it listens."""
    pause = threading.Event()
    for _ in range(int(STARTING / 0.1)):
        if process.poll() is not None:
            break
        found = re.search(r"Listening on (\d+)", out.read_text("utf-8", "replace"))
        if found and _answers(int(found[1])):
            return int(found[1])
        pause.wait(0.1)
    raise AssertionError(f"the Playground did not start\n{log.read_text('utf-8', 'replace') if log.exists() else ''}")


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://localhost:{port}/_internal/v1/testConfig", timeout=30).is_success
    except httpx.HTTPError:
        return False
