"""Work in a process of its own, that is gone when the answer is there, with all that it loaded.

For what needs a library that takes more memory than the rest of Samenspel has, and would keep it for as long as people
are answered.
"""

import subprocess
import sys
from datetime import timedelta

PATIENCE = timedelta(seconds=60)


class NoAnswer(RuntimeError):
    """The process ended without an answer."""


def ask(module: str, order: bytes) -> bytes:
    """What `python -m module` says on its standard output, with the order on its standard input. Raises NoAnswer."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and no word of the order is on the command line
            [sys.executable, "-m", module],
            input=order,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE.total_seconds(),
        )
    except (OSError, subprocess.TimeoutExpired) as broken:
        raise NoAnswer(type(broken).__name__) from broken
    if done.returncode or not done.stdout:
        raise NoAnswer(f"exit code {done.returncode}")
    return done.stdout
