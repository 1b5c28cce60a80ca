"""The addresses that the bot calls: /api/<method>, response urls, uploads and downloads."""

import json
import math
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from playground.play import Play
from playground.slack.web_api.answers_later import answer_later
from playground.slack.web_api.door import Call, Refused
from playground.slack.web_api.methods import METHODS
from playground.slack.web_api.tiers import PER_MINUTE
from playground.slack.wire import BOT_TOKEN, Json

# An answer to a question, not a fault: listed for engineers, but nobody is disturbed.
QUIET = frozenset({"users_not_found", "user_not_found", "already_reacted", "no_reaction", "hash_conflict"})
LARGEST = 25 * 1024 * 1024


def web_api_routes(play: Play) -> list[Route]:
    async def call_method(request: Request) -> Response:
        method = request.path_params["method"]
        said = await _said(request)
        call = Call(method, said, play.workspace, play.messenger.manifest, play.base)
        try:
            answer = {"ok": True, **_run(call, _token(request, said))}
        except Refused as refused:
            loud = refused.error not in QUIET
            person = refused.person or _person_of(call)
            messages = refused.messages or [f"{key}: {value}" for key, value in refused.more.items()]
            play.workspace.refuse(method, refused.error, messages, person, loud)
            answer = refused.as_json()
        headers = {"x-oauth-scopes": ",".join(sorted(play.messenger.manifest.scopes))}
        if "retry_after" in answer:
            headers["retry-after"] = str(answer.pop("retry_after"))
            return JSONResponse(answer, 429, headers)
        return JSONResponse(answer, headers=headers)

    async def respond(request: Request) -> Response:
        try:
            said = json.loads(await request.body())
            answer_later(play.workspace, request.path_params["key"], said)
        except ValueError:
            return PlainTextResponse("invalid_payload", 400)
        except Refused as refused:
            play.workspace.refuse("response_url", refused.error, refused.messages, refused.person)
            return JSONResponse(refused.as_json(), 404 if refused.error.endswith("_url") else 400)
        return PlainTextResponse("ok")

    async def upload(request: Request) -> Response:
        stored = play.workspace.files.get(request.path_params["file"])
        if stored is None:
            return PlainTextResponse("file_not_found", 404)
        if request.headers.get("content-type", "").startswith("multipart/"):
            async with request.form() as form:
                given = next(iter(form.values()))
                content = given.encode() if isinstance(given, str) else await given.read()
        else:
            content = await request.body()
        if len(content) > LARGEST:
            return PlainTextResponse("file_too_large", 413)
        stored.content = content
        return PlainTextResponse(f"OK - {len(content)}")

    async def download(request: Request) -> Response:
        """Slack answers without the token with a page to log in; the bot must notice that."""
        if _bearer(request) != BOT_TOKEN or "files:read" not in play.messenger.manifest.scopes:
            return PlainTextResponse("<!doctype html><title>Inloggen</title>", media_type="text/html")
        stored = play.workspace.files.get(request.path_params["file"].rpartition("-")[2])
        if stored is None:
            return PlainTextResponse("file_not_found", 404)
        return Response(stored.content, media_type=stored.kind)

    return [
        Route("/api/{method}", call_method, methods=["GET", "POST"]),
        Route("/hooks/{kind}/{team}/{key}", respond, methods=["POST"]),
        Route("/upload/{file}", upload, methods=["POST"]),
        Route("/files-pri/{file}/{name:path}", download),
    ]


def _run(call: Call, token: str) -> Json:
    if call.method not in METHODS:
        raise Refused("unknown_method", req_method=call.method)
    if call.method != "api.test":
        if not token:
            raise Refused("not_authed")
        if token != BOT_TOKEN:
            raise Refused("invalid_auth")
    if (often := PER_MINUTE.get(call.method)) and (wait := call.workspace.wait_before_calling(call.method, often)):
        raise Refused("ratelimited", retry_after=math.ceil(wait))
    return METHODS[call.method](call)


async def _said(request: Request) -> Mapping[str, Any]:
    said: dict[str, Any] = dict(request.query_params)
    content_type = request.headers.get("content-type", "")
    if content_type.startswith("application/json"):
        body = await request.body()
        try:
            found = json.loads(body or b"{}")
        except ValueError:
            found = {}
        return said | (found if isinstance(found, dict) else {})
    if request.method == "POST":
        async with request.form() as form:
            said |= {key: value for key, value in form.items() if isinstance(value, str)}
    return said


def _bearer(request: Request) -> str:
    return request.headers.get("authorization", "").removeprefix("Bearer ")


def _token(request: Request, said: Mapping[str, Any]) -> str:
    return _bearer(request) or str(said.get("token") or "")


def _person_of(call: Call) -> str | None:
    """Whom it concerned, when the call names one."""
    named = call.text("user") or call.text("user_id") or call.text("channel")
    return named if named in call.workspace.people else None
