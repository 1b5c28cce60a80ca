"""Slack's requests over HTTP: signed, read, and then answered in a thread of their own.

Bolt's own adapters run a synchronous app on the event loop.
"""

from collections.abc import Mapping

from slack_bolt import App, BoltResponse
from slack_sdk.signature import SignatureVerifier
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from handlers.concurrency import ConcurrencyLimit
from handlers.slack import limits, payloads
from handlers.slack.app import dispatch, too_late
from handlers.slack.patience import Hourglass, Unhurried


def route(
    app: App, signing_secret: str, turns: ConcurrencyLimit, unhurried: Unhurried | None = None, language: str = "nl"
) -> Route:
    """`/slack/events`: commands, clicks, forms, searches and events all come in here.

    language: for whoever has to wait, because theirs is not known yet.
    """
    unhurried = unhurried or Unhurried()
    verifier = SignatureVerifier(signing_secret)

    async def answer(request: Request) -> Response:
        try:
            body = await _read(request)
        except (ClientDisconnect, UnicodeDecodeError):
            return PlainTextResponse("unreadable", 400)
        if body is None:
            return PlainTextResponse("too large", 413)
        if not _is_signed(verifier, body, request.headers):
            # Checked here and not by Bolt, which reads the body first and then logs it.
            return PlainTextResponse("signature", 401)
        try:
            payload = payloads.read(payloads.unpacked(body, request.headers.get("content-type", "")))
        except payloads.Misshapen:
            return PlainTextResponse("unreadable", 400)

        async def work(hourglass: Hourglass) -> BoltResponse:
            return await turns.take(lambda: dispatch(app, payload, hourglass))

        return _as_response(await unhurried.answer(work, too_late(payload, language)))

    return Route("/slack/events", answer, methods=["POST"])


def _is_signed(verifier: SignatureVerifier, body: str, headers: Mapping[str, str]) -> bool:
    """Signed by Slack, less than five minutes ago."""
    try:
        return verifier.is_valid_request(body, headers)
    except (TypeError, ValueError):
        # A time that is no number, a signature with strange letters.
        return False


async def _read(request: Request) -> str | None:
    """None when there is more than we want to hold: nobody has shown a signature yet."""
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > limits.REQUEST_BYTES:
            return None
    return received.decode()


def _as_response(answer: BoltResponse) -> Response:
    return Response(answer.body, answer.status, {name: values[0] for name, values in answer.headers.items()})
