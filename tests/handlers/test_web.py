"""What comes in over HTTP, and what is not let in."""

import asyncio
import datetime as dt
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.chat.texts import speech
from handlers.databases.watch import DatabaseWatch
from handlers.delivery.platform_clock import TheirClock
from handlers.running import _obstacle
from handlers.slack import limits
from handlers.web import application
from storage.database import Database
from tests.databases import put_down
from tests.handlers import payloads
from tests.handlers.conftest import SECRET, Core, Received, Slack, request

BODY = "command=%2Fproject&text=geheim"


def post(sends: Slack, body: str = BODY, *, secret: str = SECRET, age: int = 0, **headers: Any) -> Received:
    at = str(int(time.time()) - age)
    signature = SignatureVerifier(secret).generate_signature(timestamp=at, body=body) or ""
    signed = {"x-slack-request-timestamp": at, "x-slack-signature": signature}
    form = {"content-type": "application/x-www-form-urlencoded"}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return request(sends.app, "POST", "/slack/events", body.encode(), {**form, **signed, **named})


def test_alive_is_not_ready() -> None:
    app = application.build(lambda: "De database is niet te bereiken.", [], [])
    assert request(app, "GET", "/healthz").status == 200
    ready = request(app, "GET", "/readyz")
    assert (ready.status, ready.text) == (503, "De database is niet te bereiken.")


def test_ready_when_nothing_is_in_the_way() -> None:
    assert request(application.build(lambda: None, [], []), "GET", "/readyz").status == 200


def test_a_clock_that_does_harm_is_not_ready_and_says_so(tmp_path: Path) -> None:
    url = put_down(tmp_path / "samenspel.db")
    database, clock = Database(url), TheirClock("slack")
    app = application.build(_obstacle(DatabaseWatch(database), url, [clock], speech("nl")), [], [])
    answers = [request(app, "GET", "/readyz")]
    for minutes in (10, 1):
        theirs = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=minutes)
        clock.heard({"Date": format_datetime(theirs, usegmt=True)})
        answers.append(request(app, "GET", "/readyz"))
    database.close()
    assert [answer.status for answer in answers] == [200, 503, 200]
    assert answers[1].text.startswith("De klok van deze computer loopt 60")


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "een ander geheim"},
        {"age": 600},
        {"x_slack_signature": b"v0=\xe9"},
        {"x_slack_request_timestamp": "gisteren"},
        {"x_slack_signature": ""},
    ],
    ids=str,
)
def test_a_wrong_or_old_signature_is_refused_and_not_logged(
    sends: Slack, core: Core, caplog: pytest.LogCaptureFixture, wrong: dict[str, Any]
) -> None:
    caplog.set_level("DEBUG")
    assert post(sends, **wrong).status == 401
    assert core.knocks == []
    assert "geheim" not in caplog.text


def test_a_large_body_is_refused(sends: Slack) -> None:
    assert post(sends, "x" * (limits.REQUEST_BYTES + 1)).status == 413
    assert post(sends, "x" * limits.REQUEST_BYTES).status == 404, "read, and nothing that we know"


def test_a_body_that_is_no_json_is_refused(sends: Slack) -> None:
    assert post(sends, "{nee", content_type="application/json").status == 400


def test_slack_may_check_the_address(sends: Slack) -> None:
    answer = sends.event({"type": "url_verification", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7"})
    assert "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7" in answer.text


def test_another_command_is_not_ours(sends: Slack, core: Core) -> None:
    assert sends.command(payloads.command(command="/weer")).status == 404
    assert core.knocks == []


def test_companions_live_as_long_as_the_server() -> None:
    said = []

    @asynccontextmanager
    async def companion() -> AsyncIterator[None]:
        said.append("open")
        yield
        said.append("closed")

    async def serve() -> None:
        app = application.build(lambda: None, [], [companion])
        async with app.router.lifespan_context(app):
            said.append("serving")

    asyncio.run(serve())
    assert said == ["open", "serving", "closed"]
