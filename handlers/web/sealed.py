"""What a browser keeps for us: signed, with an end, and for one use only. So any process can read it, and none keeps
anything.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer


class Sealed:
    """secret: of this installation; with a new one everything that was given out is void. use: what was given out for
    one thing is of no use for another.
    """

    def __init__(self, secret: str, use: str, lasts: dt.timedelta) -> None:
        self.lasts = lasts
        self._seal = URLSafeSerializer(secret, salt=f"samenspel {use}", signer_kwargs={"digest_method": hashlib.sha256})

    def close(self, told: Mapping[str, str], now: dt.datetime) -> str:
        return str(self._seal.dumps({**told, "until": int((now + self.lasts).timestamp())}))

    def open(self, given: str, now: dt.datetime) -> Mapping[str, str]:
        """Empty when we did not close it, or that is too long ago."""
        try:
            told: dict[str, Any] = self._seal.loads(given)
        except BadSignature:
            return {}
        return told if now.timestamp() < told.pop("until") else {}
