"""Whether a text is everybody's: what each corner of the triangle said of it. Nobody is blocked by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from bot.writing.composing import words_of
from bot.writing.document import WrittenText
from glossary import TRIANGLE, Role, RoleState


class Corner(StrEnum):
    """VACANT: nobody said yes to the role. OLDER: yes, to the text as it was before."""

    VACANT = "vacant"
    NOT_ASKED = "not_asked"
    WAITING = "waiting"
    YES = "yes"
    NO = "no"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class SaidOfText:
    """What one colleague said. text: a digest of what they said it of. agreed: None is nothing yet."""

    colleague: int
    name: str
    text: str
    agreed: bool | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CornerSaid:
    role: Role
    corner: Corner
    name: str = ""
    reason: str = ""


def digest(document: WrittenText) -> str:
    """The same for the same words."""
    return sha256(words_of(document, "").encode()).hexdigest()


def corners(held: Mapping[Role, tuple[int, RoleState]], said: Sequence[SaidOfText], text: str) -> list[CornerSaid]:
    """held: who has which role. text: the digest of how it is now."""
    by_person = {each.colleague: each for each in said}
    found = []
    for role in TRIANGLE:
        who, state = held.get(role, (0, RoleState.NAMED))
        if state is not RoleState.ACCEPTED:
            found.append(CornerSaid(role, Corner.VACANT))
        elif who in by_person:
            each = by_person[who]
            found.append(CornerSaid(role, _corner(each, text), each.name, each.reason))
        else:
            found.append(CornerSaid(role, Corner.NOT_ASKED))
    return found


def _corner(said: SaidOfText, text: str) -> Corner:
    if said.agreed is None:
        return Corner.WAITING
    if not said.agreed:
        return Corner.NO
    return Corner.YES if said.text == text else Corner.OLDER


def is_ready(found: Sequence[CornerSaid]) -> bool:
    """Every corner that somebody has said yes to this very text; a vacant corner holds nothing up."""
    there = [each for each in found if each.corner is not Corner.VACANT]
    return bool(there) and all(each.corner is Corner.YES for each in there)
