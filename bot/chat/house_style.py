"""How a municipality looks on its pages: a colour, a logo, and where it says how accessible they are."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

LARGEST_LOGO = 100_000
"""Bytes: it is in every page."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@cache
def tokens() -> str:
    """A style sheet with the colours and sizes that all our pages have."""
    return (Path(__file__).parents[1] / "pages" / "template" / "tokens.css").read_text("utf-8")


def hash_in_policy(text: str) -> str:
    """As the policy of a page names a style or a script: whatever else somebody gets into it does not run."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


class HouseStyle(NamedTuple):
    """colour: #rrggbb. logo: a picture, of the kind `logo_kind`. statement: a web address. Each may be empty."""

    colour: str = ""
    logo: bytes = b""
    logo_kind: str = ""
    statement: str = ""

    @property
    def css(self) -> str:
        """For a style sheet that uses --brand, and --on-brand for words on it."""
        colour = self.colour
        return f":root {{ --brand: {colour}; --on-brand: {ink_on(colour)}; }}" if is_colour(colour) else ""

    @property
    def logo_address(self) -> str:
        """The logo itself, as an address: a page that holds it fetches nothing."""
        if not self.logo:
            return ""
        return f"data:{self.logo_kind};base64,{base64.b64encode(self.logo).decode()}"


def is_colour(written: str) -> bool:
    return bool(_COLOUR.match(written))


def ink_on(colour: str) -> str:
    """Black or white, whichever is easier to read on it: with every colour that is at least 4.5 to 1."""
    light = _luminance(colour)
    return "#ffffff" if 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 else "#000000"


def _luminance(colour: str) -> float:
    """As WCAG 2 has it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def kind_of_logo(content: bytes) -> str:
    """By its first bytes, whatever its name says; empty for what is no PNG or JPEG, or too large."""
    if len(content) > LARGEST_LOGO:
        return ""
    return next((kind for first, kind in _KINDS.items() if content.startswith(first)), "")
