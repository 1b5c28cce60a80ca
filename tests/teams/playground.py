"""Microsoft's Agents Playground as its own process, and the bot as another: an outside opinion of what we send.

Its control API is undocumented, so the version is pinned in package.json.
"""

import asyncio
import datetime as dt
import json
import os
import re
import shutil
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

from tests.end_to_end.bot_process import BotProcess, free_port, samenspel
from tests.needs import PACKAGES
from tests.teams.keys import CLIENT_ID
from tests.teams.person import Person, Seen, is_well_drawn
from tests.teams.town import TENANT

Json = dict[str, Any]
CLI = PACKAGES / "@microsoft" / "m365agentsplayground" / "cli.js"
PERSONAL, GROUP = "personal-chat-id", "group-chat-id"
NAMES = ("Anna de Vries", "Bert Bos", "Carla Smit", "Daan Vos", "Eva Mol", "Femke Tak")
STARTING = 90.0
TUESDAY = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
"""In working hours: what is not urgent waits for those."""
SETTLED = 0.7
"""Seconds without anything new on the screen."""


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
    bot: str = CLIENT_ID
    people: list[Person] = field(default_factory=list)
    _seen: dict[str, Seen] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _newest: float = 0.0
    _waiting: bool = False

    def person(self, number: int) -> Person:
        """Number 0 is whose screen it is; the others can speak and click there too."""
        person = Person(self, NAMES[number], f"user-{number}", TENANT)
        self.people.append(person)
        return person

    def sends(self, person: Person, activity: Json, conversation: str = "") -> Json:
        body: Json = {"from": {"id": person.user}}
        # Whoever types, the Playground says that it is the one whose screen it is; the others can click.
        assert person.user == "user-0" or activity["type"] != "message"
        where = conversation or PERSONAL
        with self._lock:
            self._waiting = activity["type"] == "message"
            self._newest = time.monotonic()
        if activity["type"] == "message":
            said = {"text": activity["text"], "textFormat": "plain"}
            mentions = [{"text": each["text"], "mentioned": each["mentioned"]} for each in activity.get("entities", ())]
            path = f"conversations/{where}/messages"
            body |= {**said, **({"mentions": mentions} if mentions else {})}
        else:
            path = "invoke"
            body |= {"name": activity["name"], "value": activity["value"], "conversation": {"id": where}}
            body["replyToId"] = activity["replyToId"]
        answer = httpx.post(f"{self.url}/_conversation/v1/{path}", json=body, timeout=20)
        assert answer.is_success, (answer.status_code, answer.text, self.bot_process.log[-2000:])
        self.settle()
        wrong = [complaint for seen in self.screen() for complaint in is_well_drawn(seen)]
        assert not wrong, wrong
        return dict(answer.json())

    def chat_of(self, person: Person) -> str:
        """There is one screen: everybody's own chat is on it."""
        return PERSONAL

    def arrives(self, person: Person) -> None:
        """Somebody else is met by a click on what was shared in the group, for their own page."""
        person.presses(self.shows(lambda seen: seen.conversation == GROUP), "home", {})

    def shows(self, fits: Callable[[Seen], bool]) -> Seen:
        """The newest message that fits. What goes to somebody else comes a little later."""
        for _ in range(200):
            if found := [seen for seen in self.screen() if fits(seen)]:
                return found[-1]
            threading.Event().wait(0.05)
        screen = "\n\n".join(f"{seen.conversation}: {seen.words}" for seen in self.screen())
        raise AssertionError(f"not on the screen:\n{screen}\n{self.bot_process.log[-2000:]}")

    def settle(self) -> None:
        """Until nothing has happened on the screen for a while: messages come from another process."""
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline:
            with self._lock:
                rest, waiting = time.monotonic() - self._newest, self._waiting
            if rest > SETTLED and not waiting:
                return
            threading.Event().wait(0.05)

    def screen(self) -> list[Seen]:
        with self._lock:
            return list(self._seen.values())

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
        assert self._ready.wait(10), "the Playground does not tell what is on its screen"

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(5)

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
def running(folder: Path) -> Iterator[Playground]:
    port = free_port()
    with _process(folder, port) as url:
        clock = folder / "clock"
        clock.write_text(str((TUESDAY - dt.datetime.now(dt.UTC)).total_seconds()))
        bot = BotProcess(samenspel(), {**_settings(url), "SAMENSPEL_CLOCK_FILE": str(clock)}, folder)
        bot.port = port
        bot.start(STARTING)
        playground = Playground(url, bot)
        listener = Listener(playground)
        listener.start()
        try:
            yield playground
        finally:
            listener.stop()
            bot.stop()


def _settings(url: str) -> dict[str, str]:
    return {
        "TEAMS_CLIENT_ID": CLIENT_ID,
        "TEAMS_TENANT_ID": TENANT,
        "TEAMS_SERVICE_URL": url.replace("127.0.0.1", "localhost"),
        "SAMENSPEL_ADMINS": "anna@voorbeeld.example",
        "SAMENSPEL_DATA": ".",
    }


@contextmanager
def _process(folder: Path, bot_port: int) -> Iterator[str]:
    node = shutil.which("node")
    assert node
    (folder / ".m365agentsplayground.yml").write_text(config(), "utf-8")
    log = folder / "playground.log"
    command = [node, str(CLI), "start", "-e", f"http://localhost:{bot_port}/api/messages", "-c", "msteams"]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TEAMSAPPTESTER_BROWSER": "none",
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(folder / ".m365agentsplayground.yml"),
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(log),
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
        yield f"http://localhost:{_port(process, folder / 'playground.out', log)}"
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
        return httpx.get(f"http://localhost:{port}/_internal/v1/testConfig", timeout=5).is_success
    except httpx.HTTPError:
        return False
