"""Somebody who reads what is on the web."""

import asyncio

import httpx
from starlette.applications import Starlette


class Reader:
    """A browser without a network, a screen and a memory."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    def request(self, how: str, path: str, **headers: str) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="https://bot") as client:
                named = {name.replace("_", "-"): value for name, value in headers.items()}
                return await client.request(how, path, headers=named)

        return asyncio.run(send())

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.request("GET", path, **headers)
