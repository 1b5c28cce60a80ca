"""The invented people of the practice workspace: the sample's colleagues, one guest and one outsider."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from playground.slack.wire import BOT_NAME, BOT_USER, OTHER_TEAM, TEAM

SAMPLE = Path(__file__).parents[1] / "voorbeeld"
ADMINISTRATOR = "C10"  # Kwame: the one who pulls participation along also looks after the app


class Standing(StrEnum):
    """How somebody belongs to the workspace."""

    COLLEAGUE = "colleague"
    GUEST = "guest"
    OUTSIDER = "outsider"  # works elsewhere, meets us in a shared channel
    APP = "app"


@dataclass(frozen=True)
class Person:
    """Somebody in the workspace. `code` is the sample's (C07), `id` is Slack's (U00000C07)."""

    code: str
    id: str
    name: str
    email: str
    roles: tuple[str, ...] = field(default=())
    department: str = ""
    standing: Standing = Standing.COLLEAGUE
    locale: str = "nl-NL"
    administrator: bool = False
    left: bool = False

    @property
    def team(self) -> str:
        return OTHER_TEAM if self.standing is Standing.OUTSIDER else TEAM

    @property
    def handle(self) -> str:
        """What Slack calls `name`: marieke.van.dam."""
        return self.email.split("@")[0]

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def initials(self) -> str:
        words = [word for word in self.name.split() if word[0].isupper()]
        return (words[0][0] + words[-1][0]) if len(words) > 1 else self.name[:2].upper()

    @property
    def corner(self) -> str:
        """The colour of the avatar: which corner of the triangle somebody stands in."""
        return self.roles[0] if self.roles else str(self.standing)


SAMENSPEL = Person("samenspel", BOT_USER, BOT_NAME, "samenspel@voorbeeld.example", standing=Standing.APP)


def colleagues(rows: Iterable[dict[str, str]]) -> list[Person]:
    """The people of `collegas.csv`."""
    return [
        Person(
            code=row["id"],
            id=user_id(row["id"]),
            name=row["naam"],
            email=row["email"],
            roles=tuple(row["rol"].split(",")),
            department=row["afdeling"],
            administrator=row["id"] == ADMINISTRATOR,
        )
        for row in rows
    ]


def user_id(code: str) -> str:
    return f"U00000{code}"


def the_cast() -> list[Person]:
    """Everybody, in the order of the sample; the bot comes last."""
    with (SAMPLE / "collegas.csv").open(encoding="utf-8", newline="") as lines:
        known = colleagues(csv.DictReader(lines, delimiter=";"))
    visitors = [
        Person("G01", user_id("G01"), "Bram de Graaf", "bram@bureau-graaf.example", standing=Standing.GUEST),
        Person("X01", user_id("X01"), "Esra Kaya", "esra.kaya@waterschap.example", standing=Standing.OUTSIDER),
    ]
    return [*known, *visitors, SAMENSPEL]


def newcomer() -> Person:
    """Who starts when somebody presses "nieuwe collega": Slack then sends `team_join`."""
    return Person(
        "N01",
        user_id("N01"),
        "Robin de Boer",
        "robin.de.boer@voorbeeld.example",
        roles=("communicatieadviseur",),
        department="Communicatie",
        locale="en-GB",
    )
