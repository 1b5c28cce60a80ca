"""A key set of the test's own, and tokens signed with it: what Microsoft is to a real bot."""

import json
import time
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from handlers.teams.microsoft import Cloud

ISSUER = "https://voorbeeld.example/issuer"
CLIENT_ID = "11111111-2222-4333-8444-555555555555"


@cache
def _private(kid: str) -> rsa.RSAPrivateKey:
    """Once each: making one takes a while."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Keys:
    """published: what `/keys` at the address says."""

    def __init__(self, url: str, kid: str = "test") -> None:
        self._kid, self._key = kid, _private(kid)
        public = json.loads(RSAAlgorithm.to_jwk(self._key.public_key()))
        self.published = json.dumps(
            {"keys": [{**public, "kid": kid, "use": "sig", "alg": "RS256", "endorsements": ["msteams"]}]}
        ).encode()
        self.cloud = Cloud(issuer=ISSUER, metadata=f"{url}/openidconfiguration")

    def token(self, service_url: str, **claims: Any) -> str:
        now = int(time.time())
        usual = {"iss": ISSUER, "aud": CLIENT_ID, "serviceurl": service_url, "iat": now, "exp": now + 3600}
        said = {name: claim for name, claim in {**usual, **claims}.items() if claim is not None}
        return jwt.encode(said, self._key, algorithm="RS256", headers={"kid": self._kid})
