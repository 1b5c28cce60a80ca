"""What we take from Microsoft's SDK: who is knocking, and who we are. The only module that imports it.

The rest of Teams is plain JSON over HTTP. The SDK's own client and router are asynchronous, and read keys from the
network on the event loop that Slack's people are waiting on too; here every call is made from a thread.
"""

import asyncio
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass

from jwt import PyJWTError

from handlers.logs import quiet

with warnings.catch_warnings():
    # About previews that we do not use.
    warnings.simplefilter("ignore")
    from microsoft_teams.api import ClientCredentials, Credentials, TokenCredentials, TokenProtocol
    from microsoft_teams.api.auth.cloud_environment import PUBLIC, CloudEnvironment, with_overrides
    from microsoft_teams.apps.auth import InboundActivityTokenValidator
    from microsoft_teams.apps.token_manager import TokenManager

# It prints addresses and claims, and at DEBUG whole activities.
quiet("microsoft_teams").setLevel("CRITICAL")


@dataclass(frozen=True, slots=True)
class Cloud:
    """Whose tokens are believed. metadata: where the keys of that issuer are found."""

    issuer: str = PUBLIC.token_issuer
    metadata: str = PUBLIC.openid_metadata_url

    @property
    def environment(self) -> CloudEnvironment:
        return with_overrides(PUBLIC, token_issuer=self.issuer, openid_metadata_url=self.metadata)


class Gate:
    """Lets in what Microsoft signed for this bot and for the address that we shall answer to."""

    def __init__(self, client_id: str, cloud: Cloud | None = None) -> None:
        self._validator = InboundActivityTokenValidator(client_id, (cloud or Cloud()).environment)

    def admits(self, authorization: str, service_url: str) -> bool:
        """Reads the keys of the issuer over the network now and then: not for the event loop."""
        kind, _, token = authorization.partition(" ")
        if kind.casefold() != "bearer" or not token.strip():
            return False
        try:
            asyncio.run(self._validator.validate_token(token.strip(), service_url))
        except PyJWTError:
            return False
        return True


class Tokens:
    """What we show to Teams' service, fetched from Entra in good time before the last one ends.

    fetch: gives a token instead of Entra, in tests.
    """

    def __init__(self, client_id: str, secret: str, tenant_id: str, fetch: Callable[[], str] | None = None) -> None:
        # Without a tenant it would be asked of the place where multi-tenant bots were: see recipes/teams.md, trap 4.
        credentials: Credentials = ClientCredentials(client_id=client_id, client_secret=secret, tenant_id=tenant_id)
        if fetch:
            credentials = TokenCredentials(client_id=client_id, tenant_id=tenant_id, token=lambda *asked: fetch())
        self._manager = TokenManager(credentials)
        self._lock = threading.Lock()
        self._token: TokenProtocol | None = None

    def current(self) -> str:
        """Raises ValueError when Entra refuses, and OSError when it cannot be reached."""
        with self._lock:
            if self._token is None or self._token.is_expired():
                self._token = asyncio.run(self._manager.get_bot_token())
            return str(self._token)
