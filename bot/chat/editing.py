"""Fields that people edit: from a value to a field of a form, back, and to what history keeps.

A value travels as its *code*: the text that the database, the form and the history have in common ("ongoing",
"2026-12-09", "18000", "BU99990101,BU99990102"; "" is empty).
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.chat.cards import Text, typed
from bot.chat.forms import Field, Kind, Option
from bot.chat.requests import Request
from bot.chat.texts import Euro, Speech
from glossary import PartialDate, Word

LONGEST_TEXT = 3000
LARGEST_NUMBER = 2_000_000_000
LONGEST_ADDRESS = 500
LAST_YEAR = 2199
_WHOLE_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+|[0-9]+")
_TIME = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})", re.ASCII)
_ADDRESS = re.compile(
    r"https://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,20}[a-z]{2,24}(?::[0-9]{1,5})?(?:[/?#][^\s<>|\"\\^`{}]{0,480})?",
    re.IGNORECASE,
)
"""Encrypted, of a host with a name, and without a name or password before it: "https://gemeente.nl@elders.example"."""


@dataclass(frozen=True, slots=True)
class Spec:
    """One editable field. words: the list that a choice is from. source: where a search looks. money: in euros.

    address: of a page on the web.
    """

    key: str
    kind: Kind
    words: type[Word] | None = None
    source: str = ""
    required: bool = False
    longest: int = LONGEST_TEXT
    money: bool = False
    address: bool = False


class RefusedEdit(ValueError):
    """What was filled in can't be kept. `key` names the sentence that says why."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def code(value: object) -> str:
    """The code of a value, of a list of them, or of nothing."""
    match value:
        case None:
            return ""
        case Word():
            return value.value
        case PartialDate():
            return value.iso
        case dt.date():
            return value.isoformat()
        case dt.time():
            return value.isoformat("minutes")
        case list() | tuple():
            return ",".join(sorted(code(item) for item in value))
    return str(value)


def parts(code: str) -> list[str]:
    """Of the code of a list."""
    return [part for part in code.split(",") if part]


def typed_code(spec: Spec, request: Request, current: str) -> str:
    """What the person filled in, as a code. Raises Refused.

    A date picker can't show "2019": an empty one leaves such a date as it is.
    """
    if spec.kind in ("choices", "searches"):
        return ",".join(sorted(_known(spec, part) for part in request.several(spec.key)))
    answer = request.text(spec.key)
    if not answer and _is_imprecise(spec, current):
        return current
    if not answer and spec.required:
        raise RefusedEdit("chat.refused.empty")
    if not answer or answer == current:
        return answer
    if len(answer) > spec.longest:
        raise RefusedEdit("chat.refused.too_long", longest=spec.longest, length=len(answer))
    if spec.kind == "number":
        return str(_number(answer))
    if spec.kind == "date":
        return _date(answer)
    if spec.kind == "time":
        return _time(answer)
    if spec.address:
        return web_address(answer)
    return _known(spec, answer)


def _known(spec: Spec, code: str) -> str:
    """An option of an older version of the bot may be gone."""
    if spec.words and code not in set(spec.words):
        raise RefusedEdit("chat.refused.unknown_option")
    return code


def _is_imprecise(spec: Spec, code: str) -> bool:
    """A date of which the day is not known. What is no date at all came back with an error."""
    try:
        return spec.kind == "date" and bool(code) and PartialDate(code).day is None
    except ValueError:
        return False


def _number(answer: str) -> int:
    digits = "".join(answer.removeprefix("€").split())
    # 18.000 is eighteen thousand, and 1.5 is no whole number.
    if not _WHOLE_NUMBER.fullmatch(digits) or int(digits.replace(".", "")) > LARGEST_NUMBER:
        raise RefusedEdit("chat.refused.number")
    return int(digits.replace(".", ""))


def _date(answer: str) -> str:
    try:
        found = PartialDate.parse(answer)
    except ValueError as impossible:
        raise RefusedEdit("chat.refused.date") from impossible
    # Weeks are added to days: there has to be room after the last one.
    if found.latest.year > LAST_YEAR:
        raise RefusedEdit("chat.refused.date")
    return found.iso


def _time(answer: str) -> str:
    found = _TIME.fullmatch(answer)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise RefusedEdit("chat.refused.time")
    return f"{int(found[1]):02d}:{found[2]}"


def web_address(typed: str) -> str:
    """As it was typed, without space around it. Raises RefusedEdit for what no browser should be sent to from here."""
    address = typed.strip()
    if not _ADDRESS.fullmatch(address) or len(address) > LONGEST_ADDRESS:
        raise RefusedEdit("chat.refused.address")
    return address


def value(spec: Spec, code: str) -> Any:
    """The value that a table keeps for this code."""
    if spec.kind in ("choices", "searches"):
        return [spec.words.from_code(part) for part in parts(code)] if spec.words else parts(code)
    if not code:
        return None if spec.kind in ("number", "date", "choice", "time") else ""
    if spec.words:
        return spec.words.from_code(code)
    if spec.kind == "number":
        return int(code)
    if spec.kind == "time":
        return dt.time.fromisoformat(code)
    return PartialDate(code) if spec.kind == "date" else code


def field(t: Speech, feature: str, spec: Spec, code: str, names: Mapping[str, str]) -> Field:
    """The field of a form, filled in. names: what the codes of a search are called."""
    label = t(f"{feature}.field.{spec.key}")
    hint = t(f"{feature}.hint.{spec.key}") if t.knows(f"{feature}.hint.{spec.key}") else None
    filled: Any = code or None
    if spec.kind == "searches":
        filled = tuple(Option(part, typed(names.get(part, part))) for part in parts(code))
    elif spec.kind == "choices":
        filled = tuple(parts(code))
    elif _is_imprecise(spec, code):
        filled, hint = None, t("chat.known_so_far", date=PartialDate(code))
    return Field(
        spec.key,
        label,
        spec.kind,
        options=options(t, spec.words) if spec.words else (),
        source=spec.source,
        required=spec.required and not _is_imprecise(spec, code),
        value=filled,
        hint=hint,
        longest=spec.longest,
    )


def options(t: Speech, words: type[Word]) -> tuple[Option, ...]:
    """With what each word means, where the texts explain it."""
    return tuple(
        Option(
            word.value, t.word(word), t.explained(word) if t.knows(f"explained.{words.kind()}.{word.value}") else None
        )
        for word in words
    )


def in_words(t: Speech, spec: Spec, code: str, names: Mapping[str, str]) -> Text:
    """What people read for a code; "nog niet ingevuld" for an empty one."""
    if not code:
        return t("chat.nothing")
    if spec.words:
        return t.listed([t.word(spec.words.from_code(part)) for part in code.split(",")])
    if spec.kind in ("searches", "person"):
        return t.listed([names.get(part, part) for part in code.split(",")])
    if spec.kind == "date":
        return typed(str(t.readable(PartialDate(code))))
    if spec.kind == "number":
        return typed(str(t.readable(Euro(int(code)) if spec.money else int(code))))
    return typed(code)


@dataclass(frozen=True, slots=True)
class Merged:
    """codes: what to save. theirs: keys that somebody else changed meanwhile."""

    codes: Mapping[str, str]
    theirs: Sequence[str]


def merge(base: Mapping[str, str], mine: Mapping[str, str], now: Mapping[str, str]) -> Merged:
    """Two people edited at once. base: what I saw when I began; mine: what I sent; now: what is stored.

    What I did not touch follows the other; what I typed stays mine.
    """
    theirs = [key for key in mine if now[key] != base[key]]
    codes = {key: now[key] if mine[key] == base[key] else mine[key] for key in mine}
    return Merged(codes, theirs)
