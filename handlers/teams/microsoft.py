"""What we take from Microsoft's SDK: who is knocking, and who we are. The only module that imports it.

The rest of Teams is plain JSON over HTTP. The SDK's own client and router are asynchronous, and read keys from the
network on the event loop that Slack's people are waiting on too; here every call is made from a thread.
"""

import asyncio
import datetime as dt
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass

from jwt import PyJWTError
from msal import ConfidentialClientApplication

from handlers.logs import quiet
from handlers.teams import limits

with warnings.catch_warnings():
    # About previews that we do not use.
    warnings.simplefilter("ignore")
    from microsoft_teams.api.auth.cloud_environment import PUBLIC, CloudEnvironment, with_overrides
    from microsoft_teams.apps.auth import TokenValidator

# They print addresses and claims, and at DEBUG whole activities; urllib3 is of msal.
for _name in ("microsoft_teams", "msal", "urllib3"):
    quiet(_name).setLevel("CRITICAL")


@dataclass(frozen=True, slots=True)
class Cloud:
    """Whose tokens are believed. metadata: where the keys of that issuer are found."""

    issuer: str = PUBLIC.token_issuer
    metadata: str = PUBLIC.openid_metadata_url

    @property
    def environment(self) -> CloudEnvironment:
        return with_overrides(PUBLIC, token_issuer=self.issuer, openid_metadata_url=self.metadata)


class Gate:
    """Lets in what Microsoft signed for this bot and for the address that we shall answer to.

    The SDK's own gate also believes tokens of Entra for "agents". Those say nothing of the address, and for each
    organisation that an unsigned token names it goes and fetches keys. We are a bot: only bots' service may knock.
    """

    def __init__(self, client_id: str, cloud: Cloud | None = None) -> None:
        self._validator = TokenValidator.for_service(client_id, cloud=(cloud or Cloud()).environment)

    def admits(self, authorization: str, service_url: str) -> bool:
        """Reads the keys of the issuer over the network now and then: not for the event loop."""
        kind, _, token = authorization.partition(" ")
        # Without an address the validator would not look whether the token is for it.
        if kind.casefold() != "bearer" or not token.strip() or not service_url:
            return False
        try:
            asyncio.run(self._validator.validate_token(token.strip(), service_url))
        except (PyJWTError, ValueError):
            # A ValueError: what came instead of the keys is no JSON.
            return False
        return True


class Tokens:
    """What we show to Teams' service, fetched from Entra in good time before the last one ends.

    fetch: gives a token instead of Entra, in tests. login: where Entra is. wait: for its answer, twice at most.
    """

    def __init__(
        self,
        client_id: str,
        secret: str,
        tenant_id: str,
        fetch: Callable[[], str] | None = None,
        login: str = PUBLIC.login_endpoint,
        wait: dt.timedelta = limits.POST_TIMEOUT,
    ) -> None:
        self._fetch = fetch
        # Without a tenant it would be asked of the place where multi-tenant bots were.
        self._authority = f"{login}/{tenant_id}"
        self._who = {"client_id": client_id, "client_credential": secret, "timeout": wait.total_seconds()}
        self._lock = threading.Lock()
        self._entra: ConfidentialClientApplication | None = None

    def current(self) -> str:
        """Raises ValueError when Entra refuses, and OSError when it cannot be reached, or does not answer in time."""
        if self._fetch:
            return self._fetch()
        with self._lock:
            if self._entra is None:
                # It asks Entra where tokens are given: not before one is needed. The host we know ourselves.
                self._entra = ConfidentialClientApplication(
                    **self._who, authority=self._authority, instance_discovery=False
                )
            # It keeps the token, and fetches the next one in time.
            answer = self._entra.acquire_token_for_client([PUBLIC.bot_scope])
        if "access_token" not in answer:
            raise ValueError(str(answer.get("error", "")))
        return str(answer["access_token"])
