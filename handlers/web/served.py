"""The addresses of features: whoever has one reads what is there. One that was guessed is like any unknown one."""

import gzip
import hashlib
import logging
import re
from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.chat.served import Serve, Served, Visit
from handlers.concurrency import ConcurrencyLimit
from handlers.now import Now
from handlers.observability import request_id
from handlers.web.no_page import CAREFUL, broken, unknown
from storage.database import Database, only_reads

log = logging.getLogger(__name__)

AT_ONCE = 2
"""Readers never hold up those who ask in the chat, who have turns of their own."""
MOST_PARTS = 5
WORTH_PACKING = 1_000
"""Bytes."""

_PART = re.compile(r"[A-Za-z0-9._-]{1,100}\Z")


def routes(addresses: Mapping[str, Serve], database: Database, now: Now) -> Sequence[Route]:
    """addresses: by the first word of the path."""
    turns = ConcurrencyLimit(AT_ONCE)

    def at(word: str, serve: Serve) -> Sequence[Route]:
        async def answer(request: Request) -> Response:
            parts = _parts(request.path_params.get("rest", ""))
            if parts is None:
                return unknown(request)
            try:
                return await turns.take(lambda: _answer(request, _found(database, serve, Visit(parts, now()))))
            except Exception:
                with request_id.under(request_id.new()):
                    # Never the address: it may be a secret.
                    log.exception("what is under /%s could not be shown", word)
                    return broken(request, 503, {"Retry-After": "30"})

        return [Route(f"/{word}", answer, methods=["GET"]), Route(f"/{word}/{{rest:path}}", answer, methods=["GET"])]

    return [route for word, serve in addresses.items() for route in at(word, serve)]


def _parts(rest: str) -> tuple[str, ...] | None:
    """None for what no address of ours has."""
    parts = tuple(rest.split("/")) if rest else ()
    fits = len(parts) <= MOST_PARTS and all(_PART.match(part) for part in parts)
    return parts if fits else None


def _found(database: Database, serve: Serve, visit: Visit) -> Served | None:
    with database.session(None) as db:
        only_reads(db)
        found = serve(visit, db)
        # Whoever only reads changes nothing.
        db.rollback()
        return found


def _answer(request: Request, found: Served | None) -> Response:
    if found is None:
        return unknown(request)
    for_whom = "public" if found.for_everybody else "private"
    tag = f'"{hashlib.sha256(found.content).hexdigest()[:32]}"'
    headers = {
        **CAREFUL,
        "Content-Security-Policy": found.policy,
        # Asked again each time: what was withdrawn or switched off is gone at once.
        "Cache-Control": f"{for_whom}, no-cache",
        "ETag": tag,
        "Vary": "Accept-Encoding",
    }
    if not found.for_everybody:
        headers["X-Robots-Tag"] = "noindex, nofollow"
    if tag in request.headers.get("if-none-match", "").replace("W/", "").split(", "):
        return Response(status_code=304, headers=headers)
    if found.file_name:
        headers["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    content, coding = _packed(found, "gzip" in request.headers.get("accept-encoding", ""))
    headers |= {"Content-Encoding": coding} if coding else {}
    return Response(content, 410 if found.withdrawn else 200, {**headers, "Content-Type": found.kind})


def _packed(found: Served, unpacks: bool) -> tuple[bytes, str]:
    """The content as this reader takes it, and what that is called."""
    if found.packed:
        return (found.content, "gzip") if unpacks else (gzip.decompress(found.content), "")
    if unpacks and len(found.content) > WORTH_PACKING:
        return gzip.compress(found.content, 6, mtime=0), "gzip"
    return found.content, ""
