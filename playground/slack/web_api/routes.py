"""The addresses that the bot calls: /api/<method>, response urls, uploads and downloads."""

import json
import math

from playground.slack.http import Asked, Told, as_json, as_text
from playground.slack.messenger import Messenger
from playground.slack.web_api.answers_later import answer_later
from playground.slack.web_api.door import Call, Refused
from playground.slack.web_api.methods import METHODS
from playground.slack.web_api.tiers import PER_MINUTE
from playground.slack.wire import Json

# An answer to a question, not a fault: listed for engineers, but nobody is disturbed.
QUIET = frozenset({"users_not_found", "user_not_found", "already_reacted", "no_reaction", "hash_conflict"})
LARGEST = 25 * 1024 * 1024


class WebApi:
    def __init__(self, messenger: Messenger) -> None:
        self.messenger, self.workspace = messenger, messenger.workspace

    def answer(self, asked: Asked) -> Told:
        match asked.path.strip("/").split("/"):
            case ["api", method]:
                return self._call(method, asked)
            case ["hooks", _, _, key] if asked.verb == "POST":
                return self._respond(key, asked)
            case ["upload", file] if asked.verb == "POST":
                return self._upload(file, asked.body)
            case ["files-pri", file, *_]:
                return self._download(file, asked)
        return as_text("not_found", 404)

    def _call(self, method: str, asked: Asked) -> Told:
        said = asked.said()
        call = Call(method, said, self.workspace, self.messenger.manifest, self.messenger.base)
        try:
            answer = {"ok": True, **self._run(call, asked.bearer or str(said.get("token") or ""))}
        except Refused as refused:
            loud = refused.error not in QUIET
            person = refused.person or _person_of(call)
            messages = refused.messages or [f"{key}: {value}" for key, value in refused.more.items()]
            self.workspace.refuse(method, refused.error, messages, person, loud)
            answer = refused.as_json()
        headers = {"x-oauth-scopes": ",".join(sorted(self.messenger.manifest.scopes))}
        if "retry_after" in answer:
            return as_json(answer, 429, {**headers, "retry-after": str(answer.pop("retry_after"))})
        return as_json(answer, headers=headers)

    def _run(self, call: Call, token: str) -> Json:
        if call.method not in METHODS:
            raise Refused("unknown_method", req_method=call.method)
        if call.method != "api.test":
            if not token:
                raise Refused("not_authed")
            if token not in self.workspace.tokens:
                raise Refused("invalid_auth")
            if self.workspace.tokens[token] != ("app" if call.method == "apps.connections.open" else "bot"):
                raise Refused("not_allowed_token_type")
        often = PER_MINUTE.get(call.method)
        if often and (wait := self.workspace.wait_before_calling(call.method, often)):
            raise Refused("ratelimited", retry_after=math.ceil(wait))
        return METHODS[call.method](call)

    def _respond(self, key: str, asked: Asked) -> Told:
        try:
            answer_later(self.workspace, key, json.loads(asked.body))
        except ValueError:
            return as_text("invalid_payload", 400)
        except Refused as refused:
            self.workspace.refuse("response_url", refused.error, refused.messages, refused.person)
            return as_json(refused.as_json(), 404 if refused.error.endswith("_url") else 400)
        return as_text("ok")

    def _upload(self, file: str, content: bytes) -> Told:
        stored = self.workspace.files.get(file)
        if stored is None:
            return as_text("file_not_found", 404)
        if len(content) > LARGEST:
            return as_text("file_too_large", 413)
        stored.content = content
        return as_text(f"OK - {len(content)}")

    def _download(self, file: str, asked: Asked) -> Told:
        """Slack answers without the token with a page to log in; the bot must notice that."""
        if asked.bearer not in self.workspace.tokens or "files:read" not in self.messenger.manifest.scopes:
            return as_text("<!doctype html><title>Inloggen</title>", kind="text/html")
        stored = self.workspace.files.get(file.rpartition("-")[2])
        if stored is None:
            return as_text("file_not_found", 404)
        return Told(200, stored.content, {"content-type": stored.kind})


def _person_of(call: Call) -> str | None:
    """Whom it concerned, when the call names one."""
    named = call.text("user") or call.text("user_id") or call.text("channel")
    return named if named in call.workspace.people else None
