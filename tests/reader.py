"""Somebody who reads what is on the web."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
from starlette.applications import Starlette


def answered(request: Coroutine[Any, Any, httpx.Response]) -> httpx.Response:
    """In a thread of its own: in ours a real browser may have a loop that runs."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, request).result()


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

        return answered(send())

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.request("GET", path, **headers)
