"""Work in a process of its own, that is gone when the answer is there, with all that it loaded.

For what needs a library that takes more memory than the rest of Samenspel has, and would keep it for as long as people
are answered; and for what somebody else wrote, such as a file, so that it can't freeze, fill or stop anything here.
"""

import os
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Event, Thread
from types import TracebackType
from typing import IO, Self

PATIENCE = timedelta(seconds=60)
"""How long somebody waits for such a process, and how long it may compute."""

MEMORY = 250_000_000
"""Bytes that it may write in. With the libraries that it loads it stays below 300 MB."""

GARBAGE_AFTER = 10_000
"""New objects, in every process of ours. After 700, as Python itself has it, looking for garbage was a fifth of a large
import, at either end.
"""

LARGEST_MESSAGE = 100_000_000
OUT_OF_MEMORY = 70
"""The exit code that says so."""

_LOOK = timedelta(seconds=0.1)
_SIZE = struct.Struct(">Q")


class NoAnswer(RuntimeError):
    """The process ended without an answer."""


class TookTooLong(NoAnswer):
    """It was still busy when its time was up."""


class TookTooMuch(NoAnswer):
    """It needed more memory than it may have."""


class Process:
    """`python -m module` within bounds. As a context: at its end the process is gone, whatever happened.

    patience: the time that others wait for it, all together; what they do meanwhile does not count.
    """

    def __init__(self, module: str, patience: timedelta = PATIENCE, memory: int = MEMORY) -> None:
        seconds = max(1, round(patience.total_seconds()))
        self._command = [sys.executable, "-m", "bot.subprocesses", module, str(os.getpid()), str(memory), str(seconds)]
        self._left = patience // _LOOK
        self._waited_for = self._out_of_time = False
        self._ended = Event()

    def __enter__(self) -> Self:
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own module; no word of the order is on the command line
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # A group of its own: it goes with all that it started, and Ctrl-C is for us to hear.
                start_new_session=True,
            )
        except OSError as broken:
            raise NoAnswer(type(broken).__name__) from broken
        Thread(target=self._watch, name="patience", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._kill()
        self._process.wait()
        for pipe in self._pipes():
            # It may not have read all.
            with suppress(OSError):
                pipe.close()

    @property
    def number(self) -> int:
        return self._process.pid

    def ask(self, order: bytes) -> bytes:
        """Sends all of its input, and returns all of its output."""
        with self._waiting():
            answer, _ = self._process.communicate(order)
        if self._process.returncode or not answer:
            raise self._failure()
        return answer

    def tell(self, message: bytes) -> None:
        """For a process that uses `hear` and `say`. Raises NoAnswer."""
        with self._waiting():
            try:
                write(self._pipes()[0], message)
            except OSError as gone:
                raise self._failure() from gone

    def hear(self) -> bytes:
        """The next message. Raises NoAnswer."""
        with self._waiting():
            message = read(self._pipes()[1])
            if message is None:
                raise self._failure()
            return message

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin
        assert stdout
        return stdin, stdout

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        self._waited_for = True
        try:
            yield
        finally:
            self._waited_for = False

    def _watch(self) -> None:
        while self._left > 0:
            if self._ended.wait(_LOOK.total_seconds()):
                return
            self._left -= self._waited_for
        self._out_of_time = True
        self._kill()

    def _kill(self) -> None:
        """Only before anybody has waited for it: after that the number may be of another process."""
        if self._process.returncode is None:
            with suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def _failure(self) -> NoAnswer:
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            # It said something that is no message.
            return NoAnswer("nonsense")
        if self._out_of_time or code == -signal.SIGXCPU:
            return TookTooLong()
        # Killed by somebody else: by a system that runs out of memory.
        if code in (OUT_OF_MEMORY, -signal.SIGKILL):
            return TookTooMuch()
        return NoAnswer(f"exit code {code}")


def ask(module: str, order: bytes) -> bytes:
    """What the module says on its standard output, with the order on its standard input. Raises NoAnswer."""
    with Process(module) as process:
        return process.ask(order)


def hear() -> bytes:
    """In such a process: what it is told. Ends the process when nobody is there any more."""
    message = read(sys.stdin.buffer)
    if message is None:
        sys.exit(1)
    return message


def say(message: bytes) -> None:
    """In such a process: answers."""
    write(sys.stdout.buffer, message)


def write(stream: IO[bytes], message: bytes) -> None:
    stream.write(_SIZE.pack(len(message)))
    stream.write(message)
    stream.flush()


def read(stream: IO[bytes]) -> bytes | None:
    """None when it ends before a whole message is there, or says that it is larger than any is."""
    head = stream.read(_SIZE.size)
    if len(head) < _SIZE.size or (size := _SIZE.unpack(head)[0]) > LARGEST_MESSAGE:
        return None
    message = stream.read(size)
    return message if len(message) == size else None
