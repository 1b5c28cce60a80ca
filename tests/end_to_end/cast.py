"""Who is in the workspace: the colleagues of the sample municipality, and three people who should get no data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

TEAM = "T000000001"  # hard-wired in the emulator
OTHER_TEAM = "T0BUITEN001"


@dataclass(frozen=True)
class Colleague:
    name: str
    email: str
    admin: bool = False
    locale: str = "nl-NL"
    guest: bool = False
    foreign: bool = False
    left: bool = False

    @property
    def handle(self) -> str:
        return self.email.split("@")[0]

    def as_slack_shows(self) -> dict[str, Any]:
        """The fields of a Slack user that the emulator lacks."""
        return {
            "tz": "Europe/Amsterdam",
            "tz_label": "Central European Time",
            "tz_offset": 3600,
            "locale": self.locale,
            "is_admin": self.admin,
            "is_owner": self.admin,
            "is_primary_owner": self.admin,
            "is_restricted": self.guest,
            "is_ultra_restricted": False,
            "is_stranger": self.foreign,
            "is_app_user": False,
            "deleted": self.left,
            "team_id": OTHER_TEAM if self.foreign else TEAM,
        }


def _here(
    name: str, *, admin: bool = False, locale: str = "nl-NL", guest: bool = False, left: bool = False
) -> Colleague:
    handle = name.lower().replace(" ", ".")
    return Colleague(name, f"{handle}@voorbeeld.example", admin=admin, locale=locale, guest=guest, left=left)


COLLEAGUES = (
    _here("Marieke van Dam"),
    _here("Youssef El Amrani"),
    _here("Anouk de Wit"),
    _here("Daan Kuipers"),
    _here("Shanti Ramdin"),
    _here("Pieter Hoekstra"),
    _here("Fatma Yildirim"),
    _here("Jeroen Bakker"),
    _here("Lotte Vermeer"),
    _here("Kwame Owusu", admin=True),
    _here("Ilse Brouwer"),
    _here("Rachid Bouzidi"),
    _here("Sanne Terpstra"),
    _here("Henk Visser"),
    _here("Nadia Haddou"),
    _here("Wei Chen", locale="en-GB"),
)
GUEST = _here("Gerda Gast", guest=True)
OUTSIDER = Colleague("Bram Buiten", "bram.buiten@anders.example", foreign=True)
LEFT = _here("Olga Oud", left=True)
EVERYBODY = (*COLLEAGUES, GUEST, OUTSIDER, LEFT)
