"""The port: taken before anything starts, so that one that is in use is said in words, and not after a trace."""

import errno
import logging
import socket

import uvicorn

from bot.chat.texts import Speech
from handlers.observability.health import Problem

log = logging.getLogger(__name__)

QUEUE = 1_024
"""So many may wait in the kernel until they are taken in."""


def open_door(host: str, port: int) -> socket.socket:
    """Nobody else has this port from here on. Raises OSError."""
    # Of a name with several addresses the first: as before, one is enough.
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    door = socket.socket(family, kind, protocol)
    try:
        # After a restart the old connections may still be closing.
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(address)
        door.listen(QUEUE)
    except OSError:
        door.close()
        raise
    return door


def why(refused: OSError, host: str, port: int, t: Speech) -> Problem:
    cause = {errno.EADDRINUSE: "in_use", errno.EACCES: "not_allowed"}.get(refused.errno or 0, "no_address")
    values = {"host": host, "port": str(port)}
    return Problem(t(f"handlers.run.port_{cause}", **values), t(f"handlers.run.port_{cause}_fix", **values))


class Server(uvicorn.Server):
    """Says that it listens when somebody would really be answered.

    uvicorn and asyncio know one number for how many wait in the kernel and how many are taken in at once.
    """

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for server in self.servers:
            for each in server.sockets:
                with each.dup() as listening:
                    listening.listen(QUEUE)
        if self.started:
            log.info("listening on http://%s:%d", self.config.host, self.config.port)
