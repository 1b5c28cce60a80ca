"""A provider of our own, for both platforms: it signs people in as OpenID Connect says, and lies when a test asks."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from handlers.web import providers
from handlers.web.providers import Provider
from tests.serving import serving

CLIENT, SECRET = "klant-123", "geheim-van-de-klant"
TENANT = "6f7b1c9a-0000-4000-8000-000000000001"
ELSEWHERE = "6f7b1c9a-0000-4000-8000-000000000002"


@dataclass
class StandInProvider:
    """who: the claims about whoever signs in. lie: what is wrong with the next token."""

    url: str = ""
    who: dict[str, str] = field(default_factory=dict)
    lie: str = ""
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "ons"}))
    other: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "ons"}))

    def slack(self, back: str) -> Provider:
        return providers.slack(CLIENT, SECRET, back, self.url)

    def entra(self, back: str, *tenants: str) -> Provider:
        return providers.entra(CLIENT, SECRET, frozenset(tenants or (TENANT,)), back, self.url)

    def signs_in(self, team: str, user: str) -> None:
        """With Slack."""
        self.who = {"https://slack.com/team_id": team, "https://slack.com/user_id": user, "iss": self.url}

    def signs_in_at_entra(self, user: str, tenant: str = TENANT) -> None:
        self.who = {"tid": tenant, "oid": user, "iss": f"{self.url}/{tenant}/v2.0"}

    # What it answers

    def metadata(self, path: str) -> dict[str, Any]:
        before = path.removesuffix("/.well-known/openid-configuration")
        return {
            "issuer": self.url + before,
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser goes: whoever is there has agreed."""
        assert asked["response_type"] == "code"
        # As Slack: only of apps that are marked as public clients.
        assert asked.get("code_challenge_method") == (None if asked["redirect_uri"].endswith("/slack") else "S256")
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, asked: dict[str, str]) -> tuple[int, dict[str, Any]]:
        begun = self.codes.get(asked.get("code", ""))
        if self.lie != "takes a code again":
            self.codes.pop(asked.get("code", ""), None)
        digest = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() if "code_verifier" in asked else None
        right = begun and begun.get("code_challenge") == challenge and begun["redirect_uri"] == asked["redirect_uri"]
        if not right or (asked["client_id"], asked["client_secret"]) != (CLIENT, SECRET):
            return 400, {"error": "invalid_grant"}
        assert begun
        answer = {"access_token": "toegang", "token_type": "Bearer", "id_token": self._signed(begun["nonce"])}
        if self.lie == "no token":
            del answer["id_token"]
        return 200, answer

    def _signed(self, nonce: str) -> str:
        now = int(time.time())
        claims: dict[str, Any] = {"sub": "x", "aud": CLIENT, "exp": now + 300, "iat": now, "nonce": nonce, **self.who}
        wrong: dict[str, dict[str, Any]] = {
            "issuer": {"iss": "https://elders.example"},
            "audience": {"aud": "een-andere-app"},
            "audience, by way of us": {"aud": "een-andere-app", "azp": CLIENT},
            "nonce": {"nonce": "van-een-ander"},
            "too old": {"exp": now - 3_600, "iat": now - 7_200},
            "nobody": {"oid": "", "https://slack.com/user_id": ""},
        }
        claims |= wrong.get(self.lie, {})
        for claim in {"no nonce": ("nonce",), "no end": ("exp",), "no issuer": ("iss",)}.get(self.lie, ()):
            del claims[claim]
        match self.lie:
            case "unsigned":
                parts = ({"alg": "none", "kid": "ons"}, claims)
                return ".".join(map(_packed, parts)) + "."
            case "signed with what everybody knows":
                header = {"alg": "HS256", "kid": "ons"}
                return jwt.encode(
                    header, claims, OctKey.import_key(self.key.as_pem(private=False)), algorithms=["HS256"]
                )
        key = self.other if self.lie == "another key" else self.key
        return jwt.encode({"alg": "RS256", "kid": "ons"}, claims, key)


def _packed(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


@contextmanager
def running() -> Iterator[StandInProvider]:
    provider = StandInProvider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            provider.asked.append(parts.path)
            if parts.path.endswith("/authorize"):
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorize(asked))
                self.end_headers()
            elif parts.path == "/keys":
                self._say(200, {"keys": [provider.key.as_dict(private=False)]})
            elif parts.path.endswith("/.well-known/openid-configuration"):
                self._say(200, provider.metadata(parts.path))
            else:
                self._say(404, {})

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(*provider.token({name: values[0] for name, values in parse_qs(body).items()}))

        def _say(self, status: int, told: dict[str, Any]) -> None:
            content = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - of the standard library
            """Not in the log of a test."""

    with serving(Answers) as provider.url:
        yield provider
