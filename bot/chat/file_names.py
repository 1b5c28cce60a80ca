"""What a file is called, of letters that every computer has."""

import re
import unicodedata


def plain_name(words: str, longest: int, otherwise: str) -> str:
    """Small letters, digits and hyphens. otherwise: when nothing of the words is left."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].rstrip("-") or otherwise
