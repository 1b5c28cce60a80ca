"""The real bot as a child process, started as in production, with the practice workspace as its Slack."""

import asyncio
import os
import shutil
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from playground.slack.bot_line import BotLine
from playground.slack.cast import SAMPLE

FIRST_READY = 60.0  # seconds; a cold start with migrations on a slow disk
BETWEEN_LOOKS = 0.1
TIME_TO_STOP = 10.0
MARK = ".oefenomgeving"
LISTS = ("gebieden", "collegas", "projecten", "contactmomenten", "lessen", "kwaliteit", "gebiedsberichten")
# The practice bot must never reach a real workspace or database, whatever the shell or a .env file says.
# Empty rather than absent: then a .env file does not fill them in.
NOT_OURS = ("SLACK_APP_TOKEN", "DATABASE_URL", "TEAMS_CLIENT_ID")
# Bolt takes even an empty client id for an app that many workspaces install: these must be absent.
NEVER = frozenset({"SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"})


class Condition(StrEnum):
    STARTING = "starting"
    READY = "ready"
    STOPPED = "stopped"


class BotProcess:
    def __init__(
        self,
        command: Sequence[str],
        settings: Mapping[str, str],
        folder: Path,
        line: BotLine,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self.command, self.folder = list(command), folder
        self.condition, self.log = Condition.STARTING, folder / "samenspel.log"
        self._settings, self._line, self._changed = settings, line, changed
        self._process: asyncio.subprocess.Process | None = None
        self._waiting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Returns when the process runs; `condition` says when it is ready."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / MARK).touch()
        self._is(Condition.STARTING)
        try:
            with self.log.open("ab") as log:
                self._process = await asyncio.create_subprocess_exec(
                    *self.command, env=self._environment(), stdout=log, stderr=log
                )
        except OSError as missing:
            self._note(f"{self.command[0]}: {missing.strerror}\n")
            self._is(Condition.STOPPED)
            return
        self._waiting = asyncio.create_task(self._watch(self._process))

    async def stop(self) -> None:
        process = self._process
        if self._waiting:
            self._waiting.cancel()
        if process and process.returncode is None:
            process.send_signal(signal.SIGTERM)
            try:
                async with asyncio.timeout(TIME_TO_STOP):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()
        self._process = None

    async def import_sample(self) -> bool:
        """The sample municipality, as an administrator would import it."""
        lists = [str(SAMPLE / f"{name}.csv") for name in LISTS]
        code, said = await self._verb("import", *lists)
        self._note(said)
        return code == 0

    async def manifest(self) -> str:
        code, said = await self._verb("manifest", "slack", with_errors=False)
        return said if code == 0 else ""

    def wipe(self) -> None:
        """Empties the data folder; only one that carries our mark, never somebody's own data."""
        if (self.folder / MARK).exists():
            for item in self.folder.iterdir():
                if item.is_dir():
                    shutil.rmtree(item)
                elif item.name != "clock":
                    item.unlink()

    def last_words(self, lines: int = 12) -> str:
        with suppress(OSError):
            return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
        return ""

    async def _verb(self, *words: str, with_errors: bool = True) -> tuple[int, str]:
        """Another verb of the same console script. A command that does not end in `run` has none."""
        if self.command[-1] != "run":
            return 1, ""
        self.folder.mkdir(parents=True, exist_ok=True)
        errors = asyncio.subprocess.STDOUT if with_errors else asyncio.subprocess.DEVNULL
        try:
            process = await asyncio.create_subprocess_exec(
                *self.command[:-1], *words, env=self._environment(), stdout=asyncio.subprocess.PIPE, stderr=errors
            )
        except OSError:
            return 1, ""
        said, _ = await process.communicate()
        return process.returncode or 0, said.decode(errors="replace")

    def _note(self, words: str) -> None:
        with self.log.open("a", encoding="utf-8") as log:
            log.write(words)

    def _environment(self) -> dict[str, str]:
        local = {"NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost"}
        inherited = {name: value for name, value in os.environ.items() if name not in NEVER}
        return {**inherited, **dict.fromkeys(NOT_OURS, ""), **local, **self._settings}

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(FIRST_READY):
                while process.returncode is None and not await self._line.ready():
                    await asyncio.sleep(BETWEEN_LOOKS)
        if process.returncode is None:
            self._is(Condition.READY)
        await process.wait()
        self._is(Condition.STOPPED)

    def _is(self, condition: Condition) -> None:
        self.condition = condition
        self._changed()
