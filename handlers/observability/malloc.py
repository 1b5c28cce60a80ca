"""How the C library gives memory to a process that serves for weeks."""

import ctypes

_M_ARENA_MAX = -8


def keep_small() -> None:
    """One heap for all threads.

    glibc gives every thread a heap of its own, and keeps in each what was once needed there: after some maps that is
    10 MB. Python lets one thread work at a time, so they seldom wait for each other. Other C libraries have no such
    setting, and nothing changes there.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 1)
