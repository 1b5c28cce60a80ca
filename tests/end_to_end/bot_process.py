"""The bot as its own process, started as an administrator would."""

from __future__ import annotations

import errno
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tests import forks

STARTING = 90.0  # seconds until /readyz says yes; two are usual
STOPPING = 15.0
TRIES = 3
PORT_IN_USE = "luistert al een ander programma"
GRACEFUL = {0, -signal.SIGTERM, 128 + signal.SIGTERM}


class BotDidNotStart(AssertionError):
    """With the tail of its log."""


def samenspel(*arguments: str) -> list[str]:
    """The console script beside the Python that runs the tests."""
    script = Path(sys.executable).with_name("samenspel")
    if not script.exists():
        raise BotDidNotStart("there is no console script `samenspel` in this environment: install the project first")
    return [str(script), *(arguments or ("run",))]


def free_port() -> int:
    """Below the range from which the kernel picks outgoing ports, so that nobody takes it in between."""
    for _ in range(200):
        port = random.SystemRandom().randrange(10_240, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    continue
                raise
            return port
    raise BotDidNotStart("no free port")


class BotProcess:
    """`restart()` keeps folder, database and port; `kill()` is a power cut.

    splits_off: from one that has imported `samenspel`, for tests that are not about starting.
    """

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        folder: Path,
        ready: str = "/readyz",
        *,
        splits_off: bool = False,
    ) -> None:
        self.command, self.folder, self.splits_off = list(command), folder, splits_off
        self.env = dict(env)
        self.port = 0
        self.log_file = folder / "bot.log"
        self._ready = ready
        self._process: subprocess.Popen[bytes] | forks.Samenspel | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return self.log_file.read_text("utf-8", "replace") if self.log_file.exists() else ""

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self, timeout: float = STARTING) -> None:
        for attempt in range(TRIES):
            self.port = self.port or free_port()
            self._spawn()
            if self._becomes_ready(timeout):
                return
            taken = PORT_IN_USE in self.log
            self.kill()
            if not taken or attempt == TRIES - 1:
                break
            self.port = 0
        raise BotDidNotStart(f"{' '.join(self.command)} did not get ready\n{self.log[-4000:]}")

    def _spawn(self) -> None:
        base = {
            name: os.environ[name]
            for name in ("PATH", "LANG", "LC_ALL", "TZ", "COVERAGE_PROCESS_START")
            if name in os.environ
        }
        settings = {"PYTHONUNBUFFERED": "1", "HOME": str(self.folder), "HOST": "127.0.0.1", "PORT": str(self.port)}
        env = {**base, **settings, **self.env}
        # The project is not where it begins: its .env is a developer's.
        if self.splits_off:
            self._process = forks.Samenspel(self.command[1:], env, self.folder, self.log_file)
            return
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                env=env,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def _becomes_ready(self, timeout: float) -> bool:
        pause = threading.Event()
        for _ in range(int(timeout / 0.05)):
            if not self.running:
                return False
            if self.get(self._ready)[0] == 200:
                return True
            pause.wait(0.05)
        return False

    def get(self, path: str) -> tuple[int, str]:
        """(0, reason) when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode("utf-8", "replace")
        except OSError as error:
            return 0, str(error)
        finally:
            connection.close()

    def stop(self) -> None:
        """Asks it to end; fails when it does not, or ends badly."""
        process, self._process = self._process, None
        if process is None:
            return
        ended = process.poll()
        if ended is not None:
            raise AssertionError(f"the bot had ended by itself with {ended}\n{self.log[-4000:]}")
        process.terminate()
        try:
            code = process.wait(STOPPING)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError(f"the bot did not stop within {STOPPING:g} s\n{self.log[-4000:]}") from None
        assert code in GRACEFUL, f"the bot ended with {code}\n{self.log[-4000:]}"

    def kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()

    def restart(self) -> None:
        if self.running:
            self.stop()
        self.start()


def leaks(log: str, secrets: Iterable[str], typed: Iterable[str]) -> list[str]:
    """What should not be in a log: tokens, and what people wrote."""
    found = [f"a secret ({secret[:8]}…)" for secret in dict.fromkeys(secrets) if secret and secret in log]
    said = dict.fromkeys(line.strip() for text in typed for line in text.splitlines())
    return found + [f"what somebody wrote or read: {line[:60]}" for line in said if len(line) > 12 and line in log]
