"""A server in a process of its own, and what it costs: start, processor time and memory, read from /proc."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Server:
    """started_in: seconds from the start of the process until it was ready to serve."""

    pid: int
    port: int
    started_in: float

    def cpu_seconds(self) -> float:
        """Of the whole process, also of its threads that are gone. By its own clock: /proc/…/stat tells hundredths."""
        # What clock_getcpuclockid(3) gives, which Python does not have.
        return time.clock_gettime((~self.pid << 3) | 2)

    def memory_mb(self) -> float:
        """What is in memory now."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024


def processor_seconds() -> float:
    """Of this process and of those that it started and that ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def log() -> Iterator[IO[bytes]]:
    """For what a process under test writes: a measurement shows figures only. It is kept, and told, on failure."""
    file = Path(tempfile.mkdtemp(prefix="samenspel-bench-")) / "log"
    with file.open("wb") as written:
        try:
            yield written
        except BaseException:
            print(f"what it logged: {file}", file=sys.stderr, flush=True)
            raise
    shutil.rmtree(file.parent, ignore_errors=True)


@contextmanager
def running(
    command: Sequence[str], port: int, environment: Mapping[str, str] | None = None, into: Path | None = None
) -> Iterator[Server]:
    """command: starts with what comes after the interpreter. into: the file for its log, for whoever reads it."""
    with into.open("wb") if into else log() as written:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *command], env={**os.environ, **(environment or {})}, stdout=written, stderr=written
        )
        try:
            _wait_until_ready(process, port)
            yield Server(process.pid, port, time.perf_counter() - began)
        finally:
            process.terminate()
            process.wait()


def _wait_until_ready(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.005)
    raise RuntimeError("the server did not become ready")
