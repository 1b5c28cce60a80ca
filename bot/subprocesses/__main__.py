"""Where every process of its own begins: with bounds that the operating system keeps, whatever the work does."""

import ctypes
import gc
import os
import runpy
import signal
import sys

from bot.subprocesses import GARBAGE_AFTER, OUT_OF_MEMORY

_PR_SET_PDEATHSIG = 1
"""Of Linux: prctl(2)."""


def main() -> None:
    module, parent, memory, seconds = sys.argv[1], *map(int, sys.argv[2:])
    _stay_within(memory, seconds)
    _die_with(parent)
    gc.set_threshold(GARBAGE_AFTER)
    # Every thread of a library that calculates would reserve memory, and they are as many as there are processors.
    os.putenv("OPENBLAS_NUM_THREADS", "1")
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _stay_within(memory: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows knows no such bounds; whoever waits there still has its own.
        return
    # What may be written in, and not the libraries that are only mapped: nearly what is really used.
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _die_with(parent: int) -> None:
    """Also when the parent is killed. Elsewhere than on Linux it ends when its time is up, or when it says a thing."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


main()
