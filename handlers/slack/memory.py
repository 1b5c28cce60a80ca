"""What a modal remembers between showing and sending, because a form that is sent in says nothing else of itself."""

import zlib
from typing import Annotated

import msgspec

from bot.chat.forms import Form
from bot.chat.requests import Place, PlaceKind
from handlers.slack import limits


class SlackMemory(msgspec.Struct, frozen=True):
    """What a modal remembers between showing and sending (`private_metadata`): ids only.

    form: the request that showed it first. shape: of its questions, without the values. message: the one whose button
    opened the form, "channel ts", when a later Replace may still change it.
    """

    form: str
    args: dict[str, str] = {}
    place: tuple[PlaceKind, str] = ("nowhere", "")
    turn: int = 0
    shape: int = 0
    message: Annotated[str, msgspec.Meta(pattern=r"^(\S+ \S+)?\Z")] = ""

    def packed(self) -> str:
        packed = msgspec.json.encode(self).decode()
        if len(packed) > limits.PRIVATE_METADATA:
            raise ValueError(f"a form remembers ids only; this one has {len(packed)} characters")
        return packed


def remembered(packed: str) -> SlackMemory:
    """Of a form of another time nothing is remembered; the core then says that it no longer works."""
    try:
        return msgspec.json.decode(packed, type=SlackMemory)
    except (msgspec.MsgspecError, RecursionError):
        return SlackMemory(form="")


def place_of(memory: SlackMemory) -> Place:
    return Place(*memory.place)


def shape_of(form: Form) -> int:
    """Equal for the same questions about the same thing, whatever is filled in, and whatever help stood above them."""
    unfilled = tuple(msgspec.structs.replace(each, value=None) for each in form.fields)
    return zlib.crc32(msgspec.json.encode(msgspec.structs.replace(form, fields=unfilled, body=())))
