"""What Teams costs: nothing where it is not set up, and little next to a bare echo bot where it is.

`python -m benchmarks.teams echo PORT CONNECTOR`, and `python -m benchmarks.teams samenspel PORT CONNECTOR DATABASE`.
"""

import datetime as dt
import json
import subprocess
import sys
import tempfile
import urllib.request
from itertools import count
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from benchmarks.processes import Server, free_port, running
from benchmarks.report import Report
from storage.migrate import upgrade
from tests.teams import connector
from tests.teams.keys import CLIENT_ID, Keys

Json = dict[str, Any]
TENANT = "99999999-0000-4000-8000-000000000001"
USER = "00000000-0000-4000-8000-000000000001"
CHAT = "a:benchmark"
WARM_UP, MESSAGES = 20, 150
MOST, ASKED = 4, 1.3
"""Bare Starlette takes 1.5 ms for an echo. Of our own 5, two are the database: signing in, and what is done once."""
TEAMS = ("handlers.teams", "microsoft_teams", "httpx", "pydantic", "msal", "jwt")
"""What only Teams needs."""


def measure(report: Report) -> None:
    loaded = _loaded_without_teams()
    report(f"modules of Teams in a process that only serves Slack {loaded or ''}", len(loaded), 0)
    with tempfile.TemporaryDirectory() as folder, connector.running() as teams:
        keys = Keys(teams.url)
        teams.downloads["/keys"] = keys.published
        member = {"id": "29:anna", "name": "Anna", "email": "anna@voorbeeld.example", "tenantId": TENANT}
        teams.members |= {"29:anna": member}
        url = f"sqlite:///{Path(folder) / 'samenspel.db'}"
        upgrade(url)
        echo = _cost("echo", teams.url, keys)
        ours = _cost("samenspel", teams.url, keys, url)
    what = f"processor time of `project lijst` in Teams ({ours * 1000:.1f} ms) : a bare echo bot with the same checks"
    report(what, ours / echo, MOST, ASKED)


def _loaded_without_teams() -> list[str]:
    """In a process of its own that composes the bot for Slack alone."""
    code = (
        "import sys, json\n"
        "from handlers.running import compose\nfrom handlers.settings import Settings\n"
        "from storage.database import Database\n"
        "compose(Settings(slack_bot_token='xoxb-1', slack_signing_secret='x'), Database('sqlite:///nowhere.db'))\n"
        f"print(json.dumps(sorted(name for name in sys.modules if name.startswith({TEAMS!r}))))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return list(json.loads(said.stdout))


def _cost(which: str, service: str, keys: Keys, *rest: str) -> float:
    """Seconds of processor time for one message."""
    port = free_port()
    numbers = count(1)
    with running(["-m", "benchmarks.teams", which, str(port), service, *rest], port) as server:
        _send(server, service, keys, numbers, WARM_UP)
        before = server.cpu_seconds()
        _send(server, service, keys, numbers, MESSAGES)
        return (server.cpu_seconds() - before) / MESSAGES


def _send(server: Server, service: str, keys: Keys, numbers: "count[int]", how_many: int) -> None:
    token = keys.token(service)
    for _ in range(how_many):
        activity = {
            "type": "message",
            "id": f"16{next(numbers):08}",
            "text": "project lijst",
            "channelId": "msteams",
            "serviceUrl": service,
            "from": {"id": "29:anna", "aadObjectId": USER, "name": "Anna"},
            "recipient": {"id": f"28:{CLIENT_ID}", "name": "Samenspel"},
            "conversation": {"id": CHAT, "conversationType": "personal", "tenantId": TENANT},
            "locale": "nl-NL",
        }
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        request = urllib.request.Request(
            f"http://127.0.0.1:{server.port}/api/messages", json.dumps(activity).encode(), headers
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            answer.read()


# The two servers


def _keys(service: str) -> Keys:
    """Only for whose signatures are believed: the keys themselves are published by whoever measures."""
    return Keys(service)


def echo(service: str) -> Starlette:
    """A bot of bare Starlette that says what was said, with the same checks: signature, channel, address, tenant."""
    import httpx
    from starlette.concurrency import run_in_threadpool
    from starlette.requests import Request
    from starlette.responses import JSONResponse, Response

    from handlers.teams.microsoft import MicrosoftTokenCheck

    keys = _keys(service)
    token, gate, client = keys.token("uit"), MicrosoftTokenCheck(CLIENT_ID, keys.cloud), httpx.Client()

    def say(said: Json) -> None:
        where = f"{said['serviceUrl']}/v3/conversations/{said['conversation']['id']}/activities"
        answer = {"type": "message", "text": said["text"]}
        client.post(where, json=answer, headers={"Authorization": f"Bearer {token}"}).raise_for_status()

    async def ready(request: Request) -> Response:
        return PlainTextResponse("ready")

    async def answer(request: Request) -> Response:
        said = await request.json()
        shown = request.headers.get("authorization", "")
        if not await run_in_threadpool(gate.admits, shown, said["serviceUrl"], said["channelId"]):
            return PlainTextResponse("signature", 401)
        if said["conversation"]["tenantId"] != TENANT:
            return PlainTextResponse("tenant", 403)
        await run_in_threadpool(say, said)
        return JSONResponse({})

    return Starlette(routes=[Route("/readyz", ready), Route("/api/messages", answer, methods=["POST"])])


def samenspel(service: str, database_url: str) -> Starlette:
    from bot.features import FEATURES
    from bot.people.arrivals import Arrivals
    from bot.service import Service
    from handlers.concurrency import ConcurrencyLimit
    from handlers.observability import request_id
    from handlers.platforms import Directories, Entrance
    from handlers.settings import Settings
    from handlers.teams.connection import TeamsConnection
    from handlers.web import application
    from storage.database import Database
    from storage.messages import outbox

    keys = _keys(service)
    token = keys.token("uit")
    database = Database(database_url)
    settings = Settings(teams_client_id=CLIENT_ID, teams_client_secret="x", teams_tenant_id=TENANT)

    def now() -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    def first_time(key: str) -> bool:
        with database.session(None, writes=True) as db:
            return outbox.first_time(db, key, now())

    connection = TeamsConnection(settings, database, now, keys.cloud, lambda: token)
    service_ = Service(database, Directories({"teams": connection.directory}), FEATURES, Arrivals())
    entrance = Entrance(service_, service_.router.roots, now, request_id.new, first_time, ConcurrencyLimit(1))
    return application.build(lambda: None, connection.routes(entrance), [])


def main() -> None:
    which, port, *rest = sys.argv[1:]
    app = echo(*rest) if which == "echo" else samenspel(*rest)
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_config=None, access_log=False)


if __name__ == "__main__":
    main()
