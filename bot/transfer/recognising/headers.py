"""Headers as people write them: without case, spaces, signs and accents they are compared."""

import re
import unicodedata
from functools import lru_cache

_ASIDE = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
_APART = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=10_000)
def squashed(text: str) -> str:
    """ "E-mail adres" is "emailadres", "Wijk(en)" is "wijken", "Enquête" is "enquete"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _APART.sub("", "".join(sign for sign in plain if not unicodedata.combining(sign)))


@lru_cache(maxsize=10_000)
def spellings(header: str) -> tuple[str, ...]:
    """What a header may be compared as, the fullest first: with and without what stands in brackets."""
    bare = _ASIDE.sub(" ", header)
    # Exports of platforms: "title/nl", "attributes.title_multiloc".
    last = re.split(r"[/.]", bare.removesuffix("/nl").removesuffix("/en"))[-1]
    found = (squashed(header), squashed(bare), squashed(last).removesuffix("multiloc"))
    return tuple(dict.fromkeys(filter(None, found)))
