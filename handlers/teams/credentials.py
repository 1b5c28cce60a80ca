"""By what Entra knows us: a secret, a certificate, or what the operator's platform vouches for. And when that ends."""

import datetime as dt
import re
from typing import Any

from handlers.settings import Settings

Credential = str | dict[str, Any]
"""A secret, or what msal takes instead of one."""

_PEM = re.compile(r"-----BEGIN ([A-Z ]+)-----.+?-----END \1-----", re.DOTALL)


def credential(settings: Settings) -> Credential:
    """Something that the operator's platform vouches for goes before a certificate, and that before a secret."""
    if file := settings.teams_federated_token_file:
        # Such a token lasts an hour: read each time that msal asks for one.
        return {"client_assertion": lambda: file.read_text().strip()}
    if settings.teams_certificate:
        parts = {found[1].split()[-1]: found[0] for found in _PEM.finditer(settings.teams_certificate.read_text())}
        return {"private_key": parts.get("KEY", ""), "public_certificate": parts.get("CERTIFICATE", "")}
    return settings.teams_client_secret


def ends_on(settings: Settings) -> dt.date | None:
    """When what we show to Entra ends: as the settings say, else as the certificate does."""
    if settings.teams_secret_ends or settings.teams_certificate is None:
        return settings.teams_secret_ends
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificate(settings.teams_certificate.read_bytes()).not_valid_after_utc.date()
    except ValueError:
        return None
