"""Socket Mode: Slack's requests over a connection that we open, for where Slack cannot reach us.

slack_sdk's aiohttp client with a short ping is back within 2 seconds after a dropped connection (Bolt's own takes a
minute); the app itself stays synchronous and runs in threads.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import asynccontextmanager

import msgspec
from slack_bolt import App, BoltResponse
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from handlers.observability.logs import quiet
from handlers.slack import limits, payloads
from handlers.slack.app import dispatch, too_late
from handlers.slack.patience import Hourglass, Unhurried

log = logging.getLogger(__name__)

PING_SECONDS = 2
FIRST_RETRY_SECONDS = 1.0
LONGEST_RETRY_SECONDS = 60.0
# As many answers at once as the web server gives.
THREADS = 40


@asynccontextmanager
async def connected(
    app: App, app_token: str, base_url: str, unhurried: Unhurried | None = None, language: str = "nl"
) -> AsyncIterator[None]:
    """Slack's deliveries reach the app as long as this is open; what is being answered then is still answered."""
    unhurried = unhurried or Unhurried()
    answering: set[asyncio.Task[None] | None] = set()
    with ThreadPoolExecutor(THREADS, "socket-mode") as pool:
        web = AsyncWebClient(base_url=base_url, logger=quiet("slack_sdk.web"))
        client = SocketModeClient(app_token, quiet("slack_sdk.socket"), web, ping_interval=PING_SECONDS)

        async def answer(client: AsyncBaseSocketModeClient, delivery: SocketModeRequest) -> None:
            started = time.time()
            answering.add(task := asyncio.current_task())
            try:
                response = await _answered(app, delivery, pool, unhurried, language)
                await send_async_response(client, delivery, response, started)
            finally:
                answering.discard(task)

        client.socket_mode_request_listeners.append(answer)
        connecting = asyncio.create_task(_connect(client))
        try:
            yield
        finally:
            connecting.cancel()
            if busy := [task for task in answering if task]:
                await asyncio.wait(busy, timeout=limits.ANSWER_WITHIN.total_seconds())
            await client.close()  # type: ignore[no-untyped-call]


async def _answered(
    app: App, delivery: SocketModeRequest, pool: Executor, unhurried: Unhurried, language: str
) -> BoltResponse:
    try:
        payload = payloads.read(delivery.payload)
        msgspec.json.encode(payload)
    except (payloads.Misshapen, UnicodeError):
        # Acknowledged, because Slack would deliver it again.
        log.warning("something misshapen came in over Socket Mode, and was dropped")
        return BoltResponse(status=200)

    async def work(hourglass: Hourglass) -> BoltResponse:
        return await asyncio.get_running_loop().run_in_executor(pool, dispatch, app, payload, hourglass)

    return await unhurried.answer(work, too_late(payload, language))


async def _connect(client: SocketModeClient) -> None:
    """Until it works: Slack being away must not keep the bot from starting."""
    wait = FIRST_RETRY_SECONDS
    while True:
        try:
            await client.connect()  # type: ignore[no-untyped-call]
            log.info("connected to Slack (Socket Mode)")
            return
        except Exception:
            log.exception("no connection to Slack (Socket Mode); trying again in %.0f seconds", wait)
        await asyncio.sleep(wait)
        wait = min(wait * 2, LONGEST_RETRY_SECONDS)
