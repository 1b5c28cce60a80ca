"""The process that ends a login: a code goes to the provider, and the signed word about who it is comes back.

The only module that imports Authlib. It needs 20 MB that the bot itself has no other use for, and a login is rare.
"""

import logging
import sys
from collections.abc import Mapping
from typing import Any

import msgspec
import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client import BaseApp, OAuth2Mixin, OpenIDMixin
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import JoseError

from bot.chat.requests import Account
from handlers.web.providers import BegunLogin, Provider
from handlers.web.signing_in import LoginToEnd, Vouched

WAIT_SECONDS = 5
"""For a provider, each time: a person waits."""
CLOCKS_DIFFER_SECONDS = 120
SIGNED_BY = "RS256"
"""As both providers sign. What else they say they could use is not believed."""
WRONG = (AuthlibBaseError, JoseError, requests.RequestException, KeyError, ValueError, RuntimeError, TypeError)


class _App(OAuth2Mixin, OpenIDMixin, BaseApp):  # type: ignore[misc] # Authlib has no types.
    client_cls = OAuth2Session

    def load_server_metadata(self) -> Any:
        return super().load_server_metadata() | {"id_token_signing_alg_values_supported": [SIGNED_BY]}


def vouched(provider: Provider, code: str, begun: BegunLogin) -> Account | None:
    """Raises one of WRONG."""
    app = _App(
        None,
        provider.name,
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=provider.metadata,
        client_kwargs={
            "scope": provider.scope,
            "token_endpoint_auth_method": "client_secret_post",
            "default_timeout": WAIT_SECONDS,
        },
    )
    token = app.fetch_access_token(provider.back, code=code, code_verifier=begun.verifier)
    asked = {
        "iss": {"essential": True, "values": list(provider.issuers)},
        "aud": {"essential": True, "value": provider.client_id},
        "nonce": {"essential": True},
    }
    claims: Mapping[str, Any] = app.parse_id_token(token, begun.nonce, asked, leeway=CLOCKS_DIFFER_SECONDS) or {}
    return provider.account(claims)


def main() -> None:
    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=LoginToEnd)
    try:
        answer = Vouched(vouched(asked.provider, asked.code, asked.begun))
    except WRONG as wrong:
        # Never what it says: that may hold what came.
        answer = Vouched(None, type(wrong).__name__)
    sys.stdout.buffer.write(msgspec.json.encode(answer))


if __name__ == "__main__":
    # They print what only the provider and we may know.
    logging.disable()
    main()
