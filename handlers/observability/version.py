"""Which version of Samenspel this is."""

from functools import cache


@cache
def installed() -> str:
    """As it was installed; `unknown` when it only stands on the path."""
    from importlib import metadata  # Only whoever asks waits for it.

    try:
        return metadata.version("samenspel")
    except metadata.PackageNotFoundError:
        return "unknown"
