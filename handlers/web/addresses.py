"""Web addresses that came from outside, or that somebody typed."""

import ipaddress
from urllib.parse import urlsplit

# RFC 6761, 6762, 8375, and ICANN's reservation of 2024.
_INTERNAL = (".localhost", ".local", ".home.arpa", ".internal")


def origin_of(url: str) -> tuple[str, str, int | None]:
    """Scheme, host in lower case, and port when it is named. All empty for what is no address."""
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        return "", "", None


def is_internal(host: str) -> bool:
    """An address in numbers, or a name that nobody on the internet can be given: of this machine, or of its network.

    A web page may have its own name point to this machine, and then ask it anything; but it has to say that name.
    """
    name = host.rstrip(".").casefold()
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return bool(name) and ("." not in name or name.endswith(_INTERNAL))


def is_loopback(url: str) -> bool:
    """On this machine."""
    host = origin_of(url)[1]
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def typed(written: str) -> str:
    """As somebody filled it in. Raises ValueError for what is no address on the web."""
    scheme, host, _ = origin_of(written)
    if scheme not in ("http", "https") or not host:
        raise ValueError
    return written


def typed_loopback(written: str) -> str:
    """The same, of this computer."""
    if not is_loopback(typed(written)):
        raise ValueError
    return written
