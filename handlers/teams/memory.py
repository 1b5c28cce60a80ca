"""What a form remembers between showing and sending. It travels in the card itself, in an input that nobody sees.

Teams does not give back the card of a clicked button, and a form that is searched in must be drawn again. Who fills in
the form holds its memory meanwhile, so it is sealed: what it was about, and which message it may change, we say.
"""

import base64
import binascii
import hmac
import zlib
from hashlib import blake2b

import msgspec

from bot.chat.cards import Block, Text, buttons_in
from bot.chat.forms import Field, Form, Kind, Option
from bot.chat.requests import Place, PlaceKind, UploadedFile
from handlers.teams import limits
from handlers.teams.blocks import Ways

_LARGEST = 100_000
_SEAL_BYTES = 16


class AskedField(msgspec.Struct, frozen=True, array_like=True):
    """A field without its answer: that is in the input."""

    key: str
    label: Text
    kind: Kind
    options: tuple[Option, ...]
    source: str
    required: bool
    hint: Text | None
    longest: int


class Questions(msgspec.Struct, frozen=True, array_like=True):
    """A form without its answers."""

    title: Text
    fields: tuple[AskedField, ...]
    submit: Text
    action: str
    args: dict[str, str]
    body: tuple[Block, ...]

    def has(self, action: str) -> bool:
        """Whether a button of this form asks for it: what is filled in here is for nothing else."""
        return action == self.action or any(button.action == action for button in buttons_in(self.body))

    def as_form(self) -> Form:
        fields = (Field(**msgspec.structs.asdict(each)) for each in self.fields)
        return Form(self.title, tuple(fields), self.submit, self.action, self.args, self.body)


def questions_of(form: Form) -> Questions:
    names = AskedField.__struct_fields__
    fields = (AskedField(*(getattr(each, name) for name in names)) for each in form.fields)
    return Questions(form.title, tuple(fields), form.submit, form.action, dict(form.args), form.body)


class Seal:
    """Shows that a memory comes back as it was given. secret: of this bot; with a new one, forms that are open end."""

    def __init__(self, secret: str) -> None:
        self._key = blake2b(secret.encode(), digest_size=32, person=b"samenspel forms").digest()

    def on(self, content: bytes) -> bytes:
        return hmac.digest(self._key, content, "sha256")[:_SEAL_BYTES]

    def on_place(self, place: str, user: str) -> str:
        """For a button that this user gets, because they asked there: Teams itself said so."""
        return f"{self.on(_place_of(place, user)).hex()} {place}"

    def opened(self, sealed: str, user: str) -> str:
        """The place; empty when it was not sealed by us, or for somebody else."""
        mark, _, place = sealed.partition(" ")
        return place if place and hmac.compare_digest(self.on_place(place, user), f"{mark} {place}") else ""


def _place_of(place: str, user: str) -> bytes:
    return f"place {user} {place}".encode()


class TeamsMemory(msgspec.Struct, frozen=True):
    """form: the request that showed it first. asked: the questions, with the options that searches now offer.

    message: the one whose button opened the form, "conversation activity". files: what was sent for its file field.
    shown: by field, which options its search offers: the words, and the page. language: it speaks. whose: it was shown
    to this user at Entra, and is of no use to anybody else. back: to the card whose place it took; empty below that.
    """

    form: str
    asked: Questions
    language: str = "nl"
    place: tuple[PlaceKind, str] = ("nowhere", "")
    message: str = ""
    files: tuple[UploadedFile, ...] = ()
    shown: dict[str, tuple[str, int]] = {}
    whose: str = ""
    back: Ways = ()

    def packed(self, seal: Seal) -> str:
        content = zlib.compress(msgspec.msgpack.encode(self), 9)
        packed = base64.b64encode(seal.on(content) + content).decode()
        if len(packed) > limits.FORM_BYTES:
            raise ValueError(f"{self.asked.action}: a form that remembers {len(packed)} characters")
        return packed

    @property
    def where(self) -> Place:
        return Place(*self.place)


def remembered(packed: object, seal: Seal) -> TeamsMemory | None:
    """None for what is no memory, one of another time, or one that was not sealed by us."""
    if not isinstance(packed, str) or not packed:
        return None
    try:
        whole = base64.b64decode(packed, validate=True)
        content = whole[_SEAL_BYTES:]
        if not hmac.compare_digest(whole[:_SEAL_BYTES], seal.on(content)):
            return None
        unpacked = zlib.decompressobj().decompress(content, _LARGEST)
        return msgspec.msgpack.decode(unpacked, type=TeamsMemory)
    except (binascii.Error, ValueError, zlib.error, msgspec.MsgspecError):
        return None
