"""Amounts and numbers as people write them: "€ 12.500,-", "12,5k", "1,2 mln", "12 500", "ca. 5000"."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from bot.transfer.understanding.plain import LONGEST, plain

LEAST_ROUNDED = 10
"""Euros. Of less than this, a part of a euro is more likely an amount in millions, or a share."""


class Amount(NamedTuple):
    """reason: why it is no number that can be kept, the key under `transfer.reason`; empty when it can.

    number: also of what can't be kept because it is less than nothing. rounded: the cents were left out.
    """

    number: int = 0
    reason: str = ""
    rounded: bool = False


_EUROS = re.compile(r"€|\beuro'?s?\b|\beur\b")
_OTHER_MONEY = re.compile(r"[$£¥]|\b(?:usd|gbp|dollar|pond)s?\b")
_HEDGE = re.compile(r"(?:ca|circa|ongeveer|plm|totaal)\b[.:]* |[±~] ?")
_ASIDE = re.compile(r"\([^()]{0,80}\)|\b(?:excl|incl)(?:usief|\.)? ?(?:btw|vat)\b|\b(?:excl|incl)\.?\Z")
_TAIL = re.compile(r"(?:,-{1,2}|\.-{1,2}|,=)\Z")
_MANY = {
    "k": 1_000,
    "duizend": 1_000,
    "dzd": 1_000,
    "m": 1_000_000,
    "mln": 1_000_000,
    "mio": 1_000_000,
    "miljoen": 1_000_000,
    "mrd": 1_000_000_000,
    "miljard": 1_000_000_000,
}
_MULTIPLE = re.compile(rf"(\d[\d.,]{{0,20}}) ?({'|'.join(sorted(_MANY, key=len, reverse=True))})\b\.?")
_PLAIN = re.compile(r"\d{1,15}")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([. ,'])\d{3})(?:\1\d{3}){0,4}")
_WITH_CENTS = re.compile(r"(.{1,24}?)([.,])(\d{1,2})")
_POWER = re.compile(r"(\d{1,3})(?:[.,](\d{1,6}))?e\+?(\d{1,2})")
_RANGE = re.compile(r"\d ?(?:-|tot|/|a|t/m) ?(?:€ ?)?\d")


_THOUSAND = r"1[., ]?000|duizend(?:en|tallen)?|k€?|keuro"
_MILLION = r"1[., ]?000[., ]?000|mln|mio|miljoen(?:en)?"
_TIMES = re.compile(
    rf"(?:(?:\b(?:x|maal|in)|[×*])\W{{0,3}}(?:(?:€|euro)\W{{0,2}})?|[(\[])(?:(?P<thousand>{_THOUSAND})|{_MILLION})(?![.,]?\w)"
)


@lru_cache(maxsize=10_000)
def times_in(header: str) -> int:
    """1 for most; 1,000 for "Budget (x 1000)", and a million for "Kosten in mln"."""
    found = _TIMES.search(plain(header)[:LONGEST])
    if found is None:
        return 1
    return 1_000 if found["thousand"] else 1_000_000


def in_full(cell: str, times: int) -> str:
    """As somebody would write it in a column that is not in thousands."""
    return cell if times == 1 else f"{cell} {'duizend' if times == 1_000 else 'miljoen'}"


@lru_cache(maxsize=20_000)
def amount(cell: str, whole: bool = False) -> Amount:
    """whole: of people and things, which have no cents."""
    text = plain(cell) if len(cell) <= LONGEST else ""
    if text.startswith("(") and text.endswith(")") and any(sign.isdigit() for sign in text):
        return _below_nothing(_number(text.strip("() "), whole))
    text = _EUROS.sub(" ", _ASIDE.sub(" ", text)).strip(" *")
    if _OTHER_MONEY.search(text):
        return Amount(reason="other_money")
    if "%" in text:
        return Amount(reason="share")
    if text[:1] in ("<", ">"):
        return Amount(reason="bound")
    if hedge := _HEDGE.match(text):
        text = text[hedge.end() :].strip()
    text = _TAIL.sub("", text).strip()
    if text.startswith("-"):
        return _below_nothing(_number(text[1:].strip(), whole))
    found = _number(text, whole)
    return Amount(reason="range") if found.reason == "no_number" and _RANGE.search(text) else found


def numeric(cell: str, whole: bool, times: int = 1) -> Amount:
    """Of a cell that the file itself holds as a number: its point is no sign of thousands."""
    value = Decimal(cell) * times
    if value < 0:
        return Amount(reason="negative")
    if not value.is_finite():
        return Amount(reason="no_number")
    return _kept(value, whole)


def _below_nothing(found: Amount) -> Amount:
    return Amount(-found.number, "negative") if not found.reason else Amount(reason="no_number")


def _number(text: str, whole: bool) -> Amount:
    if _PLAIN.fullmatch(text):
        return Amount(int(text))
    if _THOUSANDS.fullmatch(text):
        return Amount(int(re.sub(r"\D", "", text)))
    if found := _MULTIPLE.fullmatch(text):
        value = _decimal(found[1])
        return Amount(reason="no_number") if value is None else _kept(value * _MANY[found[2]], whole)
    if found := _POWER.fullmatch(text):
        return _kept(Decimal(f"{found[1]}.{found[2] or 0}") * 10 ** int(found[3]), whole)
    if (found := _WITH_CENTS.fullmatch(text)) and (begin := _whole_part(found[1], found[2])) is not None:
        return _kept(begin + Decimal(f"0.{found[3]}"), whole)
    return Amount(reason="not_whole" if re.fullmatch(r"0[.,]\d{1,9}", text) else "no_number")


def _whole_part(text: str, point: str) -> int | None:
    """What stands before the cents: the sign of thousands is not the one of the cents."""
    if _PLAIN.fullmatch(text):
        return int(text)
    if (found := _THOUSANDS.fullmatch(text)) and found[1] != point:
        return int(re.sub(r"\D", "", text))
    return None


def _decimal(text: str) -> Decimal | None:
    """1,2 and 1.2. Of 1.250 before "mln" nobody can tell what it is."""
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    found = re.fullmatch(r"(\d{1,9})[.,](\d{1,2})", text)
    return Decimal(f"{found[1]}.{found[2]}") if found else None


def _kept(value: Decimal, whole: bool) -> Amount:
    if value == value.to_integral_value():
        return Amount(int(value))
    if whole or value < LEAST_ROUNDED:
        return Amount(reason="not_whole")
    return Amount(int(value + Decimal("0.5")), rounded=True)
