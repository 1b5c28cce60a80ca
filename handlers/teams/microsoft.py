"""Who is knocking, and who we are: the checks of Microsoft's tokens. The only module that imports PyJWT and msal.

The rest of Teams is plain JSON over HTTP. Microsoft's SDK is not used: its client and router are asynchronous, and read
keys from the network on the event loop that Slack's people are waiting on too; and it brings 13 packages. Here every
call is made from a thread.

The rules: learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

import datetime as dt
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jwt
from msal import ConfidentialClientApplication

from handlers.observability.logs import quiet
from handlers.teams import limits
from handlers.teams.credentials import Credential

# They print addresses and claims; urllib3 is of msal.
for _name in ("msal", "urllib3"):
    quiet(_name).setLevel("CRITICAL")

LOGIN = "https://login.microsoftonline.com"
"""Entra: the cloud that all customers share, as `Cloud` is too."""

CHANNEL = "msteams"
"""An Azure bot may have other channels beside Teams, such as a chat on a website: whoever writes there says themselves
who they are."""
_CLOCKS_DIFFER = dt.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Cloud:
    """Whose tokens are believed. metadata: where the keys of that issuer are found."""

    issuer: str = "https://api.botframework.com"
    metadata: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"

    @property
    def keys(self) -> str:
        return self.metadata.removesuffix("/openidconfiguration") + "/keys"


class MicrosoftTokenCheck:
    """Lets in what Microsoft signed for this bot, about Teams, and for the address that we shall answer to.

    Their SDK's check believes a key whatever channel Microsoft gave it out for, and a token that never ends. It also
    believes tokens of Entra for "agents", which say nothing of the address. We are a bot: only bots' service may knock.
    """

    def __init__(self, client_id: str, cloud: Cloud | None = None, kept: dt.timedelta = limits.KEYS_KEPT) -> None:
        self._client_id = client_id
        self._cloud = cloud or Cloud()
        timeout = limits.POST_TIMEOUT.total_seconds()
        self._keys = _KeysForTeams(self._cloud.keys, timeout=timeout, lifespan=kept.total_seconds())

    def admits(self, authorization: str, service_url: str, channel: str) -> bool:
        """Reads the keys of the issuer over the network now and then: not for the event loop."""
        kind, _, token = authorization.partition(" ")
        if kind.casefold() != "bearer" or not service_url or channel != CHANNEL:
            return False
        try:
            claims = self._claims(token.strip())
        except (jwt.PyJWTError, ValueError):
            # A ValueError: what came instead of the keys is no JSON.
            return False
        return str(claims.get("serviceurl") or "").rstrip("/") == service_url.rstrip("/")

    def _claims(self, token: str) -> dict[str, Any]:
        return jwt.decode(
            token,
            self._keys.get_signing_key_from_jwt(token).key,
            algorithms=["RS256"],
            audience=self._client_id,
            issuer=self._cloud.issuer,
            leeway=_CLOCKS_DIFFER,
            # Without this a token that does not say when it ends would never end.
            options={"require": ["exp", "iss", "aud"]},
        )


class _KeysForTeams(jwt.PyJWKClient):
    """Of the keys that Microsoft publishes only those that it gave out ("endorsed") for Teams.

    They are read again after a day; while that cannot be done, those that we have are as good as they were. A key that
    is not among them is looked for once in 30 seconds: that bound is PyJWKClient's own. It has none for what cannot be
    fetched.
    """

    _not_before = 0.0
    _known: dict[str, Any] | None = None

    def fetch_data(self) -> Any:
        try:
            self._known = self._fetched()
        except (jwt.PyJWTError, ValueError):
            # A ValueError: what came instead of the keys is no JSON.
            if self._known is None:
                raise
        return self._known

    def _fetched(self) -> dict[str, Any]:
        if time.monotonic() < self._not_before:
            raise jwt.PyJWKClientError("the keys could not be fetched a moment ago")
        self._not_before = time.monotonic() + limits.KEYS_AGAIN.total_seconds()
        published = super().fetch_data()
        keys = [key for key in published.get("keys", ()) if CHANNEL in (key.get("endorsements") or ())]
        if keys:
            self._not_before = 0.0
        elif self.jwk_set_cache:
            # It has those that were given out for something else by now, and would show them the next time.
            self.jwk_set_cache.put(None)
        return {**published, "keys": keys}


class Tokens:
    """What we show to Teams' service, fetched from Entra in good time before the last one ends.

    shown: by which Entra knows us. fetch: gives a token instead of Entra, in tests. login: where Entra is. wait: for
    its answer, twice at most.
    """

    def __init__(
        self,
        client_id: str,
        shown: Credential,
        tenant_id: str,
        fetch: Callable[[], str] | None = None,
        login: str = LOGIN,
        wait: dt.timedelta = limits.POST_TIMEOUT,
    ) -> None:
        self._fetch = fetch
        # Without a tenant it would be asked of the place where multi-tenant bots were.
        self._authority = f"{login}/{tenant_id}"
        self._who = {"client_id": client_id, "client_credential": shown, "timeout": wait.total_seconds()}
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
            answer = self._entra.acquire_token_for_client(["https://api.botframework.com/.default"])
        if "access_token" not in answer:
            raise ValueError(str(answer.get("error", "")))
        return str(answer["access_token"])
