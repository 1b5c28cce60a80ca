"""`samenspel demo`, and `python -m playground` in a clone: the practice workspace and the real bot, until Ctrl-C."""

import argparse
import asyncio
import shlex
import signal
import socket
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import FrameType

import uvicorn

from playground.bot_process import BotProcess, Condition
from playground.page.server import web_app
from playground.page.tour import Tour
from playground.play import Play
from playground.slack.bot_line import BotLine
from playground.slack.cast import ADMINISTRATOR, the_cast
from playground.slack.clock import LOCAL, REFERENCE, Clock
from playground.slack.live import Change, Live
from playground.slack.slack import Slack
from playground.slack.town import open_town
from playground.slack.wire import BOT_TOKEN, SIGNING_SECRET
from playground.slack.workspace import Workspace

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Wishes:
    port: int
    bot_port: int
    folder: Path
    bot_command: list[str]
    at: datetime | None
    browser: bool


class Server(uvicorn.Server):
    """Ends the open pages' streams first: stopping must not wait for a forgotten tab."""

    def __init__(self, config: uvicorn.Config, live: Live) -> None:
        super().__init__(config)
        self._live = live

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._live.close()
        super().handle_exit(sig, frame)


def compose(wishes: Wishes) -> Play:
    """Everything that plays together; the only place that knows all of it."""
    base = f"http://{HOST}:{wishes.port}"
    live, clock = Live(), Clock(wishes.folder / "clock")
    if wishes.at:
        clock.turn_to(wishes.at)
    else:
        clock.turn_back_to_real()
    workspace = Workspace(clock.now, live.tell)
    open_town(workspace)
    tour = Tour(changed=lambda: live.tell(Change("tour")))
    line = BotLine(wishes.bot_port, SIGNING_SECRET, HOST)
    slack = Slack(workspace, line, base, notice=tour.notice)
    bot = BotProcess(
        wishes.bot_command,
        settings_of_the_bot(wishes, base, clock.file),
        wishes.folder,
        line,
        changed=lambda: live.tell(Change("bot")),
    )
    return Play(slack, clock, live, tour, bot)


def settings_of_the_bot(wishes: Wishes, base: str, clock_file: Path) -> dict[str, str]:
    administrator = next(person for person in the_cast() if person.code == ADMINISTRATOR)
    return {
        "SLACK_API_URL": f"{base}/api/",
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SAMENSPEL_DATA": str(wishes.folder),
        "SAMENSPEL_ADMINS": administrator.email,
        "SAMENSPEL_CLOCK_FILE": str(clock_file),
        "SAMENSPEL_PUBLIC_URL": f"http://{HOST}:{wishes.bot_port}",
        "HOST": HOST,
        "PORT": str(wishes.bot_port),
    }


async def run(wishes: Wishes) -> None:
    play = compose(wishes)

    @asynccontextmanager
    async def the_bot() -> AsyncIterator[None]:
        starting = asyncio.create_task(_start(play, wishes))
        try:
            yield
        finally:
            starting.cancel()
            with suppress(asyncio.CancelledError):
                await starting
            await play.stop()

    config = uvicorn.Config(
        web_app(play, the_bot),
        host=HOST,
        port=wishes.port,
        log_level="error",
        access_log=False,
        timeout_graceful_shutdown=2,
        server_header=False,
    )
    # When the terminal closes, the bot must not stay behind.
    server = Server(config, play.live)
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, server.handle_exit, signal.SIGHUP, None)
    await server.serve()


async def _start(play: Play, wishes: Wishes) -> None:
    print(f"Oefenomgeving: {play.base}  (verzonnen mensen, alleen op deze computer)", flush=True)
    print("Samenspel start op…", flush=True)
    if wishes.browser:
        with suppress(webbrowser.Error):
            webbrowser.open(play.base)
    await play.start_bot()
    while play.bot.condition is Condition.STARTING:
        await asyncio.sleep(0.1)
    if play.bot.condition is Condition.READY:
        print(f"Klaar: open {play.base} in je browser. Stoppen: Ctrl-C.", flush=True)
    else:
        print(f"Samenspel startte niet. De laatste regels:\n{play.bot.last_words()}", file=sys.stderr, flush=True)


def wishes_from(words: Sequence[str], stack: ExitStack) -> Wishes:
    beside_python = Path(sys.executable).with_name("samenspel")
    parser = argparse.ArgumentParser("samenspel demo", description="Probeer Samenspel in de browser, zonder Slack.")
    parser.add_argument("--port", type=int, default=8080, help="van de pagina (8080)")
    parser.add_argument("--bot-port", type=int, default=3000, help="van Samenspel (3000)")
    parser.add_argument("--data", type=Path, help="map voor de gegevens; zonder: een tijdelijke")
    parser.add_argument("--bot-command", default=shlex.join([str(beside_python), "run"]), help="start Samenspel")
    parser.add_argument("--at", default=REFERENCE.isoformat(), help="wat de klok zegt: een tijd, of 'nu'")
    parser.add_argument("--no-browser", action="store_true", help="open geen browser")
    found = parser.parse_args(words)
    folder = found.data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="samenspel-")))
    return Wishes(
        port=found.port,
        bot_port=found.bot_port,
        folder=folder.resolve(),
        bot_command=shlex.split(found.bot_command),
        at=moment(found.at),
        browser=not found.no_browser,
    )


def moment(words: str) -> datetime | None:
    """None means the real time. Without a zone it is the time on the wall here."""
    if words in ("nu", "now"):
        return None
    at = datetime.fromisoformat(words)
    return at if at.tzinfo else at.replace(tzinfo=LOCAL)


def taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def main() -> None:
    with ExitStack() as stack, suppress(KeyboardInterrupt):
        wishes = wishes_from(sys.argv[1:], stack)
        for port, option in ((wishes.port, "--port"), (wishes.bot_port, "--bot-port")):
            if taken(port):
                sys.exit(f"Poort {port} is al in gebruik. Kies een andere, bijvoorbeeld: {option} {port + 1}")
        asyncio.run(run(wishes))


if __name__ == "__main__":
    main()
