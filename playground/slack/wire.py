"""The names that both ends of the wire agree on: ids, tokens, and the one word for a JSON object."""

import secrets
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

TEAM = "T0VOORBEELD"
OTHER_TEAM = "T0WATERSCHAP"
TEAM_NAME = "Gemeente Voorbeeld"
DOMAIN = "gemeente-voorbeeld"
APP = "A0SAMENSPEL"
BOT = "B0SAMENSPEL"
BOT_USER = "U0SAMENSPEL"
BOT_NAME = "Samenspel"

# New at every start, and known to both ends only: any page in the same browser can post to an address of this machine.
BOT_TOKEN = f"xoxb-oefenomgeving-{secrets.token_urlsafe(24)}"
APP_TOKEN = f"xapp-1-{secrets.token_urlsafe(24)}"
SIGNING_SECRET = secrets.token_urlsafe(24)
VERIFICATION_TOKEN = "oefenomgeving"
