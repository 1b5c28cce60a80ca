"""Small rules that say what a JSON value may be, in Slack's words. Each is a function (value, place, problems)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from playground.slack.wire import Json

Problems: TypeAlias = list[str]
Rule: TypeAlias = Callable[[Any, str, Problems], None]


def refuse(problems: Problems, complaint: str, place: str) -> None:
    problems.append(f"[ERROR] {complaint} [json-pointer:{place}]")


def string(longest: int, shortest: int = 1) -> Rule:
    def check(value: Any, place: str, problems: Problems) -> None:
        if not isinstance(value, str):
            refuse(problems, "must be a string", place)
        elif len(value) < shortest:
            refuse(problems, f"must be more than {shortest - 1} characters", place)
        elif len(value) > longest:
            refuse(problems, f"must be less than {longest + 1} characters", place)

    return check


def flag(value: Any, place: str, problems: Problems) -> None:
    if not isinstance(value, bool):
        refuse(problems, "must be a boolean", place)


def integer(value: Any, place: str, problems: Problems) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        refuse(problems, "must be an integer", place)


def anything(value: Any, place: str, problems: Problems) -> None:
    """Slack checks it elsewhere, or not at all."""


def one_of(*allowed: str) -> Rule:
    def check(value: Any, place: str, problems: Problems) -> None:
        if value not in allowed:
            refuse(problems, f"must be one of: {', '.join(allowed)}", place)

    return check


def array(most: int, item: Rule, fewest: int = 1) -> Rule:
    def check(value: Any, place: str, problems: Problems) -> None:
        if not isinstance(value, list):
            refuse(problems, "must be an array", place)
            return
        if len(value) > most:
            refuse(problems, f"no more than {most} items allowed", place)
        if len(value) < fewest:
            refuse(problems, f"no fewer than {fewest} items allowed", place)
        for number, one in enumerate(value):
            item(one, f"{place}/{number}", problems)

    return check


@dataclass(frozen=True)
class Shape:
    """The fields of one kind of object."""

    needs: Mapping[str, Rule] = field(default_factory=dict)
    may: Mapping[str, Rule] = field(default_factory=dict)
    together: Callable[[Json, str, Problems], None] | None = None

    def __call__(self, value: Any, place: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            refuse(problems, "must be an object", place)
            return
        for name in self.needs:
            if name not in value:
                refuse(problems, f"missing required field: {name}", place)
        for name, one in value.items():
            rule = self.needs.get(name) or self.may.get(name)
            if rule:
                rule(one, f"{place}/{name}", problems)
            elif name != "type":
                refuse(problems, f"invalid additional property: {name}", place)
        if self.together:
            self.together(value, place, problems)


def by_type(kinds: Callable[[], Mapping[str, Rule]], allowed: frozenset[str] | None = None) -> Rule:
    def check(value: Any, place: str, problems: Problems) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        known = kinds()
        if not isinstance(kind, str) or kind not in known or (allowed is not None and kind not in allowed):
            refuse(problems, f"unsupported type: {kind}", f"{place}/type")
        else:
            known[kind](value, place, problems)

    return check
