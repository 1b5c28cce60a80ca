"""A small real Bolt app, to prove the bench with: it holds the recipe's server, and nothing of Samenspel.

Run as a script. It has a card with a button, a form with a search field, a home page, and a direct message.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import time
import urllib.request
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import uvicorn
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.adapter.socket_mode.internals import run_bolt_app
from slack_sdk import WebClient
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

Json = dict[str, Any]
logging.basicConfig(level=logging.INFO)
# Bolt logs the whole body of a badly signed request at INFO, and gives each of its loggers the level of this one (or of
# the root): setting a level on "slack_bolt" would do nothing.
quiet = logging.getLogger("tiny")
quiet.setLevel(logging.ERROR)

API, TOKEN = os.environ["SLACK_API_URL"], os.environ["SLACK_BOT_TOKEN"]
APP_TOKEN, SECRET = os.environ.get("SLACK_APP_TOKEN"), os.environ.get("SLACK_SIGNING_SECRET", "")
DISTRICTS = ("Noord", "Noordrand", "Zuid", "Centrum")
app = App(
    logger=quiet,
    client=WebClient(token=TOKEN, base_url=API, retry_handlers=[]),
    signing_secret=SECRET,
    request_verification_enabled=not APP_TOKEN,
    process_before_response=True,
    token_verification_enabled=False,
)


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(name: str) -> Json:
    return {"text": plain(name), "value": name.lower()}


def button(label: str, action: str, value: str = "{}") -> Json:
    return {"type": "button", "text": plain(label), "action_id": action, "value": value}


def card(text: str, *buttons: Json) -> list[Json]:
    actions = [{"type": "actions", "elements": list(buttons)}] if buttons else []
    return [{"type": "section", "text": {"type": "mrkdwn", "text": text}}, *actions]


def field(key: str, label: str, element: Json, *, optional: bool = False) -> Json:
    name = f"{key}:{time.monotonic_ns()}"  # new with every render, so that a refilled value shows
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "optional": optional,
        "element": {**element, "action_id": key},
    }


def form(channel: str, name: str = "") -> Json:
    initial = {"initial_value": name} if name else {}
    search = {"type": "external_select", "placeholder": plain("Zoek een wijk"), "min_query_length": 1}
    return {
        "type": "modal",
        "callback_id": "project",
        "title": plain("Nieuw project"),
        "submit": plain("Opslaan"),
        "private_metadata": channel,
        "blocks": [
            field("name", "Naam", {"type": "plain_text_input", **initial}),
            field("area", "Wijk", search, optional=True),
            field("lead", "Projectleider", {"type": "users_select"}, optional=True),
            field("starts_on", "Begint op", {"type": "datepicker"}, optional=True),
            field("file", "Bijlage", {"type": "file_input", "filetypes": ["csv"]}, optional=True),
        ],
    }


@app.command("/tiny")
def menu(ack: Any, command: Json, client: WebClient) -> None:
    if command["text"] == "nieuw":
        client.views_open(trigger_id=command["trigger_id"], view=form(command["channel_id"]))
        ack()
    elif command["text"] == "kort":
        ack("Hallo & welkom")
    else:
        ack(
            text="Wat wil je doen?",
            blocks=card("Wat wil je *doen*?", button("Tel", "count#1"), button("Deel", "share")),
        )


@app.action("count#1")
def count(ack: Any, respond: Any) -> None:
    respond(text="Geteld: 1", blocks=card("Geteld: *1*", button("Deel", "share")), replace_original=True)
    ack()


@app.action("share")
def share(ack: Any, body: Json, client: WebClient) -> None:
    ack()
    client.chat_postMessage(channel=body["channel"]["id"], text="Gedeeld", blocks=card("Gedeeld"))


@app.options("area")
def districts(ack: Any, payload: Json) -> None:
    ack(options=[option(name) for name in DISTRICTS if name.lower().startswith(payload["value"].lower())])


@app.view("project")
def save(ack: Any, body: Json, view: Json, client: WebClient) -> None:
    values = {key: value for entry in view["state"]["values"].values() for key, value in entry.items()}
    name = values["name"]["value"]
    if "!" in name:
        block = next(block["block_id"] for block in view["blocks"] if block["element"]["action_id"] == "name")
        ack(response_action="errors", errors={block: "Liever zonder uitroepteken"})
        return
    if name == "Opnieuw":
        ack(response_action="update", view=form(view["private_metadata"], "Ander voorstel"))
        return
    lead, files = values["lead"]["selected_user"] or body["user"]["id"], values["file"]["files"]
    size = len(download(files[0]["url_private_download"])) if files else 0
    area = (values["area"]["selected_option"] or {"text": {"text": "nergens"}})["text"]["text"]
    client.chat_postMessage(
        channel=lead, text="Er is een project voor je", blocks=card(f"{name} in {area}, {size} bytes")
    )
    ack()


def download(url: str) -> bytes:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {TOKEN}"})
    with urllib.request.urlopen(request, timeout=5) as answer:
        content: bytes = answer.read()
    return content


@app.shortcut("new_project")
def shortcut(ack: Any, shortcut: Json, client: WebClient) -> None:
    ack()
    client.views_open(trigger_id=shortcut["trigger_id"], view=form(""))


@app.event("app_home_opened")
def home(event: Json, client: WebClient) -> None:
    person = client.users_info(user=event["user"], include_locale=True)["user"]
    blocks = card(f"{person['real_name']} ({person['locale']})", button("Nieuw project", "new"))
    client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


@app.action("new")
def new(ack: Any, body: Json, client: WebClient) -> None:
    ack()
    client.views_open(trigger_id=body["trigger_id"], view=form(""))


async def events(request: Request) -> Response:
    body = (await request.body()).decode()
    answer = await run_in_threadpool(app.dispatch, BoltRequest(body=body, headers=dict(request.headers)))
    return Response(answer.body, answer.status, {name: values[0] for name, values in answer.headers.items()})


async def ready(_: Request) -> Response:
    return PlainTextResponse("ready")


@contextlib.asynccontextmanager
async def lifespan(_: Starlette) -> AsyncIterator[None]:
    if not APP_TOKEN:
        yield
        return
    pool, loop = ThreadPoolExecutor(8), asyncio.get_running_loop()
    socket = SocketModeClient(app_token=APP_TOKEN, web_client=AsyncWebClient(base_url=API), ping_interval=2)

    async def on_delivery(client: AsyncBaseSocketModeClient, delivery: SocketModeRequest) -> None:
        started = time.time()
        answer = await loop.run_in_executor(pool, run_bolt_app, app, delivery)
        await send_async_response(client, delivery, answer, started)

    socket.socket_mode_request_listeners.append(on_delivery)
    await socket.connect()  # type: ignore[no-untyped-call]
    yield
    await socket.close()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = Starlette(
        routes=[Route("/slack/events", events, methods=["POST"]), Route("/readyz", ready)], lifespan=lifespan
    )
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.run(server, host=os.environ["HOST"], port=int(os.environ["PORT"]), log_level="warning")
    print(json.dumps({"stopped": True}))
