"""The secret in an address: whoever has it may read. Only its hash is kept, so nobody can look it up."""

import hashlib
import secrets

BYTES = 24
"""192 bits: nobody guesses it, and it fits on a line."""


def new() -> str:
    """Letters and digits only: a chat that finds the end of an address by itself, or a double click, takes it whole."""
    return secrets.token_hex(BYTES)


def hashed(secret: str) -> str:
    """No salt: it is chance already. What is looked up is the hash, so time tells nothing of the secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
