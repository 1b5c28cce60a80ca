"""What is at a web address, for whoever has the address: read only, and without an account."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NOTHING_RUNS = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The policy (CSP) of what needs no style and no script."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody asks for an address; who that is, nobody knows.

    parts: of the address, after the word that the feature claimed: letters, digits and `. _ -`, each at most 100 signs,
    none empty, at most five of them. at: the only "now", aware, in UTC.
    """

    parts: tuple[str, ...]
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Served:
    """What is shown. policy: what a browser may run and load in it (CSP). packed: the content is gzip already.

    for_everybody: search engines may list it, and caches that people share may keep it; else it is for whoever has the
    address. file_name: for what is taken in and not read. withdrawn: it was here, and will not come back (410).
    """

    content: bytes
    kind: str = "text/html; charset=utf-8"
    policy: str = NOTHING_RUNS
    packed: bool = False
    for_everybody: bool = False
    file_name: str = ""
    withdrawn: bool = False


Serve = Callable[[Visit, "Session"], Served | None]
"""None: there is no such address. The session looks across municipalities until it says `stay_within`, and keeps
nothing that is changed."""
