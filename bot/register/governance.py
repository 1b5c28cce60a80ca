"""How the municipality is organised around participation: its ordinance, its aldermen, and one department or two."""

import datetime as dt
from dataclasses import dataclass

from bot.chat.settings import Chosen, Setting

ADOPTED_ON = Setting("ordinance.adopted_on", "")
"""An ISO date: when the council adopted the participation ordinance."""
LINK = Setting("ordinance.link", "")
PARTICIPATION = Setting("alderman.participation", "")
COMMUNICATION = Setting("alderman.communication", "")
DEPARTMENTS = Setting("organisation.departments", "two", options=("two", "one"))

ORDINANCE_BY = dt.date(2027, 1, 1)
"""By then the law wants one with the right to challenge (Wet versterking participatie op decentraal niveau)."""


@dataclass(frozen=True, slots=True)
class Governance:
    """participation, communication: the aldermen of both portfolios, as somebody typed them."""

    adopted_on: dt.date | None = None
    link: str = ""
    participation: str = ""
    communication: str = ""
    is_one_department: bool = False

    @property
    def is_divided(self) -> bool:
        """Two aldermen decide about it: a proposal to the college concerns both."""
        both = self.participation.casefold(), self.communication.casefold()
        return all(both) and both[0] != both[1]


def governance(chosen: Chosen) -> Governance:
    adopted = chosen.word(ADOPTED_ON)
    return Governance(
        dt.date.fromisoformat(adopted) if adopted else None,
        chosen.word(LINK),
        chosen.word(PARTICIPATION),
        chosen.word(COMMUNICATION),
        chosen.word(DEPARTMENTS) == "one",
    )
