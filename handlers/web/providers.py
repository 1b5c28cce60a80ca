"""Who vouches for colleagues: Slack or Entra ID, by OpenID Connect. Here is how a login begins; `vouching` ends it."""

import base64
import hashlib
import secrets
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec

from bot.chat.requests import Account

SLACK, ENTRA = "https://slack.com", "https://login.microsoftonline.com"


class Provider(msgspec.Struct, frozen=True):
    """name: of the chat platform. metadata: the address of what it says about itself. issuers: who may sign, and
    nobody else. claims: which of them say the organisation and the person. back: where it sends people afterwards.
    """

    name: str
    authorize: str
    metadata: str
    client_id: str
    client_secret: str
    scope: str
    issuers: tuple[str, ...]
    claims: tuple[str, str]
    back: str

    def account(self, told: Mapping[str, Any]) -> Account | None:
        """Whom checked claims are about; None when they don't say, or when one organisation signs for another."""
        tenant, user = (told.get(claim) for claim in self.claims)
        if not (isinstance(tenant, str) and isinstance(user, str) and tenant and user):
            return None
        ours = len(self.issuers) == 1 or f"/{tenant}/" in str(told.get("iss"))
        return Account(self.name, tenant, user) if ours else None


def slack(client_id: str, client_secret: str, back: str, issuer: str = SLACK) -> Provider:
    """Whether we know the workspace is looked up later: there may be several."""
    return Provider(
        name="slack",
        authorize=f"{issuer}/openid/connect/authorize",
        metadata=f"{issuer}/.well-known/openid-configuration",
        client_id=client_id,
        client_secret=client_secret,
        scope="openid",
        issuers=(issuer,),
        claims=("https://slack.com/team_id", "https://slack.com/user_id"),
        back=back,
    )


def entra(client_id: str, client_secret: str, tenants: Collection[str], back: str, login: str = ENTRA) -> Provider:
    """With the app of the bot. tenants: the only organisations whose people may sign in."""
    (own,) = tenants if len(tenants) == 1 else ("organizations",)
    return Provider(
        name="teams",
        authorize=f"{login}/{own}/oauth2/v2.0/authorize",
        metadata=f"{login}/{own}/v2.0/.well-known/openid-configuration",
        client_id=client_id,
        client_secret=client_secret,
        scope="openid profile",
        issuers=tuple(f"{login}/{tenant}/v2.0" for tenant in sorted(tenants)),
        claims=("tid", "oid"),
        back=back,
    )


class BegunLogin(msgspec.Struct, frozen=True):
    """What the browser keeps until the provider sends it back: that it was this browser that began."""

    state: str
    nonce: str
    verifier: str


def begin(provider: Provider) -> tuple[str, BegunLogin]:
    """Where to send the browser, and what it keeps meanwhile."""
    begun = BegunLogin(*(secrets.token_urlsafe(32) for _ in range(3)))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(begun.verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": provider.back,
        "scope": provider.scope,
        "state": begun.state,
        "nonce": begun.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{provider.authorize}?{urlencode(asked)}", begun
