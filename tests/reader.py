"""Somebody who reads what is on the web."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
from starlette.applications import Starlette


class Reader:
    """A browser without a network, a screen and a memory."""

    def __init__(self, app: Starlette, address: str = "https://bot") -> None:
        self._app = app
        self._address = address

    def request(self, how: str, path: str, **headers: str) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url=self._address) as client:
                named = {name.replace("_", "-"): value for name, value in headers.items()}
                return await client.request(how, path, headers=named)

        # In a thread of its own: in ours a real browser may have a loop that runs.
        with ThreadPoolExecutor(1) as aside:
            return aside.submit(asyncio.run, send()).result()

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.request("GET", path, **headers)
