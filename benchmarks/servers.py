"""The two servers that the benchmarks compare: ours, and a Bolt app that only says ack(), on the same web server.

`python -m benchmarks.servers bare PORT SLACK_API_URL`, and
`python -m benchmarks.servers samenspel PORT DATABASE_URL SLACK_API_URL`; with `answering`, and a folder
after it, nothing runs beside the answers: no clock, no outbox. Its `/statements` tells how many there have been.
"""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import uvicorn
from slack_bolt import Ack, App
from slack_sdk import WebClient
from sqlalchemy import event
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.subprocesses import GARBAGE_AFTER
from handlers.concurrency import ConcurrencyLimit
from handlers.settings import from_environment
from handlers.slack import http
from handlers.web import application

SECRET = "benchmark-signing-secret"
TOKEN = "xoxb-benchmark"


def bare(slack_api_url: str) -> Starlette:
    """With the same imports as ours, so that only the work differs."""
    from handlers import running  # noqa: F401, for its imports

    app = App(
        process_before_response=True,
        client=WebClient(TOKEN, base_url=slack_api_url),
        token_verification_enabled=False,
        request_verification_enabled=False,
        signing_secret=SECRET,
    )

    @app.command("/project")
    def answer(ack: Ack) -> None:
        ack()

    return application.build(lambda: None, [http.route(app, SECRET, ConcurrencyLimit(40))], [])


def samenspel(database_url: str, slack_api_url: str) -> Starlette:
    from handlers.running import compose
    from storage.database import Database

    return compose(from_environment(settings(database_url, slack_api_url, str(Path.cwd()))), Database(database_url))


def answering(database_url: str, slack_api_url: str, data: str) -> Starlette:
    from handlers.running import compose
    from storage.database import Database

    database = Database(database_url)
    statements = 0

    @event.listens_for(database.engine, "before_cursor_execute")
    def count(connection: object, cursor: object, statement: str, *_: object) -> None:
        nonlocal statements
        statements += not statement.startswith("BEGIN")

    async def told(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(statements))

    app = compose(from_environment(settings(database_url, slack_api_url, data)), database)
    app.router.routes.append(Route("/statements", told))
    return app


def settings(database_url: str, slack_api_url: str, data: str) -> dict[str, str]:
    """The bot's environment, with a Slack of our own."""
    return {
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack_api_url,
        "DATABASE_URL": database_url,
        "SAMENSPEL_DATA": data,
    }


def main() -> None:
    # As `samenspel run` does: garbage is looked for less often, and never among what is here for good.
    gc.set_threshold(GARBAGE_AFTER)
    which, port, *rest = sys.argv[1:]
    kinds: dict[str, Callable[..., Starlette]] = {"bare": bare, "samenspel": samenspel, "answering": answering}
    app = kinds[which](*rest)
    lifespan: Literal["on", "off"] = "off" if which == "answering" else "on"
    gc.freeze()
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_config=None, access_log=False, lifespan=lifespan)


if __name__ == "__main__":
    main()
