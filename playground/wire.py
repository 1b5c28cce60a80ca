"""The names that both ends of the wire agree on: ids, tokens, and the one word for a JSON object."""

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

# Nothing secret: both ends run on this machine and forget everything when they stop.
BOT_TOKEN = "xoxb-oefenomgeving-niet-geheim"
SIGNING_SECRET = "oefenomgeving-niet-geheim"
VERIFICATION_TOKEN = "oefenomgeving"
